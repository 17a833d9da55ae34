// SPDX-License-Identifier: Apache-2.0
// Kilometres of road per unit. Internal to sim/run.
#pragma once

#include <vector>

#include "core/network/network.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// [unit] geodesic kilometres of edges that some mode may use. Each straight piece between two
/// shape points counts where its middle lies. O(shape points × unit layers).
std::vector<double> road_km_by_unit(const Network& network, const Boundaries& boundaries);

}  // namespace fangyuan
