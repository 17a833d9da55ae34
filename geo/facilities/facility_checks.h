// SPDX-License-Identifier: Apache-2.0
// What is settled once all facility layers are read. Internal to geo/facilities.
#pragma once

#include <vector>

#include "geo/facilities/facility_reader.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// Gives every site an id: made from layer and row where it has none, told where two rows of one
/// layer share one, prefixed by the layer where layers do.
void settle_ids(std::vector<FacilityLayer>& layers, Problems& problems);

/// Hands entrance rows to their outlines. After settle_ids.
void attach_entrances(std::vector<FacilityLayer>& layers, Problems& problems);

/// Fills unit_of: by geometry, else from the unit field; tells unlocated sites, sites outside, and
/// where field and geometry differ. Returns how many are located but in no legal unit.
std::size_t assign_units(std::vector<FacilityLayer>& layers, const Boundaries* boundaries,
                         const Frame& frame, Problems& problems);

/// Same folded name within 50 m, across all layers.
void tell_duplicates(const std::vector<FacilityLayer>& layers, Problems& problems);

}  // namespace fangyuan
