// SPDX-License-Identifier: Apache-2.0
// Who belongs to whom: the parent field, else the code, else the largest overlap.
#include <algorithm>
#include <map>
#include <set>

#include "geo/units/code.h"
#include "geo/units/names.h"
#include "geo/units/unit_draft.h"

namespace fangyuan {
namespace {

class Hanger {
 public:
  Hanger(MergedUnits& merged, std::span<const BoundarySource> sources, const Geos& geos,
         Problems& problems)
      : merged_(merged), sources_(sources), geos_(geos), problems_(problems) {}

  void hang(std::size_t layer) {
    auto& units = merged_.units;
    const auto above = layer_above(units, layer);
    if (above) index(units.layers[*above]);
    const auto looped = in_loops(units.layers[layer].units, [&](const std::string& text) {
      return above && by_text(text, units.layers[*above].level);
    });
    tell_loops(looped);
    if (!above) {
      for (const auto id : units.layers[layer].units) keep_given_code(id);
      return;
    }
    std::uint64_t unknown = 0, guessed = 0, orphans = 0;
    UnitId first_unknown, first_guessed, first_orphan;
    for (const auto id : units.layers[layer].units) {
      const auto& text = merged_.parent_text[id.index()];
      UnitId parent = by_text(text, units.layers[*above].level);
      if (!parent && !text.empty() && looped.count(id) == 0 && unknown++ == 0) first_unknown = id;
      if (!parent) parent = by_prefix(units[id].code);
      if (!parent) {
        parent = by_overlap(id);
        if (parent && guessed++ == 0) first_guessed = id;
        if (!parent && orphans++ == 0) first_orphan = id;
      }
      auto& unit = units.all[id.index()];
      unit.parent = parent;
      if (parent)
        unit.parent_code = units[parent].code;
      else
        keep_given_code(id);
    }
    tell("parent-unknown", first_unknown, unknown,
         {"上级字段的值在上一级里找不到，改按代码或位置确定",
          "the parent given is not in the level above: taken from the code or the place instead"});
    tell("parent-by-place", first_guessed, guessed,
         {"没有上级字段，代码也看不出上级，按重叠面积最大的上级确定",
          "neither field nor code tells the parent: the one with the largest overlap was taken"});
    tell("parent-none", first_orphan, orphans,
         {"没有上级：字段、代码和位置都对不上", "no parent by field, code or place"});
  }

 private:
  // Units whose parents, followed within their own level, come back to them. `is_above`: the text
  // names a unit of the level above.
  template <class IsAbove>
  std::set<UnitId> in_loops(const std::vector<UnitId>& ids, const IsAbove& is_above) const {
    std::map<std::string, UnitId> codes, names;
    for (const auto id : ids) {
      codes.emplace(merged_.units[id].code, id);
      names.emplace(fold_text(merged_.units[id].name), id);
    }
    std::map<UnitId, UnitId> up;
    for (const auto id : ids) {
      const auto& text = merged_.parent_text[id.index()];
      if (text.empty() || is_above(text)) continue;
      const auto code = codes.find(normal_code(text, merged_.units[id].level).text);
      const auto name = names.find(fold_text(text));
      if (code != codes.end())
        up.emplace(id, code->second);
      else if (name != names.end())
        up.emplace(id, name->second);
    }
    std::set<UnitId> out;
    std::map<UnitId, UnitId> seen;  // and on the way from which unit
    for (const auto& [start, ignored] : up) {
      UnitId at = start;
      for (auto next = up.find(at); next != up.end() && seen.emplace(at, start).second;
           next = up.find(at))
        at = next->second;
      // Met again on this very way: everything from there on goes round.
      if (const auto met = seen.find(at); met != seen.end() && met->second == start)
        for (; out.insert(at).second; at = up.at(at)) {
        }
    }
    return out;
  }

  void tell_loops(const std::set<UnitId>& looped) {
    if (looped.empty()) return;
    tell("parent-loop", *looped.begin(), looped.size(),
         {"上级是它自己，或与同级区划互为上级，当作没有填写",
          "its parent is the unit itself, or parents of one level go round in a circle: taken as "
          "not given"});
  }

  void keep_given_code(UnitId id) {
    auto& unit = merged_.units.all[id.index()];
    const auto& text = merged_.parent_text[id.index()];
    if (unit.level != Level::prefecture)
      unit.parent_code =
          normal_code(text, static_cast<Level>(static_cast<int>(unit.level) - 1)).text;
    else
      unit.parent_code = text;
  }

  void index(const UnitLayer& above) {
    by_code_.clear();
    by_name_.clear();
    by_prefix_.clear();
    above_ = above.units;
    tree_.reset();
    shapes_.clear();
    for (const auto id : above.units) {
      const auto& unit = merged_.units[id];
      by_code_.emplace(unit.code, id);
      for (const auto& parts : name_parts(unit.name))
        by_name_[parts.core + '|' + parts.generic].push_back(id);
      if (const auto prefix = child_prefix(unit.code, unit.level)) by_prefix_.emplace(*prefix, id);
    }
  }

  UnitId by_text(const std::string& text, Level level) const {
    if (text.empty()) return {};
    if (const auto it = by_code_.find(normal_code(text, level).text); it != by_code_.end())
      return it->second;
    for (const auto& parts : name_parts(text))
      if (const auto it = by_name_.find(parts.core + '|' + parts.generic);
          it != by_name_.end() && it->second.size() == 1)
        return it->second.front();
    return {};
  }

  UnitId by_prefix(const std::string& code) const {
    for (const std::size_t length :
         {std::size_t{9}, std::size_t{6}, std::size_t{4}, std::size_t{2}})
      if (code.size() > length && code.find_first_not_of("0123456789") == std::string::npos)
        if (const auto it = by_prefix_.find(code.substr(0, length)); it != by_prefix_.end())
          return it->second;
    return {};
  }

  UnitId by_overlap(UnitId id) {
    if (!tree_) {
      std::vector<BoxTree::Box> boxes;
      for (const auto up : above_) {
        boxes.push_back(box_of(merged_.shapes[up.index()].xy));
        shapes_.push_back(geos_.make(merged_.shapes[up.index()].xy));
      }
      tree_ = std::make_unique<BoxTree>(geos_, boxes);
    }
    const auto& mine = merged_.shapes[id.index()].xy;
    const auto shape = geos_.make(mine);
    UnitId best;
    double best_area = 0;
    for (const auto k : tree_->meeting(box_of(mine))) {
      const auto common = geos_.intersection(shape.get(), shapes_[k].get());
      if (const double area = geos_.area(common.get()); area > best_area) {
        best_area = area;
        best = above_[k];
      }
    }
    return best;
  }

  void tell(const char* code, UnitId first, std::uint64_t count, Text rule) {
    if (count == 0) return;
    const auto& unit = merged_.units[first];
    const auto& source = sources_[merged_.source_of[first.index()]];
    Problem p;
    p.code = code;
    p.file = source.ref.path;
    p.layer = source.ref.layer;
    p.field = "parent";
    p.value = unit.code + ' ' + unit.name;
    if (const auto& text = merged_.parent_text[first.index()]; !text.empty())
      p.value += " → " + text;
    p.rule = std::move(rule);
    p.count = count;
    p.where = unit.label.lonlat;
    problems_.warning(std::move(p));
  }

  MergedUnits& merged_;
  std::span<const BoundarySource> sources_;
  const Geos& geos_;
  Problems& problems_;
  std::map<std::string, UnitId> by_code_, by_prefix_;
  std::map<std::string, std::vector<UnitId>> by_name_;
  std::vector<UnitId> above_;
  std::vector<Geos::Shape> shapes_;
  std::unique_ptr<BoxTree> tree_;
};

}  // namespace

std::optional<std::size_t> layer_above(const Units& units, std::size_t layer) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < units.layers.size(); ++i)
    if (units.layers[i].tree == units.layers[layer].tree &&
        units.layers[i].level < units.layers[layer].level &&
        (!found || units.layers[i].level > units.layers[*found].level))
      found = i;
  return found;
}

void hang_units(MergedUnits& merged, std::span<const BoundarySource> sources, const Geos& geos,
                Problems& problems) {
  Hanger hanger(merged, sources, geos, problems);
  for (std::size_t layer = 0; layer < merged.units.layers.size(); ++layer) hanger.hang(layer);
}

}  // namespace fangyuan
