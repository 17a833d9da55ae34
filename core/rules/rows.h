// SPDX-License-Identifier: Apache-2.0
// What the metrics share when they write rows. Internal to core/rules.
#pragma once

#include <vector>

#include "core/rules/indicators.h"

namespace fangyuan {

/// A row with everything that the rule and the claim say, for the whole study or for one unit.
IndicatorRow blank_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs, UnitId unit);

/// met, or what not being met means at the project's date.
RuleStatus judge(bool met, const Claim& claim, Date date);

/// Some site of these types is in the study, in whatever state and size: the list was supplied.
bool supplied(const Rule& rule, const RuleInputs& inputs);

void presence_rows(const Rule& rule, const RuleInputs& inputs, std::vector<IndicatorRow>& out);
void supply_rows(const Rule& rule, const RuleInputs& inputs, std::vector<IndicatorRow>& out);

}  // namespace fangyuan
