// SPDX-License-Identifier: Apache-2.0
// boundaries.gpkg: faults as areas and as points, the lines between units, and where they meet.
#include "geo/out/boundary_words.h"
#include "geo/out/gdal_file.h"
#include "geo/out/gpkg_feature.h"
#include "geo/out/line_words.h"
#include "geo/out/qml.h"

namespace fangyuan {
namespace {

const std::vector<GpkgFile::Field> kFaultFields{{"number", OFTInteger64, "编号"},
                                                {"code", OFTString, "代号"},
                                                {"kind", OFTString, "问题"},
                                                {"severity"},
                                                {"level", OFTString, "层级"},
                                                {"unit", OFTString, "区划"},
                                                {"other", OFTString, "毗邻区划"},
                                                {"parent", OFTString, "上级"},
                                                {"area_m2", OFTReal, "面积（平方米）"},
                                                {"length_m", OFTReal, "长度（米）"},
                                                {"width_m", OFTReal, "平均宽度（米）"},
                                                {"apart_m", OFTReal, "最大相差（米）"},
                                                {"message", OFTString, "说明"},
                                                {"mend", OFTString, "处理建议"}};

void fill_fault(const BoundaryReport& report, std::size_t i, Feature& row) {
  const BoundaryFinding& f = report.boundaries.findings[i];
  const Units& units = report.boundaries.units;
  const auto [a, b] = units_of(report.boundaries, f);
  row.whole(i + 1).text(f.code).text(finding_zh(f.code));
  row.text(report.issues[i].severe ? "error" : "warning").text(layer_zh(units.layers[f.layer]));
  row.text(unit_label(units, a)).text(unit_label(units, b)).text(unit_label(units, parent_of(f)));
  row.real(f.area_m2).real(length_of(f)).real(width_of(f)).real(apart_of(f));
  row.text(report.issues[i].what.zh).text(report.issues[i].mend.zh);
}

void add_faults(GpkgFile& file, const BoundaryReport& report) {
  const auto* srs = &report.frame.srs();
  const auto& findings = report.boundaries.findings;
  OGRLayer& areas = file.add_layer("fault_areas", wkbMultiPolygon, srs, kFaultFields,
                                   "空隙、重叠、界线不一致、超出上级的范围 / ground of the faults");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!findings[i].fault) continue;
    Feature row(areas);
    fill_fault(report, i, row);
    row.add(file, areas, area_geometry(findings[i].fault->shape));
  }
  file.add_style(
      "fault_areas",
      qml::document(qml::rule_renderer(
          "fill", {{.label = "问题范围",
                    .filter = {},
                    .layers = qml::plain_fill({220, 60, 50, 110}, {180, 20, 20}, 0.5)}})));
  OGRLayer& points = file.add_layer("faults", wkbPoint, srs, kFaultFields,
                                    "全部问题，各一点 / every finding, a point each");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Feature row(points);
    fill_fault(report, i, row);
    const XY at = findings[i].where.xy;
    row.add(file, points, std::make_unique<OGRPoint>(at.x, at.y));
  }
  file.add_style(
      "faults",
      qml::document(qml::rule_renderer(
          "marker", {{.label = "问题",
                      .filter = {},
                      .layers = qml::marker("circle", {220, 60, 50}, {90, 0, 0}, 2.4)}})));
}

void add_lines(GpkgFile& file, const BoundaryReport& report) {
  const Units& units = report.boundaries.units;
  OGRLayer& layer = file.add_layer("borders", wkbMultiLineString, &report.frame.srs(),
                                   {{"level", OFTString, "层级"},
                                    {"unit", OFTString, "区划"},
                                    {"other", OFTString, "毗邻区划"},
                                    {"sections", OFTInteger64, "段数"},
                                    {"length_m", OFTReal, "长度（米）"}},
                                   "界线，逐对毗邻区划 / lines, one per two neighbours");
  for (const BorderRow& b : report.borders) {
    Feature row(layer);
    row.text(layer_zh(units.layers[b.layer])).text(unit_label(units, b.a));
    row.text(unit_label(units, b.b)).whole(b.sections.size()).real(b.length_m);
    row.add(file, layer, lines_geometry(b.sections));
  }
  file.add_style(
      "borders",
      qml::document(qml::rule_renderer(
          "line", {{.label = "界线", .filter = {}, .layers = qml::outline({70, 70, 70}, 0.3)}})));
}

void add_junctions(GpkgFile& file, const BoundaryReport& report) {
  const Units& units = report.boundaries.units;
  OGRLayer& layer = file.add_layer("junctions", wkbPoint, &report.frame.srs(),
                                   {{"level", OFTString, "层级"},
                                    {"count", OFTInteger64, "区划数"},
                                    {"outside", OFTInteger64, "与界外相接"},
                                    {"units", OFTString, "区划"}},
                                   "三个以上区划的交会点 / where three units or more meet");
  for (const JunctionRow& j : report.junctions) {
    std::string names;
    for (const UnitId id : j.units) names += (names.empty() ? "" : "；") + unit_label(units, id);
    Feature row(layer);
    row.text(layer_zh(units.layers[j.layer])).whole(j.units.size()).whole(j.outside ? 1 : 0);
    row.text(names).add(file, layer, std::make_unique<OGRPoint>(j.at.xy.x, j.at.xy.y));
  }
  file.add_style(
      "junctions",
      qml::document(qml::rule_renderer(
          "marker", {{.label = "交会点",
                      .filter = {},
                      .layers = qml::marker("triangle", {255, 255, 255}, {40, 40, 40}, 2)}})));
}

}  // namespace

void write_boundary_gpkg(const BoundaryReport& report, const std::filesystem::path& path) {
  GpkgFile file(path, report.info.date);
  add_faults(file, report);
  add_lines(file, report);
  add_junctions(file, report);
  if (report.lines != nullptr) add_line_layers(file, report);
  file.close();
}

}  // namespace fangyuan
