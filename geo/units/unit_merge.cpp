// SPDX-License-Identifier: Apache-2.0
// Features of one code become one unit; units come in code order.
#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "geo/units/names.h"
#include "geo/units/unit_draft.h"

namespace fangyuan {
namespace {

using Key = std::tuple<Tree, Level, std::string>;

// A unit in the making: its drafts, in file order.
struct Group {
  Key key;
  std::vector<std::size_t> drafts;
};

bool same_name(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || fold_text(a) == fold_text(b) || name_parts(a) == name_parts(b);
}

void name_the_nameless(std::vector<UnitDraft>& drafts, std::span<const BoundarySource> sources,
                       Problems& problems) {
  std::vector<Problem> missing(sources.size()), nameless(sources.size());
  std::vector<std::uint64_t> missing_count(sources.size()), nameless_count(sources.size());
  std::map<Key, std::size_t> seen;  // village names made into codes
  for (auto& d : drafts) {
    const auto number = std::string(to_string(d.level)) + '-' + std::to_string(d.row);
    if (d.code.empty()) {
      if (missing_count[d.source]++ == 0)
        missing[d.source].value = d.name.empty() ? number : d.name;
      d.code = d.name.empty() ? number : fold_text(d.name);
      // Villages of one name are many; at higher levels a second feature is a part.
      if (d.level == Level::village || d.name.empty())
        if (const auto n = ++seen[Key(d.tree, d.level, d.code)]; n > 1)
          d.code += '#' + std::to_string(n);
    }
    if (d.name.empty() && nameless_count[d.source]++ == 0) nameless[d.source].value = d.code;
    if (d.name.empty()) d.name = d.code;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto tell = [&](Problem p, const char* code, const char* field, std::uint64_t count,
                          Text rule) {
      if (count == 0) return;
      p.code = code;
      p.file = sources[i].ref.path;
      p.layer = sources[i].ref.layer;
      p.field = field;
      p.count = count;
      p.rule = std::move(rule);
      problems.warning(std::move(p));
    };
    tell(missing[i], "code-missing", "code", missing_count[i],
         {"没有代码，用名称代替", "no code: the name serves as one"});
    tell(nameless[i], "name-missing", "name", nameless_count[i],
         {"没有名称，用代码代替", "no name: the code serves as one"});
  }
}

UnitShape shape_of(const Group& group, std::vector<UnitDraft>& drafts, const Frame& frame,
                   const Geos& geos, BoundaryFinding& overlap) {
  UnitShape shape;
  for (const auto i : group.drafts) {
    auto& part = drafts[i].shape;
    std::move(part.xy.begin(), part.xy.end(), std::back_inserter(shape.xy));
    std::move(part.lonlat.begin(), part.lonlat.end(), std::back_inserter(shape.lonlat));
  }
  if (group.drafts.size() == 1) return shape;
  const auto all = geos.make(shape.xy);
  const auto flaw = geos.flaw(all.get());
  if (!flaw) return shape;
  std::vector<Geos::Shape> parts;
  std::vector<const GEOSGeometry*> borrowed;
  for (const auto& polygon : shape.xy) {
    parts.push_back(geos.make(std::span(&polygon, 1)));
    borrowed.push_back(parts.back().get());
  }
  overlap.area_before_m2 = geodesic_area_m2(shape.lonlat);
  shape.xy = geos.polygons(geos.united(borrowed).get());
  shape.lonlat = lonlat_of(shape.xy, frame);
  overlap.area_m2 = geodesic_area_m2(shape.lonlat);
  if (overlap.area_before_m2 - overlap.area_m2 >= kLeastFindingM2) overlap.code = "parts-overlap";
  overlap.where = frame.place(flaw->where);
  return shape;
}

}  // namespace

MergedUnits merge_units(std::vector<UnitDraft> drafts, std::span<const BoundarySource> sources,
                        const Frame& frame, const Geos& geos, Problems& problems) {
  name_the_nameless(drafts, sources, problems);
  std::vector<Group> groups;
  std::map<Key, std::vector<std::size_t>> by_key;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Key key(drafts[i].tree, drafts[i].level, drafts[i].code);
    auto& candidates = by_key[key];
    const auto it = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t g) {
      return same_name(drafts[groups[g].drafts.front()].name, drafts[i].name);
    });
    if (it != candidates.end()) {
      groups[*it].drafts.push_back(i);
    } else {
      candidates.push_back(groups.size());
      groups.push_back({key, {i}});
    }
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.key < b.key; });

  MergedUnits out;
  out.unit_of_draft.resize(drafts.size());
  for (const auto& group : groups) {
    const UnitId id(out.units.all.size());
    const auto& first = drafts[group.drafts.front()];
    Unit unit;
    unit.tree = first.tree;
    unit.level = first.level;
    unit.code = first.code;
    unit.name = first.name;
    unit.unit_class = first.unit_class;
    unit.valid_from = first.valid_from;
    unit.valid_to = first.valid_to;
    unit.published_m2 = first.published_m2;
    unit.seat = first.seat;
    unit.source = sources[first.source].ref.path;
    std::string parent;
    for (const auto i : group.drafts) {
      if (parent.empty()) parent = drafts[i].parent;
      out.unit_of_draft[i] = id;
    }
    auto& layers = out.units.layers;
    if (layers.empty() || layers.back().tree != unit.tree || layers.back().level != unit.level)
      layers.push_back({unit.tree, unit.level, {}});
    layers.back().units.push_back(id);

    BoundaryFinding overlap;
    auto shape = shape_of(group, drafts, frame, geos, overlap);
    if (!overlap.code.empty()) {
      overlap.layer = layers.size() - 1;
      overlap.a = id;
      out.findings.push_back(overlap);
    }
    unit.area_m2 = geodesic_area_m2(shape.lonlat);
    unit.label = frame.place(geos.point_on_surface(geos.make(shape.xy).get()));
    out.units.all.push_back(std::move(unit));
    out.shapes.push_back(std::move(shape));
    out.parent_text.push_back(std::move(parent));
    out.source_of.push_back(first.source);
  }
  return out;
}

}  // namespace fangyuan
