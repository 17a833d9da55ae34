// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/siting/evaluate.h"
#include "core/siting/goals.h"

namespace fangyuan {
namespace {

/// Costs that the largest one can be, ascending: those of pairs of cells with people.
std::vector<Cost> steps(const SitingRequest& r) {
  std::vector<Cost> steps;
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit && r.people[p.cell] > Amount() &&
        (r.factor.empty() || r.factor[p.cell] > 0) &&
        (r.state.empty() || r.state[p.site] != SiteState::forbidden))
      steps.push_back(p.cost);
  std::ranges::sort(steps);
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

}  // namespace

SitingAnswer least_worst(const SitingRequest& request, Watch& watch) {
  SitingAnswer answer;
  std::vector<std::uint32_t> all;
  for (std::uint32_t j = 0; j < request.sites; ++j)
    if (request.state.empty() || request.state[j] == SiteState::free) all.push_back(j);
  const SitingValue everything = evaluate(request, all);
  for (std::size_t cell = 0; cell < request.people.size(); ++cell)
    answer.unreachable += request.people[cell];
  if (everything.left_out > 0) {
    answer.status = SitingStatus::infeasible;
    answer.obstacle = SitingObstacle::unreachable;
    answer.unreachable -= everything.people;
    answer.missing = answer.unreachable.millionths();
    return answer;
  }
  answer.unreachable = Amount();
  const std::vector<Cost> cost = steps(request);
  if (cost.empty()) {  // nobody there
    answer.status = SitingStatus::feasible;
    return answer;
  }
  // Nothing below `low` is possible; `high` is. In between nothing is known, or not yet with so
  // much work.
  std::size_t low =
      static_cast<std::size_t>(std::ranges::lower_bound(cost, everything.worst) - cost.begin());
  std::size_t high = cost.size();
  const auto take = [&](const ServedAll& s) {
    const SitingValue v = evaluate(request, s.sites);
    answer.status = SitingStatus::feasible;
    answer.sites = s.sites;
    answer.value = v.worst.value();
    high = static_cast<std::size_t>(std::ranges::lower_bound(cost, v.worst) - cost.begin());
  };
  const ServedAll widest = serve_all(request, cost.back(), ~std::uint64_t{0}, watch);
  if (widest.impossible) {
    answer.status = SitingStatus::infeasible;
    answer.obstacle = widest.by_price ? SitingObstacle::budget : SitingObstacle::most;
    answer.missing =
        widest.needed - (widest.by_price ? Wide{*request.budget} : Wide{*request.most});
    return answer;
  }
  if (widest.possible) take(widest);
  for (std::uint64_t work = 50'000'000; low < high && !watch.over(); work *= 4) {
    for (std::size_t from = low; from < high && !watch.over();) {
      const std::size_t middle = from + (std::min(high, cost.size() - 1) - from) / 2;
      const ServedAll s = serve_all(request, cost[middle], work, watch);
      if (s.possible) {
        take(s);
      } else {
        if (s.impossible) low = middle + 1;
        from = middle + 1;
      }
    }
  }
  answer.bound = cost[std::min(low, cost.size() - 1)].value();
  if (answer.found()) answer.bound = std::min(answer.bound, answer.value);
  return answer;
}

}  // namespace fangyuan
