// SPDX-License-Identifier: Apache-2.0
// Thin gaps and overlaps in a row between the same two units are one thing: their copies of the
// line between them differ. Internal to geo/topology.
#pragma once

#include "geo/topology/tiling.h"

namespace fangyuan {

/// Two or more gaps and overlaps less than kSliverWidthM wide between the same two units that touch
/// one another, and are not all compact, become one FaultKind::unmatched_line; one on its own stays
/// what it is. Gaps of which no two units hold nine tenths of the outline
/// are left alone.
std::vector<TilingFault> join_unmatched_lines(std::vector<TilingFault> faults);

}  // namespace fangyuan
