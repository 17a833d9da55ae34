// SPDX-License-Identifier: Apache-2.0
// Internal: lines and polygons out of GDAL's geometries. Includes GDAL.
#pragma once

#include <ogr_geometry.h>

#include <utility>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

template <class Part>
void collect_parts(const OGRGeometry* geometry, std::vector<const Part*>& parts) {
  if (geometry == nullptr || geometry->IsEmpty()) return;
  if (const auto* part = dynamic_cast<const Part*>(geometry)) {
    parts.push_back(part);
  } else if (const auto* several = dynamic_cast<const OGRGeometryCollection*>(geometry)) {
    for (const OGRGeometry* g : *several) collect_parts(g, parts);
  }
}

/// Every line (not ring of a polygon) or polygon in a geometry of whatever type.
template <class Part>
std::vector<const Part*> parts_of(const OGRGeometry* geometry) {
  std::vector<const Part*> parts;
  collect_parts(geometry, parts);
  return parts;
}

inline std::vector<XY> points_of(const OGRSimpleCurve& curve) {
  std::vector<XY> points(static_cast<std::size_t>(curve.getNumPoints()));
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = {curve.getX(static_cast<int>(i)), curve.getY(static_cast<int>(i))};
  return points;
}

}  // namespace fangyuan
