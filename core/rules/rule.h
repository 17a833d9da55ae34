// SPDX-License-Identifier: Apache-2.0
// A plan's rule (指标): what it counts, whom it binds, what it demands by when, and where it is
// written. Packs are read from TOML by sim/project.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/coverage/presence.h"

namespace fangyuan {

enum class RuleMetric {
  presence,      ///< share of the bound units that have at least one site
  supply_demand  ///< an amount of the sites against what a group needs
};
std::string_view to_string(RuleMetric metric);

enum class Comparator { at_least, more_than, at_most, less_than, equal };
std::string_view to_string(Comparator comparator);  ///< ">=", ">", "<=", "<", "="
std::optional<Comparator> parse_comparator(std::string_view word);
/// value `comparator` target.
bool holds(Amount value, Comparator comparator, Amount target);

/// What one source says about a rule. Several sources that disagree stay several claims.
struct Claim {
  std::optional<int> base_year = {};
  std::optional<Amount> base = {};    ///< shares as 0–1
  std::optional<Amount> target = {};  ///< absent for supply_demand: the target is the need
  Comparator comparator = Comparator::at_least;
  std::optional<Date> due = {};  ///< the last day on which the target may still be reached
  std::string attribute = {};    ///< 约束性, 预期性, or empty
  std::string modality = {};     ///< 力争, 基本, 可 …, or empty
  std::string source = {};       ///< the document
  std::string source_line = {};  ///< "L178", "L211-213"
  std::string confidence = {};   ///< grade A–D as the pack gives it, or empty
};

struct Rule {
  std::string id;    ///< unique among the packs of a project: "presence-basics/street-care"
  std::string name;  ///< in the plan's own words
  RuleMetric metric = RuleMetric::presence;
  /// Types, states, tree, level and classes. With supply_demand level and classes say for which
  /// units a row is wanted besides the whole study.
  PresenceQuery query;
  std::string denominator;              ///< in words: 街道, 乡镇（街道）, 老年人
  std::string amount;                   ///< supply_demand: the amount summed, e.g. "beds"
  std::string group;                    ///< supply_demand: whose need
  Amount need = Amount::from_whole(1);  ///< supply_demand: share of the group that needs one
  std::vector<Claim> claims;            ///< at least one
};

struct RulePack {
  std::string id;
  std::string name;
  std::string file;  ///< where it was read, as the user would recognise it
  std::vector<Rule> rules;
};

}  // namespace fangyuan
