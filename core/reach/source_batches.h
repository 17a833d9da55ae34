// SPDX-License-Identifier: Apache-2.0
// Which sources are swept together, and what no sweep knows of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/reach/hierarchy.h"
#include "core/reach/lane_search.h"

namespace fangyuan {

/// Positions of sources by the rank at which they enter, ties by position: kLanes of them in a row
/// are neighbours. Sources without an entrance come first.
std::vector<std::uint32_t> batch_order(const Hierarchy& hierarchy,
                                       std::span<const VertexId> sources);
std::vector<std::uint32_t> batch_order(const Hierarchy& hierarchy, const Network& network,
                                       std::span<const LaneSource> sources);

/// Lowers the costs [place] that a source has along its own street, or that are given.
void add_direct_costs(const LaneInputs& inputs, const LaneSource& source, std::span<Cost> by_place);

}  // namespace fangyuan
