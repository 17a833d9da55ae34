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
#include "core/base/wide.h"

namespace fangyuan {

enum class SitingGoal : std::uint8_t {
  most_covered,  ///< as many people as possible within the limit of a site
  fewest_sites,  ///< as few sites, or with prices as little money, as cover `target`
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

/// Sites that are open serve in any case, cost nothing more and are not counted. Cells whose people
/// × factor are 0 count for nothing.
struct SitingRequest {
  SitingGoal goal = SitingGoal::most_covered;
  std::span<const SitePair> pairs;        ///< in any order, each (cell, site) once
  std::span<const People> people;         ///< [cell] ≥ 0
  std::span<const std::uint32_t> factor;  ///< [cell] by which people count; empty: 1
  std::size_t sites = 0;                  ///< candidates and open ones
  std::span<const SiteState> state;       ///< [site]; empty: all free
  std::span<const std::int64_t> price;    ///< [site] ≥ 0; empty: none
  std::optional<std::uint32_t> most;      ///< newly opened sites, at most; not for fewest_sites
  std::optional<std::int64_t> budget;     ///< Σ price of newly opened sites; not for fewest_sites
  Cost limit = Cost(0xffff'fffeU);        ///< pairs beyond serve nobody
  std::optional<People> target;  ///< fewest_sites: people × factor; absent: all who can be
};

/// Everything that is wrong with a request, a sentence each; empty: nothing. O(pairs).
std::vector<std::string> faults(const SitingRequest& request);

enum class SitingStatus : std::uint8_t {
  optimal,     ///< proven: nothing is better, or by no more than `rounding`
  feasible,    ///< stopped by a limit: nothing is better than `bound`
  infeasible,  ///< proven: no choice does what is asked
  unknown      ///< stopped before any choice that does what is asked was found
};

/// Which wish cannot hold.
enum class SitingObstacle : std::uint8_t {
  none,
  unreachable,  ///< least_*: `missing` millionths of people have no site within the limit
  target,       ///< `missing` millionths of people × factor are more than can be covered at all
  most,         ///< at least `missing` more sites are needed to serve everyone
  budget        ///< at least `missing` more money is needed to serve everyone
};

/// Value and bound are, by goal: millionths of people × factor covered; sites, or their price when
/// there are prices; millionths of people × factor × ms (or mm); ms (or mm). No number is below 0.
struct SitingAnswer {
  SitingStatus status = SitingStatus::unknown;
  std::vector<std::uint32_t> sites;  ///< newly opened, ascending; what helps nobody is not opened
  Wide value = 0;                    ///< of `sites`, when optimal or feasible
  Wide bound = 0;                    ///< no choice is better than this, unless infeasible
  /// 0, except for sums of people × factor × cost of more than 51 bits, in units of which
  /// everyone's people are multiples; then less than one part in 10^8.
  Wide rounding = 0;
  SitingObstacle obstacle = SitingObstacle::none;
  Wide missing = 0;
  /// most_covered, least_total: the root's Lagrangian payments [cell], with which anyone can
  /// recompute a bound (core/siting/evaluate.h). It may be weaker than `bound`, which branching
  /// made.
  std::vector<double> payment;
  People unreachable;  ///< people of cells that no site can serve
  std::size_t unreachable_cells = 0;
  std::uint64_t work = 0;  ///< pairs looked at
  double time_ms = 0;

  bool found() const { return status == SitingStatus::optimal || status == SitingStatus::feasible; }
  /// |value − bound| ÷ value; 0 when they are equal.
  double gap() const;
};

}  // namespace fangyuan
