// SPDX-License-Identifier: Apache-2.0
// Rules against a study: one row per rule, unit and source (indicators.csv).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rule.h"
#include "core/study/cells.h"
#include "core/study/facility.h"
#include "core/study/unit.h"

namespace fangyuan {

enum class RuleStatus { met, not_met, not_binding, not_yet_due, overdue, no_data, not_checked };
std::string_view to_string(RuleStatus status);  ///< "met", "not_met", …

/// One row of indicators.csv, in its column order. Shares are 0–1.
struct IndicatorRow {
  std::string rule;
  std::string name;
  std::string level;  ///< "all", "prefecture", "county", "township", "village"
  std::string code;   ///< "all" on level all
  std::string unit;   ///< the unit's name
  int year = 0;       ///< of `value`: that of the project's date
  std::optional<Amount> base;
  std::optional<Amount> value;
  std::optional<Amount> target;
  std::string comparator;
  std::optional<Amount> gap;  ///< what is missing to meet the target; 0 when met
  std::string gap_unit;       ///< "units", "sites", or the amount's name: "beds"
  std::string attribute;
  std::string modality;
  std::string denominator;
  RuleStatus status = RuleStatus::no_data;
  std::optional<Date> due;
  std::string source;
  std::string source_line;
  std::string confidence;
  // supply_demand only: what the need and the supply are made of.
  std::optional<People> people;             ///< of the group, on whom the need is reckoned
  std::optional<People> people_unlocated;   ///< of them, those without a place
  std::optional<People> people_unassigned;  ///< level all: of these, those in no unit's row
  std::optional<Amount> value_unlocated;    ///< of `value`, at sites without a place
};

/// What the rules are held against. All references outlive the call.
struct RuleInputs {
  const Units& units;
  std::span<const Facility> facilities;
  const Cells& cells;                          ///< no groups: no people were supplied
  Date date;                                   ///< the project's
  std::span<const GroupBalance> balance = {};  ///< by cells.groups; empty: nobody is unlocated
  /// [group][unit]: unlocated people whom a code assigns to a unit; empty: nobody.
  std::span<const std::vector<People>> unlocated_of = {};
};

/// presence: per claim one row of level all (value: share of the bound units that have one; gap:
/// how many more units would need one), one per ancestor of a bound unit (the same within it), one
/// per bound unit (value: its sites; target 1). supply_demand: level all and each unit of the
/// rule's level and class (value: supply; target: the need). Both sides count what has no place:
/// the whole takes everyone unlocated, as it takes every listed site; a unit those whom a code
/// assigns to it or to a unit in it. coverage.csv counts placed people only.
///
/// Status: met; else overdue when the due day has passed at the project's date, not_yet_due before
/// it, not_met where the claim has no due day. not_checked: no site of these types, in whatever
/// state, is in the study, so that list was not supplied. no_data: the project lacks the level, the
/// class of the units, or the group's people. not_binding: the study has no unit of that class.
/// Order: as the packs are written; level all first, then by layer and code. O(rules × (sites +
/// units + cells)).
std::vector<IndicatorRow> evaluate(std::span<const RulePack> packs, const RuleInputs& inputs);

}  // namespace fangyuan
