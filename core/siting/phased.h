// SPDX-License-Identifier: Apache-2.0
// What opens when: sites that open once and stay, with capacities, over periods with budgets.
#pragma once

#include "core/siting/request.h"
#include "core/siting/watch.h"

namespace fangyuan {

/// What may be opened until the end of a period, all former periods together: what is not spent is
/// carried over.
struct PhasedPeriod {
  std::span<const People> people;     ///< [cell] ≥ 0, weighted
  std::int64_t weight = 1;            ///< ≥ 1: how much a person served in it counts
  std::optional<std::uint32_t> most;  ///< newly opened until its end
  std::optional<std::int64_t> budget;
};

/// Of sites that serve in the last period, open ones and new ones.
struct SiteFloor {
  std::uint32_t group = 0;
  std::uint32_t least = 0;
};
/// Of people served in the last period.
struct PeopleFloor {
  std::uint32_t group = 0;
  People least;
};

/// One period without growth is the plain question with capacity. An extension of a site that
/// serves is one more candidate with the pairs of that site and the capacity that it adds.
struct PhasedRequest {
  std::span<const SitePair> pairs;  ///< in any order, each (cell, site) once
  std::size_t cells = 0, sites = 0;
  std::span<const SiteState> state;     ///< [site]; empty: all free
  std::span<const std::int64_t> price;  ///< [site] ≥ 0; empty: none
  std::span<const Amount> capacity;     ///< [site] ≥ 0; empty: without end
  std::vector<PhasedPeriod> periods;    ///< at least one, at most 64
  Cost limit = Cost(0xffff'fffeU);
  std::span<const std::uint32_t> group_of_site, group_of_cell;  ///< for floors; kNoGroup: none
  std::vector<SiteFloor> site_floors;
  std::vector<PeopleFloor> people_floors;  ///< REQUIRES: no capacity
  static constexpr std::uint32_t kNoGroup = ~std::uint32_t{0};
};

std::vector<std::string> faults(const PhasedRequest& request);

enum class PhasedObstacle : std::uint8_t {
  none,
  site_floor,    ///< the group lacks `missing` sites, whatever is opened
  people_floor,  ///< in the group `missing` millionths cannot be reached, whatever is opened
  most,          ///< the floors of sites need `missing` more than may be opened
  budget         ///< the floors of sites need `missing` more money
};

struct Opening {
  std::uint32_t site = 0, period = 0;
  friend auto operator<=>(const Opening&, const Opening&) = default;
};

/// Multipliers whose bound anyone can recompute: see bound_by().
struct PhasedPrices {
  std::vector<std::vector<double>> cell;  ///< [period][cell] in [0, weight]: a person's worth
  std::vector<double> most, budget;       ///< [period] of one site or unit of money, millionths
  std::vector<double> floor;              ///< [site floor] millionths
};

/// Value: Σ periods weight × millionths of people served, when every period is filled as well as
/// its sites can be (core/filling); the bound likewise.
struct PhasedAnswer {
  SitingStatus status = SitingStatus::unknown;
  std::vector<Opening> opened;  ///< by site; what helps nobody and no floor is not opened
  std::vector<Amount> served;   ///< [period]
  Wide value = 0, bound = 0;
  PhasedObstacle obstacle = PhasedObstacle::none;
  std::uint32_t group = 0;  ///< of a floor that cannot hold
  Wide missing = 0;
  PhasedPrices prices;  ///< of the bound before branching; it may be weaker than `bound`
  std::uint64_t work = 0;
  double time_ms = 0;

  bool found() const { return status == SitingStatus::optimal || status == SitingStatus::feasible; }
  double gap() const;
};

/// Throws std::invalid_argument with all faults(). As choose_sites: the answer depends on the
/// request and limits.work only while neither clock nor cancel ends the search; optimal only when
/// proven. Memory: about (30 + 8 × periods) bytes a pair.
PhasedAnswer plan_phases(const PhasedRequest& request, const SitingLimits& limits = {});

/// People served in each period by the best filling, and what the plan costs: by core/filling, from
/// the request alone.
struct PhasedValue {
  std::vector<Amount> served, nearest_first;  ///< [period]; the latter filled in order of cost
  Wide value = 0;                             ///< Σ weight × served
};
PhasedValue evaluate(const PhasedRequest& request, std::span<const Opening> opened);

/// The bound that prices give, whatever they are, in whole numbers. O(periods × pairs log pairs).
Wide bound_by(const PhasedRequest& request, const PhasedPrices& prices);

/// Empty when the answer is what it says, as far as this can be told without searching.
std::string certify(const PhasedRequest& request, const PhasedAnswer& answer);

}  // namespace fangyuan
