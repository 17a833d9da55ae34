// SPDX-License-Identifier: Apache-2.0
// Better choices by solving a part of the map exactly while the rest stays.
#pragma once

#include "core/siting/swap_search.h"

namespace fangyuan {

struct NeighbourhoodOptions {
  std::size_t sites = 6;   ///< of the incumbent that are chosen anew
  std::uint64_t work = 0;  ///< pairs, at most, for the exact search
  std::uint64_t seed = 1;
  std::span<const double> payment = {};  ///< [row] of a good bound; empty: none
  std::span<const char> promising = {};  ///< [site] candidates that count; empty: all
};

/// Takes back an open site and those around it, and looks for the best choice of as many among the
/// candidates there. True when the incumbent got better. O(pairs) and the work.
bool renew(const SitingModel& model, const NeighbourhoodOptions& options, Incumbent& best,
           Watch& watch);

}  // namespace fangyuan
