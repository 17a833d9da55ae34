// SPDX-License-Identifier: Apache-2.0
// Plans that differ from a given one by a single site: how much hangs on each choice.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/siting/evaluate.h"

namespace fangyuan {

struct Replacement {
  std::uint32_t out = 0;            ///< of the plan's sites
  std::optional<std::uint32_t> in;  ///< what opens instead; absent: nothing
  SitingValue value;                ///< of the plan with it; `worst` of least_worst only
};

/// For each of `sites`, in order: the plan without it, then the `most` best plans in which another
/// free site takes its place, best first (by goal; ties to the lower site); plans beyond the budget
/// are left out. O(sites × pairs), in parallel; independent of the number of threads.
/// REQUIRES: no faults; `sites` are free sites, each once.
std::vector<Replacement> replacements(const SitingRequest& request,
                                      std::span<const std::uint32_t> sites, std::size_t most);

}  // namespace fangyuan
