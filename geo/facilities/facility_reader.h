// SPDX-License-Identifier: Apache-2.0
// One source to facilities, before units, ids across layers and duplicates. Internal to
// geo/facilities.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/date.h"
#include "core/study/facility.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {

struct FacilityLayer {
  VectorLayer layer;  ///< without its rows: for messages
  std::vector<Facility> sites;
  /// Entrance rows: id of the facility, place, row.
  struct Entrance {
    std::string of;
    Place place;
    std::uint64_t row = 0;
  };
  std::vector<Entrance> entrances;
  std::string unit_field;  ///< theirs, or empty
  InputUse use;
};

FacilityLayer read_facility_layer(const FacilitySource& source, Date project_date,
                                  const Frame& frame, Problems& problems);

}  // namespace fangyuan
