// SPDX-License-Identifier: Apache-2.0
// change.gpkg: the units before and after, the ground that changes hands and what is on it.
#include "geo/out/change_words.h"
#include "geo/out/gdal_file.h"
#include "geo/out/qml.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

class Row {
 public:
  explicit Row(OGRLayer& layer) : layer_(layer), feature_(layer.GetLayerDefn()) {}
  Row& text(const std::string& v) {
    if (!v.empty()) feature_.SetField(field_, v.c_str());
    ++field_;
    return *this;
  }
  Row& real(double v) {
    feature_.SetField(field_++, v);
    return *this;
  }
  Row& whole(std::size_t v) {
    feature_.SetField(field_++, static_cast<GIntBig>(v));
    return *this;
  }
  void skip() { ++field_; }
  void add(GpkgFile& file, std::unique_ptr<OGRGeometry> geometry) {
    feature_.SetGeometryDirectly(geometry.release());
    file.add(layer_, feature_);
  }

 private:
  OGRLayer& layer_;
  OGRFeature feature_;
  int field_ = 0;
};

std::unique_ptr<OGRGeometry> point(const Place& p) {
  return std::make_unique<OGRPoint>(p.xy.x, p.xy.y);
}

class Writer {
 public:
  Writer(const ChangeReport& r, const std::filesystem::path& path)
      : r_(r), file_(path, r.info.date) {}

  void write() {
    moved();
    units(true);
    units(false);
    things();
    junctions();
    markers();
    file_.close();
  }

 private:
  void moved() {
    std::vector<GpkgFile::Field> fields{{"level", OFTString, "层级"},
                                        {"from_code", OFTString, "移出方代码"},
                                        {"from_name", OFTString, "移出方"},
                                        {"to_code", OFTString, "移入方代码"},
                                        {"to_name", OFTString, "移入方"},
                                        {"area_m2", OFTReal, "面积（平方米）"},
                                        {"villages", OFTInteger64, "村（社区）数"},
                                        {"facilities", OFTInteger64, "设施数"}};
    for (const std::string& g : r_.groups) fields.push_back({g, OFTReal});
    OGRLayer& layer = file_.add_layer("moved_ground", wkbMultiPolygon, &r_.frame.srs(), fields,
                                      "变更归属的土地 / the ground that changes hands");
    for (const MovedArea& m : r_.moved) {
      Row row(layer);
      row.text(std::string(level_zh(m.level))).text(m.from).text(m.from_name).text(m.to);
      row.text(m.to_name).real(m.area_m2).whole(m.villages.size()).whole(m.facilities.size());
      for (const People p : m.people) row.real(p.to_double());
      row.add(file_, multipolygon_of(m.ground));
    }
    file_.add_style("moved_ground", qml::document(qml::rule_renderer(
                                        "fill", {{.label = "变更归属的土地",
                                                  .filter = {},
                                                  .layers = qml::hatch({200, 40, 40}, 2, 0.4, 45) +
                                                            qml::outline({200, 40, 40}, 0.5)}})));
  }

  void units(bool after) {
    const std::string name = after ? "units_after" : "units_before";
    std::vector<GpkgFile::Field> fields{{"tree"},
                                        {"level", OFTString, "层级"},
                                        {"code", OFTString, "代码"},
                                        {"name", OFTString, "名称"},
                                        {"class", OFTString, "类别"},
                                        {"parent", OFTString, "上级代码"},
                                        {"what", OFTString, "变更内容"},
                                        {"area_m2", OFTReal, "面积（平方米）"}};
    for (const std::string& g : r_.groups) fields.push_back({g, OFTReal});
    OGRLayer& layer =
        file_.add_layer(name, wkbMultiPolygon, &r_.frame.srs(), fields,
                        after ? "变更后的区划 / units after" : "变更前的区划 / units before");
    for (const UnitPair& p : r_.units) {
      const auto& s = after ? p.after : p.before;
      if (!s) continue;
      Row row(layer);
      row.text(std::string(to_string(p.tree))).text(std::string(to_string(p.level)));
      row.text(s->code).text(s->name).text(s->unit_class).text(s->parent).text(what_zh(p));
      row.real(s->area_m2);
      for (const People n : s->people) row.real(n.to_double());
      row.add(file_, multipolygon_of(s->outline));
    }
    const qml::Colour line = after ? qml::Colour{30, 90, 160} : qml::Colour{90, 90, 90};
    std::vector<qml::DrawRule> rules;
    for (const Level level : {Level::prefecture, Level::county, Level::township, Level::village}) {
      const double width = level == Level::village ? 0.2 : level == Level::township ? 0.5 : 0.9;
      rules.push_back({.label = std::string(level_zh(level)),
                       .filter = "\"level\" = '" + std::string(to_string(level)) + "'",
                       .layers = qml::outline(line, width, after ? "solid" : "dash")});
    }
    file_.add_style(name, qml::document(qml::rule_renderer("fill", rules),
                                        qml::labeling({{.filter = {},
                                                        .expression = "\"name\"",
                                                        .points = 9,
                                                        .colour = line,
                                                        .bold = after}})));
  }

  void things() {
    OGRLayer& layer = file_.add_layer("moved_facilities", wkbPoint, &r_.frame.srs(),
                                      {{"id", OFTString, "编号"},
                                       {"name", OFTString, "名称"},
                                       {"type", OFTString, "类型"},
                                       {"level", OFTString, "层级"},
                                       {"from_name", OFTString, "移出方"},
                                       {"to_name", OFTString, "移入方"}},
                                      "随土地移交的设施 / sites on the ground");
    for (const MovedArea& m : r_.moved)
      for (const MovedThing& t : m.facilities) {
        if (!t.place) continue;
        Row row(layer);
        row.text(t.id).text(t.name).text(t.type).text(std::string(level_zh(m.level)));
        row.text(m.from_name).text(m.to_name).add(file_, point(*t.place));
      }
    file_.add_style(
        "moved_facilities",
        qml::document(qml::rule_renderer(
            "marker", {{.label = "移交的设施",
                        .filter = {},
                        .layers = qml::marker("square", {200, 40, 40}, {80, 0, 0}, 2.2)}})));
  }

  void junctions() {
    OGRLayer& layer = file_.add_layer("junctions", wkbPoint, &r_.frame.srs(),
                                      {{"level", OFTString, "层级"},
                                       {"units", OFTString, "区划"},
                                       {"when", OFTString, "变更前、后"}},
                                      "变更的交会点 / junctions that come or go");
    for (const TouchedJunction& j : r_.junctions) {
      const std::string units = junction_units_zh(j);
      Row row(layer);
      row.text(std::string(level_zh(j.level))).text(units).text(j.after ? "新增" : "消失");
      row.add(file_, point(j.at));
    }
    file_.add_style(
        "junctions",
        qml::document(qml::rule_renderer(
            "marker", {{.label = "交会点",
                        .filter = {},
                        .layers = qml::marker("triangle", {255, 255, 255}, {40, 40, 40}, 2.4)}})));
  }

  void markers() {
    if (!r_.markers) return;
    OGRLayer& layer = file_.add_layer("markers", wkbPoint, &r_.frame.srs(),
                                      {{"number", OFTString, "界桩号"},
                                       {"line", OFTString, "界线"},
                                       {"copy", OFTString, "哪一方的成果"},
                                       {"condition", OFTString, "完好程度"},
                                       {"off_m", OFTReal, "变更后距界线（米）"},
                                       {"relation", OFTString, "涉及、毗邻"}},
                                      "涉及的界桩 / markers touched");
    for (const TouchedMarker& m : *r_.markers) {
      Row row(layer);
      row.text(m.number).text(m.line).text(m.copy).text(m.condition);
      if (m.off_m)
        row.real(*m.off_m);
      else
        row.skip();
      row.text(m.adjacent ? "毗邻" : "涉及");
      row.add(file_, point(m.at));
    }
    file_.add_style(
        "markers",
        qml::document(qml::rule_renderer(
            "marker", {{.label = "界桩",
                        .filter = {},
                        .layers = qml::marker("circle", {255, 255, 255}, {160, 30, 30}, 2.4)}})));
  }

  const ChangeReport& r_;
  GpkgFile file_;
};

}  // namespace

void write_change_gpkg(const ChangeReport& report, const std::filesystem::path& path) {
  Writer(report, path).write();
}

}  // namespace fangyuan
