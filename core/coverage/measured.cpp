// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/measured.h"

#include <algorithm>

#include "core/coverage/live_pieces.h"

namespace fangyuan {

std::optional<std::size_t> find_group(const Cells& cells, std::string_view group) {
  const auto it = std::find(cells.groups.begin(), cells.groups.end(), group);
  if (it == cells.groups.end()) return std::nullopt;
  return static_cast<std::size_t>(it - cells.groups.begin());
}

std::vector<People> people_of(const Cells& cells, std::string_view group) {
  const auto g = find_group(cells, group);
  return g ? cells.people[*g] : std::vector<People>(cells.size());
}

std::vector<Amount> needs_of(const Service& service, const Cells& cells) {
  if (service.need_group) return people_of(cells, *service.need_group);
  std::vector<Amount> need;
  need.reserve(cells.size());
  for (const People p : people_of(cells, service.group)) need.push_back(need_of(p, service.need));
  return need;
}

Amount capacity_of(const Facility& facility, const Service& service) {
  const auto it = facility.amounts.find(*service.capacity);
  return it == facility.amounts.end() ? Amount() : std::max(it->second, Amount());
}

namespace {

std::vector<Amount> capacities(const MeasureRequest& r) {
  std::vector<Amount> capacity;
  for (const SiteId site : r.sites.all())
    capacity.push_back(capacity_of(r.facilities[site.index()], r.service));
  return capacity;
}

CellOutcome outcome_at(const MeasureRequest& r, const Nearest& nearest, Cost limit) {
  CellOutcome outcome;
  outcome.state.resize(nearest.cost.size());
  for (std::size_t c = 0; c < outcome.state.size(); ++c)
    outcome.state[c] = nearest.cost[c].reached() && nearest.cost[c] <= limit ? CellState::in_reach
                       : !r.unconnected.empty() && r.unconnected[c] != 0 ? CellState::unconnected
                                                                         : CellState::out_of_reach;
  return outcome;
}

}  // namespace

std::unique_ptr<Measured> measure(const MeasureRequest& r) {
  auto result = std::make_unique<Measured>();
  const std::vector<People> leading = people_of(r.cells, r.service.group);
  result->nearest =
      find_nearest({.costs = r.costs, .sites = r.sites, .limits = r.limits, .leading = leading});
  const Nearest& nearest = result->nearest;
  if (r.service.capacity) {
    result->need = needs_of(r.service, r.cells);
    result->capacity = capacities(r);
    result->fillings = fill({.costs = r.costs,
                             .sites = r.sites,
                             .limits = r.limits,
                             .need = result->need,
                             .leading = leading,
                             .capacity = result->capacity,
                             .pairs = nearest.pairs});
  }
  for (std::size_t l = 0; l < r.limits.size(); ++l) {
    CellOutcome outcome = outcome_at(r, nearest, r.limits[l]);
    auto& served = result->served.emplace_back(r.sites.size());
    if (r.service.capacity) {
      outcome.need = result->need;
      outcome.met = result->fillings[l].met;
      served = result->fillings[l].served;
    }
    // Whoever needs no place, or any may have one, is served by the nearest.
    for (std::size_t c = 0; c < leading.size(); ++c)
      if (outcome.state[c] == CellState::in_reach &&
          (outcome.need.empty() || outcome.need[c] == Amount()))
        served[nearest.rank[c]] += leading[c];
    result->outcomes.push_back(std::move(outcome));
  }
  return result;
}

}  // namespace fangyuan
