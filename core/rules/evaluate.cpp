// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/rules/indicators.h"
#include "core/rules/rows.h"

namespace fangyuan {

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
  return row;
}

RuleStatus judge(bool met, const Claim& claim, Date date) {
  if (met) return RuleStatus::met;
  if (!claim.due) return RuleStatus::not_met;
  return date > *claim.due ? RuleStatus::overdue : RuleStatus::not_yet_due;
}

bool supplied(const Rule& rule, const RuleInputs& inputs) {
  return std::any_of(inputs.facilities.begin(), inputs.facilities.end(), [&](const Facility& f) {
    return std::any_of(rule.query.types.begin(), rule.query.types.end(),
                       [&](const std::string& t) { return f.serves_as(t); });
  });
}

std::vector<IndicatorRow> evaluate(std::span<const RulePack> packs, const RuleInputs& inputs) {
  std::vector<IndicatorRow> out;
  for (const RulePack& pack : packs) {
    for (const Rule& rule : pack.rules) {
      switch (rule.metric) {
        case RuleMetric::presence:
          presence_rows(rule, inputs, out);
          break;
        case RuleMetric::supply_demand:
          supply_rows(rule, inputs, out);
          break;
        default:
          break;
      }
    }
  }
  return out;
}

}  // namespace fangyuan
