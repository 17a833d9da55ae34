// SPDX-License-Identifier: Apache-2.0
#include "core/siting/phased.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "core/siting/phased_search.h"

namespace fangyuan {
namespace {

SiteState state_of(const PhasedRequest& r, std::uint32_t j) {
  return r.state.empty() ? SiteState::free : r.state[j];
}

bool each_pair_once(const PhasedRequest& r) {
  std::vector<std::uint64_t> keys;
  for (const SitePair& p : r.pairs) keys.push_back(std::uint64_t{p.cell} << 32 | p.site);
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) == keys.end();
}

bool people_are_countable(const PhasedRequest& r) {
  Wide sum = 0;
  for (const PhasedPeriod& p : r.periods)
    for (const People n : p.people) {
      if (n < Amount()) return false;
      sum += Wide{n.millionths()} * p.weight;
    }
  return sum < Wide{1} << 60;
}

template <class Floors>
bool once_per_group(const Floors& floors) {
  std::vector<std::uint32_t> groups;
  for (const auto& f : floors) groups.push_back(f.group);
  std::ranges::sort(groups);
  return std::ranges::adjacent_find(groups) == groups.end();
}

/// Floors that cannot hold, whatever is opened; proven by counting.
bool floors_cannot_hold(const PhasedRequest& r, PhasedAnswer& a) {
  const auto fails = [&](PhasedObstacle obstacle, std::uint32_t group, Wide missing) {
    if (missing <= 0) return false;
    a.obstacle = obstacle;
    a.group = group;
    a.missing = missing;
    return true;
  };
  Wide least_count = 0, least_price = 0;
  for (const SiteFloor& f : r.site_floors) {
    Wide lacks = f.least;
    std::vector<std::int64_t> prices;
    for (std::uint32_t j = 0; j < r.sites; ++j) {
      if (r.group_of_site[j] != f.group) continue;
      if (state_of(r, j) == SiteState::open) --lacks;
      if (state_of(r, j) == SiteState::free) prices.push_back(r.price.empty() ? 0 : r.price[j]);
    }
    if (lacks <= 0) continue;
    const auto there = static_cast<Wide>(prices.size());
    if (fails(PhasedObstacle::site_floor, f.group, lacks - there)) return true;
    std::ranges::sort(prices);
    least_count += lacks;
    for (std::size_t i = 0; i < static_cast<std::size_t>(lacks); ++i) least_price += prices[i];
  }
  const PhasedPeriod& last = r.periods.back();
  if (last.most && fails(PhasedObstacle::most, 0, least_count - *last.most)) return true;
  if (last.budget && fails(PhasedObstacle::budget, 0, least_price - *last.budget)) return true;
  for (const PeopleFloor& f : r.people_floors) {
    std::vector<char> reached(r.cells);
    for (const SitePair& p : r.pairs)
      if (p.cost <= r.limit && state_of(r, p.site) != SiteState::forbidden) reached[p.cell] = 1;
    Wide within = 0;
    for (std::size_t c = 0; c < r.cells; ++c)
      if (reached[c] != 0 && r.group_of_cell[c] == f.group) within += last.people[c].millionths();
    if (fails(PhasedObstacle::people_floor, f.group, f.least.millionths() - within)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> faults(const PhasedRequest& r) {
  std::vector<std::string> found;
  const auto check = [&](bool holds, const char* sentence) {
    if (!holds) found.emplace_back(sentence);
    return holds;
  };
  const bool known = std::ranges::all_of(r.pairs, [&](const SitePair& p) {
    return p.cell < r.cells && p.site < r.sites && p.cost.reached();
  });
  if (check(known, "a pair names no cell, no site or no reached cost"))
    check(each_pair_once(r), "a pair comes twice");
  check(r.state.empty() || r.state.size() == r.sites, "one state per site");
  check(r.price.empty() || r.price.size() == r.sites, "one price per site");
  Wide prices = 0;
  for (const std::int64_t p : r.price) prices += p < 0 ? Wide{1} << 60 : Wide{p};
  check(prices < Wide{1} << 50, "prices are at least 0, and their sum below 1.1e15");
  check(r.capacity.empty() || r.capacity.size() == r.sites, "one capacity per site");
  check(std::ranges::all_of(r.capacity, [](Amount a) { return a >= Amount(); }),
        "capacities are at least 0");
  check(!r.periods.empty() && r.periods.size() <= 64, "1 to 64 periods");
  bool whole = true;
  for (const PhasedPeriod& p : r.periods) {
    whole = check(p.people.size() == r.cells, "people for every cell in every period") && whole;
    whole = check(p.weight >= 1 && p.weight <= 1'000'000, "weights from 1 to 1,000,000") && whole;
    check(!p.budget || *p.budget >= 0, "a budget is at least 0");
    check(!p.budget || !r.price.empty(), "a budget needs prices");
  }
  if (whole) check(people_are_countable(r), "people are at least 0, and their sum below 1.1e12");
  check(r.site_floors.empty() || r.group_of_site.size() == r.sites, "one group per site");
  check(r.people_floors.empty() || r.group_of_cell.size() == r.cells, "one group per cell");
  check(once_per_group(r.site_floors) && once_per_group(r.people_floors), "one floor per group");
  check(r.people_floors.empty() || r.capacity.empty(), "no floor of people with capacity");
  return found;
}

PhasedAnswer plan_phases(const PhasedRequest& request, const SitingLimits& limits) {
  std::string all;
  for (const std::string& fault : faults(request)) all += (all.empty() ? "" : "; ") + fault;
  if (!all.empty()) throw std::invalid_argument(all);
  Watch watch(limits);
  PhasedAnswer answer;
  if (floors_cannot_hold(request, answer))
    answer.status = SitingStatus::infeasible;
  else
    search_phases(request, watch, answer);
  answer.work = watch.work();
  answer.time_ms = watch.elapsed_ms();
  return answer;
}

}  // namespace fangyuan
