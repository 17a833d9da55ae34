// SPDX-License-Identifier: Apache-2.0
// Ground handed from one unit to another, along edges that both then have exactly.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/wide.h"
#include "geo/units/polygon.h"

namespace fangyuan {

struct HandOver {
  std::span<const PolygonXY> from;
  std::span<const PolygonXY> to;      ///< empty: a new unit
  std::span<const PolygonXY> ground;  ///< what `from` has of it goes to `to`
  bool both_ways = false;             ///< and what `to` has of it goes to `from`
};

/// A piece of ground that hangs together along edges.
struct GroundPart {
  double area_m2 = 0;  ///< in the plane of the CRS
  double perimeter_m = 0;
  XY where;  ///< inside
  /// Mean width: twice the area by the perimeter.
  double width_m() const { return perimeter_m > 0 ? 2 * area_m2 / perimeter_m : 0; }
};

struct HandedOver {
  std::vector<PolygonXY> from, to;     ///< as they are afterwards
  std::vector<PolygonXY> moved, back;  ///< what went to `to`, and to `from`
  std::size_t from_parts_before = 0, to_parts_before = 0;
  std::vector<GroundPart> from_parts, to_parts;  ///< afterwards, the smallest first
  std::vector<GroundPart> moved_parts, back_parts;
  std::vector<GroundPart> outside;  ///< ground of neither, the largest first
  Wide twice_moved = 0;  ///< twice the area that `to` won, less what it gave, in grid steps
};

/// Points lie on the grid of 0.1 mm. The rings of both units are cut where they and the ground meet
/// (node_edges), so that every edge between the two is in both. Twice the areas, as whole numbers
/// of grid steps, are summed over the rings that come out and over the faces that went in; throws
/// std::logic_error should they differ. O(n log n).
HandedOver hand_over(const HandOver& in);

}  // namespace fangyuan
