// SPDX-License-Identifier: Apache-2.0
// On which cell centres the people of an area are put.
#pragma once

#include <span>
#include <vector>

#include "geo/people/centre_grid.h"
#include "geo/people/population.h"
#include "geo/units/geos.h"

namespace fangyuan {

/// Of a count in equal shares, the share of part `i` of `parts`: whole millionths; equal shares
/// have equal remainders, so the first parts take one millionth more until nothing is left.
/// REQUIRES: count ≥ 0, i < parts.
People even_share(People count, std::size_t parts, std::size_t i);

/// Built once per study, then immutable except for GEOS's scratch: one thread at a time.
class Placement {
 public:
  Placement(const PlacementLand& land, double size_m);

  struct Cells {
    std::vector<XY> points;  ///< never empty
    enum class On { residential, open, one_point } on = On::open;
  };
  /// Centres strictly inside `area`: those on residential land; where the area has residential land
  /// but no such centre, one point on it; where it has none, all but those on water and exclusions;
  /// where nothing is left, the point on surface of the area. REQUIRES: `area` is valid.
  Cells cells_of(std::span<const PolygonXY> area) const;

 private:
  std::vector<PolygonXY> residential_;
  double size_m_;
  CentreMask homes_, water_, exclusions_;
  Geos geos_;
  BoxTree home_boxes_;
};

}  // namespace fangyuan
