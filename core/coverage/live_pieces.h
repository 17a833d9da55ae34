// SPDX-License-Identifier: Apache-2.0
// Steps of the coverage that whoever keeps a study alive takes one by one (sim/live).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/coverage/tally.h"
#include "core/study/cells.h"
#include "core/study/facility.h"
#include "core/study/service.h"

namespace fangyuan {

/// [cell] of a group; nobody where the cells lack it.
std::vector<People> people_of(const Cells& cells, std::string_view group);
/// [cell] who needs a place. REQUIRES: the service has a capacity.
std::vector<Amount> needs_of(const Service& service, const Cells& cells);
/// How many places a site has; one without the amount, or with less than none, has none.
/// REQUIRES: the service has a capacity.
Amount capacity_of(const Facility& facility, const Service& service);

/// The four parts of `people` of one cell; of several members as a joint service counts them.
Parts parts_in(std::span<const CellOutcome* const> members, CellId cell, People people);
/// As tally(), of one group, without times: one per row of the layout. O(cells × layers).
std::vector<Parts> tally_parts(const TableLayout& layout,
                               std::span<const CellOutcome* const> members, std::size_t group);

}  // namespace fangyuan
