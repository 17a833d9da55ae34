// SPDX-License-Identifier: Apache-2.0
// one_per: sites against one per so many people, in different directions where the rule says so.
#include "core/rules/quotient.h"
#include "core/rules/spread.h"

namespace fangyuan {
namespace {

Amount needed(Amount people, const Rule& rule) {
  const std::int64_t p = people.millionths(), per = rule.per.millionths();
  switch (rule.rounding) {
    case Rounding::up:
      return Amount::from_whole(p / per + (p % per > 0 ? 1 : 0));
    case Rounding::nearest:
      return Amount::from_whole(p / per + (2 * (p % per) >= per ? 1 : 0));
    case Rounding::down:
      return Amount::from_whole(p / per);
  }
  return {};
}

}  // namespace

void one_per_rows(const Rule& rule, RuleContext& c) {
  if (const Text why = not_supplied(rule.query, c.inputs); !why.zh.empty())
    return single_row(rule, c, RuleStatus::not_checked, why);
  const auto sites = c.sums.of({Quantity::Kind::sites, ""}, rule.query);
  const auto people = c.sums.of({Quantity::Kind::group, rule.group}, rule.query);
  if (!people->known) return single_row(rule, c, RuleStatus::no_data, people->note);
  if (rule.has_level)
    if (const auto none = no_bound_units(rule, c.inputs.units))
      return single_row(rule, c, none->status, none->why);
  const std::vector<QuotientLine> lines = lines_of(rule, c.inputs, *sites, *people);
  const auto layer = c.inputs.units.find_layer(rule.query.tree, rule.query.level);
  for (const Claim& claim : rule.claims) {
    for (const QuotientLine& line : lines) {
      // Only the bound units and the whole have a number of their own; what lies between sums both.
      IndicatorRow row = blank_row(rule, claim, c.inputs, line.unit);
      row.is_share = false;
      row.gap_unit = "sites";
      row.people = line.bottom;
      Amount count = line.top.value_or(Amount());
      const bool is_bound = line.unit && layer &&
                            c.inputs.units[line.unit].level == rule.query.level &&
                            c.inputs.units[line.unit].tree == rule.query.tree;
      if (rule.spread && is_bound && count > Amount::from_whole(1)) {
        const auto seen = bearings_in(line.unit, *rule.spread, rule.query, c.inputs);
        count = Amount::from_whole(
            static_cast<std::int64_t>(spread_count(seen, rule.spread->angle_deg)));
      }
      row.value = count;
      row.target = needed(line.bottom.value_or(Amount()), rule);
      row.gap = *row.target > count ? *row.target - count : Amount();
      row.status = judge(holds(count, claim.comparator, *row.target), claim, c.inputs.date);
      if (line.unit.is_none()) row.base = claim.base;
      c.out.push_back(std::move(row));
    }
  }
}

}  // namespace fangyuan
