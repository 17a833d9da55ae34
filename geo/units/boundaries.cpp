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

// Whether the areas of a code's findings may be added up.
bool measures_ground(std::string_view code) {
  return code.starts_with("unit-") || code == "line-unmatched" || code == "ring-repaired" ||
         code == "parts-overlap" || code.ends_with("-shared");
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
    p.rule = words_of(f);
    p.where = f.where.lonlat;
    return p;
  }

  Problem rest(std::size_t first, std::size_t end) const {
    auto p = line(boundaries_.findings[first]);
    double area = 0;
    for (std::size_t k = first; k < end; ++k) area += boundaries_.findings[k].area_m2;
    p.count = end - first;
    if (!measures_ground(boundaries_.findings[first].code)) {
      p.rule = {fmt::format("其余 {} 处从略；第一处：{}", p.count, p.rule.zh),
                fmt::format("{} more; the first of them: {}", p.count, p.rule.en)};
      return p;
    }
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
  static constexpr std::array<std::string_view, 14> kOrder{
      "ring-repaired",  "parts-overlap",       "code-shared",  "unit-overlap",    "unit-gap",
      "line-unmatched", "unit-outside-parent", "name-shared",  "code-form",       "code-prefix",
      "code-class",     "seat-outside",        "area-differs", "area-sum-differs"};
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
  auto topology = check_topology(out.units, out.shapes, frame);
  out.tilings = std::move(topology.counts);
  for (auto& f : topology.findings) out.findings.push_back(std::move(f));
  for (auto& f : check_records(out.units, out.shapes)) out.findings.push_back(std::move(f));
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.layer, rank_of(a.code), -a.area_m2) <
           std::tuple(b.layer, rank_of(b.code), -b.area_m2);
  });
  Report(out, merged.source_of, sources).tell(problems);
  return out;
}

}  // namespace fangyuan
