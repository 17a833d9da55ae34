// SPDX-License-Identifier: Apache-2.0
// Straight pieces of streets, and how far they are from a point: arrays, so that two are taken at
// once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

class SegmentList {
 public:
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  std::uint32_t id(std::size_t k) const { return id_[k]; }

  void add(XY a, XY b, std::uint32_t id) {
    make_room(size_ + 1);
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const std::array<double, kNumbers> values{a.x, a.y, dx, dy, length2 > 0 ? 1 / length2 : 0};
    for (std::size_t n = 0; n < kNumbers; ++n) numbers_[n][size_] = values[n];
    id_[size_++] = id;
  }

  /// Squared distances of all from p, in their order; returns the least.
  double squared_from(XY p, std::vector<double>& squared_m) const {
    if (squared_m.size() < size_ + kLanes) squared_m.resize(2 * size_ + kLanes);
    for (std::size_t k = 0; k < size_; k += kLanes) {
      const Lanes dx = load(2, k), dy = load(3, k);
      const Lanes px = p.x - load(0, k), py = p.y - load(1, k);
      Lanes t = (px * dx + py * dy) * load(4, k);
      t = t < 0 ? Lanes{} : t;
      t = t > 1 ? Lanes{} + 1 : t;
      const Lanes x = px - t * dx, y = py - t * dy;
      const Lanes squared = x * x + y * y;
      std::memcpy(squared_m.data() + k, &squared, sizeof squared);
    }
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < size_; ++k) least = std::min(least, squared_m[k]);
    return least;
  }

  /// Becomes those of `all` whose squared distance is at most `within2`, in their order.
  void keep(const SegmentList& all, const std::vector<double>& squared_m, double within2) {
    make_room(all.size_);
    size_ = 0;
    for (std::size_t k = 0; k < all.size_; ++k) {  // written always, kept sometimes: no branch
      for (std::size_t n = 0; n < kNumbers; ++n) numbers_[n][size_] = all.numbers_[n][k];
      id_[size_] = all.id_[k];
      size_ += squared_m[k] <= within2;
    }
  }

 private:
  static constexpr std::size_t kNumbers = 5;  ///< x, y, dx, dy, 1 ÷ squared length
  static constexpr std::size_t kLanes = 2;
  using Lanes [[gnu::vector_size(kLanes * sizeof(double))]] = double;

  Lanes load(std::size_t number, std::size_t k) const {
    Lanes lanes;
    std::memcpy(&lanes, numbers_[number].data() + k, sizeof lanes);
    return lanes;
  }
  /// Whole groups of lanes are read and written; what is beyond the size does not matter.
  void make_room(std::size_t size) {
    if (id_.size() >= size + kLanes) return;
    for (auto& numbers : numbers_) numbers.resize(2 * size + kLanes);
    id_.resize(2 * size + kLanes);
  }

  std::size_t size_ = 0;
  std::array<std::vector<double>, kNumbers> numbers_;
  std::vector<std::uint32_t> id_;
};

}  // namespace fangyuan
