// SPDX-License-Identifier: Apache-2.0
// The ground that changes hands with all on it, where lines meet, codes, and sums.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "geo/out/words_zh.h"
#include "geo/topology/line_map.h"
#include "geo/units/code.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_ground.h"
#include "sim/changes/change_parts.h"

namespace fangyuan {
namespace {

MovedArea moved_area(const ChangeSides& s, const MovedGround& m, const MovedGround::Way& way) {
  const Frame& frame = *s.study.frame;
  MovedArea out;
  out.tree = m.tree;
  out.level = m.level;
  out.ground = way.ground;
  out.area_m2 = geodesic_area_m2(lonlat_of(way.ground, frame));
  out.people = way.people;
  out.statistics = way.statistics;
  const PolygonIndex inside(way.ground);
  const auto holds = [&](XY p) { return inside.side(p) == Side::inside; };
  for (const Unit& u : s.units().all)
    if (u.tree == m.tree && u.level > m.level && holds(u.label.xy))
      out.villages.push_back({u.code, u.name, u.unit_class, u.label});
  const std::set<std::string> ids(way.sites.begin(), way.sites.end());
  for (const Facility& f : s.study.facilities.all)
    if (ids.contains(f.id)) out.facilities.push_back({f.id, f.name, f.type, f.place});
  const Land& land = s.study.land;
  if (land.has(LandRole::estate)) {
    out.estates.emplace();
    for (const LandFeature* f : land.of(LandRole::estate)) {
      const Place at = place_of(*f, frame);
      if (holds(at.xy)) out.estates->push_back({f->id, f->name, "estate", at});
    }
  }
  return out;
}

using JunctionKey = std::pair<GridPoint, std::vector<std::string>>;

/// Where three units or more meet, by the units' ids afterwards (or "old code" of those gone).
std::map<JunctionKey, std::vector<UnitId>> junctions_of(const Boundaries& b, std::size_t layer,
                                                        const std::vector<std::string>& label) {
  std::vector<std::span<const PolygonXY>> shapes;
  for (const UnitId id : b.units.layers[layer].units) shapes.emplace_back(b.shapes[id.index()].xy);
  const EdgeTable table = make_edge_table(shapes);
  std::map<JunctionKey, std::vector<UnitId>> out;
  for (const Junction& j : make_line_map(table).junctions) {
    if (j.units.size() < 3) continue;
    std::vector<std::string> who;
    std::vector<UnitId> ids;
    for (const std::uint32_t u : j.units) {
      const UnitId id = b.units.layers[layer].units[u];
      who.push_back(label[id.index()]);
      ids.push_back(id);
    }
    std::sort(who.begin(), who.end());
    out.emplace(JunctionKey(table.points[j.point], std::move(who)), std::move(ids));
  }
  return out;
}

}  // namespace

void add_moved(const ChangeSides& s, ChangeReport& report) {
  for (const EditTouched& t : s.applied.touched)
    for (const MovedGround& m : t.ground)
      for (const bool back : {false, true}) {
        const MovedGround::Way& way = back ? m.back : m.moved;
        if (way.ground.empty()) continue;
        MovedArea area = moved_area(s, m, way);
        area.from = back ? m.to : m.from;
        area.from_name = back ? m.to_name : m.from_name;
        area.to = back ? m.from : m.to;
        area.to_name = back ? m.from_name : m.to_name;
        report.moved.push_back(std::move(area));
      }
}

void add_junctions(const ChangeSides& s, ChangeReport& report) {
  std::set<std::pair<Tree, Level>> levels;
  for (const MovedArea& m : report.moved) levels.emplace(m.tree, m.level);
  std::vector<std::string> before_label, after_label;
  for (std::size_t i = 0; i < s.old_units().all.size(); ++i) {
    const UnitId now = s.now(UnitId(i));
    before_label.push_back(now ? std::to_string(now.index()) : "-" + std::to_string(i));
  }
  for (std::size_t i = 0; i < s.units().all.size(); ++i) after_label.push_back(std::to_string(i));
  for (const auto& [tree, level] : levels) {
    const auto old_layer = s.old_units().find_layer(tree, level);
    const auto layer = s.units().find_layer(tree, level);
    if (!old_layer || !layer) continue;
    const auto before = junctions_of(s.before.boundaries, *old_layer, before_label);
    const auto after = junctions_of(s.study.boundaries, *layer, after_label);
    const auto tell = [&](const auto& some, const auto& others, bool is_before) {
      for (const auto& [key, ids] : some) {
        if (others.contains(key)) continue;
        TouchedJunction j{level,     s.study.frame->place(to_xy(key.first)), {}, {}, is_before,
                          !is_before};
        for (const UnitId id : ids) {
          const Unit& unit = (is_before ? s.old_units() : s.units())[id];
          j.units.push_back(unit.code);
          j.names.push_back(unit.name);
        }
        report.junctions.push_back(std::move(j));
      }
    };
    tell(before, after, true);
    tell(after, before, false);
  }
}

void add_codes(const ChangeSides& s, ChangeReport& report) {
  const Units& units = s.units();
  for (const UnitId id : touched_units(s).after) {
    const Unit& u = units[id];
    const std::string by_code = class_from_code(u.code, u.level);
    const bool ethnic = (by_code == "乡" && u.unit_class == "民族乡") ||
                        (by_code == "县" && u.unit_class == "自治县");
    // Counties and above have codes of GB/T 2260, what is below them of GB/T 10114.
    const char* const standard = u.level <= Level::county ? "GB/T 2260" : "GB/T 10114";
    if (!u.unit_class.empty() && !by_code.empty() && by_code != u.unit_class && !ethnic)
      report.codes.push_back(
          {u.level,
           u.code,
           u.name,
           {fmt::format("{}应使用{}的代码号段（{}），现号段属{}", u.unit_class, u.unit_class,
                        standard, by_code),
            fmt::format("a {} takes a code of its own range ({}), this one is of {}", u.unit_class,
                        standard, by_code)}});
  }
  for (std::size_t i = 0; i < units.all.size(); ++i) {
    const Unit& u = units.all[i];
    if (!u.parent) continue;
    const auto prefix = child_prefix(units[u.parent].code, units[u.parent].level);
    if (!prefix || u.code.starts_with(*prefix)) continue;
    const UnitId old = s.was[i];
    // Only what the change brought about.
    if (old && s.now(s.old_units()[old].parent) == u.parent &&
        s.old_units()[s.old_units()[old].parent].code == units[u.parent].code)
      continue;
    report.codes.push_back(
        {u.level,
         u.code,
         u.name,
         {fmt::format("前 {} 位应随 {} 改为 {}", prefix->size(), units[u.parent].name, *prefix),
          fmt::format("its first {} digits follow {}: {}", prefix->size(), units[u.parent].name,
                      *prefix)}});
  }
  // A unit whose own code must change takes those below it along.
  std::set<std::string> told;
  for (const CodeToChange& c : report.codes) told.insert(c.code);
  for (bool more = true; more;) {
    more = false;
    for (const Unit& u : units.all)
      if (u.parent && told.contains(units[u.parent].code) && told.insert(u.code).second) {
        more = true;
        report.codes.push_back(
            {u.level,
             u.code,
             u.name,
             {"上级 " + units[u.parent].name + " 的代码须变更，随之变更",
              "follows the code of " + units[u.parent].name + ", which has to change"}});
      }
  }
}

void add_conserved(const ChangeSides& s, ChangeReport& report) {
  const Cells& cells = s.study.population.cells;
  for (std::size_t l = 0; l < s.units().layers.size(); ++l) {
    const UnitLayer& layer = s.units().layers[l];
    const auto old = s.old_units().find_layer(layer.tree, layer.level);
    if (!old || layer.tree != Tree::legal) continue;
    const std::string level(to_string(layer.level));
    const auto add = [&](const std::string& zh, const std::string& en, std::string before,
                         std::string after) {
      if (before != after)
        throw std::logic_error("a change of units does not conserve " + en + ", " + level);
      report.conserved.push_back(
          {{zh + "（" + std::string(level_zh(layer.level)) + "）", en + " (" + level + ")"},
           std::move(before),
           std::move(after)});
    };
    for (std::size_t g = 0; g < cells.people.size(); ++g) {
      People before, after;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (s.before.unit_of[*old][c]) before += cells.people[g][c];
        if (cells.unit_of[l][c]) after += cells.people[g][c];
      }
      add("人口：" + group_zh(cells.groups[g]), "people " + cells.groups[g], before.to_string(),
          after.to_string());
    }
    const auto sites = [](const std::vector<Facility>& all, std::size_t at) {
      return std::to_string(std::count_if(all.begin(), all.end(),
                                          [&](const Facility& f) { return bool(f.unit_of[at]); }));
    };
    add("设施", "sites", sites(s.before.facilities, *old), sites(s.study.facilities.all, l));
    double before_m2 = 0, after_m2 = 0;
    for (const UnitId u : s.old_units().layers[*old].units) before_m2 += s.old_units()[u].area_m2;
    for (const UnitId u : layer.units) after_m2 += s.units()[u].area_m2;
    // Corners that come onto a straight line shift a geodesic one by less than this.
    if (std::abs(before_m2 - after_m2) > 1 + 1e-9 * before_m2)
      throw std::logic_error("a change of units does not conserve area, " + level);
    report.conserved.push_back({{"椭球面积，平方公里（" + std::string(level_zh(layer.level)) + "）",
                                 "geodesic km² (" + level + ")"},
                                fmt::format("{:.5f}", before_m2 / 1e6),
                                fmt::format("{:.5f}", after_m2 / 1e6)});
  }
}

}  // namespace fangyuan
