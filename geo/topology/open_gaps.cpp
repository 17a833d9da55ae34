// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/open_gaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/topology/cover.h"
#include "geo/topology/edge_table.h"

namespace fangyuan {
namespace {

// An edge with outside on its right.
struct Shore {
  XY from, to;
  std::uint32_t unit;
  double min_x() const { return std::min(from.x, to.x); }
  double max_x() const { return std::max(from.x, to.x); }
};

// The ground between two shores where they face each other.
struct Strip {
  std::uint32_t a = kNobody, b = kNobody;
  std::array<XY, 4> corners;  ///< counter-clockwise or clockwise
  double length = 0, width = 0, widest = 0;
  XY middle() const {
    return {(corners[0].x + corners[1].x + corners[2].x + corners[3].x) / 4,
            (corners[0].y + corners[1].y + corners[2].y + corners[3].y) / 4};
  }
};

std::vector<Shore> shores_of(const TilingInput& input, const EdgeTable& table) {
  std::vector<Shore> out;
  for (std::size_t e = 0; e < table.size(); ++e) {
    const auto uses = table.uses_of(e);
    if (uses.empty() || uses[0].owner >= input.units.size() ||
        input.parent_of[uses[0].owner] != kNobody ||
        (uses.size() > 1 && uses[1].owner < input.units.size()))
      continue;
    XY from = to_xy(table.points[table.edges[e].low]),
       to = to_xy(table.points[table.edges[e].high]);
    if (uses[0].side < 0) std::swap(from, to);
    out.push_back({from, to, uses[0].owner});
  }
  std::sort(out.begin(), out.end(), [](const Shore& a, const Shore& b) {
    return std::tuple(a.min_x(), a.from.x, a.from.y, a.to.x, a.to.y, a.unit) <
           std::tuple(b.min_x(), b.from.x, b.from.y, b.to.x, b.to.y, b.unit);
  });
  return out;
}

// Both run with the outside on their right, so that facing ones run against each other.
bool strip_between(const Shore& s, const Shore& r, Strip& out) {
  const double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, length = std::hypot(dx, dy);
  const double ex = r.to.x - r.from.x, ey = r.to.y - r.from.y, other = std::hypot(ex, ey);
  if (dx * ex + dy * ey > -0.85 * length * other) return false;
  const auto along = [&](XY p) { return ((p.x - s.from.x) * dx + (p.y - s.from.y) * dy) / length; };
  const double r0 = along(r.to), r1 = along(r.from);  // ascending
  const double begin = std::max(0.0, r0), end = std::min(length, r1);
  if (end - begin < 1e-3) return false;
  const auto on_s = [&](double t) {
    return XY{s.from.x + dx * t / length, s.from.y + dy * t / length};
  };
  const auto on_r = [&](double t) {
    const double share = (t - r0) / (r1 - r0);
    return XY{r.to.x - ex * share, r.to.y - ey * share};
  };
  // To the right of s, as far as the other is.
  const auto off = [&](XY p) { return ((p.x - s.from.x) * dy - (p.y - s.from.y) * dx) / length; };
  const double w0 = off(on_r(begin)), w1 = off(on_r(end));
  if (w0 < 0 || w1 < 0 || w0 + w1 <= 0 || std::max(w0, w1) >= kSliverWidthM) return false;
  out = {std::min(s.unit, r.unit),
         std::max(s.unit, r.unit),
         {on_s(begin), on_r(begin), on_r(end), on_s(end)},
         end - begin,
         (w0 + w1) / 2,
         std::max(w0, w1)};
  return true;
}

std::vector<Strip> strips_of(const std::vector<Shore>& shores) {
  std::vector<Strip> out;
  Strip strip;
  for (std::size_t i = 0; i < shores.size(); ++i) {
    const auto [y0, y1] = std::minmax(shores[i].from.y, shores[i].to.y);
    for (std::size_t k = i + 1;
         k < shores.size() && shores[k].min_x() <= shores[i].max_x() + kSliverWidthM; ++k) {
      const auto [v0, v1] = std::minmax(shores[k].from.y, shores[k].to.y);
      if (shores[k].unit != shores[i].unit && v0 <= y1 + kSliverWidthM &&
          v1 >= y0 - kSliverWidthM && strip_between(shores[i], shores[k], strip))
        out.push_back(strip);
    }
  }
  return out;
}

PolygonXY polygon_of(const Strip& s) {
  std::vector<XY> ring(s.corners.begin(), s.corners.end());
  double twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
             (ring[i].y - ring[0].y) * (ring[i + 1].x - ring[0].x);
  if (twice < 0) std::reverse(ring.begin(), ring.end());
  ring.push_back(ring.front());
  return {ring, {}};
}

}  // namespace

std::vector<TilingFault> find_open_gaps(const TilingInput& input, const EdgeTable& table,
                                        std::span<const TilingFault> found) {
  auto strips = strips_of(shores_of(input, table));
  if (strips.empty()) return {};
  std::vector<XY> middles;
  middles.reserve(strips.size());
  for (const Strip& s : strips) middles.push_back(s.middle());
  // Not where a unit is, and not in a gap that is known.
  std::vector<std::span<const PolygonXY>> known(input.units.begin(), input.units.end());
  for (const TilingFault& f : found)
    if (f.kind == FaultKind::gap) known.emplace_back(f.shape);
  const auto holding = Cover(known).holding(middles);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> by_pair;
  for (std::size_t i = 0; i < strips.size(); ++i)
    if (holding[i].empty()) by_pair[{strips[i].a, strips[i].b}].push_back(i);

  std::vector<TilingFault> out;
  for (const auto& [pair, members] : by_pair) {
    TilingFault fault;
    fault.kind = FaultKind::gap;
    fault.open = true;
    double length = 0, widest = 0, longest = -1;
    for (const std::size_t i : members) {
      const Strip& s = strips[i];
      fault.shape.push_back(polygon_of(s));
      fault.area_m2 += s.length * s.width;
      length += s.length;
      widest = std::max(widest, s.widest);
      if (s.length > longest) {
        longest = s.length;
        fault.where = s.middle();
      }
    }
    // A bay that opens as wide as is looked for is the shape of the land, no drawing fault.
    if (length * length < 10 * fault.area_m2 || widest > 0.9 * kSliverWidthM) continue;
    fault.perimeter_m = 2 * length;
    fault.beside = {{pair.first, length}, {pair.second, length}};
    fault.apart_m = widest;
    out.push_back(std::move(fault));
  }
  return out;
}

}  // namespace fangyuan
