// SPDX-License-Identifier: Apache-2.0
// land_area: the largest sites of a unit against so many 亩; amount_per_unit: all its sites
// together against a minimum.
#include <algorithm>

#include "core/rules/quotient.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

__extension__ using Wide = __int128;

/// Land as it was told, compared without rounding: 1 亩 = 10,000/15 m².
struct Land {
  Amount told;
  bool in_m2 = false;

  /// In 1/10,000 millionths of a 亩.
  Wide exact() const { return Wide{told.millionths()} * (in_m2 ? 15 : 10'000); }
  Amount mu() const {
    return in_m2 ? scaled_nearest(told, Amount::from_whole(15), Amount::from_whole(10'000)) : told;
  }
  bool at_least(Amount mu) const { return exact() >= Wide{mu.millionths()} * 10'000; }
};

std::optional<Land> land_of(const Facility& f) {
  const auto mu = f.amounts.find("land_mu"), m2 = f.amounts.find("land_m2");
  const bool has_mu = mu != f.amounts.end(), has_m2 = m2 != f.amounts.end();
  if (!has_mu && !has_m2) return std::nullopt;
  if (!has_m2) return Land{mu->second};
  const Land of_m2{m2->second, true};
  if (!has_mu) return of_m2;
  // The reader fills one from the other, to the millionth: told is the one that is not such a copy.
  const Amount copy_of_mu =
      scaled_nearest(mu->second, Amount::from_whole(10'000), Amount::from_whole(15));
  return of_m2.mu() == mu->second && copy_of_mu != m2->second ? of_m2 : Land{mu->second};
}

/// The sites of one unit that count.
struct UnitLand {
  std::vector<Land> land;
  std::uint64_t untold = 0;
};

UnitVerdict land_verdict(const Rule& rule, UnitId unit, UnitLand& sites) {
  std::sort(sites.land.begin(), sites.land.end(),
            [](const Land& a, const Land& b) { return a.exact() > b.exact(); });
  UnitVerdict v;
  v.unit = unit;
  v.target = rule.minimum;
  v.gap_unit = "mu";
  const std::size_t needed = rule.sites_needed;
  const auto large = static_cast<std::size_t>(
      std::count_if(sites.land.begin(), sites.land.end(),
                    [&](const Land& l) { return l.at_least(rule.minimum); }));
  if (!sites.land.empty()) v.value = sites.land.front().mu();
  if (large >= needed) {
    v.kind = UnitVerdict::Kind::complies;
    v.gap = Amount();
    return v;
  }
  if (large + sites.untold >= needed) {
    v.kind = UnitVerdict::Kind::unknown;
    v.note = {"设施没有填用地面积", "the land of a site is not told"};
    return v;
  }
  if (!v.value) v.value = Amount();
  Amount gap;  // the largest sites grow first
  for (std::size_t i = large; i < needed; ++i)
    gap += rule.minimum - (i < sites.land.size() ? sites.land[i].mu() : Amount());
  v.gap = gap;
  return v;
}

std::vector<UnitLand> land_by_unit(const Rule& rule, const RuleInputs& inputs) {
  std::vector<UnitLand> out(inputs.units.all.size());
  const auto layer = inputs.units.find_layer(rule.query.tree, rule.query.level);
  for (const Facility& f : inputs.facilities) {
    if (!counts_for(f, rule.query) || *layer >= f.unit_of.size() || !f.unit_of[*layer]) continue;
    UnitLand& unit = out[f.unit_of[*layer].index()];
    if (const auto land = land_of(f))
      unit.land.push_back(*land);
    else
      ++unit.untold;
  }
  return out;
}

}  // namespace

void amount_rows(const Rule& rule, RuleContext& c) {
  if (cannot_judge(rule, c)) return;
  std::vector<UnitVerdict> verdicts;
  if (rule.metric == RuleMetric::land_area) {
    std::vector<UnitLand> land = land_by_unit(rule, c.inputs);
    for (const UnitId id : bound_units(rule, c.inputs.units))
      verdicts.push_back(land_verdict(rule, id, land[id.index()]));
  } else {
    const auto sums = c.sums.of(rule.amount, rule.query);
    if (!sums->known) return single_row(rule, c, RuleStatus::no_data, sums->note);
    for (const UnitId id : bound_units(rule, c.inputs.units)) {
      UnitVerdict v;
      v.unit = id;
      v.value = sums->by_unit[id.index()];
      v.target = rule.minimum;
      v.gap_unit = gap_unit_of(rule, rule.amount);
      v.kind = UnitVerdict::Kind::unknown;
      const std::int64_t untold = sums->untold_of(id);
      if (untold > 0) {
        v.note = untold_note(untold, rule.amount.name);
        if (v.value && *v.value >= rule.minimum) {
          v.kind = UnitVerdict::Kind::complies;
          v.gap = Amount();
        } else if (v.value == Amount()) {
          v.value.reset();
        }
      } else if (v.value) {
        v.gap = *v.value < rule.minimum ? rule.minimum - *v.value : Amount();
        v.kind = *v.value >= rule.minimum ? UnitVerdict::Kind::complies : UnitVerdict::Kind::fails;
      }
      verdicts.push_back(std::move(v));
    }
  }
  for (UnitVerdict& v : verdicts) {
    if (v.kind == UnitVerdict::Kind::complies) continue;
    const ExemptionFinding found = exemption_of(rule, v.unit, c.inputs);
    if (!found.note.zh.empty()) v.note = found.note;
    if (found.exempt) v.kind = UnitVerdict::Kind::exempt;
  }
  share_rows(rule, c, verdicts, units_of_unknown_class(rule, c.inputs.units));
}

}  // namespace fangyuan
