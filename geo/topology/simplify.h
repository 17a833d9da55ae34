// SPDX-License-Identifier: Apache-2.0
// Outlines with fewer corners for maps, in which neighbours still share their lines.
#pragma once

#include <vector>

#include "geo/topology/tiling.h"

namespace fangyuan {

/// Every line between two nodes is thinned once, so that both sides get the same; nodes stay. No
/// corner left out lies farther than `tolerance_m` from the line that is kept, lines that would
/// cross, touch or fall together are thinned less (a half, a quarter, … of the tolerance, in the
/// end not at all), and no ring gets fewer than three corners. Units come back polygon by polygon
/// in their order, with corners on the grid of 0.1 mm. For maps: never to compute with. REQUIRES:
/// valid polygons. O(n log n) for lines of ordinary shape; deterministic.
std::vector<std::vector<PolygonXY>> simplify_shared(
    std::span<const std::span<const PolygonXY>> units, double tolerance_m);

}  // namespace fangyuan
