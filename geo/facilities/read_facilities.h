// SPDX-License-Identifier: Apache-2.0
// Facilities from any layer or table: types, states, dates, amounts, places and units, with what
// real lists do wrong put right or told.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/problem.h"
#include "core/study/facility.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"

namespace fangyuan {

struct Boundaries;  // geo/units

struct FacilityTable {
  std::vector<Facility> all;  ///< in the order of sources and rows
  std::size_t located = 0;
  std::size_t unlocated = 0;  ///< without coordinates
  std::size_t outside = 0;    ///< located, but in no unit of the legal tree: serve, count for none
  std::vector<InputUse> inputs;  ///< one per source
};

/// Reads every source. `fields` of a source may name: id, name, type, functions, status, opened,
/// closed, unit (code or name), entrance_of (the id of the facility whose entrance this point is),
/// and any amount: beds, nursing_beds, area_m2 (floor area), land_mu, land_m2, land_ha or land
/// (unit read off the header), staff, places, …. Columns called by these
/// names are taken unasked, unless the project says `key = ""`.
///
/// - type: `source.type`, else the word of the type field through `source.types`, then the shipped
///   table. Unknown snake_case words are accepted (type-unknown), other unknown words are errors
///   with the nearest types named.
/// - 1 亩 = 10000/15 m²; a site with either has both land_mu and land_m2.
/// - id: unique within a layer, else id-duplicate (error); one that occurs in several layers
/// becomes
///   "layer:id" in each (id-prefixed). Without an id: "layer-row".
/// - geometry: points; polygons and closed lines (outline, largest part; place = a point inside);
///   a collection of a polygon and points: its entrances.
/// - unit: by geometry when located, else from the unit field. `boundaries` may be null.
///
/// Never throws for bad input. At most 200 lines of one code and layer, then a sum.
FacilityTable read_facilities(std::span<const FacilitySource> sources, Date project_date,
                              const Boundaries* boundaries, const Frame& frame, Problems& problems);

}  // namespace fangyuan
