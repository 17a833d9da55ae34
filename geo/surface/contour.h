// SPDX-License-Identifier: Apache-2.0
// From costs on a grid to polygons.
#pragma once

#include <vector>

#include "core/base/cost.h"
#include "core/coverage/result.h"
#include "geo/surface/cost_field.h"
#include "geo/surface/rings.h"

namespace fangyuan {

/// The polygons of all points whose cost is at most `limit`, by marching squares.
///
/// A corner is inside when its cost is ≤ limit; corners that are not reached are outside. Costs are
/// first clamped to limit ± `one_cell` (what it takes to walk one cell), since neighbouring corners
/// may belong to streets that differ by much more; then the outline cuts a grid line where linear
/// interpolation meets the limit (plus half a unit, since costs are whole), kept at least 1 % of a
/// cell away from corners. Saddle rule: where only two opposite corners of a cell are inside, they
/// are joined if the mean of the four clamped costs is ≤ limit, else kept apart.
///
/// Polygons are valid (rings never touch), outer rings counter-clockwise, holes clockwise, each
/// beginning at its southernmost, then westernmost cut; polygons in the order of these cuts. The
/// result depends on the field alone. O(corners + cuts log cuts).
/// REQUIRES: limit reached, one_cell > 0.
std::vector<Circle::Polygon> contour(const CostField& field, Cost limit, std::uint32_t one_cell);

/// The same in bands, for fields too large to keep: appends the cuts in all cells whose south-west
/// corner lies in tile row `y`, which takes the field's rows y and y + 1. The cuts of all rows from
/// one below the lowest to the highest make the polygons (polygons_of).
void cut_row(const CostField& field, Cost limit, std::uint32_t one_cell, std::int32_t y,
             std::vector<Cut>& cuts);

}  // namespace fangyuan
