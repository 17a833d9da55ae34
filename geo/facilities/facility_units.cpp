// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>

#include "geo/facilities/facility_checks.h"
#include "geo/facilities/row_report.h"
#include "geo/facilities/unit_differences.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

/// A unit by what a list writes: its code, else its name, the lowest level first.
class GivenUnits {
 public:
  explicit GivenUnits(const Boundaries& boundaries) {
    const Units& units = boundaries.units;
    for (const Level level : {Level::village, Level::township, Level::county, Level::prefecture}) {
      const bool there = std::any_of(units.layers.begin(), units.layers.end(),
                                     [&](const UnitLayer& l) { return l.level == level; });
      if (!there) continue;
      by_code_.emplace_back(boundaries, level, JoinBy::code);
      by_name_.emplace_back(boundaries, level, JoinBy::name);
    }
  }

  const JoinAnswer& find(const std::string& text) {
    const auto [it, is_new] = answers_.try_emplace(text);
    if (is_new) it->second = search(text);
    return it->second;
  }

 private:
  JoinAnswer search(const std::string& text) const {
    JoinAnswer best;
    for (const auto* joins : {&by_code_, &by_name_})
      for (const UnitJoin& join : *joins) {
        const JoinAnswer a = join.find(text);
        if (a.kind == JoinAnswer::Kind::found) return a;
        if (a.kind == JoinAnswer::Kind::ambiguous) best.kind = a.kind;
      }
    return best;
  }

  std::vector<UnitJoin> by_code_, by_name_;
  std::map<std::string, JoinAnswer> answers_;
};

class UnitAssigner {
 public:
  UnitAssigner(const Boundaries& boundaries, const Frame& frame)
      : boundaries_(boundaries),
        units_(boundaries.units),
        frame_(frame),
        given_(boundaries),
        layer_of_(boundaries.units.all.size(), 0) {
    for (std::size_t l = 0; l < units_.layers.size(); ++l)
      for (const UnitId id : units_.layers[l].units) layer_of_[id.index()] = l;
  }

  std::size_t assign(FacilityLayer& l, Problems& problems) {
    locate(l);
    RowReport report(l.layer, problems);
    std::size_t outside = 0, located = 0;
    UnitDifferences differences(boundaries_, frame_);
    for (Facility& f : l.sites) {
      const std::optional<UnitId> given = given_unit(l, f, report);
      if (!f.place) {
        if (given) fill(f, *given);
        continue;
      }
      ++located;
      if (is_outside(f)) {
        ++outside;
        report.row({Severity::warning,
                    "facility-outside",
                    "",
                    f.name,
                    f.row,
                    {"不在任何行政区内：可以提供服务，但不计入任何区划",
                     "in no unit: it serves, but counts for none"},
                    f.place->lonlat});
      }
      if (!given) continue;
      const std::size_t layer = layer_of_[given->index()];
      if (f.unit_of[layer] != *given)
        differences.add(f, f.unit_of[layer], *given, layer);
      else
        differences.agree(f, *given, layer);
    }
    differences.tell(l.unit_field, located, report);
    return outside;
  }

 private:
  void locate(FacilityLayer& l) const {
    std::vector<XY> points;
    for (const Facility& f : l.sites)
      if (f.place) points.push_back(f.place->xy);
    for (Facility& f : l.sites) f.unit_of.assign(units_.layers.size(), UnitId::none());
    for (std::size_t layer = 0; layer < units_.layers.size(); ++layer) {
      const std::vector<UnitId> found = boundaries_.locate(layer, points);
      std::size_t at = 0;
      for (Facility& f : l.sites)
        if (f.place) f.unit_of[layer] = found[at++];
    }
  }

  bool is_outside(const Facility& f) const {
    bool any_legal = false;
    for (std::size_t l = 0; l < units_.layers.size(); ++l) {
      if (units_.layers[l].tree != Tree::legal) continue;
      any_legal = true;
      if (f.unit_of[l]) return false;
    }
    return any_legal;
  }

  /// The unit that the list names, where exactly one answers to it.
  std::optional<UnitId> given_unit(const FacilityLayer& l, const Facility& f, RowReport& report) {
    if (f.given_unit.empty()) return std::nullopt;
    const JoinAnswer& answer = given_.find(f.given_unit);
    if (answer.kind == JoinAnswer::Kind::found) return answer.unit;
    const bool several = answer.kind == JoinAnswer::Kind::ambiguous;
    report.value({Severity::warning, several ? "unit-ambiguous" : "unit-unknown", l.unit_field,
                  f.given_unit, f.row,
                  several ? Text{"有几个同名的区划，请改写代码",
                                 "several units have this name; give the code"}
                          : Text{"没有这个代码或名称的区划", "no unit has this code or name"}});
    return std::nullopt;
  }

  /// The unit and all above it.
  void fill(Facility& f, UnitId unit) const {
    for (int step = 0; unit && step < 8; ++step, unit = units_[unit].parent)
      f.unit_of[layer_of_[unit.index()]] = unit;
  }

  const Boundaries& boundaries_;
  const Units& units_;
  const Frame& frame_;
  GivenUnits given_;
  std::vector<std::size_t> layer_of_;
};

/// Rows without coordinates, each named; one line where the whole layer has none.
void tell_unlocated(const FacilityLayer& l, Problems& problems) {
  std::uint64_t count = 0;
  for (const Facility& f : l.sites)
    if (!f.place) ++count;
  if (count == 0) return;
  RowReport report(l.layer, problems);
  if (count == l.sites.size() && !l.layer.has_geometry) {
    report.layer({Severity::warning,
                  "facility-unlocated",
                  "",
                  "",
                  0,
                  {"这一层没有坐标：只按清单计入所属区划（有无、数量），不参与可达计算",
                   "no coordinates in this layer: its sites count for their units' presence only"}},
                 count);
    return;
  }
  for (const Facility& f : l.sites) {
    if (f.place) continue;
    const bool has_unit = std::any_of(f.unit_of.begin(), f.unit_of.end(),
                                      [](UnitId u) { return static_cast<bool>(u); });
    report.row({Severity::warning, "facility-unlocated", l.unit_field, f.name, f.row,
                has_unit
                    ? Text{"没有可用的坐标：只计入所属区划，不参与可达计算",
                           "no usable coordinates: it counts for its unit only"}
                    : Text{"没有可用的坐标，也不知属于哪个区划：只计入总数",
                           "no usable coordinates and no known unit: it counts in totals only"}});
  }
}

}  // namespace

std::size_t assign_units(std::vector<FacilityLayer>& layers, const Boundaries* boundaries,
                         const Frame& frame, Problems& problems) {
  std::size_t outside = 0;
  if (boundaries && !boundaries->units.layers.empty()) {
    UnitAssigner assigner(*boundaries, frame);
    for (FacilityLayer& l : layers) outside += assigner.assign(l, problems);
  }
  for (const FacilityLayer& l : layers) tell_unlocated(l, problems);
  return outside;
}

}  // namespace fangyuan
