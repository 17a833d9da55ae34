// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/score_options.h"

#include <algorithm>
#include <stdexcept>

#include "core/coverage/measured.h"
#include "core/coverage/nearest.h"
#include "core/coverage/tally.h"
#include "core/measures/equality_rows.h"
#include "geo/crs/straight_line.h"

namespace fangyuan {
namespace {

/// 邻避: who lives this near is told beside every option.
constexpr std::uint32_t kNearMm = 500'000;

/// One option measured, with the rows that a run would write.
struct Outcome {
  std::unique_ptr<ServingSites> sites;
  std::unique_ptr<Measured> measured;
  std::vector<CoverageRow> rows;
};

class Scorer {
 public:
  explicit Scorer(const ScoreInputs& in)
      : in_(in),
        cells_(in.study.population.cells),
        layout_(in.study.boundaries.units, cells_),
        leading_(find_group(cells_, in.service.group).value_or(0)),
        service_(in.service),
        lines_(cells_.place, in.study.facilities.all) {
    for (const Limit& l : service_.limits) limits_.push_back(in.costs.cost_of(l));
    const Limit ranking = covering_limit(in.request.site, service_);
    for (std::size_t l = 0; l < service_.limits.size(); ++l)
      if (service_.limits[l] == ranking) at_ = l;
    if (in.measure == Measure::network) {
      const ModeAccess* access = in.view.access[static_cast<std::size_t>(service_.mode)];
      unconnected_.assign(cells_.size(), 1);
      for (std::size_t c = 0; c < cells_.size(); ++c)
        unconnected_[c] = access->cells[c].connected() ? 0 : 1;
    }
  }

  std::vector<OptionScore> run() {
    std::vector<OptionScore> scores;
    base_ = outcome(in_.options.front());
    for (const ProposalOption& option : in_.options) {
      const bool nothing = option.sites.empty();
      const Outcome now = nothing ? Outcome{} : outcome(option);
      scores.push_back(score(option, nothing ? base_ : now));
    }
    return scores;
  }

 private:
  Outcome outcome(const ProposalOption& option) const {
    Outcome out;
    const std::vector<Facility> facilities = facilities_of(in_, option);
    out.sites =
        std::make_unique<ServingSites>(service_, facilities, in_.study.boundaries.units, cells_);
    out.measured = measure({.service = service_,
                            .sites = *out.sites,
                            .facilities = facilities,
                            .cells = cells_,
                            .costs = in_.costs.costs(),
                            .limits = limits_,
                            .unconnected = unconnected_});
    for (std::size_t l = 0; l < limits_.size(); ++l) {
      const CellOutcome* member[] = {&out.measured->outcomes[l]};
      auto rows = tally(layout_, {.service = ServiceId(std::size_t{0}),
                                  .limit = service_.limits[l].to_string(),
                                  .measure = in_.measure,
                                  .members = member});
      std::ranges::move(rows, std::back_inserter(out.rows));
    }
    return out;
  }

  OptionScore score(const ProposalOption& option, const Outcome& now) const {
    OptionScore s;
    const std::size_t groups = cells_.groups.size();
    const std::size_t per_limit = layout_.rows().size() * groups;
    for (std::size_t l = 0; l < limits_.size(); ++l)
      for (std::size_t g = 0; g < groups; ++g) {
        const Parts& was = base_.rows[l * per_limit + g].parts;
        const Parts& is = now.rows[l * per_limit + g].parts;
        s.served.push_back({service_.limits[l].to_string(), g, is.total, was.served, is.served});
      }
    s.newly = served_weight(now) - served_weight(base_);
    reach(option, now, s);
    equality(now, s);
    near(option, s);
    for (const std::uint32_t i : option.sites) {
      s.verdict = std::max(s.verdict, in_.sites[i].verdict());
      if (!in_.sites[i].price) continue;
      s.price = s.price.value_or(0) + *in_.sites[i].price;
    }
    // A price is told of an option only where all its sites have one; nothing costs nothing.
    if (std::ranges::any_of(option.sites, [&](std::uint32_t i) { return !in_.sites[i].price; }))
      s.price.reset();
    if (option.sites.empty()) s.price = 0;
    s.over_budget = in_.request.budget && s.price && *s.price > *in_.request.budget;
    return s;
  }

  /// Served at the ranking limit: Σ over the weights' groups.
  Wide served_weight(const Outcome& o) const {
    Wide sum = 0;
    const CellOutcome& outcome = o.measured->outcomes[at_];
    for (const auto& [group, weight] : weights()) {
      const auto g = find_group(cells_, group);
      if (!g) continue;
      for (std::size_t c = 0; c < cells_.size(); ++c)
        sum += Wide{served_in(outcome, CellId(c), cells_.people[*g][c]).millionths()} * weight;
    }
    return sum;
  }
  std::map<std::string, std::uint32_t> weights() const {
    if (!in_.request.site.weights.empty()) return in_.request.site.weights;
    return {{service_.group, 1}};
  }

  bool proposed(SiteId site, const ProposalOption& option) const {
    return std::ranges::any_of(option.sites,
                               [&](std::uint32_t i) { return in_.sites[i].site == site; });
  }

  void reach(const ProposalOption& option, const Outcome& now, OptionScore& s) const {
    const std::vector<People>& people = cells_.people[leading_];
    std::vector<SiteId> own;
    std::vector<std::uint32_t> ranks;
    for (std::uint32_t r = 0; r < now.sites->size(); ++r)
      if (proposed((*now.sites)[r], option)) {
        own.push_back((*now.sites)[r]);
        ranks.push_back(r);
      }
    // Who has one of the option's own sites within the limit, and had another before.
    std::vector<std::uint8_t> seen(cells_.size());
    if (!own.empty()) {
      std::vector<std::vector<CellCost>> reached(own.size());
      in_.costs.costs().of_each(own, limits_[at_], reached);
      for (std::size_t i = 0; i < own.size(); ++i)
        for (const CellCost& c : reached[i])
          if (now.sites->may_serve(ranks[i], c.cell)) seen[c.cell.index()] = 1;
    }
    const CellOutcome& was = base_.measured->outcomes[at_];
    for (std::size_t c = 0; c < seen.size(); ++c) {
      if (seen[c] == 0) continue;
      s.in_reach += people[c];
      if (was.state[c] == CellState::in_reach) s.overlap += people[c];
    }
    const auto& before = base_.measured->nearest.cost;
    const auto& after = now.measured->nearest.cost;
    for (std::size_t c = 0; c < before.size(); ++c)
      if (before[c].reached() && before[c] <= limits_[at_] && after[c] < before[c])
        s.saved += Wide{people[c].millionths()} * (before[c].value() - after[c].value());
    if (!service_.capacity || option.sites.empty()) return;
    s.capacity = Amount();
    s.load = Amount();
    for (const std::uint32_t r : ranks) {
      *s.capacity += now.measured->capacity[r];
      *s.load += now.measured->fillings[at_].load[r];
    }
  }

  void equality(const Outcome& now, OptionScore& s) const {
    const auto layer = unit_layer_of(in_.study.boundaries.units);
    if (!layer) return;
    const std::string limit = service_.limits[at_].to_string();
    const auto rows = equality_rows({.units = in_.study.boundaries.units,
                                     .cells = cells_,
                                     .services = {&service_, 1},
                                     .coverage = now.rows,
                                     .access = {}});
    for (const EqualityRow& row : rows)
      if (row.unit_layer == *layer && row.limit == limit && row.of == EqualityOf::share_served)
        s.gini = row.gini;
    const auto share = [](const Parts& p) { return p.served.to_double() / p.total.to_double(); };
    for (std::size_t i = 0; i < now.rows.size(); ++i) {
      const CoverageRow& row = now.rows[i];
      if (row.unit_layer != layer || row.unit.is_none() || row.group != leading_ ||
          row.limit != limit || row.parts.total <= Amount())
        continue;
      if (s.worst && share(row.parts) >= s.worst->share) continue;
      s.worst = {row.unit, share(row.parts)};
      s.worst_was = share(base_.rows[i].parts);
    }
  }

  void near(const ProposalOption& option, OptionScore& s) const {
    const auto total = find_group(cells_, "total").value_or(leading_);
    std::vector<CellCost> found, all;
    for (const std::uint32_t i : option.sites)
      for (const Facility& part : parts_of(in_.sites[i])) {
        found.clear();
        lines_.within(part, kNearMm, found);
        all.insert(all.end(), found.begin(), found.end());
      }
    std::vector<std::uint8_t> seen(cells_.size());
    for (const CellCost& c : all) {
      if (seen[c.cell.index()] == 0) s.near += cells_.people[total][c.cell.index()];
      seen[c.cell.index()] = 1;
    }
  }

  /// From the red line's edge: whoever lives inside or beside it is a neighbour.
  static std::vector<Facility> parts_of(const ProposedSite& site) {
    std::vector<Facility> parts;
    for (const LandPolygon& p : site.shape.polygons) {
      Facility& part = parts.emplace_back();
      part.place = site.place;
      for (std::size_t i = 0; i < p.outer.size(); ++i)
        part.outline.push_back({p.outer_lonlat[i], p.outer[i]});
    }
    if (parts.empty()) parts.emplace_back().place = site.place;
    return parts;
  }

  const ScoreInputs& in_;
  const Cells& cells_;
  TableLayout layout_;
  std::size_t leading_;
  Service service_;
  GeodesicLines lines_;
  std::vector<Cost> limits_;
  std::size_t at_ = 0;  ///< the ranking limit
  std::vector<std::uint8_t> unconnected_;
  Outcome base_;
};

}  // namespace

std::vector<OptionScore> score_options(const ScoreInputs& inputs) { return Scorer(inputs).run(); }

std::vector<Facility> facilities_of(const ScoreInputs& inputs, const ProposalOption& option) {
  std::vector<Facility> facilities = inputs.study.facilities.all;
  for (std::uint32_t i = 0; i < inputs.sites.size(); ++i)
    if (!std::ranges::binary_search(option.sites, i))
      facilities[inputs.sites[i].site.index()].status = Status::closed;
  return facilities;
}

std::vector<People> weighted_people(const ProposalRequest& request, const Service& service,
                                    const Cells& cells) {
  std::vector<People> out(cells.size());
  auto weights = request.site.weights;
  if (weights.empty()) weights[service.group] = 1;
  for (const auto& [group, weight] : weights) {
    const auto g = find_group(cells, group);
    if (!g) continue;
    for (std::size_t c = 0; c < cells.size(); ++c)
      out[c] += Amount::from_millionths(cells.people[*g][c].millionths() * std::int64_t{weight});
  }
  return out;
}

std::optional<std::size_t> unit_layer_of(const Units& units) {
  std::optional<std::size_t> found;
  for (std::size_t l = 0; l < units.layers.size(); ++l)
    if (units.layers[l].tree == Tree::legal && units.layers[l].level <= Level::township &&
        units.layers[l].units.size() > 1)
      found = l;
  return found;
}

}  // namespace fangyuan
