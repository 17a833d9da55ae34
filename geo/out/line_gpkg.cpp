// SPDX-License-Identifier: Apache-2.0
// The layers on lines and markers of boundaries.gpkg.
#include "geo/out/boundary_words.h"
#include "geo/out/gdal_file.h"
#include "geo/out/gpkg_feature.h"
#include "geo/out/line_words.h"
#include "geo/out/qml.h"

namespace fangyuan {
namespace {

void add_findings(GpkgFile& file, const BoundaryReport& report) {
  const LineReport& lines = *report.lines;
  OGRLayer& layer = file.add_layer("line_faults", wkbPoint, &report.frame.srs(),
                                   {{"number", OFTInteger64, "编号"},
                                    {"code", OFTString, "代号"},
                                    {"kind", OFTString, "问题"},
                                    {"severity"},
                                    {"line", OFTString, "界线"},
                                    {"marker", OFTString, "界桩号"},
                                    {"metres", OFTReal, "相差（米）"},
                                    {"message", OFTString, "说明"},
                                    {"mend", OFTString, "处理建议"}},
                                   "界线、界桩的问题 / findings on lines and markers");
  std::size_t n = 0;
  for (const LineFinding& f : lines.check.findings) {
    ++n;
    if (!f.where) continue;
    Feature row(layer);
    row.whole(n).text(f.code).text(info_of_line_finding(f.code).title.zh);
    row.text(f.severe ? "error" : "warning");
    row.text(f.line ? lines.check.lines[*f.line].label : "");
    row.text(f.marker ? marker_name(lines.book.markers[*f.marker]) : "");
    row.real(f.metres).text(f.what.zh).text(f.mend.zh);
    row.add(file, layer, std::make_unique<OGRPoint>(f.where->xy.x, f.where->xy.y));
  }
  file.add_style(
      "line_faults",
      qml::document(qml::rule_renderer(
          "marker", {{.label = "界线、界桩的问题",
                      .filter = {},
                      .layers = qml::marker("diamond", {230, 120, 20}, {120, 50, 0}, 2.6)}})));
}

void add_lines(GpkgFile& file, const BoundaryReport& report) {
  const LineReport& lines = *report.lines;
  OGRLayer& layer = file.add_layer("lines", wkbMultiLineString, &report.frame.srs(),
                                   {{"line", OFTString, "界线编号"},
                                    {"label", OFTString, "界线"},
                                    {"unit", OFTString, "代码"},
                                    {"other", OFTString, "毗邻代码"},
                                    {"length_m", OFTReal, "长度（米）"},
                                    {"apart_m", OFTReal, "与边界最大相差（米）"},
                                    {"markers", OFTInteger64, "界桩"},
                                    {"findings", OFTInteger64, "问题"},
                                    {"due", OFTString, "联检"},
                                    {"last_day", OFTString, "联检期限"}},
                                   "界线记录 / recorded lines");
  const Units& units = report.boundaries.units;
  for (std::size_t k = 0; k < lines.check.lines.size(); ++k) {
    const LineRow& line = lines.check.lines[k];
    if (!line.record) continue;
    Feature row(layer);
    row.text(lines.book.lines[*line.record].id).text(line.label);
    row.text(line.a ? units[line.a].code : "").text(line.b ? units[line.b].code : "");
    row.real(line.length_m).real(line.apart_m).whole(line.markers.size());
    row.whole(findings_of_line(lines, k));
    for (const InspectionRow& i : lines.inspections)
      if (i.line == k && i.duty == Duty::round)
        row.text(std::string(zh_of(i.due))).text(day(i.last_day));
    row.add(file, layer, lines_geometry(line.course));
  }
  file.add_style(
      "lines",
      qml::document(qml::rule_renderer(
          "line",
          {{.label = "界线记录", .filter = {}, .layers = qml::outline({160, 30, 120}, 0.5)}})));
}

void add_markers(GpkgFile& file, const BoundaryReport& report) {
  const LineReport& lines = *report.lines;
  OGRLayer& layer = file.add_layer("markers", wkbPoint, &report.frame.srs(),
                                   {{"marker", OFTString, "界桩号"},
                                    {"line", OFTString, "界线"},
                                    {"condition", OFTString, "完好程度"},
                                    {"keeper", OFTString, "管理方"},
                                    {"off_m", OFTReal, "离界线（米）"},
                                    {"along_m", OFTReal, "沿界线（米）"},
                                    {"findings", OFTInteger64, "问题"}},
                                   "界桩 / markers");
  for (const MarkerRow& m : lines.check.markers) {
    const Marker& marker = lines.book.markers[m.marker];
    if (!marker.place) continue;
    Feature row(layer);
    row.text(marker_name(marker)).text(m.line ? lines.check.lines[*m.line].label : "");
    row.text(std::string(zh_of(marker.condition))).text(marker.side);
    row.real(m.off_m).real(m.along_m).whole(findings_of_marker(lines, m.marker));
    row.add(file, layer, std::make_unique<OGRPoint>(marker.place->xy.x, marker.place->xy.y));
  }
  file.add_style(
      "markers",
      qml::document(
          qml::rule_renderer(
              "marker", {{.label = "界桩",
                          .filter = {},
                          .layers = qml::marker("square", {250, 250, 250}, {160, 30, 120}, 2)}}),
          qml::labeling(
              {{.filter = {}, .expression = "\"marker\"", .points = 7, .beside = true}})));
}

void add_disputes(GpkgFile& file, const BoundaryReport& report) {
  const LineReport& lines = *report.lines;
  OGRLayer& layer = file.add_layer("disputes", wkbMultiPolygon, &report.frame.srs(),
                                   {{"line", OFTString, "界线"},
                                    {"claimed_by", OFTString, "主张"},
                                    {"area_m2", OFTReal, "面积（平方米）"}},
                                   "两条主张线之间 / ground between two claims");
  for (const Dispute& d : lines.disputes)
    for (const DisputedPiece& p : d.pieces) {
      Feature row(layer);
      row.text(lines.check.lines[d.line].label);
      row.text(p.claimed_by_both ? "双方都主张" : "双方都不主张").real(p.area_m2);
      row.add(file, layer, area_geometry({p.shape}));
    }
}

}  // namespace

void add_line_layers(GpkgFile& file, const BoundaryReport& report) {
  add_findings(file, report);
  add_lines(file, report);
  if (report.lines->book.has_markers) add_markers(file, report);
  if (!report.lines->disputes.empty()) add_disputes(file, report);
}

}  // namespace fangyuan
