// SPDX-License-Identifier: Apache-2.0
// names.gpkg: the findings and the gazetteer on the map, in the project's CRS.
#include "geo/names/romanise.h"
#include "geo/out/gdal_file.h"
#include "geo/out/names_folder.h"
#include "geo/out/qml.h"

namespace fangyuan {
namespace {

class Filler {
 public:
  Filler(GpkgFile& file, OGRLayer& layer)
      : file_(file), layer_(layer), feature_(layer.GetLayerDefn()) {}
  void text(const std::string& v) {
    if (!v.empty()) feature_.SetField(field_, v.c_str());
    ++field_;
  }
  void whole(std::uint64_t v) { feature_.SetField(field_++, static_cast<GIntBig>(v)); }
  void add(const std::optional<Place>& place) {
    if (place) feature_.SetGeometryDirectly(new OGRPoint(place->xy.x, place->xy.y));
    file_.add(layer_, feature_);
  }

 private:
  GpkgFile& file_;
  OGRLayer& layer_;
  OGRFeature feature_;
  int field_ = 0;
};

void add_findings(GpkgFile& file, const NamesContents& contents) {
  OGRLayer& layer =
      file.add_layer("findings", wkbPoint, &contents.frame.srs(),
                     {{"finding", OFTInteger64, "问题号"},
                      {"rule"},
                      {"title", OFTString, "检查"},
                      {"grade", OFTString, "把握"},
                      {"article", OFTString, "依据"},
                      {"scope", OFTString, "范围"},
                      {"detail", OFTString, "内容"},
                      {"name", OFTString, "地名"},
                      {"class", OFTString, "类别"},
                      {"code", OFTString, "代码"},
                      {"source", OFTString, "清单"},
                      {"row", OFTInteger64, "行"},
                      {"todo", OFTString, "处理"}},
                     "地名检查的问题，每个地名一点；没有坐标的没有图形 / findings, one "
                     "point per name; without geometry where it has no place");
  std::uint64_t number = 0;
  for (const NameFinding& f : contents.report.findings) {
    ++number;
    const NameRuleInfo& info = info_of(f.rule);
    const auto head = [&](Filler& row) {
      row.whole(number);
      row.text(std::string(info.id));
      row.text(info.title.zh);
      row.text(std::string(zh_of(f.grade)));
      row.text(f.article.zh);
      row.text(f.scope.zh);
      row.text(f.detail.zh);
    };
    if (!f.written.empty()) {
      Filler row(file, layer);
      head(row);
      row.text(f.written);
      row.text("");
      row.text("");
      row.text(f.source);
      row.whole(f.row);
      row.text(info.todo.zh);
      row.add(f.places.empty() ? std::nullopt : std::optional(f.places.front()));
    }
    for (const auto i : f.names) {
      const PlaceName& n = contents.gazetteer.names[i];
      Filler row(file, layer);
      head(row);
      row.text(n.name);
      row.text(std::string(zh_of(n.name_class)));
      row.text(n.code);
      row.text(contents.gazetteer.paths[n.source]);
      row.whole(n.row);
      row.text(info.todo.zh);
      row.add(n.place);
    }
  }
  const auto rule = [](NameGrade g, qml::Colour colour, const char* shape) {
    return qml::DrawRule{.label = std::string(zh_of(g)),
                         .filter = "\"grade\" = " + qml::quoted(zh_of(g)),
                         .layers = qml::marker(shape, colour, {255, 255, 255}, 2.4)};
  };
  file.add_style(
      "findings",
      qml::document(
          qml::rule_renderer("marker", {rule(NameGrade::possible, {170, 170, 170}, "circle"),
                                        rule(NameGrade::likely, {230, 159, 0}, "triangle"),
                                        rule(NameGrade::needs_human, {33, 113, 181}, "diamond"),
                                        rule(NameGrade::certain, {213, 94, 0}, "square")}),
          qml::labeling({{.filter = "",
                          .expression = qml::column("name"),
                          .least_scale = 25000,
                          .beside = true}})));
}

void add_names(GpkgFile& file, const NamesContents& contents) {
  OGRLayer& layer = file.add_layer("names", wkbPoint, &contents.frame.srs(),
                                   {{"name", OFTString, "地名"},
                                    {"class"},
                                    {"class_zh", OFTString, "类别"},
                                    {"code", OFTString, "代码"},
                                    {"status"},
                                    {"reading", OFTString, "读音"},
                                    {"certain", OFTInteger64, "读音确定"},
                                    {"roman", OFTString, "罗马字母拼写"},
                                    {"written", OFTString, "清单所写拼写"},
                                    {"scope", OFTString, "比较范围"},
                                    {"protection", OFTString, "保护级别"},
                                    {"source", OFTString, "清单"},
                                    {"row", OFTInteger64, "行"}},
                                   "地名录与推出的读音、拼写 / the gazetteer with readings and "
                                   "spellings as derived");
  for (std::size_t i = 0; i < contents.gazetteer.names.size(); ++i) {
    const PlaceName& n = contents.gazetteer.names[i];
    const CheckedName& c = contents.report.names[i];
    std::string reading;
    for (const Syllable s : c.reading.best) reading += (reading.empty() ? "" : " ") + s.to_string();
    Filler row(file, layer);
    row.text(n.name);
    row.text(std::string(to_string(n.name_class)));
    row.text(std::string(zh_of(n.name_class)));
    row.text(n.code);
    row.text(std::string(to_string(n.status)));
    row.text(reading);
    row.whole(c.reading.certain ? 1 : 0);
    row.text(romanise(c.folded, n.name_class, c.reading));
    row.text(n.roman);
    row.text(c.scope.words.zh);
    row.text(n.protection);
    row.text(contents.gazetteer.paths[n.source]);
    row.whole(n.row);
    row.add(n.place);
  }
}

}  // namespace

void write_names_gpkg(const NamesContents& contents, const std::filesystem::path& path) {
  GpkgFile file(path, contents.date);
  add_findings(file, contents);
  add_signs(file, contents);
  add_names(file, contents);
  file.close();
}

}  // namespace fangyuan
