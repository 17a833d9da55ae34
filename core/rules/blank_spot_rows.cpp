// SPDX-License-Identifier: Apache-2.0
// blank_spot: bound units without a site of their own. A neighbour's, however near, fills none; it
// is named so that a reader sees who serves meanwhile.
#include <cmath>

#include "core/rules/quotient.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

/// The nearest counting site to the middle of the unit, as the crow flies.
Text nearest_elsewhere(const Rule& rule, UnitId unit, const RuleInputs& in) {
  const XY middle = in.units[unit].label.xy;
  const Facility* best = nullptr;
  double best_m = 0;
  for (const Facility& f : in.facilities) {
    if (!f.place || !counts_for(f, rule.query)) continue;
    const double m = std::hypot(f.place->xy.x - middle.x, f.place->xy.y - middle.y);
    if (best && m >= best_m) continue;
    best = &f;
    best_m = m;
  }
  if (!best) return {"空白点", "a blank spot"};
  const std::string km = Amount::from_millionths(std::llround(best_m / 100) * 100'000).to_string();
  return {"空白点；最近的是 " + best->name + "，直线 " + km + " 公里",
          "a blank spot; the nearest is " + best->name + ", " + km + " km in a straight line"};
}

}  // namespace

void blank_spot_rows(const Rule& rule, RuleContext& c) {
  if (cannot_judge(rule, c)) return;
  const RuleInputs& in = c.inputs;
  const Presence presence = count_presence(in.units, in.facilities, rule.query);
  const auto blank = static_cast<std::int64_t>(presence.units.size() - presence.with_any);
  for (const Claim& claim : rule.claims) {
    IndicatorRow all = blank_row(rule, claim, in, UnitId::none());
    all.base = claim.base;
    all.target = claim.target;
    all.gap_unit = "units";
    all.value = Amount::from_whole(blank);
    if (!of_words_only(claim, all)) {
      const bool met = holds(*all.value, claim.comparator, *claim.target);
      if (*all.value > *claim.target) all.gap = *all.value - *claim.target;
      if (met) all.gap = Amount();
      all.status = judge(met, claim, in.date);
    }
    c.out.push_back(std::move(all));
    for (const UnitPresence& u : presence.units) {
      IndicatorRow row = blank_row(rule, claim, in, u.unit);
      row.comparator = to_string(Comparator::at_least);
      row.value = Amount::from_whole(static_cast<std::int64_t>(u.sites()));
      row.target = Amount::from_whole(1);
      row.gap = Amount::from_whole(u.sites() > 0 ? 0 : 1);
      row.gap_unit = "sites";
      row.status = judge(u.sites() > 0, claim, in.date);
      if (u.sites() == 0) row.note = nearest_elsewhere(rule, u.unit, in);
      c.out.push_back(std::move(row));
    }
  }
}

}  // namespace fangyuan
