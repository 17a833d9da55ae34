// SPDX-License-Identifier: Apache-2.0
// Who is who before and after a change, and what of each unit differs.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/rules/indicators.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_ground.h"
#include "sim/changes/change_parts.h"
#include "sim/run/rule_material.h"

namespace fangyuan {
namespace {

/// Ground is counted as the same where only corners on a line came.
constexpr double kSameAreaM2 = 0.5;

/// People by group and sites by type of every unit.
struct UnitSums {
  std::vector<std::vector<People>> people;  ///< [unit][group]
  std::vector<std::map<std::string, std::uint64_t>> sites;
  std::vector<std::size_t> children;
};

UnitSums sums_of(const Units& units, const Cells& cells,
                 const std::vector<std::vector<UnitId>>& unit_of,
                 const std::vector<Facility>& facilities) {
  UnitSums out;
  out.people.assign(units.all.size(), std::vector<People>(cells.people.size()));
  out.sites.resize(units.all.size());
  out.children.resize(units.all.size());
  for (const auto& column : unit_of)
    for (std::size_t g = 0; g < cells.people.size(); ++g)
      for (std::size_t c = 0; c < column.size(); ++c)
        if (column[c]) out.people[column[c].index()][g] += cells.people[g][c];
  for (const Facility& f : facilities)
    for (const UnitId u : f.unit_of)
      if (u) ++out.sites[u.index()][f.type];
  for (const Unit& u : units.all)
    if (u.parent) ++out.children[u.parent.index()];
  return out;
}

UnitState state_of(const Boundaries& b, UnitId id, const UnitSums& sums) {
  const Unit& u = b.units[id];
  UnitState s;
  s.code = u.code;
  s.name = u.name;
  s.unit_class = u.unit_class;
  s.parent = u.parent_code;
  if (u.parent) s.parent_name = b.units[u.parent].name;
  s.area_m2 = u.area_m2;
  s.people = sums.people[id.index()];
  s.children = sums.children[id.index()];
  s.facilities.assign(sums.sites[id.index()].begin(), sums.sites[id.index()].end());
  s.seat = u.seat;
  s.outline = b.shapes[id.index()].xy;
  return s;
}

bool moved_ground(const ChangeSides& s, const Unit& u) {
  for (const EditTouched& t : s.applied.touched)
    for (const MovedGround& m : t.ground)
      if (m.tree == u.tree && m.level == u.level && (m.from == u.code || m.to == u.code))
        return true;
  return false;
}

std::vector<Text> differences(const ChangeSides& s, UnitId old, UnitId now) {
  const Unit &a = s.old_units()[old], &b = s.units()[now];
  std::vector<Text> out;
  if (std::abs(a.area_m2 - b.area_m2) > kSameAreaM2 || moved_ground(s, a) || moved_ground(s, b))
    out.push_back({"界线", "line"});
  if (a.unit_class != b.unit_class) out.push_back({"类别", "class"});
  if (a.name != b.name) out.push_back({"名称", "name"});
  if (a.code != b.code) out.push_back({"代码", "code"});
  if (s.now(a.parent) != b.parent) out.push_back({"隶属", "parent"});
  if (a.seat.has_value() != b.seat.has_value() ||
      (a.seat && b.seat && !(a.seat->lonlat == b.seat->lonlat)))
    out.push_back({"驻地", "seat"});
  return out;
}

}  // namespace

BeforeChange before_change(const Study& study) {
  BeforeChange out{study.boundaries, study.population.cells.unit_of, study.facilities.all, {}};
  if (!study.rules.empty()) out.rules = evaluate(study.rules, plain_inputs(study));
  return out;
}

ChangeSides::ChangeSides(const Study& after, const BeforeChange& was_before, const Applied& done)
    : study(after), before(was_before), applied(done), was(after.boundaries.units.all.size()) {
  for (std::size_t i = 0; i < old_units().all.size(); ++i)
    if (const UnitId n = now(UnitId(i))) was[n.index()] = UnitId(i);
}

void add_units(const ChangeSides& s, ChangeReport& report) {
  const Cells& cells = s.study.population.cells;
  const UnitSums before = sums_of(s.old_units(), cells, s.before.unit_of, s.before.facilities);
  const UnitSums after = sums_of(s.units(), cells, cells.unit_of, s.study.facilities.all);
  for (std::size_t i = 0; i < s.old_units().all.size(); ++i) {
    const UnitId old(i), now = s.now(old);
    UnitPair pair;
    pair.tree = s.old_units()[old].tree;
    pair.level = s.old_units()[old].level;
    pair.what = now ? differences(s, old, now) : std::vector<Text>{{"撤销", "abolished"}};
    if (pair.what.empty()) continue;
    pair.before = state_of(s.before.boundaries, old, before);
    if (now) pair.after = state_of(s.study.boundaries, now, after);
    report.units.push_back(std::move(pair));
  }
  for (std::size_t i = 0; i < s.units().all.size(); ++i) {
    if (s.was[i]) continue;
    UnitPair pair;
    pair.tree = s.units().all[i].tree;
    pair.level = s.units().all[i].level;
    pair.what = {{"设立", "set up"}};
    pair.after = state_of(s.study.boundaries, UnitId(i), after);
    report.units.push_back(std::move(pair));
  }
  std::stable_sort(report.units.begin(), report.units.end(),
                   [](const UnitPair& a, const UnitPair& b) {
                     return std::pair(a.tree, a.level) < std::pair(b.tree, b.level);
                   });
  std::map<std::pair<Level, std::string>, ClassCount> counts;
  const auto count = [&](const Units& units, std::size_t ClassCount::*side) {
    for (const Unit& u : units.all) {
      if (u.tree != Tree::legal) continue;
      ClassCount& c = counts[{u.level, u.unit_class}];
      c.level = u.level;
      c.unit_class = u.unit_class;
      ++(c.*side);
    }
  };
  count(s.old_units(), &ClassCount::before);
  count(s.units(), &ClassCount::after);
  for (auto& [key, c] : counts) report.classes.push_back(std::move(c));
}

TouchedUnits touched_units(const ChangeSides& s) {
  TouchedUnits out;
  for (std::size_t i = 0; i < s.old_units().all.size(); ++i) {
    const UnitId old(i), now = s.now(old);
    if (now && differences(s, old, now).empty()) continue;
    out.before.push_back(old);
    if (now) out.after.push_back(now);
  }
  for (std::size_t i = 0; i < s.units().all.size(); ++i)
    if (!s.was[i]) out.after.emplace_back(i);
  return out;
}

}  // namespace fangyuan
