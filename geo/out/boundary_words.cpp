// SPDX-License-Identifier: Apache-2.0
#include "geo/out/boundary_words.h"

#include <array>

#include "geo/out/line_words.h"
#include "geo/out/words_zh.h"

namespace fangyuan {

std::string finding_zh(const std::string& code) {
  struct Name {
    const char* code;
    const char* zh;
  };
  static constexpr std::array kNames{Name{"ring-repaired", "图形无效"},
                                     Name{"parts-overlap", "同一区划的部分重叠"},
                                     Name{"code-shared", "重码"},
                                     Name{"unit-overlap", "重叠"},
                                     Name{"unit-gap", "空隙"},
                                     Name{"line-unmatched", "界线不一致"},
                                     Name{"name-shared", "重名"},
                                     Name{"unit-outside-parent", "超出上级界线"},
                                     Name{"code-form", "代码结构不符"},
                                     Name{"code-prefix", "代码与上级不符"},
                                     Name{"code-class", "代码与类别不符"},
                                     Name{"seat-outside", "驻地在界外"},
                                     Name{"area-differs", "面积与公布不符"},
                                     Name{"area-sum-differs", "公布面积上下级不符"}};
  for (const Name& n : kNames)
    if (code == n.code) return n.zh;
  return code;
}

std::string unit_label(const Units& units, UnitId id) {
  if (!id) return {};
  const Unit& unit = units[id];
  return unit.code == unit.name ? unit.code : unit.code + ' ' + unit.name;
}

std::string layer_zh(const UnitLayer& layer) {
  return std::string(level_zh(layer.level)) +
         (layer.tree == Tree::management ? "（管理区划）" : "");
}

std::optional<double> length_of(const BoundaryFinding& f) {
  return f.fault ? std::optional(f.fault->length_m) : std::nullopt;
}
std::optional<double> width_of(const BoundaryFinding& f) {
  return f.fault ? std::optional(f.fault->width_m) : std::nullopt;
}
std::optional<double> apart_of(const BoundaryFinding& f) {
  return f.fault && f.fault->apart_m > 0 ? std::optional(f.fault->apart_m) : std::nullopt;
}

std::pair<UnitId, UnitId> units_of(const Boundaries& boundaries, const BoundaryFinding& f) {
  if (f.code != "unit-gap")
    return {f.a, f.code == "unit-outside-parent" || f.code == "code-prefix" ? UnitId() : f.b};
  const auto& ids = boundaries.units.layers[f.layer].units;
  const auto& beside = f.fault->beside;
  return {beside.empty() ? UnitId() : ids[beside[0].unit],
          beside.size() < 2 ? UnitId() : ids[beside[1].unit]};
}

UnitId parent_of(const BoundaryFinding& f) {
  if (f.code == "unit-gap") return f.a;
  return f.code == "unit-outside-parent" || f.code == "code-prefix" ? f.b : UnitId();
}

void write_boundary_report(const BoundaryReport& report, const std::filesystem::path& folder) {
  write_boundary_gpkg(report, folder / "boundaries.gpkg");
  write_boundary_xlsx(report, folder / "boundaries.xlsx");
  write_boundary_json(report, folder / "boundaries.json");
  if (report.lines == nullptr) return;
  if (report.lines->book.has_lines) write_inspection_csv(report, folder / "inspection.csv");
  if (!report.lines->route_mode.empty()) write_routes_csv(report, folder / "routes.csv");
}

}  // namespace fangyuan
