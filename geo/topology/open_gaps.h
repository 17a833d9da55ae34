// SPDX-License-Identifier: Apache-2.0
// Thin gaps between two units that are open at an end, so that no face tells them from the outside.
// Internal to geo/topology.
#pragma once

#include "geo/topology/tiling.h"

namespace fangyuan {

/// Where outer edges of two units face each other across less than kSliverWidthM of outside, over a
/// length of at least ten times the distance. Only for units without a parent: a parent's outline
/// closes the gap. Ground in `found` gaps is left out.
std::vector<TilingFault> find_open_gaps(const TilingInput& input, const EdgeTable& table,
                                        std::span<const TilingFault> found);

}  // namespace fangyuan
