// SPDX-License-Identifier: Apache-2.0
// [[land]]: where people live, where one may build, where not, and what stops a walk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/place.h"
#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"

namespace fangyuan {

/// Rings are closed (first = last) and valid: outer counter-clockwise, holes clockwise (in xy).
struct LandPolygon {
  std::vector<XY> outer;
  std::vector<std::vector<XY>> holes;
  std::vector<LonLat> outer_lonlat;               ///< the same points in longitude/latitude
  std::vector<std::vector<LonLat>> holes_lonlat;  ///< parallel to `holes`
};

enum class Quarter { unknown, new_built, existing };  ///< 新建 / 旧城区和已建

/// One row of a land layer, with all its parts.
struct LandFeature {
  LandRole role = LandRole::residential;
  std::string id;    ///< "layer-row" where none was given
  std::string name;  ///< may be empty
  std::vector<LandPolygon> polygons;
  std::vector<std::vector<Place>> lines;  ///< barrier and exclusion only
  std::vector<Place> points;              ///< candidate only
  double area_m2 = 0;                     ///< geodesic, holes taken out
  std::map<std::string, Amount> amounts;  ///< "households", "floors", … whatever fields name
  std::optional<int> year_built;
  Quarter quarter = Quarter::unknown;
  std::string source;  ///< the layer it came from, as the user wrote it
  std::string layer;   ///< what rules call the layer ([[land]] name); may be empty
  std::uint64_t row = 0;
};

struct Land {
  std::vector<LandFeature> features;  ///< in the order of sources and rows
  std::vector<InputUse> inputs;

  /// True when the project gave at least one layer of this role (it may be empty).
  bool has(LandRole role) const;
  std::vector<const LandFeature*> of(LandRole role) const;
  std::vector<LandRole> roles;     ///< of the layers, in order
  std::vector<std::string> names;  ///< likewise: what rules call them
};

/// Fields: id, name, households, year_built, quarter (新建/老旧/new/existing), and any amount.
/// Lines are taken for barriers and exclusions, points for candidates, closed lines as polygons
/// everywhere; another geometry is an error (land-geometry). Rings that cross themselves are
/// repaired and told with the area before and after (land-repaired). Never throws for bad input.
Land read_land(std::span<const LandSource> sources, const Frame& frame, Problems& problems);

/// Its first point; else a point inside its largest polygon, the same for the same rings. REQUIRES:
/// it has points or polygons.
Place place_of(const LandFeature& feature, const Frame& frame);

}  // namespace fangyuan
