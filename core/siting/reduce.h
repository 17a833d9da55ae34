// SPDX-License-Identifier: Apache-2.0
// Smaller covering models with the same best choices' value.
#pragma once

#include <cstdint>
#include <vector>

#include "core/siting/model.h"

namespace fangyuan {

/// Rows with the same sites become one, whose `out` is their sum; returns the new row of each.
/// Reads and writes rows only (call turn() after). O(pairs). REQUIRES: covering, sites ascending.
std::vector<std::uint32_t> merge_rows(SitingModel& model);

/// Numbers rows that share sites near each other, so that a site's rows lie together in memory;
/// returns the new row of each. O(pairs). REQUIRES: covering, turned; stays so.
std::vector<std::uint32_t> gather_rows(SitingModel& model);

/// Sites whose rows another site has too, for no more fee and price, are taken from all rows. Their
/// numbers stay. Gives up on what would take long. REQUIRES: covering, turned; stays so.
void drop_dominated_sites(SitingModel& model);

/// Where every row has to be served: a row whose sites include all of another row's is served with
/// it, and goes to `out` 0, without sites. REQUIRES: covering, turned; stays so.
void drop_wider_rows(SitingModel& model);

}  // namespace fangyuan
