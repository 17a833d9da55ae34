// SPDX-License-Identifier: Apache-2.0
// Single keys of rules. Internal to sim/project. Each tells what is wrong and returns a default.
#pragma once

#include "core/rules/rule.h"
#include "sim/project/rule_words.h"

namespace fangyuan {

/// One [[rules.circles]]: exactly one of limit_min and limit_m.
RuleCircle read_circle(TomlReader& t, const PackReader& words);
/// The measures that a rule of reach wants; both where it does not say.
std::vector<Measure> read_measures(TomlReader& t, bool wanted);
/// "sites", "beds", "group:older60" or "statistic:deaths"; required where `otherwise` is none.
Quantity read_quantity(TomlReader& t, std::string_view key, Quantity otherwise);
/// A positive number; required where `otherwise` is 0.
Amount read_amount(TomlReader& t, std::string_view key, Amount otherwise);
/// What the amount counts, one of count_words(); empty where it does not say. Of people of the
/// study and of sites one knows it.
std::string read_counts(TomlReader& t, const Quantity& amount);
std::uint32_t read_count(TomlReader& t, std::string_view key, std::uint32_t otherwise);
Rounding read_rounding(TomlReader& t);
QuarterKind read_quarter(TomlReader& t);
/// One [[bans]]; the id is as written.
SitingBan read_ban(TomlReader& t, const RulePack& pack, const PackReader& words);
/// One [[sources]].
RuleSource read_rule_source(TomlReader& t);

}  // namespace fangyuan
