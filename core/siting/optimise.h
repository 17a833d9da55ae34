// SPDX-License-Identifier: Apache-2.0
// The search over one siting model, from first choice to proof.
#pragma once

#include <functional>
#include <vector>

#include "core/siting/swap_search.h"

namespace fangyuan {

struct OptimiseOptions {
  double gap = 0;    ///< ends when value − bound ≤ gap × |basis − value|
  double basis = 0;  ///< what the model's values are counted from
  /// Ends when the value is at most, or the bound above it: who only wants to know on which side
  /// the best is.
  double enough = -SitingModel::kAny;
  std::uint64_t work = ~std::uint64_t{0};  ///< pairs from now on
  std::uint64_t seed = 1;
  std::function<void(const Incumbent& best, double bound)> progress;  ///< may be empty
};

struct Optimum {
  Incumbent best;               ///< of the model
  double bound = 0;             ///< ≤ best.value
  std::vector<double> payment;  ///< [row] of the model: those of the root's bound
  double root_bound = 0;        ///< which `payment` gives
};

/// Greedy and exchanges; the Lagrangian bound with exchanges from what it chooses; sites fixed by
/// it; then by turns branch and bound, sites of several choices merged, parts solved exactly, and
/// tabu. Large covering models without fees and prices are annealed instead of exchanged, and again
/// for as long as that helps.
Optimum optimise(const SitingModel& model, const OptimiseOptions& options, Watch& watch);

}  // namespace fangyuan
