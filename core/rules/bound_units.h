// SPDX-License-Identifier: Apache-2.0
// Which units a rule binds, and why there may be none. Internal to core/rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/rules/indicators.h"

namespace fangyuan {

/// The names one after another, with the enumeration comma.
std::string joined(const std::vector<std::string>& words);

/// Which units the rule binds, in the layer's order. Empty where the project lacks the level.
std::vector<UnitId> bound_units(const Rule& rule, const Units& units);

/// The query leaves out some units of its level.
bool binds_only_some(const PresenceQuery& query);

/// Of the units that the rule names with `only`, those that the level has not, as the rule writes
/// them. Empty where the rule names none.
std::vector<std::string> named_but_missing(const Rule& rule, const Units& units);

/// Units of the rule's level whose class is not told while the rule asks for some.
std::vector<UnitId> units_of_unknown_class(const Rule& rule, const Units& units);

struct NoUnits {
  RuleStatus status = RuleStatus::not_checked;
  Text why;
};
/// Why the rule binds no unit of the study; absent: it binds some. not_checked: the level was not
/// supplied, or none of the units that the rule names is there. no_data: the classes are not told.
/// not_binding: the study has no unit of the class. REQUIRES: rule.has_level.
std::optional<NoUnits> no_bound_units(const Rule& rule, const Units& units);

}  // namespace fangyuan
