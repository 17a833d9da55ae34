// SPDX-License-Identifier: Apache-2.0
// From population layers to cells. Nobody is lost: source = placed + outside + unlocated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/study/cells.h"
#include "geo/crs/frame.h"
#include "geo/facilities/land.h"
#include "geo/io/layer_use.h"
#include "geo/io/sources.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// Where the people of an area live. Polygon and joined counts go on `residential`; an area without
/// any goes everywhere but `water` and `exclusions`.
struct PlacementLand {
  std::vector<PolygonXY> residential;
  std::vector<PolygonXY> water;
  std::vector<PolygonXY> exclusions;
};

/// Of what [[land]] gave: residential, barrier (areas of water and the like) and exclusion
/// polygons.
PlacementLand placement_land(const Land& land);

/// A row that could not be placed.
struct UnmatchedRow {
  std::string path;
  std::uint64_t row = 0;  ///< Row::number
  std::string key;        ///< the code or name it was to be joined by; empty: it had none
  enum class Why { no_key, unknown, ambiguous, no_place } why = Why::unknown;
  std::vector<People> people;  ///< by Population::cells.groups
};

struct Population {
  Cells cells;                        ///< only those inside a unit, if there are units
  std::vector<GroupBalance> balance;  ///< by cells.groups
  std::vector<UnmatchedRow> unmatched;
  std::vector<LayerUse> inputs;  ///< of a raster: pixels that are not nodata
  /// People of rows that found no unit but name one above (by the code's front): for trust grades.
  std::vector<std::vector<People>> unlocated_of;  ///< [group][unit]
  /// Of each source at most 1,000 of its cells, evenly by number, also those outside every unit:
  /// where the layer as a whole lies.
  std::vector<std::vector<LonLat>> samples;
};

/// contract.md, "Cells" and "People". Groups come in the order of contract.md's words, other names
/// after them in alphabetical order.
///
/// - points: one cell per row, also with nobody; a row without coordinates is unlocated;
/// - rasters: one cell per pixel with people in some group, at its centre, row by row; nodata is
///   nobody, NaN and negative values are nobody with a warning;
/// - polygons and joined counts: cells of `cell_size_m`, centres on odd halves of the size in the
///   project's CRS and strictly inside the polygon, from north-west to south-east; shares are
///   equal, in whole millionths, the first cells take the remainder. A polygon without such a
///   centre gets one cell at its point on surface. Cells of a joined unit are that unit's, whatever
///   overlaps it;
/// - counts of tables and vector layers: empty is nobody with a warning, text and negative numbers
///   are errors.
///
/// No sources: no groups, no cells. REQUIRES: cell_size_m > 0.
Population build_cells(std::span<const PopulationSource> sources, const Boundaries& boundaries,
                       const PlacementLand& land, double cell_size_m, const Frame& frame,
                       Problems& problems);

}  // namespace fangyuan
