// SPDX-License-Identifier: Apache-2.0
// Better choices by opening, closing and exchanging single sites.
#pragma once

#include <cstdint>
#include <vector>

#include "core/siting/choice_state.h"

namespace fangyuan {

/// The best choice that was seen.
struct Incumbent {
  std::vector<std::uint32_t> sites;  ///< ascending
  double value = SitingModel::kAny;
  bool offer(double other, std::vector<std::uint32_t> choice);
};

/// Opens what gains most for its fee and price, as long as it fits and gains.
void open_greedily(const SitingModel& model, ChoiceState& state);

/// Exchanges until no single one helps; each is the best for the site that closes, and sites are
/// tried by what their closing loses. With fees, or a budget, sites also open and close alone.
void descend(const SitingModel& model, ChoiceState& state, Watch& watch);

struct TabuOptions {
  std::uint64_t work = 0;  ///< pairs
  std::uint64_t seed = 1;
};
/// Goes on from the state through the least bad exchanges, those that undo late ones left out, and
/// tells `best` of everything better. Ends after `work` pairs.
void tabu(const SitingModel& model, ChoiceState& state, const TabuOptions& options, Incumbent& best,
          Watch& watch);

}  // namespace fangyuan
