// SPDX-License-Identifier: Apache-2.0
#include "geo/io/geometry_points.h"

#include <ogr_geometry.h>

#include <cmath>
#include <vector>

namespace fangyuan {
namespace {

void map_line(OGRSimpleCurve& line, const std::function<void(std::span<XY>)>& change) {
  const int n = line.getNumPoints();
  if (n == 0) return;
  std::vector<double> x(static_cast<std::size_t>(n)), y(x.size());
  line.getPoints(x.data(), sizeof(double), y.data(), sizeof(double));
  std::vector<XY> points(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) points[i] = {x[i], y[i]};
  change(points);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = points[i].x;
    y[i] = points[i].y;
  }
  line.setPoints(n, x.data(), y.data());
}

}  // namespace

std::unique_ptr<OGRGeometry> flat_geometry(std::unique_ptr<OGRGeometry> geometry) {
  if (!geometry) return geometry;
  if (geometry->hasCurveGeometry())
    geometry.reset(OGRGeometryFactory::forceTo(geometry.release(),
                                               OGR_GT_GetLinear(geometry->getGeometryType())));
  switch (wkbFlatten(geometry->getGeometryType())) {
    case wkbTIN:
    case wkbPolyhedralSurface:
    case wkbTriangle:
      geometry.reset(OGRGeometryFactory::forceToMultiPolygon(geometry.release()));
      break;
    default:
      break;
  }
  if (geometry) geometry->flattenTo2D();
  return geometry;
}

void map_points(OGRGeometry& geometry, const std::function<void(std::span<XY>)>& change) {
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint: {
      OGRPoint* point = geometry.toPoint();
      if (point->IsEmpty()) return;
      XY at{point->getX(), point->getY()};
      change(std::span(&at, 1));
      point->setX(at.x);
      point->setY(at.y);
      return;
    }
    case wkbLineString:
    case wkbLinearRing:
      map_line(*geometry.toSimpleCurve(), change);
      return;
    case wkbPolygon:
      for (OGRLinearRing* ring : *geometry.toPolygon()) map_line(*ring, change);
      return;
    default:
      if (OGR_GT_IsSubClassOf(geometry.getGeometryType(), wkbGeometryCollection))
        for (OGRGeometry* part : *geometry.toGeometryCollection()) map_points(*part, change);
  }
}

bool all_finite(const OGRGeometry& geometry) {
  bool finite = true;
  const std::unique_ptr<OGRGeometry> copy(geometry.clone());
  map_points(*copy, [&](std::span<XY> points) {
    for (const XY& p : points) finite = finite && std::isfinite(p.x) && std::isfinite(p.y);
  });
  return finite;
}

}  // namespace fangyuan
