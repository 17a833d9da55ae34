// SPDX-License-Identifier: Apache-2.0
// One search per goal; requests without faults. What they leave for choose_sites is status and
// clock.
#pragma once

#include "core/siting/request.h"
#include "core/siting/watch.h"

namespace fangyuan {

SitingAnswer most_covered(const SitingRequest& request, Watch& watch);
/// Everyone who can be, or more and more sites until the target is met.
SitingAnswer fewest_sites(const SitingRequest& request, Watch& watch);
SitingAnswer least_total(const SitingRequest& request, Watch& watch);
/// Costs are halved until the fewest sites within them are just not too many.
SitingAnswer least_worst(const SitingRequest& request, Watch& watch);

/// Whether everyone can be served within a cost by what may be opened, and by which sites.
struct ServedAll {
  bool possible = false;    ///< `sites` do
  bool impossible = false;  ///< proven: at least `needed` sites, or money, are
  std::vector<std::uint32_t> sites;
  Wide needed = 0;
  bool by_price = false;
};
/// REQUIRES: every cell with people has a pair within it. Looks at no more than `work` pairs.
ServedAll serve_all(const SitingRequest& request, Cost within, std::uint64_t work, Watch& watch);

}  // namespace fangyuan
