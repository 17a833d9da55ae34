// SPDX-License-Identifier: Apache-2.0
// What the places along one edge cost, without asking the search at each of them.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/reach/search.h"
#include "geo/surface/street_tile.h"

namespace fangyuan {

/// whole × offset ÷ length rounded down, as part_of_edge, but with the division done once per edge.
class EdgeParts {
 public:
  explicit EdgeParts(std::uint32_t length_mm)
      : length_(length_mm), inverse_(length_mm > 0 ? 1.0 / length_mm : 0) {}

  std::uint32_t operator()(std::uint32_t whole, std::uint32_t offset) const {
    if (whole == length_) return offset;  // metres, or a metre a second
    const std::uint64_t product = std::uint64_t{whole} * offset;
    if (length_ == 0) return 0;
    if (product >> 63 != 0)
      return static_cast<std::uint32_t>(product / static_cast<std::uint64_t>(length_));
    // Within 2⁻¹⁹ of the true quotient, so that its whole part is at most one off.
    const auto guess = static_cast<std::int64_t>(
        static_cast<double>(static_cast<std::int64_t>(product)) * inverse_);
    const std::int64_t rest = static_cast<std::int64_t>(product) - guess * length_;
    return static_cast<std::uint32_t>(guess - (rest < 0) + (rest >= length_));
  }

 private:
  std::int64_t length_;
  double inverse_;
};

/// Costs on one edge without sources: from its ends alone. 64 bits, so that sums never wrap;
/// kFar or more is not reached.
class EdgeCosts {
 public:
  static constexpr std::uint64_t kFar = std::uint64_t{1} << 40;

  EdgeCosts(const Search& search, EdgeId e)
      : parts_(length(search, e)), length_(length(search, e)) {
    const ModeGraph& graph = search.graph();
    const Edge& edge = graph.network().edges[e.index()];
    const bool to = search.direction() == Direction::to_facility;
    const Cost towards_v = to ? graph.forward(e) : graph.backward(e);
    const Cost towards_u = to ? graph.backward(e) : graph.forward(e);
    const Cost at_v = towards_v.reached() ? search.at(edge.v) : Cost();
    const Cost at_u = towards_u.reached() ? search.at(edge.u) : Cost();
    if (at_v.reached()) {
      whole_v_ = towards_v.value();
      over_v_ = std::uint64_t{at_v.value()} + (length_ == 0 ? 0 : whole_v_);
    }
    if (at_u.reached()) {
      whole_u_ = towards_u.value();
      over_u_ = at_u.value();
    }
  }

  bool reached() const { return over_v_ < kFar || over_u_ < kFar; }
  std::uint32_t length_mm() const { return length_; }

  /// Equals search.at(edge, offset_mm) where that is reached; kFar, or a cost beyond the search's
  /// limit, where it is not.
  std::uint64_t at(std::uint32_t offset_mm) const {
    const std::uint32_t part_v = parts_(whole_v_, offset_mm);
    const std::uint32_t part_u = whole_u_ == whole_v_ ? part_v : parts_(whole_u_, offset_mm);
    return std::min(over_v_ - part_v, over_u_ + part_u);
  }

  /// Bounds of at() between two offsets.
  struct Range {
    std::uint64_t least, greatest;
  };
  Range between(std::uint32_t from_mm, std::uint32_t to_mm) const {
    const std::uint64_t v_from = over_v_ - parts_(whole_v_, from_mm);
    const std::uint64_t v_to = over_v_ - parts_(whole_v_, to_mm);
    const std::uint64_t u_from = over_u_ + parts_(whole_u_, from_mm);
    const std::uint64_t u_to = over_u_ + parts_(whole_u_, to_mm);
    std::uint64_t greatest = std::min(v_from, u_to);
    // Where both directions take the same, the two ways add up to a constant.
    if (whole_u_ == whole_v_) greatest = std::min(greatest, (v_from + u_from) / 2);
    return {std::min(v_to, u_from), greatest};
  }

 private:
  static std::uint32_t length(const Search& search, EdgeId e) {
    return search.graph().network().edges[e.index()].length_mm;
  }

  EdgeParts parts_;
  std::uint32_t length_;
  std::uint32_t whole_v_ = 0, whole_u_ = 0;
  std::uint64_t over_v_ = kFar * 2, over_u_ = kFar * 2;  // less or more a part: beyond kFar still
};

}  // namespace fangyuan
