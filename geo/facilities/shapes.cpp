// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/shapes.h"

#include <ogr_api.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cassert>
#include <memory>

#include "geo/io/gdal_scope.h"

namespace fangyuan {
namespace {

template <class Point, class X, class Y>
double doubled_area(const std::vector<Point>& ring, X x, Y y) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    sum += (x(ring[i]) - x(ring[0])) * (y(ring[i + 1]) - y(ring[0])) -
           (x(ring[i + 1]) - x(ring[0])) * (y(ring[i]) - y(ring[0]));
  return sum;
}

/// Both versions of a ring turned the same way.
void turn(std::vector<XY>& xy, std::vector<LonLat>& lonlat, bool counter_clockwise) {
  const double area = doubled_area(
      xy, [](XY p) { return p.x; }, [](XY p) { return p.y; });
  if ((area > 0) == counter_clockwise) return;
  std::reverse(xy.begin(), xy.end());
  std::reverse(lonlat.begin(), lonlat.end());
}

void add_polygons(const OGRGeometry& xy, const OGRGeometry& lonlat, Shape& out) {
  std::vector<PolygonXY> a = polygons_xy(xy);
  std::vector<PolygonLonLat> b = polygons_lonlat(lonlat);
  if (a.size() != b.size()) return;  // degenerate in one of the two coordinate systems
  for (std::size_t i = 0; i < a.size(); ++i) {
    turn(a[i].outer, b[i].outer, true);
    const std::size_t holes = std::min(a[i].holes.size(), b[i].holes.size());
    a[i].holes.resize(holes);
    b[i].holes.resize(holes);
    for (std::size_t h = 0; h < holes; ++h) turn(a[i].holes[h], b[i].holes[h], false);
    out.xy.push_back(std::move(a[i]));
    out.lonlat.push_back(std::move(b[i]));
  }
}

std::vector<LonLat> to_lonlat(const std::vector<XY>& ring, const Frame& frame) {
  std::vector<LonLat> out(ring.size());
  frame.to_lonlat(ring, out);
  return out;
}

/// Rings that cross themselves: GEOS makes them valid in the project's CRS.
void add_repaired(const OGRGeometry& xy, const OGRGeometry& lonlat, const Frame& frame,
                  Shape& out) {
  const GdalScope quiet;
  Shape drawn;
  add_polygons(xy, lonlat, drawn);
  out.area_before_m2 = out.area_before_m2.value_or(0) + area_m2(drawn);
  const std::unique_ptr<OGRGeometry> valid(xy.MakeValid());
  if (!valid) return;
  for (PolygonXY& p : polygons_xy(*valid)) {
    PolygonLonLat q{to_lonlat(p.outer, frame), {}};
    turn(p.outer, q.outer, true);
    for (std::vector<XY>& hole : p.holes) {
      q.holes.push_back(to_lonlat(hole, frame));
      turn(hole, q.holes.back(), false);
    }
    out.xy.push_back(std::move(p));
    out.lonlat.push_back(std::move(q));
  }
}

std::vector<Place> places_of(const OGRSimpleCurve& xy, const OGRSimpleCurve& lonlat) {
  std::vector<Place> out;
  for (int i = 0; i < xy.getNumPoints(); ++i)
    out.push_back({{lonlat.getX(i), lonlat.getY(i)}, {xy.getX(i), xy.getY(i)}});
  return out;
}

void add(const OGRGeometry& xy, const OGRGeometry& lonlat, const Frame& frame, Shape& out) {
  switch (wkbFlatten(xy.getGeometryType())) {
    case wkbPoint: {
      const OGRPoint& p = *xy.toPoint();
      const OGRPoint& q = *lonlat.toPoint();
      if (!p.IsEmpty()) out.points.push_back({{q.getX(), q.getY()}, {p.getX(), p.getY()}});
      return;
    }
    case wkbLineString: {
      const OGRLineString& line = *xy.toLineString();
      if (line.getNumPoints() >= 4 && line.get_IsClosed()) {
        OGRPolygon a, b;
        OGRLinearRing ring_a, ring_b;
        ring_a.addSubLineString(&line);
        ring_b.addSubLineString(lonlat.toLineString());
        a.addRing(&ring_a);
        b.addRing(&ring_b);
        add(a, b, frame, out);
      } else if (line.getNumPoints() >= 2) {
        out.lines.push_back(places_of(line, *lonlat.toLineString()));
      }
      return;
    }
    case wkbPolygon: {
      bool valid = false;
      {
        const GdalScope quiet;
        valid = xy.IsValid() != 0;
      }
      if (valid)
        add_polygons(xy, lonlat, out);
      else
        add_repaired(xy, lonlat, frame, out);
      return;
    }
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection: {
      const OGRGeometryCollection& a = *xy.toGeometryCollection();
      const OGRGeometryCollection& b = *lonlat.toGeometryCollection();
      for (int i = 0; i < a.getNumGeometries(); ++i)
        add(*a.getGeometryRef(i), *b.getGeometryRef(i), frame, out);
      return;
    }
    default:
      return;
  }
}

}  // namespace

Shape shape_of(const Row& row, const Frame& frame) {
  Shape out;
  if (row.xy && row.lonlat) add(*row.xy, *row.lonlat, frame, out);
  return out;
}

std::size_t largest_part(const Shape& shape) {
  assert(!shape.xy.empty());
  std::size_t largest = 0;
  double most = -1;
  for (std::size_t i = 0; i < shape.lonlat.size(); ++i) {
    const double area = geodesic_area_m2(std::span(&shape.lonlat[i], 1));
    if (area <= most) continue;
    most = area;
    largest = i;
  }
  return largest;
}

Place point_inside(const Shape& shape, const Frame& frame) {
  const std::size_t largest = largest_part(shape);
  const PolygonXY& polygon = shape.xy[largest];
  OGRPolygon drawn;
  const auto add_ring = [&](const std::vector<XY>& points) {
    OGRLinearRing ring;
    for (const XY p : points) ring.addPoint(p.x, p.y);
    drawn.addRing(&ring);
  };
  add_ring(polygon.outer);
  for (const std::vector<XY>& hole : polygon.holes) add_ring(hole);
  const GdalScope quiet;
  OGRPoint inside;
  const std::unique_ptr<OGRGeometry> on_surface(
      OGRGeometry::FromHandle(OGR_G_PointOnSurface(OGRGeometry::ToHandle(&drawn))));
  if (on_surface && wkbFlatten(on_surface->getGeometryType()) == wkbPoint && !on_surface->IsEmpty())
    return frame.place(XY{on_surface->toPoint()->getX(), on_surface->toPoint()->getY()});
  return {shape.lonlat[largest].outer.front(), polygon.outer.front()};
}

double area_m2(const Shape& shape) { return geodesic_area_m2(shape.lonlat); }

std::optional<LonLat> where_is(const Shape& shape) {
  if (!shape.points.empty()) return shape.points.front().lonlat;
  if (!shape.lonlat.empty()) return shape.lonlat.front().outer.front();
  if (!shape.lines.empty()) return shape.lines.front().front().lonlat;
  return std::nullopt;
}

}  // namespace fangyuan
