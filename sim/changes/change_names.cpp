// SPDX-License-Identifier: Apache-2.0
// Names of units that clash in the scope in which they then stand (地名管理条例, Article 9).
#include <algorithm>
#include <set>
#include <tuple>

#include "geo/names/check_names.h"
#include "geo/units/code.h"
#include "geo/units/polygon.h"
#include "sim/changes/change_parts.h"

namespace fangyuan {
namespace {

NameClass class_of(const Unit& u) {
  switch (u.level) {
    case Level::village:
      return NameClass::village;
    case Level::township:
      return u.unit_class == "街道" ? NameClass::subdistrict : NameClass::township;
    default:
      return NameClass::county;
  }
}

/// The ancestor at county level.
UnitId county_of(const Units& units, UnitId u) {
  while (u && units[u].level != Level::county) u = units[u].parent;
  return u;
}

NameScope scope_in(const Units& units, UnitId id, bool subdistricts) {
  const Unit& u = units[id];
  NameScope scope;
  scope.kind = scope_of(class_of(u), subdistricts);
  if (scope.kind == ScopeKind::county) {
    if (const UnitId county = county_of(units, id)) {
      scope.area = "#" + std::to_string(county.index());
      scope.words = {"县级行政区域 " + units[county].name, "the county " + units[county].name};
    }
  } else if (scope.kind == ScopeKind::province) {
    scope.area = "project";
    scope.words = {"本省（只及项目所含部分）", "the province, as far as the project has it"};
  } else if (scope.kind == ScopeKind::nation) {
    scope.area = "project";
    scope.words = {"全国（只及项目所含部分）", "the nation, as far as the project has it"};
  }
  return scope;
}

struct Checked {
  std::vector<UnitId> units;  ///< by name
  NameReport report;
};

Checked check(const Units& units, const Project& project) {
  Checked out;
  Gazetteer g;
  std::vector<NameScope> scopes;
  for (std::size_t i = 0; i < units.all.size(); ++i) {
    const Unit& u = units.all[i];
    if (u.tree != Tree::legal || u.name == u.code) continue;
    PlaceName n;
    n.name = u.name;
    n.type = u.unit_class;
    n.name_class = class_of(u);
    n.code = u.code;
    g.names.push_back(std::move(n));
    scopes.push_back(scope_in(units, UnitId(i), project.names.subdistricts));
    out.units.emplace_back(i);
  }
  NameCheckOptions options;
  options.date = project.date;
  options.subdistricts = project.names.subdistricts;
  const PlaceReadings& readings = PlaceReadings::shipped();
  out.report.names = prepare_names(g, std::move(scopes), readings);
  check_clashes(g, readings, options, out.report);
  return out;
}

/// How names that the change gives are written, and whether they end as their class does.
void add_writing(const ChangeSides& s, ChangeReport& report) {
  const Units& units = s.units();
  Gazetteer g;
  std::vector<NameScope> scopes;
  std::vector<UnitId> of;
  const auto clash = [&](const Unit& u) {
    NameClash c;
    c.code = u.code;
    c.name = u.name;
    if (u.parent) c.parent = units[u.parent].name;
    c.is_new = true;
    return c;
  };
  for (const UnitId id : touched_units(s).after) {
    const Unit& u = units[id];
    const UnitId was = s.was[id.index()];
    const bool named = !was || s.old_units()[was].name != u.name;
    if (u.tree != Tree::legal || u.name == u.code ||
        (!named && s.old_units()[was].unit_class == u.unit_class))
      continue;
    const std::string ending = class_from_name(u.name, u.level);
    if (!ending.empty() && !u.unit_class.empty() && ending != u.unit_class) {
      NameClash c = clash(u);
      c.kind = {"名称与类别不符", "the name is not of its class"};
      c.grade = {std::string(zh_of(NameGrade::certain)),
                 std::string(to_string(NameGrade::certain))};
      c.detail = {"名称是" + ending + "的，类别是" + u.unit_class + "；要一并更名的写 name",
                  "the name is of a " + ending + ", the class is " + u.unit_class +
                      "; write its new name as name"};
      report.names.push_back(std::move(c));
    }
    if (!named) continue;
    PlaceName n;
    n.name = u.name;
    n.type = u.unit_class;
    n.name_class = class_of(u);
    n.code = u.code;
    g.names.push_back(std::move(n));
    scopes.emplace_back();
    of.push_back(id);
  }
  if (of.empty()) return;
  NameCheckOptions options;
  options.date = s.study.project.date;
  NameReport found;
  found.names = prepare_names(g, std::move(scopes), PlaceReadings::shipped());
  check_characters(g, found);
  check_words(g, options, found);
  for (const NameFinding& f : found.findings) {
    NameClash c = clash(units[of[f.names.front()]]);
    c.kind = info_of(f.rule).title;
    c.grade = {std::string(zh_of(f.grade)), std::string(to_string(f.grade))};
    c.detail = f.detail;
    c.article = f.article.zh.empty() ? info_of(f.rule).article : f.article;
    report.names.push_back(std::move(c));
  }
}

bool is_clash(NameRule r) {
  return r == NameRule::same_name || r == NameRule::same_specific || r == NameRule::homophone ||
         r == NameRule::near_homophone;
}

/// Names of the gazetteer on the ground that moves, held against those of who takes it.
class GazetteerClashes {
 public:
  GazetteerClashes(const ChangeSides& s, const Gazetteer& g, ChangeReport& report)
      : s_(s), g_(g), report_(report) {}

  void add(const MovedArea& moved) {
    const UnitId to = unit_called(moved);
    if (!to) return;
    const PolygonIndex ground(moved.ground), whole(s_.study.boundaries.shapes[to.index()].xy);
    std::set<std::string> moved_codes, codes;
    for (const MovedThing& v : moved.villages) moved_codes.insert(v.id);
    for (const Unit& u : s_.units().all)
      if (u.parent == to) codes.insert(u.code);
    const auto lies = [](const PlaceName& n, const PolygonIndex& area,
                         const std::set<std::string>& of) {
      return n.place ? area.side(n.place->xy) == Side::inside : of.contains(n.unit);
    };
    Gazetteer part;
    std::vector<bool> comes;
    std::vector<NameScope> scopes;
    const bool subdistricts = s_.study.project.names.subdistricts;
    for (const PlaceName& n : g_.names) {
      if (n.name_class <= NameClass::village ||  // units tell these themselves
          scope_of(n.name_class, subdistricts) == ScopeKind::none)
        continue;
      const bool here = lies(n, ground, moved_codes);
      if (!here && !lies(n, whole, codes)) continue;
      part.names.push_back(n);
      comes.push_back(here);
      scopes.push_back({scope_of(n.name_class, subdistricts),
                        "to",
                        {"移入方 " + moved.to_name + "（地名录）",
                         "the taker " + moved.to_name + " (gazetteer)"}});
    }
    NameCheckOptions options;
    options.date = s_.study.project.date;
    options.subdistricts = subdistricts;
    NameReport found;
    found.names = prepare_names(part, std::move(scopes), PlaceReadings::shipped());
    check_clashes(part, PlaceReadings::shipped(), options, found);
    for (const NameFinding& f : found.findings) {
      if (!is_clash(f.rule)) continue;
      for (const std::uint32_t a : f.names)
        for (const std::uint32_t b : f.names)
          if (comes[a] && !comes[b]) tell(f, part.names[a], part.names[b], moved);
    }
  }

 private:
  UnitId unit_called(const MovedArea& moved) const {
    for (std::size_t i = 0; i < s_.units().all.size(); ++i) {
      const Unit& u = s_.units().all[i];
      if (u.tree == moved.tree && u.level == moved.level && u.code == moved.to) return UnitId(i);
    }
    return {};
  }

  void tell(const NameFinding& f, const PlaceName& mine, const PlaceName& other,
            const MovedArea& moved) {
    NameClash c;
    c.code = mine.code;
    c.name = mine.name;
    c.parent = moved.from_name;
    c.other = other.code;
    c.other_name = other.name;
    c.other_parent = moved.to_name;
    c.kind = info_of(f.rule).title;
    c.grade = {std::string(zh_of(f.grade)), std::string(to_string(f.grade))};
    c.scope = f.scope;
    c.article = f.article;
    c.same_parent = true;
    c.is_new = true;
    report_.names.push_back(std::move(c));
  }

  const ChangeSides& s_;
  const Gazetteer& g_;
  ChangeReport& report_;
};

/// Protected names that the change gives up: they take a procedure of their own.
void add_protected(const ChangeSides& s, const Gazetteer& g, ChangeReport& report) {
  const NameRuleInfo& rule = info_of(NameRule::protected_rename);
  for (const UnitPair& p : report.units) {
    if (!p.before || (p.after && p.after->name == p.before->name)) continue;
    for (const PlaceName& n : g.names) {
      if (n.protection.empty() || !n.in_force(s.study.project.date) ||
          (n.code != p.before->code && n.name != p.before->name))
        continue;
      NameClash c;
      c.code = p.before->code;
      c.name = p.after ? p.after->name : "";
      c.parent = p.before->parent_name;
      c.other = n.code;
      c.other_name = n.name;
      c.kind = rule.title;
      c.grade = {std::string(zh_of(NameGrade::certain)),
                 std::string(to_string(NameGrade::certain))};
      c.scope = {n.protection, n.protection};
      c.article = rule.article;
      c.is_new = true;
      report.names.push_back(std::move(c));
    }
  }
}

void add_gazetteer_names(const ChangeSides& s, ChangeReport& report, Problems& problems) {
  const auto& sources = s.study.project.names.gazetteers;
  if (sources.empty()) return;
  const Gazetteer g = read_gazetteer(sources, *s.study.frame, problems);
  if (problems.has_errors()) return;
  add_protected(s, g, report);
  GazetteerClashes clashes(s, g, report);
  for (const MovedArea& m : report.moved)
    if (m.level == report.moved.front().level) clashes.add(m);
}

}  // namespace

void add_names(const ChangeSides& s, ChangeReport& report, Problems& problems) {
  const Checked before = check(s.old_units(), s.study.project);
  const Checked after = check(s.units(), s.study.project);
  // Pairs that clashed before, by ids afterwards, and whether in one parent.
  std::set<std::tuple<NameRule, UnitId, UnitId, bool>> old;
  for (const NameFinding& f : before.report.findings)
    for (const std::uint32_t a : f.names)
      for (const std::uint32_t b : f.names) {
        const UnitId u = before.units[a], v = before.units[b];
        if (a != b)
          old.emplace(f.rule, s.now(u), s.now(v),
                      s.old_units()[u].parent == s.old_units()[v].parent);
      }
  std::set<UnitId> named;
  for (const UnitId u : touched_units(s).after) {
    const UnitId was = s.was[u.index()];
    const Unit& now = s.units()[u];
    if (!was || s.old_units()[was].name != now.name ||
        s.old_units()[was].unit_class != now.unit_class ||
        s.now(s.old_units()[was].parent) != now.parent)
      named.insert(u);
  }
  std::set<std::pair<UnitId, UnitId>> told;
  for (const NameFinding& f : after.report.findings) {
    if (!is_clash(f.rule)) continue;
    for (const std::uint32_t a : f.names)
      for (const std::uint32_t b : f.names) {
        const UnitId u = after.units[a], v = after.units[b];
        if (a == b || !named.contains(u) || told.contains({u, v}) || told.contains({v, u}))
          continue;
        told.emplace(u, v);
        const Unit &mine = s.units()[u], &other = s.units()[v];
        NameClash c;
        c.code = mine.code;
        c.name = mine.name;
        c.other = other.code;
        c.other_name = other.name;
        if (mine.parent) c.parent = s.units()[mine.parent].name;
        if (other.parent) c.other_parent = s.units()[other.parent].name;
        c.kind = info_of(f.rule).title;
        c.grade = {std::string(zh_of(f.grade)), std::string(to_string(f.grade))};
        c.scope = f.scope;
        c.article = f.article;
        c.same_parent = mine.parent == other.parent;
        c.is_new =
            !old.contains({f.rule, u, v, c.same_parent}) && !old.contains({f.rule, u, v, true});
        report.names.push_back(std::move(c));
      }
  }
  add_writing(s, report);
  add_gazetteer_names(s, report, problems);
  std::stable_sort(report.names.begin(), report.names.end(),
                   [](const NameClash& a, const NameClash& b) {
                     return std::tuple(!a.is_new, !a.same_parent, a.code, a.other) <
                            std::tuple(!b.is_new, !b.same_parent, b.code, b.other);
                   });
}

}  // namespace fangyuan
