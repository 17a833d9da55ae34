// SPDX-License-Identifier: Apache-2.0
// Fewer points for a ring that was cut out of a grid.
#pragma once

#include <span>
#include <vector>

#include "geo/surface/rings.h"

namespace fangyuan {

/// How far a ring may move along the grid lines that it cuts.
struct Thinning {
  double cell_m = 10;
  double most_m = 1;  ///< > 0
};

/// The points of a ring without those that Outlines::polygons says can go, closed. The first stays.
std::vector<XY> thinned(std::span<const Cut> cuts, std::span<const std::uint32_t> ring,
                        Thinning thinning);

}  // namespace fangyuan
