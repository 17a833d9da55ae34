// SPDX-License-Identifier: Apache-2.0
// The order in which a network is contracted: separators last.
#pragma once

#include <vector>

#include "core/base/id.h"
#include "core/network/network.h"

namespace fangyuan {

/// All vertices, each once, in an order that is good to contract them in: nested dissection, which
/// puts a small set of vertices that splits the network in two last, and so on in both halves
/// (METIS; Karypis and Kumar, "A fast and high quality multilevel scheme for partitioning irregular
/// graphs", 1998). Which streets the mode may use decides it, in whatever direction and at whatever
/// speed; vertices without such a street come first, dead ends before what they hang on.
///
/// Deterministic. O(edges log vertices). Throws std::length_error beyond 2^31 − 1 arcs.
std::vector<VertexId> dissection_order(const ModeGraph& graph);

}  // namespace fangyuan
