// SPDX-License-Identifier: Apache-2.0
// Other good choices near a given one, by closing neighbours and opening what is best then.
#pragma once

#include <cstdint>

#include "core/siting/swap_search.h"

namespace fangyuan {

struct ShakeOptions {
  std::uint64_t work = 0;  ///< pairs
  double heat = 0.02;      ///< of an open site's mean loss: what a step may make worse at first
  std::uint64_t seed = 1;
};

/// Annealing: closes two or three open sites that share rows, opens the best instead (now and then
/// the second best), and keeps that when it is no worse, or by a chance that falls with the loss
/// and with time. Leaves the state where it ends, and tells `best` of everything better. O(sites +
/// pairs of the sites' rows) a step.
void shake(const SitingModel& model, ChoiceState& state, const ShakeOptions& options,
           Incumbent& best, Watch& watch);

}  // namespace fangyuan
