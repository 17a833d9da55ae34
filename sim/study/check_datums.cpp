// SPDX-License-Identifier: Apache-2.0
#include "sim/study/check_datums.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "geo/crs/shift_detect.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

/// Where a layer is named in the project.
struct Named {
  ShiftLayer layer;
  const LayerRef* ref = nullptr;  ///< null: roads, which have several sources
  bool boundary = false;
};

Text name_of(Datum datum) {
  return datum == Datum::bd09 ? Text{"BD-09（百度）", "BD-09"}
                              : Text{"GCJ-02（高德、腾讯）", "GCJ-02"};
}

Text direction(double bearing) {
  static constexpr const char* kZh[] = {"北", "东北", "东", "东南", "南", "西南", "西", "西北"};
  static constexpr const char* kEn[] = {"north", "north-east", "east", "south-east",
                                        "south", "south-west", "west", "north-west"};
  const auto i = static_cast<std::size_t>(std::lround(bearing / 45)) % 8;
  return {kZh[i], kEn[i]};
}

const BoundarySource* source_of(const Project& project, const UnitLayer& layer) {
  for (const BoundarySource& s : project.boundaries)
    if (s.level == layer.level && s.tree == layer.tree) return &s;
  return nullptr;
}

std::vector<Named> layers_of(const Project& project, const Boundaries& boundaries, const Land& land,
                             const Network& roads, const FacilityTable& facilities) {
  std::vector<Named> out;
  for (const UnitLayer& units : boundaries.units.layers) {
    const BoundarySource* source = source_of(project, units);
    if (source == nullptr) continue;
    Named n{.layer = {}, .ref = &source->ref, .boundary = true};
    for (const UnitId id : units.units)
      for (const PolygonLonLat& p : boundaries.shapes[id.index()].lonlat) {
        n.layer.lines.push_back(p.outer);
        n.layer.lines.insert(n.layer.lines.end(), p.holes.begin(), p.holes.end());
      }
    out.push_back(std::move(n));
  }
  if (!roads.empty()) {
    Named n;
    for (std::size_t e = 0; e < roads.edges.size(); ++e) {
      std::vector<LonLat> line;
      for (const Place& p : roads.shape_of(EdgeId(static_cast<std::uint32_t>(e))))
        line.push_back(p.lonlat);
      n.layer.lines.push_back(std::move(line));
    }
    if (project.network.size() == 1) n.ref = &project.network.front().ref;
    // OSM's own data is on WGS 84 by its rules.
    const auto osm = [](const NetworkSource& s) {
      return s.ref.path.find(".pbf") != std::string::npos ||
             s.ref.path.find(".osm") != std::string::npos;
    };
    n.layer.settled =
        n.ref == nullptr || std::any_of(project.network.begin(), project.network.end(), osm);
    out.push_back(std::move(n));
  }
  std::map<std::pair<std::string, LandRole>, std::size_t> by_source;
  for (const LandFeature& f : land.features) {
    const auto [it, fresh] = by_source.emplace(std::pair{f.source, f.role}, out.size());
    if (fresh) {
      Named n;
      for (const LandSource& s : project.land)
        if (s.ref.path == f.source && s.role == f.role) n.ref = &s.ref;
      out.push_back(std::move(n));
    }
    ShiftLayer& layer = out[it->second].layer;
    for (const LandPolygon& p : f.polygons) layer.lines.push_back(p.outer_lonlat);
    for (const auto& line : f.lines) {
      layer.lines.emplace_back();
      for (const Place& p : line) layer.lines.back().push_back(p.lonlat);
    }
    for (const Place& p : f.points) layer.points.push_back(p.lonlat);
  }
  std::map<std::string, std::size_t> by_path;
  for (const Facility& f : facilities.all) {
    if (!f.place) continue;
    const auto [it, fresh] = by_path.emplace(f.source, out.size());
    if (fresh) {
      Named n;
      for (const FacilitySource& s : project.facilities)
        if (s.ref.path == f.source) n.ref = &s.ref;
      out.push_back(std::move(n));
    }
    out[it->second].layer.points.push_back(f.place->lonlat);
  }
  for (Named& n : out) {
    if (n.ref != nullptr && n.ref->datum_given) n.layer.settled = true;
    n.layer.name = n.ref != nullptr ? n.ref->path : "roads";
    if (n.ref != nullptr && !n.ref->layer.empty()) n.layer.name += ':' + n.ref->layer;
  }
  return out;
}

Problem suspect(const LayerRef& ref, Datum datum) {
  return Problem{.code = "datum-suspect",
                 .file = ref.path,
                 .layer = ref.layer,
                 .field = "datum",
                 .value = std::string(to_string(datum)),
                 .rule = {}};
}

Text accept(Datum datum) {
  const std::string line = fmt::format("datum = \"{}\"", to_string(datum));
  return {"按原值使用；若是，请在 project.toml 写 " + line + "，若不是，写 datum = \"as-declared\"",
          "values are used as written; if it is so, write " + line +
              " in project.toml, if not, datum = \"as-declared\""};
}

Problem tell(const ShiftFinding& f, const std::vector<Named>& layers) {
  Problem p = suspect(*layers[f.layer].ref, f.datum);
  const Text datum = name_of(f.datum), way = direction(f.bearing_deg), rule = accept(f.datum);
  const std::string& other = layers[f.against].layer.name;
  if (f.share_before == f.share_after) {
    p.rule = {
        fmt::format("与 {} 的线重合，而后者像 {}；{}", other, datum.zh, rule.zh),
        fmt::format("shares its lines with {}, which looks like {}; {}", other, datum.en, rule.en)};
  } else {
    p.rule = {
        fmt::format("与 {} 相比，像 {} 那样偏{}约 {:.0f} 米：还原后 {:.0f}% 的点在其 {:.0f} "
                    "米之内，现在只有 {:.0f}%；{}",
                    other, datum.zh, way.zh, f.shift_m, 100 * f.share_after, f.within_m,
                    100 * f.share_before, rule.zh),
        fmt::format("beside {} as {} would lie, about {:.0f} m to the {}: undone, {:.0f} % of its "
                    "points are within {:.0f} m of it, now {:.0f} %; {}",
                    other, datum.en, f.shift_m, way.en, 100 * f.share_after, f.within_m,
                    100 * f.share_before, rule.en)};
  }
  p.where = f.where;
  return p;
}

/// One facility source's rows that name a unit with an outline.
struct List {
  const LayerRef* ref = nullptr;
  std::vector<ShiftRow> rows;
};

std::optional<std::size_t> named_unit(const std::vector<UnitJoin>& joins, const Facility& f) {
  for (const UnitJoin& join : joins) {
    const JoinAnswer answer = join.find(f.given_unit);
    if (answer.kind == JoinAnswer::Kind::found) return answer.unit.index();
  }
  return std::nullopt;
}

void tell_list(const List& list, Datum datum, Problems& problems) {
  Problem p = suspect(*list.ref, datum);
  const Text name = name_of(datum), rule = accept(datum);
  p.rule = {"多数行不在所写的区划里，按 " + name.zh + " 还原后正好在；" + rule.zh,
            "most rows lie outside the unit they name, and inside once " + name.en +
                " is undone; " + rule.en};
  p.count = list.rows.size();
  problems.warning(std::move(p));
}

/// The list is right and the outlines are not: its places would stand in their units on such a map.
void tell_units(const Project& project, const std::string& list, Datum datum, Problems& problems) {
  const Text name = name_of(datum), rule = accept(datum);
  for (const BoundarySource& s : project.boundaries) {
    if (s.ref.datum_given) continue;
    Problem p = suspect(s.ref, datum);
    p.rule = {list + " 的多数行不在所写的区划里，区划若是 " + name.zh + " 就正好在；" + rule.zh,
              "most rows of " + list + " lie outside the unit they name; if the outlines are in " +
                  name.en + ", they lie inside; " + rule.en};
    problems.warning(std::move(p));
  }
}

void check_lists(const Project& project, const Boundaries& boundaries,
                 const FacilityTable& facilities, Problems& problems) {
  std::vector<UnitJoin> joins;
  for (const Level level : {Level::village, Level::township, Level::county})
    joins.emplace_back(boundaries, level, JoinBy::code);
  std::map<std::string, List> lists;
  for (const Facility& f : facilities.all) {
    if (!f.place || f.given_unit.empty()) continue;
    const auto unit = named_unit(joins, f);
    if (!unit) continue;
    List& list = lists[f.source];
    list.rows.push_back({f.place->lonlat, *unit});
  }
  for (const FacilitySource& s : project.facilities) {
    const auto list = lists.find(s.ref.path);
    if (list == lists.end()) continue;
    // Of a list split by where, the part whose datum is not settled.
    if (list->second.ref == nullptr || list->second.ref->datum_given) list->second.ref = &s.ref;
  }
  std::vector<ShiftUnit> units(boundaries.shapes.size());
  for (std::size_t u = 0; u < units.size(); ++u)
    for (const PolygonLonLat& p : boundaries.shapes[u].lonlat) {
      units[u].rings.push_back(p.outer);
      units[u].rings.insert(units[u].rings.end(), p.holes.begin(), p.holes.end());
    }
  for (const auto& [path, list] : lists) {
    if (list.ref == nullptr) continue;
    const ListShift found = detect_list_shift(list.rows, units);
    if (found.units != Datum::as_declared) {
      tell_units(project, path, found.units, problems);
      return;
    }
    if (found.list != Datum::as_declared && !list.ref->datum_given)
      tell_list(list, found.list, problems);
  }
}

}  // namespace

void check_datums(const Project& project, const Boundaries& boundaries, const Land& land,
                  const Network& roads, const FacilityTable& facilities, Problems& problems) {
  std::vector<Named> layers = layers_of(project, boundaries, land, roads, facilities);
  std::vector<ShiftLayer> plain;
  for (Named& n : layers) {
    plain.push_back(std::move(n.layer));
    n.layer = {};
    n.layer.name = plain.back().name;  // all that is told of it
  }
  bool outlines_doubted = false;
  for (const ShiftFinding& f : detect_shifts(plain)) {
    if (layers[f.layer].ref == nullptr) continue;
    outlines_doubted = outlines_doubted || layers[f.layer].boundary;
    problems.warning(tell(f, layers));
  }
  // Rows are measured against the outlines: not while those are in doubt themselves.
  if (!outlines_doubted) check_lists(project, boundaries, facilities, problems);
}

}  // namespace fangyuan
