// SPDX-License-Identifier: Apache-2.0
// The grid of 0.1 mm on which lines are compared, and exact predicates on it.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

#include "core/base/place.h"
#include "core/base/wide.h"

namespace fangyuan {

inline constexpr double kGridPerMetre = 10'000;
/// Coordinates beyond this (in metres) are not on the grid: products of differences fit 128 bits
/// with room to spare.
inline constexpr double kGridReachM = 1e9;

struct GridPoint {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

/// REQUIRES: finite, within ± kGridReachM. Halves away from zero.
inline GridPoint to_grid(XY p) {
  return {std::llround(p.x * kGridPerMetre), std::llround(p.y * kGridPerMetre)};
}
inline XY to_xy(GridPoint p) {
  return {static_cast<double>(p.x) / kGridPerMetre, static_cast<double>(p.y) / kGridPerMetre};
}

/// (a − o) × (b − o), exactly: twice the signed area of the triangle o, a, b.
inline Wide cross(GridPoint o, GridPoint a, GridPoint b) {
  return static_cast<Wide>(a.x - o.x) * (b.y - o.y) - static_cast<Wide>(a.y - o.y) * (b.x - o.x);
}
/// (a − o) · (b − o), exactly.
inline Wide dot(GridPoint o, GridPoint a, GridPoint b) {
  return static_cast<Wide>(a.x - o.x) * (b.x - o.x) + static_cast<Wide>(a.y - o.y) * (b.y - o.y);
}
inline int sign(Wide v) { return v > 0 ? 1 : v < 0 ? -1 : 0; }
/// 1: c is left of a → b, −1: right, 0: on the line. Exact.
inline int orientation(GridPoint a, GridPoint b, GridPoint c) { return sign(cross(a, b, c)); }

/// In grid steps.
inline double length_of(GridPoint a, GridPoint b) {
  return std::hypot(static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y));
}

/// In grid steps, to the nearest point of the segment.
inline double distance_to_segment(GridPoint p, GridPoint a, GridPoint b) {
  const double length = length_of(a, b);
  if (length == 0) return length_of(a, p);
  const auto along = static_cast<double>(dot(a, b, p));
  if (along <= 0) return length_of(a, p);
  if (along >= length * length) return length_of(b, p);
  return std::abs(static_cast<double>(cross(a, b, p))) / length;
}

/// Whether p is within one grid step of the segment a, b, between its ends (measured along it).
inline bool beside_segment(GridPoint p, GridPoint a, GridPoint b) {
  const Wide along = dot(a, b, p), whole = dot(a, b, b);
  if (along <= 0 || along >= whole) return false;
  const auto off = static_cast<double>(cross(a, b, p));
  return std::abs(off) <= length_of(a, b);
}

}  // namespace fangyuan
