// SPDX-License-Identifier: Apache-2.0
// How long the roads of each unit are.
#pragma once

#include <vector>

#include "core/network/network.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// Geodesic kilometres of all edges by UnitId, whatever the mode; a piece between two shape points
/// counts where its midpoint lies. O(shape points × layers), in parallel.
std::vector<double> road_km(const Network& network, const Boundaries& boundaries);

}  // namespace fangyuan
