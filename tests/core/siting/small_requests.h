// SPDX-License-Identifier: Apache-2.0
// Small random requests of every kind, and their best answer by trying all choices.
#pragma once

#include <optional>
#include <random>
#include <vector>

#include "core/siting/evaluate.h"

namespace fangyuan::siting_test {

struct Small {
  std::vector<SitePair> pairs;
  std::vector<People> people;
  std::vector<std::uint32_t> factor;
  std::vector<SiteState> state;
  std::vector<std::int64_t> price;
  SitingRequest wish;  // without spans
  SitingRequest request() const {
    SitingRequest r = wish;
    r.pairs = pairs;
    r.people = people;
    r.factor = factor;
    r.state = state;
    r.price = price;
    return r;
  }
};

/// Up to 9 sites and 14 cells, on a plane with ties or anyhow; open and forbidden sites, prices,
/// factors, limits, cells without people: each in some.
inline Small random_small(std::mt19937& random, SitingGoal goal) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Small s;
  s.wish.goal = goal;
  const std::uint32_t sites = 1 + below(9), cells = 1 + below(14), side = 2 + below(12);
  s.wish.sites = sites;
  const bool plane = below(3) > 0;
  const std::uint32_t keep = 1 + below(5);
  std::vector<std::pair<int, int>> at;
  const auto place = [&] {
    return std::pair(static_cast<int>(below(side)), static_cast<int>(below(side)));
  };
  for (std::uint32_t j = 0; j < sites; ++j) at.push_back(place());
  const std::int64_t unit = below(2) == 0 ? 1'000'000 : 1;
  for (std::uint32_t i = 0; i < cells; ++i) {
    const auto here = place();
    s.people.push_back(Amount::from_millionths(below(6) == 0 ? 0 : unit * below(40)));
    for (std::uint32_t j = 0; j < sites; ++j) {
      const int x = here.first - at[j].first, y = here.second - at[j].second;
      if (below(5) < keep)
        s.pairs.push_back(
            {i, j, Cost(plane ? static_cast<std::uint32_t>(x * x + y * y) : below(50))});
    }
  }
  std::shuffle(s.pairs.begin(), s.pairs.end(), random);
  if (below(3) == 0)
    for (std::uint32_t i = 0; i < cells; ++i) s.factor.push_back(below(4));
  if (below(2) == 0)
    for (std::uint32_t j = 0; j < sites; ++j)
      s.state.push_back(below(5) == 0   ? SiteState::open
                        : below(5) == 0 ? SiteState::forbidden
                                        : SiteState::free);
  if (goal == SitingGoal::most_covered || below(3) == 0) s.wish.limit = Cost(below(side * side));
  if (below(3) == 0)
    for (std::uint32_t j = 0; j < sites; ++j) s.price.push_back(below(20));
  if (goal == SitingGoal::fewest_sites) {
    if (below(3) > 0) s.wish.target = Amount::from_millionths(unit * below(cells * 15));
  } else {
    if (!s.price.empty() && below(3) > 0) s.wish.budget = below(60);
    if (!s.wish.budget || below(2) == 0) s.wish.most = below(sites + 2);
  }
  return s;
}

/// The best value of all choices; absent when none does what is asked.
inline std::optional<Wide> by_trying_all(const SitingRequest& r) {
  std::vector<std::uint32_t> free;
  for (std::uint32_t j = 0; j < r.sites; ++j)
    if (r.state.empty() || r.state[j] == SiteState::free) free.push_back(j);
  const Wide all = evaluate(r, free).covered;
  std::optional<Wide> best;
  for (std::uint32_t set = 0; set < 1U << free.size(); ++set) {
    std::vector<std::uint32_t> sites;
    std::int64_t price = 0;
    for (std::uint32_t i = 0; i < free.size(); ++i)
      if ((set >> i & 1U) != 0) {
        sites.push_back(free[i]);
        if (!r.price.empty()) price += r.price[free[i]];
      }
    if (r.most && sites.size() > *r.most) continue;
    if (r.budget && price > *r.budget) continue;
    const SitingValue v = evaluate(r, sites);
    Wide value = 0;
    switch (r.goal) {
      case SitingGoal::most_covered:
        value = -v.covered;
        break;
      case SitingGoal::fewest_sites:
        if (v.covered < (r.target ? Wide{r.target->millionths()} : all)) continue;
        value = v.price;
        break;
      case SitingGoal::least_total:
        if (v.left_out > 0) continue;
        value = v.total;
        break;
      case SitingGoal::least_worst:
        if (v.left_out > 0) continue;
        value = v.worst.value();
        break;
    }
    if (!best || value < *best) best = value;
  }
  if (best && r.goal == SitingGoal::most_covered) best = -*best;
  return best;
}

}  // namespace fangyuan::siting_test
