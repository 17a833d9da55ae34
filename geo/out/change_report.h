// SPDX-License-Identifier: Apache-2.0
// The file of a change of units (行政区划变更，《行政区划管理条例》第十三条): everything that its
// folder is written from.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/rules/indicators.h"
#include "core/study/unit.h"
#include "geo/out/run_contents.h"
#include "geo/units/polygon.h"

namespace fangyuan {

/// A unit on one side of the change.
struct UnitState {
  std::string code, name, unit_class, parent, parent_name;
  double area_m2 = 0;                                             ///< geodesic
  std::vector<People> people;                                     ///< by group
  std::size_t children = 0;                                       ///< units of the level below
  std::vector<std::pair<std::string, std::uint64_t>> facilities;  ///< type, count; by type
  std::optional<Place> seat;
  std::vector<PolygonXY> outline;
};

/// A unit that differs: absent before: newly set up; absent after: abolished.
struct UnitPair {
  Tree tree = Tree::legal;
  Level level = Level::township;
  std::optional<UnitState> before, after;
  /// What differs, in words: "界线", "类别", "名称", "代码", "隶属", "驻地", "设立", "撤销".
  std::vector<Text> what;
};

/// Units of one class before and after.
struct ClassCount {
  Level level = Level::township;
  std::string unit_class;
  std::size_t before = 0, after = 0;
};

/// Something in the ground that changes hands.
struct MovedThing {
  std::string id, name, type;
  std::optional<Place> place;
};

/// Ground from one unit to another at one level.
struct MovedArea {
  Tree tree = Tree::legal;
  Level level = Level::township;
  std::string from, from_name, to, to_name;
  double area_m2 = 0;  ///< geodesic
  std::vector<PolygonXY> ground;
  std::vector<People> people;        ///< by group
  std::vector<MovedThing> villages;  ///< units of all levels below, whole
  std::vector<MovedThing> facilities;
  std::optional<std::vector<MovedThing>> estates;  ///< absent: no such layer (未核)
  /// Name, amount: of the giver's, by the share of people (an estimate), or of whole units.
  std::vector<std::pair<std::string, Amount>> statistics;
};

/// Who may use which site of a service that binds people to their own unit.
struct EntitlementRow {
  std::string service, service_name, group;
  std::string unit, unit_name;                ///< where these people live afterwards
  std::string site_before, site_before_name;  ///< empty: none within the limit
  std::string site_after, site_after_name;
  People people;
};

/// A rule at a unit, before and after.
struct UnitRuleChange {
  std::string rule, name, source, source_line, confidence;
  Level level = Level::township;
  std::string code, unit;  ///< as afterwards, else as before
  enum class Kind { starts, ceases, status, value } kind = Kind::status;
  std::optional<RuleStatus> before, after;
  std::optional<Amount> value_before, value_after, target_before, target_after;
  bool is_share = false;  ///< values and targets are shares
};

struct NameClash {
  std::string code, name, parent;  ///< of a unit that the change touches
  std::string other, other_name, other_parent;
  Text kind;  ///< 重名, 同音 …; also how the name is written, then there is no other
  Text detail = {};
  Text grade;  ///< 确定 …
  Text scope;  ///< within what
  Text article;
  bool same_parent = false;  ///< both in one unit of the level above
  bool is_new = false;       ///< they did not clash before in a scope so near
};

struct CodeToChange {
  Level level = Level::township;
  std::string code, name;
  Text why;
};

struct TouchedJunction {
  Level level = Level::township;
  Place at;
  std::vector<std::string> units, names;  ///< codes, and what they are called
  bool before = false, after = false;
};

/// A recorded marker (界桩) inside the ground that changes hands or on its outline.
struct TouchedMarker {
  std::string number, line, copy;  ///< as written
  std::string condition;           ///< 完好, 损坏, …; may be empty
  Place at;
  std::optional<double> off_m;  ///< from the outlines as they are afterwards, to a millimetre
  /// Of a line of a level above all ground that moves here: beside it, and stays as it is (毗邻).
  bool adjacent = false;
};

struct TouchedLine {
  std::string id, name, unit, other;  ///< as written
  std::string unit_name, other_name;  ///< empty: no unit of the layers is called so
  bool adjacent = false;              ///< as of markers
};

/// Sums on both sides; equal, or the change is not carried out.
struct Conserved {
  Text what;
  std::string before, after;
};

struct ChangeReport {
  RunInfo info;
  const Frame& frame;
  std::string scenario = {}, hash = {};
  std::vector<Text> edits = {};
  std::vector<bool> pending = {};  ///< by edit: its day lies after the study's, it is not counted
  std::vector<std::string> groups = {};
  /// Statistics by our names: the headers of their columns, as the project has them.
  std::map<std::string, std::string> statistic_titles = {};
  /// The last day on which an edit that is counted begins to hold, else the study's; where none is
  /// counted, the first day that is to come.
  Date effective{};
  bool in_force = true;                 ///< some edit holds on the study's day
  std::optional<Date> survey_due = {};  ///< one year on; absent: no line changes
  std::vector<UnitPair> units = {};
  std::vector<ClassCount> classes = {};
  std::vector<MovedArea> moved = {};
  std::vector<EntitlementRow> entitlement = {};
  std::vector<std::string> entitlement_services = {};  ///< that bind people to a unit; may be none
  std::vector<UnitRuleChange> rules = {};
  bool reach_rules_measured = false;
  std::vector<NameClash> names = {};
  std::vector<CodeToChange> codes = {};
  std::vector<TouchedJunction> junctions = {};
  std::optional<std::vector<TouchedMarker>> markers = {};  ///< absent: no layer of them, 未核
  std::size_t markers_unplaced = 0;                        ///< recorded without a place
  std::optional<std::vector<TouchedLine>> lines = {};      ///< absent: no layer of them, 未核
  std::vector<Conserved> conserved = {};
};

/// change.xlsx, change.json, change.gpkg, map_before.svg and map_after.svg into an existing folder.
/// Throws std::runtime_error when the disk says no.
void write_change_report(const ChangeReport& report, const std::filesystem::path& folder);

}  // namespace fangyuan
