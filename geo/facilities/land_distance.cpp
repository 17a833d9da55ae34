// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/land_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/units/polygon.h"

namespace fangyuan {
namespace {

struct Box {
  XY min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  XY max{-min.x, -min.y};

  void take(XY p) {
    min = {std::min(min.x, p.x), std::min(min.y, p.y)};
    max = {std::max(max.x, p.x), std::max(max.y, p.y)};
  }
  bool apart(const Box& o, double by) const {
    return min.x - o.max.x > by || o.min.x - max.x > by || min.y - o.max.y > by ||
           o.min.y - max.y > by;
  }
};

double to_segment(XY p, XY a, XY b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  double t = 0;
  if (length2 > 0) t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0);
  return std::hypot(p.x - (a.x + t * dx), p.y - (a.y + t * dy));
}

bool cross(XY a, XY b, XY c, XY d) {
  return orientation(a, b, c) * orientation(a, b, d) < 0 &&
         orientation(c, d, a) * orientation(c, d, b) < 0;
}

/// Between two chains of points; a chain of one point is that point.
double between(const std::vector<XY>& a, const std::vector<XY>& b) {
  double best = std::numeric_limits<double>::infinity();
  const auto segment = [](const std::vector<XY>& chain, std::size_t i) {
    return std::pair{chain[i], chain[std::min(i + 1, chain.size() - 1)]};
  };
  const auto segments = [](const std::vector<XY>& chain) {
    return std::max<std::size_t>(chain.size(), 2) - 1;
  };
  for (std::size_t i = 0; i < segments(a); ++i) {
    const auto [p, q] = segment(a, i);
    for (std::size_t j = 0; j < segments(b); ++j) {
      const auto [r, s] = segment(b, j);
      if (cross(p, q, r, s)) return 0;
      best = std::min({best, to_segment(p, r, s), to_segment(q, r, s), to_segment(r, p, q),
                       to_segment(s, p, q)});
    }
  }
  return best;
}

std::vector<XY> chain_of(const std::vector<Place>& places) {
  std::vector<XY> out;
  for (const Place& p : places) out.push_back(p.xy);
  return out;
}

Box box_of(const std::vector<XY>& chain) {
  Box box;
  for (const XY p : chain) box.take(p);
  return box;
}

bool holds(const LandPolygon& polygon, XY p) {
  const PolygonXY one{polygon.outer, polygon.holes};
  return PolygonIndex(std::span(&one, 1)).side(p) != Side::outside;
}

bool inside(const std::vector<XY>& outline, XY p) {
  if (outline.size() < 4) return false;
  const PolygonXY one{outline, {}};
  return PolygonIndex(std::span(&one, 1)).side(p) != Side::outside;
}

}  // namespace

std::optional<double> land_distance_m(const LandFeature& land, const Facility& site,
                                      double within_m) {
  if (!site.place) return std::nullopt;
  const std::vector<XY> shape =
      site.outline.empty() ? std::vector<XY>{site.place->xy} : chain_of(site.outline);
  const Box box = box_of(shape);
  double best = std::numeric_limits<double>::infinity();
  const auto look = [&](const std::vector<XY>& chain) {
    if (!chain.empty() && !box_of(chain).apart(box, within_m))
      best = std::min(best, between(shape, chain));
  };
  for (const LandPolygon& polygon : land.polygons) {
    if (box_of(polygon.outer).apart(box, within_m)) continue;
    if (holds(polygon, shape.front()) || inside(shape, polygon.outer.front())) return 0;
    look(polygon.outer);
    for (const auto& hole : polygon.holes) look(hole);
  }
  for (const auto& line : land.lines) look(chain_of(line));
  if (best > within_m) return std::nullopt;
  return best;
}

}  // namespace fangyuan
