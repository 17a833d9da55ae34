// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/left_strip.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "geo/topology/grid.h"

namespace fangyuan {
namespace {

// The area is on its left.
struct Shore {
  XY from, to;
};

template <class Visit>
void each_edge(std::span<const PolygonXY> polygons, const Visit& visit) {
  const auto ring = [&](const std::vector<XY>& points) {
    for (std::size_t i = 0; i + 1 < points.size(); ++i) visit(points[i], points[i + 1]);
  };
  for (const PolygonXY& p : polygons) {
    ring(p.outer);
    for (const auto& hole : p.holes) ring(hole);
  }
}

constexpr double kEven = 2;   // the wider end by the narrower
constexpr double kLong = 10;  // length by width

// Of the ground to the left of s as far as r; absent: they do not face each other so.
std::optional<GroundPart> strip_between(const Shore& s, const Shore& r, double width_m) {
  const double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, length = std::hypot(dx, dy);
  const double ex = r.to.x - r.from.x, ey = r.to.y - r.from.y, other = std::hypot(ex, ey);
  if (dx * ex + dy * ey > -0.9 * length * other) return std::nullopt;
  const auto along = [&](XY p) { return ((p.x - s.from.x) * dx + (p.y - s.from.y) * dy) / length; };
  const auto off = [&](XY p) { return (dx * (p.y - s.from.y) - dy * (p.x - s.from.x)) / length; };
  const double r0 = along(r.to), r1 = along(r.from);
  const double begin = std::max(0.0, r0), end = std::min(length, r1);
  if (!(end > begin)) return std::nullopt;
  const auto width_at = [&](double t) {
    const double share = (t - r0) / (r1 - r0);
    return off(r.to) + share * (off(r.from) - off(r.to));
  };
  const double w0 = width_at(begin), w1 = width_at(end), wide = std::max(w0, w1);
  if (!(std::min(w0, w1) > 0) || wide >= width_m || wide > kEven * std::min(w0, w1) ||
      end - begin < kLong * wide)
    return std::nullopt;
  const double t = (begin + end) / 2, w = width_at(t) / 2;
  const XY middle{s.from.x + dx * t / length - dy * w / length,
                  s.from.y + dy * t / length + dx * w / length};
  return GroundPart{(end - begin) * (w0 + w1) / 2, 2 * (end - begin), middle};
}

}  // namespace

std::optional<GroundPart> left_strip(std::span<const PolygonXY> left,
                                     std::span<const PolygonXY> moved, double width_m) {
  std::set<std::pair<GridPoint, GridPoint>> given;
  each_edge(moved, [&](XY a, XY b) { given.emplace(to_grid(b), to_grid(a)); });
  std::vector<Shore> fresh, old;
  each_edge(left, [&](XY a, XY b) {
    (given.contains({to_grid(a), to_grid(b)}) ? fresh : old).push_back({a, b});
  });
  std::optional<GroundPart> longest;
  for (const Shore& s : fresh)
    for (const Shore& r : old) {
      if (std::min(r.from.x, r.to.x) > std::max(s.from.x, s.to.x) + width_m ||
          std::max(r.from.x, r.to.x) < std::min(s.from.x, s.to.x) - width_m ||
          std::min(r.from.y, r.to.y) > std::max(s.from.y, s.to.y) + width_m ||
          std::max(r.from.y, r.to.y) < std::min(s.from.y, s.to.y) - width_m)
        continue;
      const auto strip = strip_between(s, r, width_m);
      if (strip && (!longest || strip->perimeter_m > longest->perimeter_m)) longest = strip;
    }
  return longest;
}

}  // namespace fangyuan
