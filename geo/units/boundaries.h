// SPDX-License-Identifier: Apache-2.0
// The units of a study with their outlines: read, merged by code, hung into trees, checked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/study/unit.h"
#include "geo/crs/frame.h"
#include "geo/io/layer_use.h"
#include "geo/io/sources.h"
#include "geo/topology/tiling.h"
#include "geo/units/polygon.h"

namespace fangyuan {

/// The same polygons twice, ring by ring and point by point: as read (or repaired) in the project's
/// CRS, and in longitude and latitude.
struct UnitShape {
  std::vector<PolygonXY> xy;
  std::vector<PolygonLonLat> lonlat;
};

/// Something an administrator would look at. Findings are not errors.
struct BoundaryFinding {
  /// "ring-repaired", "parts-overlap", "code-shared", "unit-overlap", "unit-gap", "line-unmatched",
  /// "unit-outside-parent", "name-shared", "area-differs", "area-sum-differs", "code-form",
  /// "code-prefix", "code-class", "seat-outside"
  std::string code;
  std::size_t layer = 0;      ///< into Units::layers
  UnitId a;                   ///< of a gap: the parent, or none
  UnitId b;                   ///< the other unit, or none
  double area_m2 = 0;         ///< geodesic; of a repaired ring: after
  double area_before_m2 = 0;  ///< of a repaired ring and of overlapping parts: before; of areas
                              ///< that differ: the published one (of a sum: the parts')
  bool severe = false;        ///< of areas that differ: by half a percent or more
  Place where;
  /// What the tiling's structure says, of the four codes that come from it; its units are numbered
  /// as in the layer. Else null.
  std::shared_ptr<const TilingFault> fault = nullptr;
};

class UnitLocator;

struct Boundaries {
  Units units;                    ///< empty without [[boundaries]]: the study is one unit "all"
  std::vector<UnitShape> shapes;  ///< by UnitId
  std::vector<BoundaryFinding> findings;  ///< all of them, by layer, code, area (largest first)
  std::vector<LayerUse>
      inputs;  ///< one per source; units not in force are neither used nor rejected
  std::vector<std::shared_ptr<const UnitLocator>> locators;  ///< by layer
  std::vector<TilingCounts> tilings;                         ///< by layer

  /// The unit of `units.layers[layer]` that holds each point; on a shared border, and where units
  /// overlap, the lower code; none: in no unit. Exact, in parallel, independent of the thread
  /// count.
  std::vector<UnitId> locate(std::size_t layer, std::span<const XY> points) const;
  UnitId locate(std::size_t layer, XY point) const;
};

/// Reads, merges, repairs, checks. `project_date`: units not in force on it are left out and
/// counted (valid_from and valid_to both count as in force). Bad input goes to `problems`; at most
/// kListedFindings lines per layer and code are listed there, the largest first, then one line for
/// the rest.
///
/// Fields: code, name, class, parent, valid_from, valid_to, area_km2 (as published), seat_lon,
/// seat_lat (degrees); where `code` or `name` is not named in
/// the project and no column is called so, usual column names (adcode, 代码, XZQDM, 名称, …) are
/// taken with a warning.
Boundaries read_boundaries(std::span<const BoundarySource> sources, Date project_date,
                           const Frame& frame, Problems& problems);

/// What a finding says, in a sentence with its place.
Text words_of(const BoundaryFinding& finding);

inline constexpr double kAreaWarns = 0.001;   ///< of the published area
inline constexpr double kAreaSevere = 0.005;  ///< likewise
inline constexpr std::size_t kListedFindings = 10;
/// Overlaps, gaps and parts outside the parent smaller than this are drawing noise and ignored.
inline constexpr double kLeastFindingM2 = kNoiseM2;

}  // namespace fangyuan
