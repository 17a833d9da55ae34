// SPDX-License-Identifier: Apache-2.0
// The parts of a row's geometry, in both coordinates, repaired. Internal to geo/facilities.
#pragma once

#include <optional>
#include <vector>

#include "core/base/place.h"
#include "geo/crs/frame.h"
#include "geo/io/vector_layer.h"
#include "geo/units/polygon.h"

namespace fangyuan {

struct Shape {
  std::vector<PolygonXY> xy;              ///< outer rings counter-clockwise, holes clockwise
  std::vector<PolygonLonLat> lonlat;      ///< the same points
  std::vector<std::vector<Place>> lines;  ///< that are not closed
  std::vector<Place> points;
  /// Geodesic m² as drawn, where rings crossed themselves and were repaired.
  std::optional<double> area_before_m2;

  bool empty() const { return xy.empty() && lines.empty() && points.empty(); }
};

/// Points, lines and polygons of a row; closed lines become polygons. Empty without coordinates.
Shape shape_of(const Row& row, const Frame& frame);

/// The part with the largest area. REQUIRES: there are polygons.
std::size_t largest_part(const Shape& shape);

/// A point inside the largest part, the same for the same rings. REQUIRES: there are polygons.
Place point_inside(const Shape& shape, const Frame& frame);

/// Geodesic m², holes taken off.
double area_m2(const Shape& shape);

/// Where a shape is, for messages.
std::optional<LonLat> where_is(const Shape& shape);

}  // namespace fangyuan
