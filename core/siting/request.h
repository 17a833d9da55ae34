// SPDX-License-Identifier: Apache-2.0
// What "best sites" asks and what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/filling/wide.h"

namespace fangyuan {

enum class SitingGoal {
  most_covered,  ///< as many people as possible within the limit of a site
  fewest_sites,  ///< as few sites, or as little money, as cover `target`
  least_total,   ///< everyone goes to the nearest site: the least sum of people × cost
  least_worst    ///< the same, with the least largest cost
};

enum class SiteState : std::uint8_t { free, open, forbidden };

/// A candidate that can serve a cell, at a reached cost.
struct SitePair {
  std::uint32_t cell = 0;
  std::uint32_t site = 0;
  Cost cost;
};

/// Sites that are open serve in any case, cost nothing more and are not counted. Cells without
/// people count for nothing. What a span is too short for is an error, what is empty has the value
/// said beside it.
struct SitingRequest {
  SitingGoal goal = SitingGoal::most_covered;
  std::span<const SitePair> pairs;              ///< in any order, each (cell, site) once
  std::span<const People> people;               ///< [cell] ≥ 0
  std::span<const std::uint32_t> factor;        ///< [cell] by which people count; empty: 1
  std::size_t sites = 0;                        ///< candidates and open ones
  std::span<const SiteState> state;             ///< [site]; empty: all free
  std::span<const std::int64_t> price;          ///< [site] ≥ 0; empty: none
  std::optional<std::uint32_t> most;            ///< newly opened sites, at most
  std::optional<std::int64_t> budget;           ///< Σ price of newly opened sites, at most
  Cost limit = Cost(0xffff'fffeU);              ///< pairs beyond serve nobody
  std::optional<People> target;                 ///< fewest_sites: people × factor; absent: all who can be
};

enum class SitingStatus {
  optimal,     ///< proven: nothing is better
  feasible,    ///< stopped by a limit: nothing is better than `bound`
  infeasible,  ///< proven: no choice does what is asked
  unknown      ///< stopped before any choice that does what is asked was found
};

/// Value and bound are, by goal: millionths of people × factor covered; sites, or their price when
/// there are prices; millionths of people × factor × ms (or mm); ms (or mm).
struct SitingAnswer {
  SitingStatus status = SitingStatus::unknown;
  std::vector<std::uint32_t> sites;  ///< newly opened, ascending
  Wide value = 0;                    ///< of `sites`, when optimal or feasible
  Wide bound = 0;                    ///< no choice is better than this
  /// The root's Lagrangian multipliers [cell], with which anyone can recompute a bound
  /// (core/siting/evaluate.h); that bound may be weaker than `bound`, which branching made. Only of
  /// most_covered and least_total.
  std::vector<double> multiplier;
  People unreachable;       ///< of cells that no site can serve, forbidden ones left out
  std::uint64_t work = 0;   ///< pairs looked at: does not depend on the machine
  double time_ms = 0;
  std::string why;          ///< infeasible: which wish cannot hold and by how much
  /// |value − bound| ÷ value, 0 when both are 0.
  double gap() const;
};

/// Everything that is wrong with a request, a sentence each; empty: nothing.
std::vector<std::string> faults(const SitingRequest& request);

}  // namespace fangyuan
