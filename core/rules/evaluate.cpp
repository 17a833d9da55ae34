// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/rules/bound_units.h"
#include "core/rules/indicators.h"
#include "core/rules/rows.h"

namespace fangyuan {
namespace {

bool in_force(const Rule& rule, Date date) {
  return (!rule.valid_from || *rule.valid_from <= date) &&
         (!rule.valid_to || date <= *rule.valid_to);
}

void evaluate_rule(const Rule& rule, RuleContext& context) {
  if (!in_force(rule, context.inputs.date))
    return single_row(rule, context, RuleStatus::not_binding,
                      {"在项目日期不在有效期内", "not in force on the project's date"});
  switch (rule.metric) {
    case RuleMetric::presence:
      return presence_rows(rule, context);
    case RuleMetric::reach:
      return reach_rows(rule, context);
    case RuleMetric::land_reach:
      return land_rows(rule, context);
    case RuleMetric::floor_area:
      if (rule.quarter != QuarterKind::any) return quarter_rows(rule, context);
      [[fallthrough]];
    case RuleMetric::per_unit:
    case RuleMetric::per_people:
    case RuleMetric::share:
    case RuleMetric::ratio:
    case RuleMetric::total:
      return ratio_rows(rule, context);
    case RuleMetric::estate_share:
      return estate_share_rows(rule, context);
    case RuleMetric::land_area:
    case RuleMetric::amount_per_unit:
      return amount_rows(rule, context);
    case RuleMetric::one_per:
      return one_per_rows(rule, context);
    case RuleMetric::minimum:
      return minimum_rows(rule, context);
    case RuleMetric::completeness:
    case RuleMetric::either_or:
      return set_rows(rule, context);
    case RuleMetric::co_location:
      return co_location_rows(rule, context);
    case RuleMetric::blank_spot:
      return blank_spot_rows(rule, context);
    case RuleMetric::supply_demand:
      return supply_rows(rule, context);
  }
}

void append(Text& note, const Text& more) {
  note.zh += (note.zh.empty() ? "" : "；") + more.zh;
  note.en += (note.en.empty() ? "" : "; ") + more.en;
}

/// A rule that names its units is judged on those supplied; the whole's rows name the others.
void tell_missing_units(const Rule& rule, const Units& units, std::span<IndicatorRow> rows) {
  const std::vector<std::string> missing = named_but_missing(rule, units);
  if (missing.empty() || missing.size() == rule.query.only.size()) return;
  const std::string names = joined(missing);
  for (IndicatorRow& row : rows)
    if (row.level == "all" && row.status != RuleStatus::not_checked)
      append(row.note, {"规则点名的单元没有提供，不在其中：" + names,
                        "without units that the rule names and nobody supplied: " + names});
}

}  // namespace

IndicatorRow blank_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs,
                       UnitId unit) {
  IndicatorRow row;
  row.rule = rule.id;
  row.name = rule.name;
  row.level = "all";
  row.code = "all";
  if (unit) {
    const Unit& u = inputs.units[unit];
    row.level = to_string(u.level);
    row.code = u.code;
    row.unit = u.name;
  }
  row.year = static_cast<int>(inputs.date.year());
  row.comparator = to_string(claim.comparator);
  row.attribute = claim.attribute;
  row.modality = claim.modality;
  row.denominator = rule.denominator;
  row.due = claim.due;
  row.source = claim.source;
  row.source_line = claim.source_line;
  row.confidence = claim.confidence;
  if (claim.unconfirmed()) row.confidence += row.confidence.empty() ? "待核对" : " 待核对";
  row.is_share = claim.is_share;
  return row;
}

RuleStatus judge(bool met, const Claim& claim, Date date) {
  if (met) return RuleStatus::met;
  if (!claim.due) return RuleStatus::not_met;
  return date > *claim.due ? RuleStatus::overdue : RuleStatus::not_yet_due;
}

bool of_words_only(const Claim& claim, IndicatorRow& row) {
  if (claim.target) return false;
  row.status = RuleStatus::not_checked;
  row.note = {"规划没有写数：" + claim.target_text,
              "the plan gives no figure: " + claim.target_text};
  return true;
}

bool supplied(const std::vector<std::string>& types, const RuleInputs& inputs) {
  return std::any_of(inputs.facilities.begin(), inputs.facilities.end(), [&](const Facility& f) {
    return std::any_of(types.begin(), types.end(),
                       [&](const std::string& t) { return f.serves_as(t); });
  });
}

Text not_supplied(const PresenceQuery& query, const RuleInputs& inputs) {
  if (query.types.empty()) return {};
  if (!supplied(query.types, inputs))
    return {"没有提供这类设施的清单", "no list of these facilities was supplied"};
  const bool functions_told =
      query.functions.empty() ||
      std::any_of(inputs.facilities.begin(), inputs.facilities.end(), [&](const Facility& f) {
        return !f.functions.empty() &&
               std::any_of(query.types.begin(), query.types.end(),
                           [&](const std::string& t) { return f.serves_as(t); });
      });
  if (!functions_told)
    return {"这类设施没有填功能", "the functions of these facilities are not told"};
  return {};
}

void single_row(const Rule& rule, RuleContext& context, RuleStatus status, const Text& note) {
  for (const Claim& claim : rule.claims) {
    IndicatorRow row = blank_row(rule, claim, context.inputs, UnitId::none());
    row.base = claim.base;
    row.target = claim.target;
    row.status = status;
    row.note = note;
    context.out.push_back(std::move(row));
  }
}

std::vector<IndicatorRow> evaluate(std::span<const RulePack> packs, const RuleInputs& inputs) {
  std::vector<IndicatorRow> out;
  SumCache sums(inputs);
  RuleContext context{inputs, sums, out};
  for (const RulePack& pack : packs)
    for (const Rule& rule : pack.rules) {
      const std::size_t before = out.size();
      evaluate_rule(rule, context);
      tell_missing_units(rule, inputs.units, std::span(out).subspan(before));
    }
  for (IndicatorRow& row : out)
    if (row.status == RuleStatus::not_yet_due && row.due == inputs.date)
      append(row.note, {"限期就是项目日期当天，过了当天才算逾期",
                        "due on the project's own date: overdue only from the next day"});
  return out;
}

std::vector<RuleCircle> circles_of(std::span<const RulePack> packs, bool of_land) {
  std::vector<RuleCircle> out;
  for (const RulePack& pack : packs)
    for (const Rule& rule : pack.rules) {
      if (of_land && rule.metric != RuleMetric::land_reach) continue;
      for (const RuleCircle& circle : rule.circles)
        if (std::find(out.begin(), out.end(), circle) == out.end()) out.push_back(circle);
    }
  return out;
}

}  // namespace fangyuan
