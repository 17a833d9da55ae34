// SPDX-License-Identifier: Apache-2.0
// Rules against a study: one row per rule, unit and source (indicators.csv).
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cost.h"
#include "core/base/problem.h"
#include "core/coverage/result.h"
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
  std::string level;  ///< "all", "prefecture", "county", "township", "village", "estate"
  std::string code;   ///< "all" on level all
  std::string unit;   ///< the unit's name
  int year = 0;       ///< of `value`: that of the project's date
  std::optional<Amount> base;
  std::optional<Amount> value;
  std::optional<Amount> target;
  std::string comparator;
  std::optional<Amount> gap;  ///< what is missing to meet the target; 0 when met
  std::string gap_unit;       ///< "units", "sites", "people", "m2", "mu", or the amount: "beds"
  std::string attribute;
  std::string modality;
  std::string denominator;
  RuleStatus status = RuleStatus::no_data;
  std::optional<Date> due;
  std::string source;
  std::string source_line;
  std::string confidence;  ///< the grade; "K 待核对" where the figure is not confirmed
  // supply_demand only: what the need and the supply are made of.
  std::optional<People> people;             ///< of the group, on whom the need is reckoned
  std::optional<People> people_unlocated;   ///< of them, those without a place
  std::optional<People> people_unassigned;  ///< level all: of these, those in no unit's row
  std::optional<Amount> value_unlocated;    ///< of `value`, at sites without a place
  std::string measure;                      ///< reach, land_reach: "network", "straight"
  std::optional<Amount> share_total;        ///< land_reach: of all people within the same reach
  std::optional<Amount> share_older60;      ///< likewise of the older
  Text note;              ///< why it could not be judged, what an exemption rests on
  bool is_share = false;  ///< value, base and target are shares, to be printed as percentages
};

/// One rule's circle as it was measured, up to its limit or further.
struct CircleReach {
  RuleCircle circle;
  /// By cell, in the limit's unit; absent: not measured.
  std::optional<std::span<const Cost>> network = {};
  std::optional<std::span<const Cost>> straight_mm = {};
  std::uint32_t radius_mm = 0;  ///< of the straight measure
};

/// An estate (居住小区), for what new and old quarters need.
struct Estate {
  std::string code, name;
  bool is_new = false;
  std::optional<Amount> households;
  std::vector<std::size_t> sites;  ///< facilities inside, as indices
};

/// An approval that the project names.
struct GivenExemption {
  std::string rule, unit, document;  ///< id; code or name; may be empty, then it does not count
};

/// [name][unit]: absent: not told.
using StatisticValues = std::map<std::string, std::vector<std::optional<Amount>>>;

/// What the rules are held against. All references outlive the call.
struct RuleInputs {
  const Units& units;
  std::span<const Facility> facilities;
  const Cells& cells;                          ///< no groups: no people were supplied
  Date date;                                   ///< the project's
  std::span<const GroupBalance> balance = {};  ///< by cells.groups; empty: nobody is unlocated
  /// [group][unit]: unlocated people whom a code assigns to a unit; empty: nobody.
  std::span<const std::vector<People>> unlocated_of = {};
  const StatisticValues* statistics = nullptr;  ///< null: none
  std::span<const CircleReach> reach = {};      ///< by the cells; a circle missing: not measured
  const Cells* land = nullptr;  ///< residential land; its one group holds m²; null: none supplied
  std::span<const CircleReach> land_reach = {};         ///< by the cells of `land`
  std::optional<std::span<const Estate>> estates = {};  ///< absent: no such layer
  std::span<const GivenExemption> exemptions = {};
};

/// Per claim one row of level all, rows of the units above the bound ones (the same within them),
/// and one per bound unit; reach and land_reach so for each measure. Metrics whose level is not
/// given are judged for the whole study alone. docs/guide.md defines every metric.
///
/// Status: met; else overdue when the due day has passed at the project's date, not_yet_due before
/// it, not_met where the claim has no due day. not_checked: what would decide it was not supplied
/// (no site of these types in whatever state, no streets, no land, no functions, no units of the
/// level or of the names). no_data: the project lacks the class of the units, the group or the
/// statistic, or a site's amount.
/// not_binding: the study has no unit of that class, the unit is exempt, or the rule is not in
/// force on the project's date.
///
/// presence, supply_demand: both sides of a need count what has no place: the whole takes everyone
/// unlocated, as it takes every listed site; a unit those whom a code assigns to it or to a unit in
/// it. reach, as coverage.csv, counts placed people only.
/// Order: as the packs are written; level all first, then by layer and code. O(rules × (sites +
/// units + cells)).
std::vector<IndicatorRow> evaluate(std::span<const RulePack> packs, const RuleInputs& inputs);

/// Every circle that the packs' rules ask for, each once: what has to be measured. Those of
/// land_reach come apart, for they are measured from the land.
std::vector<RuleCircle> circles_of(std::span<const RulePack> packs, bool of_land);

}  // namespace fangyuan
