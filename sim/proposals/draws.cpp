// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/draws.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/coverage/live_pieces.h"
#include "core/coverage/measured.h"
#include "sim/siting/service_pairs.h"

namespace fangyuan {
namespace {

constexpr std::int64_t kWhole = 1000;
constexpr std::uint32_t kNoSite = ~std::uint32_t{0};

/// The limit at which a cell that is `cost` away as told is just in reach at a speed.
Cost limit_at(Cost limit, std::uint32_t speed, bool by_speed) {
  if (!by_speed) return limit;
  const std::uint64_t value = std::uint64_t{limit.value()} * speed / kWhole;
  return Cost(static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 0x7fff'fffdU)));
}

/// What both models share: the sites, the ranking limit, the demand's units.
class Base : public DrawModel {
 public:
  explicit Base(const ScoreInputs& in)
      : in_(in),
        cells_(in.study.population.cells),
        sites_(in.service, in.study.facilities.all, in.study.boundaries.units, cells_),
        limit_(in.costs.cost_of(covering_limit(in.request.site, in.service))),
        by_speed_(in.service.limits.front().is_time),
        demand_(demand_units(in.study)),
        weighted_(weighted_people(in.request, in.service, cells_)),
        proposed_of_(sites_.size(), kNoSite) {
    std::map<SiteId, std::uint32_t> number;
    for (std::uint32_t i = 0; i < in.sites.size(); ++i) number[in.sites[i].site] = i;
    for (std::uint32_t r = 0; r < sites_.size(); ++r)
      if (const auto at = number.find(sites_[r]); at != number.end()) proposed_of_[r] = at->second;
  }

 protected:
  Cost widest() const {
    const auto most =
        static_cast<std::uint32_t>(std::lround(kWhole * (1 + in_.request.vary.speed)));
    return limit_at(limit_, most, by_speed_);
  }

  const ScoreInputs& in_;
  const Cells& cells_;
  ServingSites sites_;
  Cost limit_;
  bool by_speed_;
  DemandUnits demand_;
  std::vector<People> weighted_;
  std::vector<std::uint32_t> proposed_of_;  ///< [rank] kNoSite: it exists
};

class ReachModel : public Base {
 public:
  explicit ReachModel(const ScoreInputs& in) : Base(in) {
    // Existing sites: only the nearest counts. Proposed ones: every pair.
    std::vector<Facility> existing = in.study.facilities.all;
    for (const ProposedSite& s : in.sites) existing[s.site.index()].status = Status::closed;
    const ServingSites old(in.service, existing, in.study.boundaries.units, cells_);
    const Cost limits[] = {widest()};
    const Nearest nearest = find_nearest({in.costs.costs(), old, limits, weighted_});
    std::vector<SiteId> own;
    std::vector<std::uint32_t> ranks;
    for (std::uint32_t r = 0; r < sites_.size(); ++r)
      if (proposed_of_[r] != kNoSite) {
        own.push_back(sites_[r]);
        ranks.push_back(r);
      }
    std::vector<std::vector<CellCost>> reached(own.size());
    if (!own.empty()) in.costs.costs().of_each(own, widest(), reached);
    std::vector<Cost> best(cells_.size());
    for (const ProposalOption& option : in.options) {
      std::vector<std::uint32_t> touched;
      for (std::size_t i = 0; i < own.size(); ++i) {
        if (!std::ranges::binary_search(option.sites, proposed_of_[ranks[i]])) continue;
        for (const CellCost& c : reached[i]) {
          if (weighted_[c.cell.index()] <= Amount() || !sites_.may_serve(ranks[i], c.cell))
            continue;
          Cost& b = best[c.cell.index()];
          if (!b.reached()) touched.push_back(c.cell.value());
          b = std::min(b, c.cost);
        }
      }
      auto& gains = gains_.emplace_back();
      for (const std::uint32_t c : touched) {
        if (best[c] < nearest.cost[c])
          gains.push_back({best[c], nearest.cost[c], demand_.of_cell[c], weighted_[c]});
        best[c] = Cost();
      }
    }
  }

  std::vector<Wide> newly(const Draw& draw) const override {
    const Cost limit = limit_at(limit_, draw.speed, by_speed_);
    std::vector<Wide> out;
    for (const auto& gains : gains_) {
      Wide sum = 0;
      for (const Gain& g : gains)
        if (g.to <= limit && !(g.from <= limit))
          sum += Wide{g.people.millionths()} * draw.demand[g.unit];
      out.push_back(sum / kWhole);
    }
    return out;
  }

 private:
  /// A cell that the option brings nearer.
  struct Gain {
    Cost to, from;
    std::uint32_t unit = 0;
    People people;
  };
  std::vector<std::vector<Gain>> gains_;  ///< by option
};

class FillingModel : public Base {
 public:
  explicit FillingModel(const ScoreInputs& in) : Base(in), need_(needs_of(in.service, cells_)) {
    std::vector<People> anyone(cells_.size());
    for (std::size_t c = 0; c < anyone.size(); ++c) anyone[c] = std::max(weighted_[c], need_[c]);
    auto pairs = find_pairs({in.costs.costs(), sites_, widest(), anyone});
    complete_ = pairs.has_value();
    if (!complete_) return;
    pairs_ = std::move(*pairs);
    std::ranges::sort(pairs_, [](const SitePair& a, const SitePair& b) {
      if (a.cost != b.cost) return a.cost < b.cost;
      return a.site != b.site ? a.site < b.site : a.cell < b.cell;
    });
    for (std::uint32_t r = 0; r < sites_.size(); ++r)
      room_.push_back(capacity_of(in.study.facilities.all[sites_[r].index()], in.service));
    auto weights = in.request.site.weights;
    if (weights.empty()) weights[in.service.group] = 1;
    for (const auto& [group, weight] : weights)
      if (const auto g = find_group(cells_, group); g && weight > 0)
        groups_.push_back({*g, weight});
  }
  bool complete() const { return complete_; }

  std::vector<Wide> newly(const Draw& draw) const override {
    std::vector<Wide> out;
    Wide nothing = 0;
    for (const ProposalOption& option : in_.options) {
      const Wide served = this->served(draw, option);
      if (option.sites.empty()) nothing = served;
      out.push_back(served - nothing);  // doing nothing is the first
    }
    return out;
  }

 private:
  struct Group {
    std::size_t group;
    std::uint32_t weight;
  };
  static Amount times(Amount a, std::uint32_t thousandths) {
    if (thousandths == kWhole) return a;
    return scaled_nearest(a, Amount::from_millionths(thousandths), Amount::from_millionths(kWhole));
  }

  Wide served(const Draw& draw, const ProposalOption& option) const {
    const Cost limit = limit_at(limit_, draw.speed, by_speed_);
    std::vector<Amount> room = room_;
    for (std::uint32_t r = 0; r < room.size(); ++r) {
      const std::uint32_t i = proposed_of_[r];
      if (i == kNoSite) continue;
      room[r] =
          std::ranges::binary_search(option.sites, i) ? times(room[r], draw.capacity[i]) : Amount();
    }
    std::vector<Amount> need(need_.size()), met(need_.size());
    for (std::size_t c = 0; c < need.size(); ++c)
      need[c] = times(need_[c], draw.demand[demand_.of_cell[c]]);
    std::vector<std::uint8_t> in_reach(need_.size());
    for (const SitePair& p : pairs_) {
      if (!(p.cost <= limit)) break;
      const std::uint32_t i = proposed_of_[p.site];
      if (i != kNoSite && !std::ranges::binary_search(option.sites, i)) continue;
      in_reach[p.cell] = 1;
      const Amount placed = std::min(need[p.cell] - met[p.cell], room[p.site]);
      met[p.cell] += placed;
      room[p.site] -= placed;
    }
    Wide sum = 0;
    for (std::size_t c = 0; c < need.size(); ++c) {
      if (in_reach[c] == 0) continue;
      for (const Group& g : groups_) {
        const People people = times(cells_.people[g.group][c], draw.demand[demand_.of_cell[c]]);
        sum += Wide{served_of(people, met[c], need[c]).millionths()} * g.weight;
      }
    }
    return sum;
  }

  std::vector<Amount> need_;
  std::vector<SitePair> pairs_;
  std::vector<Amount> room_;
  std::vector<Group> groups_;
  bool complete_ = false;
};

}  // namespace

DemandUnits demand_units(const Study& study) {
  const Cells& cells = study.population.cells;
  DemandUnits out;
  const auto layer = unit_layer_of(study.boundaries.units);
  out.of_cell.assign(cells.size(), 0);
  if (!layer) return out;
  std::map<UnitId, std::uint32_t> number;
  for (const UnitId u : study.boundaries.units.layers[*layer].units)
    number.emplace(u, static_cast<std::uint32_t>(number.size()));
  out.count = static_cast<std::uint32_t>(number.size()) + 1;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const UnitId u = cells.unit_of[*layer][c];
    out.of_cell[c] = u.is_none() ? out.count - 1 : number.at(u);
  }
  return out;
}

std::unique_ptr<const DrawModel> reach_model(const ScoreInputs& inputs) {
  return std::make_unique<ReachModel>(inputs);
}

std::unique_ptr<const DrawModel> filling_model(const ScoreInputs& inputs) {
  auto model = std::make_unique<FillingModel>(inputs);
  if (!model->complete()) return nullptr;
  return model;
}

}  // namespace fangyuan
