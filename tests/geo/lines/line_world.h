// SPDX-License-Identifier: Apache-2.0
// Three counties whose lines can be checked by eye, in metres from 530,000 / 3,850,000:
//
//   2000 +-----------------+
//        |   410204 丙县   |
//   1000 +--------+--------+     the junction of all three: (1000, 1000)
//        | 410202 | 410203 |
//        |  甲县  |  乙县  |
//      0 +--------+--------+
//        0      1000     2000
#pragma once

#include <gtest/gtest.h>

#include <set>

#include "geo/lines/line_check.h"
#include "tests/geo/units/feature_file.h"

namespace fangyuan::test {

using Way = std::vector<std::pair<double, double>>;

inline std::string line(const Way& way) {
  std::string out;
  for (const auto& [x, y] : way) {
    const XY p = at(x, y);
    out += (out.empty() ? "[" : ",[") + std::to_string(p.x) + "," + std::to_string(p.y) + "]";
  }
  return R"({"type":"LineString","coordinates":[)" + out + "]}";
}
inline std::vector<XY> way_xy(const Way& way) {
  std::vector<XY> out;
  for (const auto& [x, y] : way) out.push_back(at(x, y));
  return out;
}

struct LineRecord {
  std::string id, unit, other;
  Way way;
  int section = 1;
  std::string follows = "河流", agreement = "协〔2002〕1号", from = {}, to = {}, run = {},
              more = {};
  std::string text() const {
    return feature(R"("line":")" + id + R"(","unit":")" + unit + R"(","other":")" + other +
                       R"(","section":)" + std::to_string(section) + R"(,"follows":")" + follows +
                       R"(","agreement":")" + agreement +
                       R"(","agreed":"2002-07-01","from_marker":")" + from + R"(","to_marker":")" +
                       to + R"(","run":")" + run + '"' + more,
                   way.empty() ? "null" : line(way));
  }
};

struct MarkerRecord {
  std::string code;
  double x = 0, y = 0;
  std::string condition = "完好", side = "410202", more = {};
  std::string text() const {
    return feature(R"("code":")" + code + R"(","condition":")" + condition + R"(","side":")" +
                       side + '"' + more,
                   point(x, y));
  }
};

struct LineWorld : testing::Test {
  Folder folder;
  Frame frame{kCrs};
  Problems problems;
  Boundaries boundaries;
  std::vector<BorderRow> borders;
  std::vector<JunctionRow> junctions;
  std::vector<LineRecord> lines;
  std::vector<MarkerRecord> markers;
  LineBook book;
  LineCheckOptions options;
  std::string date = "2025-12-31";

  void SetUp() override {
    BoundarySource s;
    s.level = Level::county;
    s.ref.path = "county.geojson";
    s.ref.resolved = folder.write(
        s.ref.path,
        collection(
            {feature(R"("code":"410202","name":"甲县","class":"县")", box(0, 0, 1000, 1000)),
             feature(R"("code":"410203","name":"乙县","class":"县")", box(1000, 0, 2000, 1000)),
             feature(
                 R"("code":"410204","name":"丙县","class":"县")",
                 polygon({{{0, 1000}, {1000, 1000}, {2000, 1000}, {2000, 2000}, {0, 2000}}}))}));
    Problems of_units;
    boundaries = read_boundaries(std::vector{s}, *parse_date("2025-12-31"), frame, of_units);
    ASSERT_TRUE(boundaries.findings.empty() || boundaries.findings[0].code == "code-class");
    border(0, 1, {{1000, 0}, {1000, 1000}}, 1);
    border(0, 2, {{0, 1000}, {1000, 1000}}, -1);
    border(1, 2, {{1000, 1000}, {2000, 1000}}, -1);
    JunctionRow j;
    j.at = frame.place(at(1000, 1000));
    j.units = {unit(0), unit(1), unit(2)};
    junctions.push_back(j);
    // Sound records; the first line in two sections, the second of them drawn the other way.
    lines = {{.id = "0203",
              .unit = "410202",
              .other = "410203",
              .way = {{1000, 1000}, {1000, 500}},
              .from = "020304A",
              .to = "0203001Q",
              .run = "自020304A起，沿河向南行500米"},
             {.id = "0203",
              .unit = "410202",
              .other = "410203",
              .way = {{1000, 0}, {1000, 500}},
              .section = 2,
              .from = "0203001Q",
              .run = "自0203001Q起向南方向"},
             {.id = "0204", .unit = "甲县", .other = "丙县", .way = {{0, 1000}, {1000, 1000}}},
             {.id = "0304",
              .unit = "410204",
              .other = "410203 乙县",
              .way = {{1000, 1000}, {2000, 1000}}}};
    markers = {{"0203001Q", 1000, 500},
               {"0203002Q", 1000, 200},
               {"0204001Q", 200, 1000},
               {"0204002Q", 800, 1000},
               {"0304001Q", 1500, 1000, "完好", "丙县民政局"},
               {"020304A", 1000, 1000}};
  }

  UnitId unit(std::size_t i) const { return boundaries.units.layers[0].units[i]; }
  void border(std::size_t a, std::size_t b, const Way& way, std::int32_t side) {
    BorderRow row;
    row.a = unit(a);
    row.b = unit(b);
    row.sections = {way_xy(way)};
    row.side_of_a = {side};
    row.length_m = 1000;
    borders.push_back(row);
  }

  LineCheck check(bool with_lines = true, bool with_markers = true) {
    std::vector<RecordSource> line_sources, marker_sources;
    const auto source = [&](const char* name, const auto& records) {
      std::vector<std::string> features;
      for (const auto& r : records) features.push_back(r.text());
      RecordSource s;
      s.ref.path = name;
      s.ref.resolved = folder.write(name, collection(features));
      return s;
    };
    if (with_lines) line_sources.push_back(source("lines.geojson", lines));
    if (with_markers) marker_sources.push_back(source("markers.geojson", markers));
    problems = Problems();
    options.date = *parse_date(date);
    book = read_line_book({line_sources, marker_sources}, options.date, frame, problems);
    return check_lines({.book = book,
                        .boundaries = boundaries,
                        .borders = borders,
                        .junctions = junctions,
                        .frame = frame,
                        .options = options});
  }
  static std::multiset<std::string> codes(const LineCheck& check) {
    std::multiset<std::string> out;
    for (const LineFinding& f : check.findings) out.insert(f.code);
    return out;
  }
  std::multiset<std::string> codes() { return codes(check()); }
};

using Codes = std::multiset<std::string>;

}  // namespace fangyuan::test
