// SPDX-License-Identifier: Apache-2.0
// What the metrics share when they write rows. Internal to core/rules and core/burial.
#pragma once

#include <string>
#include <vector>

#include "core/rules/indicators.h"
#include "core/rules/sums.h"

namespace fangyuan {

/// What a metric reads from and writes to.
struct RuleContext {
  const RuleInputs& inputs;
  SumCache& sums;
  std::vector<IndicatorRow>& out;
};

/// A row with everything that the rule and the claim say, for the whole study or for one unit.
IndicatorRow blank_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs, UnitId unit);

/// met, or what not being met means at the project's date.
RuleStatus judge(bool met, const Claim& claim, Date date);

/// A claim of words alone (推进, 基本建成) demands no figure: the value stands, nothing is judged.
/// True, and the row says so, where the claim has no target.
bool of_words_only(const Claim& claim, IndicatorRow& row);

/// Some site of these types is in the study, in whatever state and size: the list was supplied.
bool supplied(const std::vector<std::string>& types, const RuleInputs& inputs);

/// Why sites cannot be judged at all (no list, or no functions in it); empty: they can.
Text not_supplied(const PresenceQuery& query, const RuleInputs& inputs);

/// One row of level all with a status and the reason for it.
void single_row(const Rule& rule, RuleContext& context, RuleStatus status, const Text& note);

void presence_rows(const Rule& rule, RuleContext& context);
void supply_rows(const Rule& rule, RuleContext& context);
void ratio_rows(const Rule& rule, RuleContext& context);
void minimum_rows(const Rule& rule, RuleContext& context);
void quarter_rows(const Rule& rule, RuleContext& context);
void estate_share_rows(const Rule& rule, RuleContext& context);
void reach_rows(const Rule& rule, RuleContext& context);
void land_rows(const Rule& rule, RuleContext& context);
void amount_rows(const Rule& rule, RuleContext& context);
void one_per_rows(const Rule& rule, RuleContext& context);
void set_rows(const Rule& rule, RuleContext& context);
void co_location_rows(const Rule& rule, RuleContext& context);
void blank_spot_rows(const Rule& rule, RuleContext& context);

}  // namespace fangyuan
