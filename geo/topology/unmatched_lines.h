// SPDX-License-Identifier: Apache-2.0
// Thin gaps and overlaps in a row between the same two units are one thing: their copies of the
// line between them differ. Internal to geo/topology.
#pragma once

#include "geo/topology/tiling.h"

namespace fangyuan {

/// Two or more gaps and overlaps less than kSliverWidthM wide between the same two units that touch
/// one another become one FaultKind::unmatched_line; one on its own stays
/// what it is. Gaps of which no two units hold nine tenths of the outline
/// are left alone.
std::vector<TilingFault> join_unmatched_lines(std::vector<TilingFault> faults);

/// Gaps and strays as thin between one unit and its parent's line are one gap and one
/// outside_parent for each unit and parent, however many pieces: the lines of two levels differ.
std::vector<TilingFault> join_along_parents(std::vector<TilingFault> faults);

}  // namespace fangyuan
