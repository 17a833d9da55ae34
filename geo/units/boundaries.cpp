// SPDX-License-Identifier: Apache-2.0
#include "geo/units/boundaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/base/parallel.h"
#include "geo/units/names.h"
#include "geo/units/unit_draft.h"
#include "geo/units/unit_locator.h"

namespace fangyuan {
namespace {

std::shared_ptr<const UnitLocator> locator_of(const UnitLayer& layer,
                                              std::span<const UnitShape> shapes) {
  std::vector<UnitLocator::Entry> entries;
  for (const auto id : layer.units) entries.push_back({id, shapes[id.index()].xy});
  return std::make_shared<const UnitLocator>(entries);
}

// Units that share a code, or a name under one parent.
void find_namesakes(const Units& units, std::vector<BoundaryFinding>& out) {
  for (std::size_t layer = 0; layer < units.layers.size(); ++layer) {
    std::map<std::string, UnitId> by_code;
    std::map<std::pair<UnitId, std::string>, UnitId> by_name;
    const auto add = [&](const char* code, UnitId a, UnitId b) {
      BoundaryFinding f;
      f.code = code;
      f.layer = layer;
      f.a = a;
      f.b = b;
      f.area_m2 = units[b].area_m2;
      f.where = units[b].label;
      out.push_back(f);
    };
    for (const auto id : units.layers[layer].units) {
      const auto& unit = units[id];
      if (const auto [it, fresh] = by_code.emplace(unit.code, id); !fresh)
        add("code-shared", it->second, id);
      if (unit.name == unit.code) continue;
      if (const auto [it, fresh] =
              by_name.emplace(std::pair(unit.parent, fold_text(unit.name)), id);
          !fresh)
        add("name-shared", it->second, id);
    }
  }
}

struct Wording {
  const char* zh;
  const char* en;
};

Wording wording_of(const std::string& code) {
  if (code == "ring-repaired")
    return {
        "图形无效（自相交等），已修复：面积由 {before:.1f} m² 变为 {area:.1f} m²，位于 "
        "{lon:.6f},{lat:.6f}",
        "the outline was not valid (it crosses itself or the like) and was repaired: {before:.1f} "
        "m² "
        "before, {area:.1f} m² after, at {lon:.6f},{lat:.6f}"};
  if (code == "parts-overlap")
    return {
        "同一代码的几部分互相重叠，已合并：面积由 {before:.1f} m² 变为 {area:.1f} m²，位于 "
        "{lon:.6f},{lat:.6f}",
        "parts of one code overlap and were united: {before:.1f} m² before, {area:.1f} m² after, "
        "at "
        "{lon:.6f},{lat:.6f}"};
  if (code == "unit-overlap")
    return {"两个区划重叠 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}；重叠处归代码小的一个",
            "two units overlap by {area:.1f} m² at {lon:.6f},{lat:.6f}; the lower code takes it"};
  if (code == "unit-gap")
    return {"区划之间有 {area:.1f} m² 的空隙，位于 {lon:.6f},{lat:.6f}；不属于任何区划",
            "a gap of {area:.1f} m² between units at {lon:.6f},{lat:.6f} belongs to none"};
  if (code == "line-unmatched")
    return {
        "两个区划的界线不一致：最大相差 {apart:.2f} m，长 {length:.0f} m，其中空隙 {gap:.1f} "
        "m²、重叠 "
        "{overlap:.1f} m²，位于 {lon:.6f},{lat:.6f}",
        "two units' copies of one line differ by up to {apart:.2f} m over {length:.0f} m: "
        "{gap:.1f} "
        "m² of gaps, {overlap:.1f} m² of overlaps, at {lon:.6f},{lat:.6f}"};
  if (code == "unit-outside-parent")
    return {"有 {area:.1f} m² 在上级范围之外，位于 {lon:.6f},{lat:.6f}",
            "{area:.1f} m² lie outside the parent at {lon:.6f},{lat:.6f}"};
  if (code == "code-shared")
    return {"两个名称不同的区划用了同一代码，后一个面积 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}",
            "two units of different names share one code; the second has {area:.1f} m² at "
            "{lon:.6f},{lat:.6f}"};
  return {"同一上级下有重名，后一个面积 {area:.1f} m²，位于 {lon:.6f},{lat:.6f}",
          "two units under one parent share a name; the second has {area:.1f} m² at "
          "{lon:.6f},{lat:.6f}"};
}

class Report {
 public:
  Report(const Boundaries& boundaries, const std::vector<std::size_t>& source_of,
         std::span<const BoundarySource> sources)
      : boundaries_(boundaries), source_of_(source_of), sources_(sources) {}

  void tell(Problems& problems) const {
    const auto& all = boundaries_.findings;
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i;
      while (end < all.size() && all[end].layer == all[i].layer && all[end].code == all[i].code)
        ++end;
      for (std::size_t k = i; k < std::min(end, i + kListedFindings); ++k)
        problems.warning(line(all[k]));
      if (end - i > kListedFindings) problems.warning(rest(i + kListedFindings, end));
      i = end;
    }
  }

 private:
  std::string name(UnitId id) const {
    const auto& unit = boundaries_.units[id];
    return unit.name == unit.code ? unit.code : unit.code + ' ' + unit.name;
  }

  Problem line(const BoundaryFinding& f) const {
    const auto& layer = boundaries_.units.layers[f.layer];
    const auto owner =
        f.a && boundaries_.units[f.a].level == layer.level ? f.a : layer.units.front();
    const auto& source = sources_[source_of_[owner.index()]];
    Problem p;
    p.code = f.code;
    p.file = source.ref.path;
    p.layer = source.ref.layer;
    p.field = "code";
    if (f.a) p.value = name(f.a);
    if (f.b) p.value += " / " + name(f.b);
    const auto words = wording_of(f.code);
    const TilingFault none, &fault = f.fault ? *f.fault : none;
    const auto fill = [&](const char* format) {
      return fmt::format(fmt::runtime(format), fmt::arg("area", f.area_m2),
                         fmt::arg("before", f.area_before_m2), fmt::arg("lon", f.where.lonlat.lon),
                         fmt::arg("lat", f.where.lonlat.lat), fmt::arg("apart", fault.apart_m),
                         fmt::arg("length", fault.length_m), fmt::arg("gap", fault.gap_m2),
                         fmt::arg("overlap", fault.overlap_m2));
    };
    p.rule = {fill(words.zh), fill(words.en)};
    p.where = f.where.lonlat;
    return p;
  }

  Problem rest(std::size_t first, std::size_t end) const {
    auto p = line(boundaries_.findings[first]);
    double area = 0;
    for (std::size_t k = first; k < end; ++k) area += boundaries_.findings[k].area_m2;
    p.count = end - first;
    p.rule = {
        fmt::format("其余 {} 处从略，合计 {:.1f} m²；最大的一处：{}", p.count, area, p.rule.zh),
        fmt::format("{} more, {:.1f} m² in all; the largest of them: {}", p.count, area,
                    p.rule.en)};
    return p;
  }

  const Boundaries& boundaries_;
  const std::vector<std::size_t>& source_of_;
  std::span<const BoundarySource> sources_;
};

std::size_t rank_of(const std::string& code) {
  static constexpr std::array<std::string_view, 8> kOrder{
      "ring-repaired", "parts-overlap",  "code-shared",         "unit-overlap",
      "unit-gap",      "line-unmatched", "unit-outside-parent", "name-shared"};
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), code) - kOrder.begin());
}

}  // namespace

std::vector<UnitId> Boundaries::locate(std::size_t layer, std::span<const XY> points) const {
  std::vector<UnitId> out(points.size());
  const auto& locator = *locators[layer];
  parallel_ranges(points.size(), 1024, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) out[i] = locator.find(points[i]);
  });
  return out;
}

UnitId Boundaries::locate(std::size_t layer, XY point) const {
  return locators[layer]->find(point);
}

Boundaries read_boundaries(std::span<const BoundarySource> sources, Date project_date,
                           const Frame& frame, Problems& problems) {
  const Geos geos;
  auto read = read_unit_drafts(sources, project_date, frame, geos, problems);
  auto merged = merge_units(std::move(read.drafts), sources, frame, geos, problems);
  hang_units(merged, sources, geos, problems);

  Boundaries out;
  out.units = std::move(merged.units);
  out.shapes = std::move(merged.shapes);
  out.inputs = std::move(read.inputs);
  for (const auto& layer : out.units.layers) out.locators.push_back(locator_of(layer, out.shapes));

  out.findings = std::move(merged.findings);
  for (const auto& repair : read.repairs) {
    BoundaryFinding f;
    f.code = "ring-repaired";
    f.a = merged.unit_of_draft[repair.draft];
    f.layer = *out.units.find_layer(out.units[f.a].tree, out.units[f.a].level);
    f.area_m2 = repair.after_m2;
    f.area_before_m2 = repair.before_m2;
    f.where = repair.where;
    out.findings.push_back(f);
  }
  find_namesakes(out.units, out.findings);
  for (auto& f : check_topology(out.units, out.shapes, frame)) out.findings.push_back(std::move(f));
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.layer, rank_of(a.code), -a.area_m2) <
           std::tuple(b.layer, rank_of(b.code), -b.area_m2);
  });
  Report(out, merged.source_of, sources).tell(problems);
  return out;
}

}  // namespace fangyuan
