// SPDX-License-Identifier: Apache-2.0
// What a test wants to know of drawn polygons.
#pragma once

#include <ogr_geometry.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "core/coverage/result.h"

namespace fangyuan::shape {

/// Twice the signed area: positive when counter-clockwise.
inline double area2(const std::vector<XY>& ring) {
  double sum = 0;
  for (std::size_t k = 1; k < ring.size(); ++k) {
    sum += (ring[k - 1].x - ring[0].x) * (ring[k].y - ring[0].y) -
           (ring[k].x - ring[0].x) * (ring[k - 1].y - ring[0].y);
  }
  return sum;
}

inline double area_m2(const std::vector<Circle::Polygon>& polygons) {
  double sum = 0;
  for (const auto& p : polygons) {
    sum += area2(p.outer) / 2;
    for (const auto& hole : p.holes) sum += area2(hole) / 2;
  }
  return sum;
}

inline bool in_ring(const std::vector<XY>& ring, XY p) {
  bool inside = false;
  for (std::size_t k = 1; k < ring.size(); ++k) {
    const XY a = ring[k - 1], b = ring[k];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

inline bool contains(const std::vector<Circle::Polygon>& polygons, XY p) {
  return std::any_of(polygons.begin(), polygons.end(), [&](const Circle::Polygon& polygon) {
    return in_ring(polygon.outer, p) &&
           std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [&](const auto& hole) { return in_ring(hole, p); });
  });
}

struct Extent {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;
};
inline Extent extent(const std::vector<Circle::Polygon>& polygons, XY from = {}) {
  Extent e;
  for (const auto& polygon : polygons) {
    for (const XY& p : polygon.outer) {
      e = {std::min(e.west, p.x - from.x), std::min(e.south, p.y - from.y),
           std::max(e.east, p.x - from.x), std::max(e.north, p.y - from.y)};
    }
  }
  return e;
}

/// GEOS's word on the whole: rings closed, simple, apart, holes inside, polygons not overlapping.
inline bool is_valid(const std::vector<Circle::Polygon>& polygons) {
  const auto ring = [](const std::vector<XY>& points) {
    auto line = std::make_unique<OGRLinearRing>();
    for (const XY& p : points) line->addPoint(p.x, p.y);
    return line;
  };
  OGRMultiPolygon all;
  for (const auto& polygon : polygons) {
    auto one = std::make_unique<OGRPolygon>();
    one->addRingDirectly(ring(polygon.outer).release());
    for (const auto& hole : polygon.holes) one->addRingDirectly(ring(hole).release());
    all.addGeometryDirectly(one.release());
  }
  return all.IsValid();
}

/// Outer rings counter-clockwise, holes clockwise, all closed.
inline bool is_oriented(const std::vector<Circle::Polygon>& polygons) {
  return std::all_of(polygons.begin(), polygons.end(), [](const Circle::Polygon& p) {
    return p.outer.front() == p.outer.back() && area2(p.outer) > 0 &&
           std::all_of(p.holes.begin(), p.holes.end(), [](const auto& hole) {
             return hole.front() == hole.back() && area2(hole) < 0;
           });
  });
}

}  // namespace fangyuan::shape
