// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/point_index.h"

#include <algorithm>
#include <cmath>

namespace fangyuan {
namespace {

constexpr std::uint32_t kEnd = ~std::uint32_t{0};

std::int64_t cell(double metres, double cell_m) {
  return static_cast<std::int64_t>(std::floor(metres / cell_m));
}

}  // namespace

std::size_t PointIndex::slot_of(std::int64_t cx, std::int64_t cy) const {
  auto h = static_cast<std::uint64_t>(cx) * 0x9E3779B97F4A7C15ULL;
  h = (h ^ (h >> 32)) + static_cast<std::uint64_t>(cy);
  h *= 0xBF58476D1CE4E5B9ULL;
  h ^= h >> 29;
  return static_cast<std::size_t>(h) & (slots_.size() - 1);
}

void PointIndex::grow() {
  slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), kEnd);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    Entry& e = entries_[i];
    std::uint32_t& head = slots_[slot_of(cell(e.p.x, kCellM), cell(e.p.y, kCellM))];
    e.next = head;
    head = static_cast<std::uint32_t>(i);
  }
}

void PointIndex::insert(XY p, std::uint32_t id) {
  if (entries_.size() >= slots_.size()) grow();
  std::uint32_t& head = slots_[slot_of(cell(p.x, kCellM), cell(p.y, kCellM))];
  entries_.push_back({p, id, head});
  head = static_cast<std::uint32_t>(entries_.size() - 1);
}

std::optional<std::uint32_t> PointIndex::find(XY p) const {
  if (slots_.empty()) return std::nullopt;
  std::uint32_t best = kEnd;
  for (auto cx = cell(p.x - kJoinM, kCellM); cx <= cell(p.x + kJoinM, kCellM); ++cx)
    for (auto cy = cell(p.y - kJoinM, kCellM); cy <= cell(p.y + kJoinM, kCellM); ++cy)
      for (auto i = slots_[slot_of(cx, cy)]; i != kEnd; i = entries_[i].next) {
        const Entry& e = entries_[i];
        if (std::abs(e.p.x - p.x) <= kJoinM && std::abs(e.p.y - p.y) <= kJoinM)
          best = std::min(best, e.id);
      }
  if (best == kEnd) return std::nullopt;
  return best;
}

}  // namespace fangyuan
