// SPDX-License-Identifier: Apache-2.0
// The best of several choices' sites together: what the one has found here and the other there.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/siting/swap_search.h"

namespace fangyuan {

/// Looks by branch and bound for a choice better than `best` among the sites of `choices`; those
/// that are in all of them stay. True when there was one. At most `work` pairs.
bool merge_choices(const SitingModel& model, std::span<const std::vector<std::uint32_t>> choices,
                   std::uint64_t work, Incumbent& best, Watch& watch);

}  // namespace fangyuan
