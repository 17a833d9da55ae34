// SPDX-License-Identifier: Apache-2.0
// The reach matrix of a siting request: which site reaches which cell at what cost, measured as a
// run measures. Internal to sim/siting.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/coverage/nearest.h"
#include "core/siting/request.h"

namespace fangyuan {

struct PairsRequest {
  const SiteCosts& costs;
  const ServingSites& sites;
  Cost limit;
  std::span<const People> people;  ///< [cell]; cells without people have no pairs
  std::uint64_t most = 40'000'000;
};

/// By site (its rank), then cell; catchments are kept. Absent: more than `most`. One search per
/// site, or sweeps of many at once, in parallel; independent of the number of threads.
std::optional<std::vector<SitePair>> find_pairs(const PairsRequest& request);

}  // namespace fangyuan
