// SPDX-License-Identifier: Apache-2.0
// Which sites a cell may be served at, as a list of pairs: what fillings and catchments start from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/coverage/nearest.h"
#include "core/coverage/site_costs.h"
#include "core/filling/transport.h"

namespace fangyuan {

struct PairRequest {
  const SiteCosts& costs;
  const ServingSites& sites;
  Cost limit;                              ///< ≤ counts
  std::uint64_t most = ~std::uint64_t{0};  ///< pairs held in memory, 12 bytes each
};

/// All (cell, site) pairs within the limit that the service's catchment allows, by rank, then cell.
/// Absent when there are more than `most`. Searches run in parallel; whether the answer is absent
/// does not depend on the threads. Memory: twice the pairs.
std::optional<std::vector<FillPair>> collect_pairs(const PairRequest& request);

}  // namespace fangyuan
