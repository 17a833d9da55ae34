// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/edit_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "geo/topology/grid.h"
#include "geo/units/code.h"
#include "geo/units/geos.h"
#include "geo/units/unit_line.h"
#include "geo/units/unit_locator.h"
#include "geo/units/unit_order.h"
#include "sim/project/nearest_word.h"
#include "sim/scenario/editors.h"

namespace fangyuan {
namespace {

using Kind = ChangeUnits::Kind;

/// Of the unit that the problem names.
Text words_of(const GroundRefusal& r) {
  const auto area = r.area_m2;
  switch (r.kind) {
    case GroundRefusal::Kind::nothing:
      return {"没有土地改变归属", "no ground changes hands"};
    case GroundRefusal::Kind::all_gone:
      return {"没有剩下的土地；撤销并入请写 merge_units",
              "nothing is left of it; to abolish it write merge_units"};
    case GroundRefusal::Kind::outside:
      return {fmt::format("有 {:.1f} m² 不是它的土地", area),
              fmt::format("{:.1f} m² of the ground are not its own", area)};
    case GroundRefusal::Kind::strip:
      return {
          fmt::format("会给它留下 {:.2f} 米宽的窄条（{:.1f} m²）：两条线没有接上", r.width_m, area),
          fmt::format("it would be left a strip {:.2f} m wide ({:.1f} m²): the lines do not "
                      "meet",
                      r.width_m, area)};
    case GroundRefusal::Kind::torn:
      return {
          fmt::format("会分成几块，最小一块 {:.1f} m²；确是登记的飞地，写 enclave = true", area),
          fmt::format("it would be torn apart, the smallest piece of {:.1f} m²; of a "
                      "registered enclave write enclave = true",
                      area)};
    case GroundRefusal::Kind::enclave:
      return {
          fmt::format("划来的土地与它不相连（{:.1f} m²）；确是登记的飞地，写 enclave = true", area),
          fmt::format("the ground does not touch it ({:.1f} m²); of a registered enclave "
                      "write enclave = true",
                      area)};
    case GroundRefusal::Kind::child:
      return {
          fmt::format("是下级区划，会被切开（{:.1f} m²）；请按整村划，或在最低一级改界线", area),
          fmt::format("of the level below, it would be cut ({:.1f} m²); hand over whole "
                      "villages, or move the line at the lowest level",
                      area)};
  }
  return {};
}

const char* code_of(GroundRefusal::Kind kind) {
  switch (kind) {
    case GroundRefusal::Kind::nothing:
      return "edit-no-effect";
    case GroundRefusal::Kind::strip:
      return "edit-gap";
    case GroundRefusal::Kind::outside:
      return "edit-outside";
    case GroundRefusal::Kind::all_gone:
    case GroundRefusal::Kind::torn:
    case GroundRefusal::Kind::enclave:
    case GroundRefusal::Kind::child:
      break;
  }
  return "edit-tears";
}

/// "甲镇" of class 镇 that becomes 街道 is "甲街道"; absent: its name does not end with its class.
std::optional<std::string> name_after(const Unit& unit, const std::string& new_class) {
  const std::string old = class_from_name(unit.name, unit.level);
  if (old.empty() || !unit.name.ends_with(old) || unit.name.size() == old.size())
    return std::nullopt;
  static const std::set<std::string> kEndings{"街道", "镇", "乡", "社区", "村", "县"};
  if (!kEndings.contains(old) || !kEndings.contains(new_class)) return std::nullopt;
  return unit.name.substr(0, unit.name.size() - old.size()) + new_class;
}

bool is_whole(Amount a) { return a.millionths() % Amount::kPerUnit == 0; }

Amount part_of(Amount value, People part, People whole) {
  if (whole.millionths() <= 0 || value < Amount() || part < People()) return Amount();
  const Amount exact = scaled_floor(value, std::min(part, whole), whole);
  return is_whole(value) ? Amount::from_whole(exact.millionths() / Amount::kPerUnit) : exact;
}

/// Of each layer: the people of every group in some unit, and how many sites are.
std::vector<std::vector<std::int64_t>> sums_of(const Study& study) {
  const Cells& cells = study.population.cells;
  std::vector<std::vector<std::int64_t>> out;
  for (std::size_t l = 0; l < study.boundaries.units.layers.size(); ++l) {
    std::vector<std::int64_t> sums;
    for (const auto& people : cells.people) {
      People sum;
      for (std::size_t c = 0; c < people.size(); ++c)
        if (cells.unit_of[l][c]) sum += people[c];
      sums.push_back(sum.millionths());
    }
    std::int64_t sites = 0;
    for (const Facility& f : study.facilities.all) sites += f.unit_of[l] ? 1 : 0;
    sums.push_back(sites);
    out.push_back(std::move(sums));
  }
  return out;
}

}  // namespace

void follow_parents(Study& study) {
  const Units& units = study.boundaries.units;
  for (Facility& f : study.facilities.all) {
    if (f.place) continue;
    for (const Tree tree : {Tree::legal, Tree::management}) {
      UnitId lowest;
      for (std::size_t l = 0; l < units.layers.size(); ++l)
        if (units.layers[l].tree == tree && f.unit_of[l]) lowest = f.unit_of[l];
      for (UnitId u = lowest; u; u = units[u].parent) f.unit_of[layer_of(units, u)] = u;
    }
  }
}

void follow_gone(Study& study, UnitId gone, UnitId to) {
  for (Facility& f : study.facilities.all)
    if (!f.place) std::replace(f.unit_of.begin(), f.unit_of.end(), gone, to);
}

UnitEditor::UnitEditor(Study& study, Problems& problems)
    : study_(study), problems_(problems), once_(problems) {}

std::string UnitEditor::shown(UnitId id) const {
  const Unit& u = study_.boundaries.units[id];
  return u.name == u.code ? u.code : u.code + " " + u.name;
}

void UnitEditor::refuse(const Job& job, const char* code, const char* field,
                        const std::string& value, Text rule, const XY* where) {
  Problem p = problem_of(job.edit, code, field, value, std::move(rule));
  if (where) p.where = study_.frame->to_lonlat(*where);
  problems_.error(std::move(p));
}

void UnitEditor::refuse(const Job& job, const GroundRefusal& why) {
  const bool placed = why.area_m2 > 0;
  const char* field = !job.action.line.empty()     ? "line"
                      : !job.action.ground.empty() ? "ground"
                                                   : "units";
  refuse(job, code_of(why.kind), field, shown(why.unit), words_of(why),
         placed ? &why.where : nullptr);
}

UnitId UnitEditor::called(const Job& job, const char* field, const std::string& text) {
  const Units& units = study_.boundaries.units;
  std::vector<UnitId> by_code, by_name;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < units.all.size(); ++i) {
    if (units.all[i].code == text) by_code.emplace_back(i);
    if (units.all[i].name == text) by_name.emplace_back(i);
  }
  const std::vector<UnitId>& found = by_code.empty() ? by_name : by_code;
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::string codes;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i)
      codes += (i ? "、" : "") + units[found[i]].code;
    refuse(job, "edit-ambiguous", field, text,
           {"有几个区划都叫这个，请改写代码：" + codes,
            "several units have this name, give the code: " + codes});
    return UnitId::none();
  }
  // All edits of one decision may say what a unit is called before it.
  if (const auto it = former_.find(text); it != former_.end() && it->second) return it->second;
  if (const auto it = gone_.find(text); it != gone_.end()) {
    const std::string by = it->second->file + ":" + it->second->where;
    refuse(job, "edit-removed", field, text, {by + " 已把它撤销", by + " has abolished it"});
    return UnitId::none();
  }
  for (const Unit& u : units.all) words.insert(words.end(), {u.name, u.code});
  const auto near = nearest_word(text, words);
  refuse(job, "edit-unknown", field, text,
         {"没有这个代码或名称的区划" + (near ? "；最接近的是 " + *near : ""),
          "no unit has this code or name" + (near ? "; the nearest is " + *near : "")});
  return UnitId::none();
}

std::vector<UnitId> UnitEditor::all_called(const Job& job, const char* field,
                                           const std::vector<std::string>& texts) {
  std::vector<UnitId> out;
  bool good = true;
  for (const std::string& text : texts) {
    const UnitId id = called(job, field, text);
    if (!id) {
      good = false;
    } else if (std::find(out.begin(), out.end(), id) != out.end()) {
      refuse(job, "value-bad", field, text, {"写了两次", "is given twice"});
      good = false;
    } else {
      out.push_back(id);
    }
  }
  return good ? out : std::vector<UnitId>{};
}

void UnitEditor::change(const Edit& edit, const ChangeUnits& action, EditTouched& touched) {
  const Job job{edit, action, touched};
  if (study_.boundaries.units.all.empty()) {
    refuse(job, "edit-unknown", "kind", "",
           {"项目没有 [[boundaries]]，没有区划可变更", "the project has no [[boundaries]]"});
    return;
  }
  if (now_.empty())
    for (std::size_t i = 0; i < study_.boundaries.units.all.size(); ++i) now_.emplace_back(i);
  if (action.on && study_.project.date < *action.on) {
    touched.pending = true;
    return;
  }
  const std::size_t errors = problems_.error_count();
  const auto before = sums_of(study_);
  switch (action.kind) {
    case Kind::transfer:
      transfer(job);
      break;
    case Kind::move_line:
      move_line(job);
      break;
    case Kind::merge:
      merge(job);
      break;
    case Kind::split:
      split(job);
      break;
    case Kind::rename:
    case Kind::reclass:
      rename(job);
      break;
    case Kind::move_seat:
      move_seat(job);
      break;
  }
  if (problems_.error_count() == errors && sums_of(study_) != before)
    refuse(job, "edit-not-conserved", "kind", "",
           {"变更前后的人口、设施之和不等：这是程序的错误，请报告",
            "people and sites do not add up before and after: an error of the program, please "
            "report it"});
}

bool UnitEditor::give(const Job& job, const GroundMove& move) {
  Boundaries& b = study_.boundaries;
  const auto locators = b.locators;
  std::optional<GroundRefusal> refused;
  const auto changes = move_ground(b, *study_.frame, move, refused);
  if (refused) {
    refuse(job, *refused);
    return false;
  }
  std::set<std::size_t> layers;
  for (const GroundChange& c : changes) layers.insert(c.layer);
  for (const std::size_t l : layers) rebuild_locator(b, l);
  std::vector<std::vector<UnitId>> sites_before;
  for (const Facility& f : study_.facilities.all) sites_before.push_back(f.unit_of);
  if (b.shapes[move.from.index()].xy.empty()) follow_gone(study_, move.from, move.to);
  follow_parents(study_);
  for (const GroundChange& c : changes) {
    const Unit &from = b.units[c.from], &to = b.units[c.to];
    MovedGround told{from.tree, from.level, from.code, from.name, to.code, to.name, {}, {}};
    told.moved.ground = c.moved;
    told.back.ground = c.back;
    relocate(c, *locators[c.layer], told);
    for (std::size_t s = 0; s < sites_before.size(); ++s) {
      const Facility& f = study_.facilities.all[s];
      const UnitId was = sites_before[s][c.layer], is = f.unit_of[c.layer];
      if (was == c.from && is == c.to) told.moved.sites.push_back(f.id);
      if (was == c.to && is == c.from) told.back.sites.push_back(f.id);
    }
    job.touched.ground.push_back(std::move(told));
  }
  return true;
}

void UnitEditor::relocate(const GroundChange& change, const UnitLocator& before,
                          MovedGround& told) {
  Cells& cells = study_.population.cells;
  const UnitLocator& now = *study_.boundaries.locators[change.layer];
  const bool emptied = study_.boundaries.shapes[change.from.index()].xy.empty();
  std::vector<PolygonXY> ground = change.moved;
  ground.insert(ground.end(), change.back.begin(), change.back.end());
  const BoxTree::Box box = box_of(ground);
  const auto new_unit = [&](UnitId unit, XY p) {
    if (unit != change.from && unit != change.to) return unit;
    const bool near = p.x >= box.min.x && p.x <= box.max.x && p.y >= box.min.y && p.y <= box.max.y;
    UnitId found = unit;
    if (near && before.find(p) == unit) found = now.find(p);
    if (emptied && found == change.from) found = change.to;  // counted for it by a list
    return found ? found : unit;
  };
  const std::size_t groups = cells.people.size();
  told.moved.people.resize(groups);
  told.back.people.resize(groups);
  People of_from, of_to;
  auto& column = cells.unit_of[change.layer];
  for (std::size_t c = 0; c < column.size(); ++c) {
    const UnitId old = column[c];
    if (old != change.from && old != change.to) continue;
    if (groups > 0) (old == change.from ? of_from : of_to) += cells.people.front()[c];
    column[c] = new_unit(old, cells.place[c].xy);
    if (column[c] == old) continue;
    auto& people = (old == change.from ? told.moved : told.back).people;
    for (std::size_t g = 0; g < groups; ++g) people[g] += cells.people[g][c];
  }
  for (Facility& f : study_.facilities.all)
    if (f.place) f.unit_of[change.layer] = new_unit(f.unit_of[change.layer], f.place->xy);
  recast(change, of_from, of_to, told);
}

void UnitEditor::recast(const GroundChange& change, People of_from, People of_to,
                        MovedGround& told) {
  const bool emptied = study_.boundaries.shapes[change.from.index()].xy.empty();
  const auto from = change.from.index(), to = change.to.index();
  for (auto& [name, values] : study_.statistics.by_unit) {
    if (emptied) {
      if (values[from]) told.moved.statistics.emplace_back(name, *values[from]);
      if (values[from] && values[to])
        *values[to] += *values[from];
      else
        values[to].reset();  // the sum of what is told and what is not
      values[from].reset();
      continue;
    }
    const auto pass = [&](std::size_t giver, std::size_t taker, MovedGround::Way& way,
                          People whole) {
      if (!values[giver] || way.people.empty()) return;
      const Amount share = part_of(*values[giver], way.people.front(), whole);
      if (share == Amount()) return;
      *values[giver] -= share;
      if (values[taker]) *values[taker] += share;
      way.statistics.emplace_back(name, share);
    };
    pass(from, to, told.moved, of_from);
    pass(to, from, told.back, of_to);
  }
  if (!emptied) return;
  for (auto& of_unit : study_.population.unlocated_of) {
    of_unit[to] += of_unit[from];
    of_unit[from] = People();
  }
}

void UnitEditor::transfer(const Job& job) {
  Boundaries& b = study_.boundaries;
  const auto who = all_called(job, "units", job.action.units);
  const UnitId to = called(job, "to", job.action.to);
  if (who.empty() || !to) return;
  std::map<UnitId, std::vector<UnitId>> by_parent;
  for (const UnitId u : who) {
    for (UnitId up = to; up; up = b.units[up].parent)
      if (up == u) {
        refuse(
            job, "edit-loop", "to", job.action.to,
            {shown(u) + " 不能划归它自己或它的下级", shown(u) + " cannot go to itself or below"});
        return;
      }
    const UnitId parent = b.units[u].parent;
    if (!parent || b.units[parent].tree != b.units[to].tree ||
        b.units[parent].level != b.units[to].level) {
      refuse(job, "edit-level", "to", job.action.to,
             {"应是 " + shown(u) + " 上一级的区划",
              "must be a unit of the level right above " + shown(u)});
      return;
    }
    if (parent == to) {
      refuse(job, "edit-no-effect", "units", shown(u),
             {"本来就属于 " + shown(to), "belongs to " + shown(to) + " already"});
      return;
    }
    by_parent[parent].push_back(u);
  }
  for (const auto& [parent, units] : by_parent) {
    GroundMove move{parent, to, {}, false, false, job.action.enclave, false};
    for (const UnitId u : units) {
      const auto& shape = b.shapes[u.index()].xy;
      move.ground.insert(move.ground.end(), shape.begin(), shape.end());
    }
    if (!give(job, move)) return;
    for (const UnitId u : units) job.touched.units.push_back(b.units[u].code);
    job.touched.units.push_back(b.units[parent].code);
  }
  job.touched.units.push_back(b.units[to].code);
  for (const UnitId u : who)
    if (b.units[u].parent != to) throw std::logic_error("a unit stayed where it was");
  follow_parents(study_);
}

std::optional<std::vector<PolygonXY>> UnitEditor::drawn(const Job& job, UnitId from, UnitId to) {
  const auto& shapes = study_.boundaries.shapes;
  const bool is_line = !job.action.line.empty();
  std::vector<XY> points;
  for (const GivenPlace& given : is_line ? job.action.line : job.action.ground) {
    const auto place = place_of(given, study_, job.edit, problems_);
    if (!place) return std::nullopt;
    points.push_back(to_xy(to_grid(place->xy)));
  }
  const std::span<const PolygonXY> mine = shapes[from.index()].xy;
  const std::span<const PolygonXY> theirs =
      to ? std::span<const PolygonXY>(shapes[to.index()].xy) : std::span<const PolygonXY>();
  // The two and all units in them, whose lines a whole village's ground must run along exactly.
  std::vector<std::span<const PolygonXY>> all{mine, theirs};
  const Units& units = study_.boundaries.units;
  for (std::size_t i = 0; i < units.all.size(); ++i)
    for (UnitId up = units.all[i].parent; up; up = units[up].parent)
      if (up == from || (to && up == to)) {
        all.emplace_back(shapes[i].xy);
        break;
      }
  if (!is_line && points.size() > 2 && points.front() != points.back())
    points.push_back(points.front());
  points = on_corners(points, all);
  if (is_line) {
    LineFault fault;
    auto ground = ground_of_line(mine, theirs, points, fault);
    if (ground) return ground;
    switch (fault.kind) {
      case LineFault::Kind::no_border:
        refuse(
            job, "edit-gap", "line", shown(from),
            {"与 " + shown(to) + " 没有共同的界线", "it has no line in common with " + shown(to)});
        break;
      case LineFault::Kind::end_off:
        refuse(
            job, "edit-gap", "line", shown(from),
            {fmt::format("新界线的一端离现有界线 {:.2f} 米，会留下空隙；端点要落在现有界线上",
                         fault.apart_m),
             fmt::format("an end of the new line is {:.2f} m off the present one and would leave "
                         "a gap; its ends must lie on it",
                         fault.apart_m)},
            &fault.where);
        break;
      case LineFault::Kind::two_borders:
        refuse(job, "edit-gap", "line", shown(from),
               {"新界线的两端不在同一段现有界线上", "its ends lie on two sections of the line"},
               &fault.where);
        break;
    }
    return std::nullopt;
  }
  std::vector<PolygonXY> ring(1);
  ring.front().outer = std::move(points);
  const Geos geos;
  if (const auto flaw = geos.flaw(geos.make(ring).get())) {
    refuse(job, "edit-ring", "ground", flaw->reason,
           {"所画的一圈自相交或重复", "the ring crosses or repeats itself"}, &flaw->where);
    return std::nullopt;
  }
  return ring;
}

void UnitEditor::move_line(const Job& job) {
  Boundaries& b = study_.boundaries;
  const UnitId from = called(job, "unit", job.action.unit), to = called(job, "to", job.action.to);
  if (!from || !to) return;
  if (from == to || b.units[from].level != b.units[to].level ||
      b.units[from].tree != b.units[to].tree) {
    refuse(job, "edit-level", "to", job.action.to,
           {"应是与 " + shown(from) + " 同一级的另一个区划",
            "must be another unit of the level of " + shown(from)});
    return;
  }
  auto ground = drawn(job, from, to);
  if (!ground) return;
  const bool is_line = !job.action.line.empty();
  if (!give(job, {from, to, std::move(*ground), is_line, !is_line, job.action.enclave, false}))
    return;
  job.touched.units = {b.units[from].code, b.units[to].code};
}

void UnitEditor::merge(const Job& job) {
  Boundaries& b = study_.boundaries;
  auto who = all_called(job, "units", job.action.units);
  const UnitId to = called(job, "to", job.action.to);
  std::erase(who, to);
  if (!to) return;
  if (who.empty()) {
    refuse(job, "edit-no-effect", "units", job.action.to,
           {"没有别的区划并入", "no other unit merges into it"});
    return;
  }
  for (const UnitId u : who)
    if (b.units[u].level != b.units[to].level || b.units[u].tree != b.units[to].tree) {
      refuse(job, "edit-level", "units", shown(u),
             {"与 " + shown(to) + " 不是同一级", "is not of the level of " + shown(to)});
      return;
    }
  // The next to touch it first, so that the order in which they are written does not matter.
  std::vector<UnitId> left = who, gone;
  while (!left.empty()) {
    std::optional<GroundRefusal> last;
    bool any = false;
    for (std::size_t i = 0; i < left.size() && !any; ++i) {
      const auto& shape = b.shapes[left[i].index()].xy;
      const auto trial = hand_over({shape, b.shapes[to.index()].xy, shape, false});
      if (trial.to_parts.size() > trial.to_parts_before && !job.action.enclave &&
          i + 1 < left.size())
        continue;
      if (!give(job, {left[i], to, shape, false, false, job.action.enclave, true})) return;
      gone.push_back(left[i]);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
      any = true;
    }
  }
  for (const UnitId u : gone) {
    for (Unit& child : b.units.all)
      if (child.parent == u) {
        child.parent = to;
        child.parent_code = b.units[to].code;
      }
    for (const std::string& word : {b.units[u].code, b.units[u].name}) gone_[word] = &job.edit;
    job.touched.units.push_back(b.units[u].code);
  }
  if (!name_and_class(job, to)) return;
  job.touched.units.push_back(b.units[to].code);
  reorder(gone);
}

void UnitEditor::split(const Job& job) {
  Boundaries& b = study_.boundaries;
  const UnitId from = called(job, "unit", job.action.unit);
  if (!from) return;
  std::vector<UnitId> children;
  if (!job.action.units.empty()) {
    children = all_called(job, "units", job.action.units);
    if (children.empty()) return;
    for (const UnitId u : children)
      if (b.units[u].parent != from) {
        refuse(job, "edit-level", "units", shown(u),
               {"不是 " + shown(from) + " 的下级", "is not a unit of " + shown(from)});
        return;
      }
  }
  const UnitId fresh(b.units.all.size());
  Unit unit;
  unit.tree = b.units[from].tree;
  unit.level = b.units[from].level;
  unit.unit_class = b.units[from].unit_class;
  unit.parent = b.units[from].parent;
  unit.parent_code = b.units[from].parent_code;
  unit.source = b.units[from].source;
  unit.name = *job.action.name;
  std::optional<std::vector<PolygonXY>> ground;
  if (children.empty()) {
    ground = drawn(job, from, UnitId());
    if (!ground) return;
  } else {
    ground.emplace();
    for (const UnitId u : children)
      ground->insert(ground->end(), b.shapes[u.index()].xy.begin(), b.shapes[u.index()].xy.end());
  }
  b.units.all.push_back(std::move(unit));
  b.shapes.emplace_back();
  const std::size_t layer = layer_of(b.units, from);
  b.units.layers[layer].units.push_back(fresh);
  for (auto& [name, values] : study_.statistics.by_unit) {
    values.emplace_back();
    if (values[from.index()]) values.back() = Amount();
  }
  for (auto& of_unit : study_.population.unlocated_of) of_unit.emplace_back();
  if (!new_code(job, fresh) || !name_and_class(job, fresh)) return;
  const bool drawn_ground = children.empty();
  if (!give(job, {from, fresh, std::move(*ground), false, drawn_ground, job.action.enclave, false}))
    return;
  job.touched.units = {b.units[from].code, b.units[fresh].code};
  reorder({});
}

bool UnitEditor::new_code(const Job& job, UnitId id) {
  if (!job.action.code) return true;
  Units& units = study_.boundaries.units;
  Unit& unit = units.all[id.index()];
  const NormalCode code = normal_code(*job.action.code, unit.level);
  for (const Unit& other : units.all)
    if (&other != &unit && other.tree == unit.tree && other.code == code.text) {
      refuse(job, "code-taken", "code", *job.action.code,
             {"已是 " + other.name + " 的代码", "is the code of " + other.name + " already"});
      return false;
    }
  if (!code.fits_level) {
    refuse(job, "value-bad", "code", *job.action.code,
           {"代码位数与层级不符（地级、县级 6 位，乡级 9 位，村级 12 位）",
            "the code's length is not its level's (prefecture and county 6, township 9, village "
            "12)"});
    return false;
  }
  if (unit.code.empty())  // of a unit that is being set up
    unit.code = code.text;
  else
    once_.set(job.edit, "unit " + unit.code, "code", unit.code, std::optional(code.text));
  for (Unit& child : units.all)
    if (child.parent == id) child.parent_code = unit.code;
  return true;
}

/// Class, name, code as the edit says.
bool UnitEditor::name_and_class(const Job& job, UnitId id) {
  const std::size_t before = problems_.error_count();
  Unit& unit = study_.boundaries.units.all[id.index()];
  const std::string thing = "unit " + unit.code;
  auto name = job.action.name;
  if (!name && job.action.unit_class) name = name_after(unit, *job.action.unit_class);
  const std::string old_name = unit.name, old_code = unit.code;
  once_.set(job.edit, thing, "class", unit.unit_class, job.action.unit_class);
  once_.set(job.edit, thing, "name", unit.name, name);
  new_code(job, id);
  if (unit.name != old_name) former_.insert_or_assign(old_name, id);
  if (unit.code != old_code) former_.insert_or_assign(old_code, id);
  return problems_.error_count() == before;
}

void UnitEditor::rename(const Job& job) {
  const UnitId id = called(job, "unit", job.action.unit);
  if (!id) return;
  const Unit& unit = study_.boundaries.units[id];
  if (job.action.kind == Kind::reclass && unit.unit_class == *job.action.unit_class &&
      !job.action.name && !job.action.code) {
    refuse(job, "edit-no-effect", "class", shown(id),
           {"本来就是" + unit.unit_class, "is " + unit.unit_class + " already"});
    return;
  }
  if (!name_and_class(job, id)) return;
  job.touched.units = {unit.code};
  if (job.action.code) reorder({});
}

void UnitEditor::move_seat(const Job& job) {
  const UnitId id = called(job, "unit", job.action.unit);
  const auto place = place_of(*job.action.seat, study_, job.edit, problems_);
  if (!id || !place) return;
  Unit& unit = study_.boundaries.units.all[id.index()];
  if (PolygonIndex(study_.boundaries.shapes[id.index()].xy).side(place->xy) == Side::outside) {
    Problem p = problem_of(job.edit, "seat-outside", "at", shown(id),
                           {"新驻地不在它的界内", "the new seat lies outside its line"});
    p.where = place->lonlat;
    problems_.warning(std::move(p));
  }
  std::optional<LonLat> now;
  if (unit.seat) now = unit.seat->lonlat;
  const std::size_t before = problems_.error_count();
  once_.set(job.edit, "unit " + unit.code, "seat", now, std::optional(place->lonlat));
  if (problems_.error_count() == before) unit.seat = *place;
  job.touched.units = {unit.code};
}

void UnitEditor::reorder(const std::vector<UnitId>& gone) {
  const std::vector<UnitId> new_id = reorder_units(study_.boundaries, gone);
  const std::size_t count = study_.boundaries.units.all.size();
  const auto renumber = [&](UnitId& u) {
    if (u) u = new_id[u.index()];
  };
  for (UnitId& u : now_) renumber(u);
  for (auto& [word, unit] : former_) renumber(unit);
  for (auto& column : study_.population.cells.unit_of)
    for (UnitId& u : column) renumber(u);
  for (Facility& f : study_.facilities.all)
    for (UnitId& u : f.unit_of) renumber(u);
  const auto permute = [&](auto& values) {
    std::remove_reference_t<decltype(values)> out(count);
    for (std::size_t i = 0; i < new_id.size(); ++i)
      if (new_id[i]) out[new_id[i].index()] = values[i];
    values = std::move(out);
  };
  for (auto& [name, values] : study_.statistics.by_unit) permute(values);
  for (auto& of_unit : study_.population.unlocated_of) permute(of_unit);
}

}  // namespace fangyuan
