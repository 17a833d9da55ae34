// SPDX-License-Identifier: Apache-2.0
// Need is not reach: sites fill up, nearest pairs first, and the rest tries its next site.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/base/wide.h"
#include "core/coverage/nearest.h"
#include "core/coverage/site_costs.h"

namespace fangyuan {

/// people × share, to the nearest millionth, halves up; `share` is taken as the decimal it was
/// written as (12 places), so that 0.03 is three hundredths. REQUIRES: people ≥ 0, 0 ≤ share.
Amount need_of(People people, double share);

/// What of `people` is served where `met` of `need` is met: the same share, floored. All of them
/// where nothing is needed.
inline People served_of(People people, Amount met, Amount need) {
  return met == need ? people : scaled_floor(people, met, need);
}

struct FillRequest {
  const SiteCosts& costs;
  const ServingSites& sites;
  std::span<const Cost> limits;      ///< ascending, at least one
  std::span<const Amount> need;      ///< [cell]
  std::span<const People> leading;   ///< [cell] people of the group that needs
  std::span<const Amount> capacity;  ///< [rank]
  /// Nearest::pairs of the same costs and limits: how many pairs there will be, by cost.
  std::span<const std::uint64_t, Nearest::kBins> pairs;
  /// Pairs held in memory at a time (12 bytes each); the answer does not depend on it.
  std::uint64_t pairs_at_once = 8'000'000;
};

/// How far the sites are filled at one limit.
struct Filling {
  std::vector<Amount> met;     ///< [cell] ≤ need
  std::vector<Amount> load;    ///< [rank] ≤ capacity
  std::vector<People> served;  ///< [rank] of the leading group; cells that need nothing left out
  std::vector<Wide> cost;      ///< [cell] Σ of what is met × its cost, millionths × ms or mm
};

/// One Filling per limit, as if for each limit afresh all pairs within it were taken in the order
/// (cost, site id as text, cell number), each site filled until it is full. Since cost comes first,
/// the filling at a limit is where the one at the next larger limit passes by: one pass does.
/// Pairs of a full site or of a cell whose need is met are dropped before they are sorted.
/// O(pairs log pairs) time, O(pairs_at_once + cells × limits) memory.
std::vector<Filling> fill(const FillRequest& request);

}  // namespace fangyuan
