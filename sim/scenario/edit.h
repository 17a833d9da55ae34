// SPDX-License-Identifier: Apache-2.0
// One change to a study, as a scenario file writes it. docs/scenarios.md is the schema.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/base/place.h"
#include "core/base/problem.h"
#include "core/study/facility.h"
#include "core/study/service.h"

namespace fangyuan {

/// Where something is, as written: degrees, or metres in the project's CRS.
struct GivenPlace {
  std::optional<LonLat> lonlat;
  std::optional<XY> xy;  ///< exactly one of the two
};

/// A new site. Without `opened` it is there from the start; before that day it counts as planned.
struct OpenSite {
  Facility site;                 ///< id, name, type, functions, status, dates, amounts
  std::optional<GivenPlace> at;  ///< absent: unlocated, counts for `site.given_unit` alone
};

/// Existing sites: by id, or all of a type (within a unit).
struct SiteChoice {
  std::vector<std::string> ids;
  std::string type = {};  ///< used when there are no ids
  std::string unit = {};  ///< code or name; empty: the whole study
};

/// What the kinds close, extend, reduce, convert, co_locate and change do to sites.
struct ChangeSites {
  SiteChoice sites;
  std::string kind;  ///< the word it was written with
  std::optional<std::string> name = {}, type = {};
  std::optional<Status> status = {};
  std::optional<Date> opened = {}, closed = {};
  std::vector<std::string> add_functions = {}, drop_functions = {};
  std::map<std::string, Amount> set = {};  ///< amounts as they shall be
  std::map<std::string, Amount> add = {};  ///< what comes on top; below 0: what goes
};

struct MoveSite {
  std::string id;
  GivenPlace at;
};

/// Streets: by the number of the way or feature they were read from, or the one nearest to a place.
struct RoadChoice {
  std::vector<std::int64_t> ways;
  std::vector<GivenPlace> at;
};

struct ChangeRoads {
  RoadChoice roads;
  std::vector<Mode> modes;       ///< of whom; never empty
  std::optional<double> kmh;     ///< by car, where they may drive; neither: closed
  std::optional<double> factor;  ///< of the present speed by car
};

/// A new estate: at a place, or spread over an area like a population layer's polygon.
struct AddPeople {
  std::string name;
  std::optional<GivenPlace> at;
  std::vector<GivenPlace> area;          ///< a ring; used where `at` is absent
  std::map<std::string, Amount> counts;  ///< by group, ≥ 0
};

struct ScalePeople {
  std::string group;  ///< empty: every group
  std::string unit;   ///< code or name; empty: the whole study
  Amount factor;      ///< ≥ 0
};

struct SetMode {
  Mode mode = Mode::walk;
  std::optional<double> speed_mps = {}, off_network_mps = {}, access_limit_m = {};
  std::map<std::string, double> class_kmh = {};
};

struct SetService {
  std::string id;
  std::vector<Limit> limits = {};  ///< empty: as they are
  std::optional<double> need = {}, speed_mps = {};
  std::vector<Status> statuses = {};  ///< empty: as they are
};

/// A change of units (区划变更). Which fields count depends on the kind; docs/scenarios.md.
struct ChangeUnits {
  enum class Kind { transfer, move_line, merge, split, rename, move_seat, reclass };
  Kind kind = Kind::transfer;
  std::vector<std::string> units = {};  ///< transfer, merge: who; split: the children that go
  std::string unit = {};                ///< of whom: the giver of ground, the one renamed …
  std::string to = {};                  ///< transfer, move_line, merge: who takes it
  std::vector<GivenPlace> ground = {};  ///< a ring
  std::vector<GivenPlace> line = {};    ///< the new line, from the present line to the present line
  std::optional<std::string> name = {}, code = {}, unit_class = {};
  std::optional<GivenPlace> seat = {};
  std::optional<Date> on = {};  ///< the first day on which it holds; absent: always
  bool enclave = false;         ///< detached ground is registered and may come about
};

/// A road that is not there yet. Joins streets as docs/scenarios.md says.
struct AddRoad {
  std::string name;
  std::vector<GivenPlace> line;    ///< at least two places
  std::string road_class;          ///< one of ours, or of the project's class_kmh
  bool bridge = false;             ///< joined at its two ends only
  bool oneway = false;             ///< as drawn; on foot both ways
  std::vector<Mode> modes = {};    ///< empty: those of the class
  std::optional<double> kmh = {};  ///< by car; absent: that of the class
  double join_m = 10;
};

/// A parameter of a plan's rule or siting ban; what is absent stays as it is.
struct SetRule {
  std::string rule;                       ///< "pack/id", or the id where one pack has it
  std::optional<std::size_t> claim = {};  ///< which source, from 1; absent: all with a figure
  std::optional<Amount> target = {};      ///< shares as 0–1
  bool percent = false;                   ///< the target was written with a per cent sign
  std::optional<Date> due = {};
  std::optional<std::size_t> circle = {};  ///< which circle, from 1; absent: its only one
  std::optional<Limit> limit = {};
  std::optional<Amount> minimum = {}, per = {}, need = {};
  std::optional<std::uint32_t> sites_needed = {};
  std::optional<double> within_m = {}, buffer_m = {};
};

using EditAction = std::variant<OpenSite, ChangeSites, MoveSite, ChangeRoads, AddPeople,
                                ScalePeople, SetMode, SetService, ChangeUnits, SetRule, AddRoad>;

struct Edit {
  std::string file;    ///< scenario file, as the user wrote it
  std::string where;   ///< "edits[3]"
  std::string note;    ///< the author's remark, or empty
  std::string source;  ///< what the edit rests on: a plan's line, or empty
  EditAction action;
};

/// In one sentence, in both languages.
Text describe(const Edit& edit);

}  // namespace fangyuan
