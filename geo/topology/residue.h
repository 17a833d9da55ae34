// SPDX-License-Identifier: Apache-2.0
// Which edges of a tiling do not clear themselves, and which ground between them is in doubt.
// Internal to geo/topology.
#pragma once

#include "geo/topology/edge_table.h"
#include "geo/topology/tiling.h"

namespace fangyuan {

struct GridBox {
  GridPoint min, max;
};

/// Boxes around all ground in doubt: covered twice, not at all, or by a parent whose children are
/// elsewhere. Faces smaller than `least` square grid steps are left out.
std::vector<GridBox> doubtful_boxes(const TilingInput& input, const EdgeTable& table, double least);

/// The edges of a table that meet any of the boxes.
std::vector<std::uint32_t> edges_meeting(const EdgeTable& table, std::span<const GridBox> boxes);

/// How the count of units on the ground, and of each family, changes from the right of an edge to
/// its left. A family's count is its children's less its parent's; it is 0 where all is well.
struct Step {
  std::int32_t units = 0;
  std::vector<std::pair<std::uint32_t, std::int32_t>> families;  ///< ascending, none 0
  bool nothing() const { return units == 0 && families.empty(); }
};
void step_of(std::span<const EdgeOwner> uses, const TilingInput& input, Step& out);

}  // namespace fangyuan
