// SPDX-License-Identifier: Apache-2.0
// Edges cut where they meet, so that they touch at common ends only.
#pragma once

#include "geo/topology/edge_table.h"

namespace fangyuan {

/// Of the chosen edges: points next to each other on the grid become one (the lower), a point
/// within a grid step of an edge splits it, and edges that cross are split at the grid point next
/// to the crossing, until nothing is left to do. Pieces that coincide become one edge; each owner's
/// sides are summed, and what sums to nothing goes. So nothing moves by more than a few tenths of a
/// millimetre. O(n log n) for the edges of ordinary maps. Deterministic.
EdgeTable node_edges(const EdgeTable& table, std::span<const std::uint32_t> chosen);

}  // namespace fangyuan
