// SPDX-License-Identifier: Apache-2.0
// How far a site is from a piece of land: for siting bans with buffers.
#pragma once

#include "core/study/facility.h"
#include "geo/facilities/land.h"

namespace fangyuan {

/// Metres in the project's CRS between the site (its outline where it has one) and the feature; 0
/// where they meet or one holds the other. Stops looking beyond `within_m`: absent, it is farther.
/// O(edges of the site × edges of the feature). Absent too for a site without a place.
std::optional<double> land_distance_m(const LandFeature& land, const Facility& site,
                                      double within_m);

}  // namespace fangyuan
