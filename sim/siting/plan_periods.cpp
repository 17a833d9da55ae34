// SPDX-License-Identifier: Apache-2.0
#include "sim/siting/plan_periods.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/coverage/live_pieces.h"
#include "core/coverage/measured.h"
#include "core/siting/phased.h"

namespace fangyuan {
namespace {

/// Pairs that a search may look at when the request sets no limit: some 20 seconds.
constexpr std::uint64_t kWork = 4'000'000'000;

std::string people_text(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths)).to_string();
}

class Planner {
 public:
  Planner(const PlanInput& input, const SolveControl& control)
      : in_(input), r_(input.request), control_(control) {}

  void run(SitePlan& plan) {
    pose();
    SitingLimits limits;
    limits.cancel = control_.cancel;
    limits.gap = r_.gap;
    if (r_.time_limit_s) limits.time_ms = *r_.time_limit_s * 1000;
    if (r_.work || !r_.time_limit_s) limits.work = r_.work.value_or(kWork);
    limits.progress = [&, next = 1000.0](double ms, const Wide* value, const Wide* bound) mutable {
      if (!control_.progress || ms < next || value == nullptr || *value == 0) return;
      next = ms + 1000;
      control_.progress(
          fmt::format("{:.0f} s: gap {:.3f} %", ms / 1000,
                      100 * (static_cast<double>(*bound) / static_cast<double>(*value) - 1)));
    };
    const PhasedAnswer answer = plan_phases(asked_, limits);
    if (answer.status == SitingStatus::infeasible) infeasible(answer);
    if (const std::string wrong = certify(asked_, answer); !wrong.empty())
      throw std::runtime_error("siting: the evaluator says: " + wrong);
    tell(answer, limits, plan);
  }

 private:
  void pose() {
    const Cells& cells = in_.study.population.cells;
    std::vector<SitePeriod> periods = r_.periods;
    if (periods.empty()) periods.push_back({0, r_.sites, r_.budget, {}});
    asked_.pairs = in_.problem.pairs;
    asked_.cells = cells.size();
    asked_.sites = in_.problem.state.size();
    asked_.state = in_.problem.state;
    asked_.limit = in_.problem.cover;
    asked_.price = in_.problem.price;
    people_.reserve(periods.size());
    Wide sites = 0;
    std::int64_t money = 0;
    for (const SitePeriod& p : periods) {
      people_.push_back(weighted_people(r_, in_.service, cells, p.growth));
      PhasedPeriod& to = asked_.periods.emplace_back();
      to.people = people_.back();
      if (p.sites) to.most = static_cast<std::uint32_t>(sites += *p.sites);
      if (p.budget) to.budget = money += *p.budget;
    }
    if (r_.capacity) {
      for (std::uint32_t j = 0; j < asked_.sites; ++j)
        capacity_.push_back(capacity_of(facility(j), in_.service));
      asked_.capacity = capacity_;
      require_places();
    }
    floors();
  }

  const Facility& facility(std::uint32_t j) const {
    return in_.study.facilities.all[in_.sites[j].index()];
  }

  Problem problem(const char* code, const char* field, std::string value, Text rule) const {
    Problem p;
    p.code = code;
    p.file = r_.file;
    p.layer = "site";
    p.field = field;
    p.value = std::move(value);
    p.rule = std::move(rule);
    return p;
  }

  void require_places() const {
    for (std::uint32_t j = 0; j < asked_.sites; ++j)
      if (in_.problem.state[j] == SiteState::free && capacity_[j] > Amount()) return;
    const std::string& amount = *in_.service.capacity;
    throw InputError(problem(
        "key-missing", "amounts", amount,
        {fmt::format("候选点都没有 {0}；写明新设施的容量，如 amounts = {{ {0} = 50 }}", amount),
         fmt::format("no candidate has any {0}; give those of new sites, e.g. amounts = {{ {0} = "
                     "50 }}",
                     amount)}));
  }

  void floors() {
    if (!r_.floor_sites && !r_.floor_share) return;
    const Units& units = in_.study.boundaries.units;
    const auto layer = units.find_layer(Tree::legal, r_.floor_level);
    if (!layer) return;
    units_ = units.layers[*layer].units;
    std::vector<std::uint32_t> group(units.all.size(), PhasedRequest::kNoGroup);
    for (std::uint32_t u = 0; u < units_.size(); ++u) group[units_[u].index()] = u;
    const auto group_of = [&](UnitId unit) {
      return unit.is_none() ? PhasedRequest::kNoGroup : group[unit.index()];
    };
    for (std::uint32_t j = 0; j < asked_.sites; ++j)
      site_group_.push_back(group_of(facility(j).unit_of[*layer]));
    for (const UnitId unit : in_.study.population.cells.unit_of[*layer])
      cell_group_.push_back(group_of(unit));
    asked_.group_of_site = site_group_;
    asked_.group_of_cell = cell_group_;
    std::vector<Wide> all(units_.size());
    for (std::size_t c = 0; c < cell_group_.size(); ++c)
      if (cell_group_[c] != PhasedRequest::kNoGroup)
        all[cell_group_[c]] += people_.back()[c].millionths();
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      if (r_.floor_sites) asked_.site_floors.push_back({u, *r_.floor_sites});
      if (!r_.floor_share) continue;
      constexpr Wide kParts = 1'000'000'000;
      const Wide least = (all[u] * std::llround(*r_.floor_share * 1e9) + kParts - 1) / kParts;
      asked_.people_floors.push_back(
          {u, Amount::from_millionths(static_cast<std::int64_t>(least))});
    }
  }

  std::string unit_text(std::uint32_t group) const {
    const Unit& u = in_.study.boundaries.units[units_[group]];
    return u.name + " (" + u.code + ")";
  }

  [[noreturn]] void infeasible(const PhasedAnswer& a) const {
    const std::string missing = to_string(a.missing);
    switch (a.obstacle) {
      case PhasedObstacle::site_floor:
        throw InputError(
            problem("site-infeasible", "floor_sites", unit_text(a.group),
                    {fmt::format("{}：候选点全建也还差 {} 处", unit_text(a.group), missing),
                     fmt::format("{}: with every candidate built {} sites are still missing",
                                 unit_text(a.group), missing)}));
      case PhasedObstacle::people_floor:
        throw InputError(problem(
            "site-infeasible", "floor_share", unit_text(a.group),
            {fmt::format("{}：候选点全建也还差 {} 人（加权）", unit_text(a.group),
                         people_text(a.missing)),
             fmt::format("{}: with every candidate built {} people (weighted) are still missing",
                         unit_text(a.group), people_text(a.missing))}));
      case PhasedObstacle::most:
        throw InputError(
            problem("site-infeasible", "sites", fmt::format("{}", r_.sites.value_or(0)),
                    {fmt::format("要满足每个区划的下限，设施数还差 {} 处", missing),
                     fmt::format("the floors of all units need {} more sites", missing)}));
      case PhasedObstacle::budget:
        throw InputError(
            problem("site-infeasible", "budget", fmt::format("{}", r_.budget.value_or(0)),
                    {fmt::format("要满足每个区划的下限，预算还差 {}", missing),
                     fmt::format("the floors of all units need {} more money", missing)}));
      case PhasedObstacle::none:
        break;
    }
    throw InputError(problem("site-infeasible", "floor_sites", "",
                             {"数目、预算和各区划的下限不能同时满足（已证明）",
                              "number, budget and floors of units cannot hold together (proven)"}));
  }

  void tell(const PhasedAnswer& a, const SitingLimits& limits, SitePlan& plan) const {
    SitingAnswer& answer = plan.answer;
    answer.status = a.status;
    for (const Opening& o : a.opened) answer.sites.push_back(o.site);
    answer.value = a.value;
    answer.bound = a.bound;
    answer.work = a.work;
    answer.time_ms = a.time_ms;
    if (a.status != SitingStatus::optimal)
      plan.stopped = control_.cancel != nullptr && control_.cancel->load() ? "cancelled"
                     : a.work >= limits.work                               ? "work"
                     : a.time_ms >= limits.time_ms                         ? "time"
                                                                           : "";
    if (!a.found()) return;
    PhasedPlan& phased = plan.phased.emplace();
    phased.capacity = capacity_;
    phased.bound_by_prices = bound_by(asked_, a.prices);
    phased.period_of.assign(asked_.sites, PhasedPlan::kNever);
    for (const Opening& o : a.opened) phased.period_of[o.site] = o.period;
    const PhasedValue value = evaluate(asked_, a.opened), before = evaluate(asked_, {});
    for (std::uint32_t t = 0; t < asked_.periods.size(); ++t) {
      PeriodLine line;
      if (!r_.periods.empty()) line.year = r_.periods[t].year;
      for (const Opening& o : a.opened) {
        const std::int64_t price = in_.problem.price.empty() ? 0 : in_.problem.price[o.site];
        line.opened += o.period == t ? 1 : 0;
        line.opened_until += o.period <= t ? 1 : 0;
        line.spent += o.period == t ? price : 0;
        line.spent_until += o.period <= t ? price : 0;
      }
      for (const People p : people_[t]) line.people += p;
      line.served = value.served[t];
      line.nearest_first = value.nearest_first[t];
      line.served_before = before.served[t];
      line.nearest_first_before = before.nearest_first[t];
      phased.periods.push_back(line);
    }
    tell_floors(a, phased);
  }

  /// Counted anew, from sites and pairs.
  void tell_floors(const PhasedAnswer& a, PhasedPlan& phased) const {
    const auto& state = in_.problem.state;
    std::vector<char> opens(asked_.sites);
    for (const Opening& o : a.opened) opens[o.site] = 1;
    for (const UnitId unit : units_) phased.floors.emplace_back().unit = unit;
    const auto line_of = [&](std::uint32_t group) {
      return group == PhasedRequest::kNoGroup ? nullptr : &phased.floors[group];
    };
    for (std::uint32_t j = 0; j < site_group_.size(); ++j) {
      FloorLine* line = line_of(site_group_[j]);
      if (line == nullptr) continue;
      if (state[j] == SiteState::open) ++line->sites_before;
      if (state[j] == SiteState::open || opens[j] != 0) ++line->sites_after;
    }
    std::vector<char> was(cell_group_.size()), is(cell_group_.size());
    for (const SitePair& p : asked_.pairs) {
      if (cell_group_.empty() || p.cost > asked_.limit) continue;
      if (state[p.site] == SiteState::open) was[p.cell] = is[p.cell] = 1;
      if (opens[p.site] != 0) is[p.cell] = 1;
    }
    for (std::size_t c = 0; c < cell_group_.size(); ++c) {
      FloorLine* line = line_of(cell_group_[c]);
      if (line == nullptr) continue;
      const People p = people_.back()[c];
      line->people += p;
      if (was[c] != 0) line->covered_before += p;
      if (is[c] != 0) line->covered_after += p;
    }
    for (FloorLine& line : phased.floors) line.holds = true;
    for (const SiteFloor& f : asked_.site_floors)
      phased.floors[f.group].holds &= phased.floors[f.group].sites_after >= f.least;
    for (const PeopleFloor& f : asked_.people_floors)
      phased.floors[f.group].holds &= phased.floors[f.group].covered_after >= f.least;
  }

  const PlanInput& in_;
  const SiteRequest& r_;
  const SolveControl& control_;
  PhasedRequest asked_;
  std::vector<std::vector<People>> people_;
  std::vector<Amount> capacity_;
  std::vector<UnitId> units_;
  std::vector<std::uint32_t> site_group_, cell_group_;
};

}  // namespace

std::vector<People> grown(std::span<const People> people, Amount growth) {
  const Amount factor = Amount::from_whole(1) + growth;
  std::vector<People> out;
  People sum, before;
  for (const People p : people) {
    sum += p;
    const People till = scaled_nearest(sum, factor, Amount::from_whole(1));
    out.push_back(till - before);
    before = till;
  }
  return out;
}

std::vector<People> weighted_people(const SiteRequest& request, const Service& service,
                                    const Cells& cells, Amount growth) {
  if (request.capacity) {
    if (service.need_group) return grown(people_of(cells, *service.need_group), growth);
    std::vector<People> need = grown(people_of(cells, service.group), growth);
    for (People& p : need) p = need_of(p, service.need);
    return need;
  }
  std::vector<People> all(cells.size());
  auto weights = request.weights;
  if (weights.empty()) weights[service.group] = 1;
  for (const auto& [group, weight] : weights) {
    if (!find_group(cells, group)) continue;
    const std::vector<People> people = grown(people_of(cells, group), growth);
    for (std::size_t c = 0; c < all.size(); ++c)
      all[c] += Amount::from_millionths(people[c].millionths() * std::int64_t{weight});
  }
  return all;
}

void plan_periods(const PlanInput& input, const SolveControl& control, SitePlan& plan) {
  Planner(input, control).run(plan);
}

}  // namespace fangyuan
