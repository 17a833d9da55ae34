// SPDX-License-Identifier: Apache-2.0
// The sample's own plane: whole decimetres east and north of the prefecture's centre. Whole numbers
// make shared borders and shared road vertices identical to the bit.
#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace fangyuan::sample {

struct Pt {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend constexpr auto operator<=>(const Pt&, const Pt&) = default;
};

/// Metres to whole decimetres.
constexpr std::int32_t dm(double metres) {
  return static_cast<std::int32_t>(metres * 10.0 + (metres < 0 ? -0.5 : 0.5));
}

/// Where the plane lies: the centre's easting and northing in EPSG:4547, about 114.5 E 34.6 N.
inline constexpr double kEasting0 = 546'000.0;
inline constexpr double kNorthing0 = 3'830'000.0;
inline double easting(Pt p) { return kEasting0 + static_cast<double>(p.x) / 10.0; }
inline double northing(Pt p) { return kNorthing0 + static_cast<double>(p.y) / 10.0; }

constexpr std::int64_t cross(Pt o, Pt a, Pt b) {
  return std::int64_t{a.x - o.x} * (b.y - o.y) - std::int64_t{a.y - o.y} * (b.x - o.x);
}
constexpr std::int64_t square_distance(Pt a, Pt b) {
  const std::int64_t dx = a.x - b.x, dy = a.y - b.y;
  return dx * dx + dy * dy;
}
inline double distance(Pt a, Pt b) { return std::sqrt(static_cast<double>(square_distance(a, b))); }
constexpr Pt middle(Pt a, Pt b) {
  return {static_cast<std::int32_t>((std::int64_t{a.x} + b.x) >> 1),
          static_cast<std::int32_t>((std::int64_t{a.y} + b.y) >> 1)};
}
/// From `a` the fraction `t` of the way to `b`.
inline Pt along(Pt a, Pt b, double t) {
  return {a.x + static_cast<std::int32_t>(std::floor(static_cast<double>(b.x - a.x) * t + 0.5)),
          a.y + static_cast<std::int32_t>(std::floor(static_cast<double>(b.y - a.y) * t + 0.5))};
}

/// Twice the signed area of a ring (closed or not); positive when counter-clockwise.
inline std::int64_t twice_area(std::span<const Pt> ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Pt a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += std::int64_t{a.x} * b.y - std::int64_t{a.y} * b.x;
  }
  return sum;
}

/// Whether two closed segments have a point in common.
bool segments_meet(Pt a, Pt b, Pt c, Pt d);
/// The point, rounded, where two segments cross or touch; absent when apart or parallel.
std::optional<Pt> crossing(Pt a, Pt b, Pt c, Pt d);
double distance_to_segment(Pt p, Pt a, Pt b);
double distance_to_line(Pt p, std::span<const Pt> line);
/// Whether any segment of one line meets any of the other. O(n m) with a quick box test.
bool lines_meet(std::span<const Pt> a, std::span<const Pt> b);
/// Even–odd rule; points on the outline may go either way.
bool inside(Pt p, std::span<const Pt> ring);

/// A straight line made natural: middle points moved sideways, pieces of at most 250 m, the same
/// from whichever end it is asked for. `strength` 1 turns it by at most some 17°. Lines of 100 m or
/// more get a middle point at least.
std::vector<Pt> bend(std::uint64_t seed, Pt a, Pt b, double strength);

/// A direction of length 1 (within rounding): `to − from` divided by its length.
struct Direction2 {
  double x = 1, y = 0;
  Direction2 left() const { return {-y, x}; }
};
Direction2 direction(Pt from, Pt to);
/// p + u·a + u.left()·b, rounded; a and b in decimetres.
Pt offset(Pt p, Direction2 u, double a, double b);

}  // namespace fangyuan::sample
