// SPDX-License-Identifier: Apache-2.0
#include "core/siting/request.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fangyuan {
namespace {

bool pairs_are_known(const SitingRequest& r) {
  return std::ranges::all_of(r.pairs, [&](const SitePair& p) {
    return p.cell < r.people.size() && p.site < r.sites && p.cost.reached();
  });
}

/// REQUIRES: pairs are known.
bool a_pair_comes_twice(const SitingRequest& r) {
  std::vector<std::size_t> first(r.people.size() + 1);
  for (const SitePair& p : r.pairs) ++first[p.cell + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::uint32_t> site(r.pairs.size());
  std::vector<std::size_t> at(first.begin(), first.end() - 1);
  for (const SitePair& p : r.pairs) site[at[p.cell]++] = p.site;
  std::vector<std::size_t> seen(r.sites);  // cell + 1
  for (std::size_t cell = 0; cell < r.people.size(); ++cell)
    for (std::size_t k = first[cell]; k < first[cell + 1]; ++k) {
      if (seen[site[k]] == cell + 1) return true;
      seen[site[k]] = cell + 1;
    }
  return false;
}

bool people_are_countable(const SitingRequest& r) {
  Wide sum = 0;
  for (std::size_t i = 0; i < r.people.size(); ++i) {
    if (r.people[i] < Amount()) return false;
    sum += Wide{r.people[i].millionths()} * (r.factor.empty() ? 1 : r.factor[i]);
  }
  return sum < std::numeric_limits<std::int64_t>::max();
}

bool prices_are_countable(const SitingRequest& r) {
  Wide sum = 0;
  for (const std::int64_t p : r.price) {
    if (p < 0) return false;
    sum += p;
  }
  return sum < Wide{1} << 50;
}

}  // namespace

std::vector<std::string> faults(const SitingRequest& r) {
  std::vector<std::string> found;
  const auto check = [&](bool holds, const char* sentence) {
    if (!holds) found.emplace_back(sentence);
    return holds;
  };
  if (check(pairs_are_known(r), "a pair names no cell, no site or no reached cost"))
    check(!a_pair_comes_twice(r), "a pair comes twice");
  if (check(r.factor.empty() || r.factor.size() == r.people.size(), "one factor per cell"))
    check(people_are_countable(r), "people are at least 0, and their sum by factors below 9.2e12");
  check(r.state.empty() || r.state.size() == r.sites, "one state per site");
  check(r.price.empty() || r.price.size() == r.sites, "one price per site");
  check(prices_are_countable(r), "prices are at least 0, and their sum below 1.1e15");
  if (r.goal == SitingGoal::fewest_sites) {
    check(!r.most && !r.budget, "the fewest sites are sought: neither number nor budget is given");
    check(!r.target || *r.target >= Amount(), "the target is at least 0");
  } else {
    check(r.most || r.budget, "a number of sites, a budget or both are given");
    check(!r.budget || *r.budget >= 0, "the budget is at least 0");
    check(!r.budget || !r.price.empty(), "a budget needs prices");
    check(!r.target, "only the fewest sites have a target");
  }
  return found;
}

double SitingAnswer::gap() const {
  if (value == bound) return 0;
  const double difference = std::abs(static_cast<double>(value - bound));
  return value == 0 ? std::numeric_limits<double>::infinity()
                    : difference / static_cast<double>(value);
}

}  // namespace fangyuan
