// SPDX-License-Identifier: Apache-2.0
// The layer `units`.
#include <map>

#include "geo/out/csv_writer.h"
#include "geo/out/figures.h"
#include "geo/out/gpkg_layers.h"
#include "geo/out/qgis_styles.h"
#include "geo/out/unit_words.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

std::string column(const RunContents& contents, const Figure& f, const char* what) {
  return contents.services[f.service.index()].id + '_' + f.limit +
         (f.measure == Measure::straight ? "_straight" : "") + what;
}

std::string date_text(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }

}  // namespace

void add_units(GpkgFile& file, const RunContents& contents) {
  const std::vector<std::string> types = facility_types(contents);
  const FigureTable table(contents);
  const std::vector<Figure>& columns = table.figures();
  const std::vector<std::string>& groups = contents.cells.groups;
  std::vector<GpkgFile::Field> fields{{"tree"},
                                      {"level"},
                                      {"code", OFTString, "代码"},
                                      {"name", OFTString, "名称"},
                                      {"class"},
                                      {"parent"},
                                      {"valid_from"},
                                      {"valid_to"},
                                      {"area_km2", OFTReal, "面积（平方公里）"}};
  for (const std::string& group : groups) fields.push_back({group, OFTReal});
  for (const std::string& type : types) fields.push_back({"facilities_" + type, OFTInteger64});
  fields.insert(fields.end(), {{"road_km", OFTReal},
                               {"median_access_m", OFTReal},
                               {"network_over_straight", OFTReal},
                               {"share_unlocated", OFTReal},
                               {"trust"},
                               {"reasons"}});
  const int first_figure = static_cast<int>(fields.size());
  std::string share_column, share_title;
  for (const Figure& f : columns) {
    const Service& service = contents.services[f.service.index()];
    fields.push_back({column(contents, f, "_served"), OFTReal});
    fields.push_back({column(contents, f, "_share"), OFTReal, service.name + ' ' + f.limit});
    // Shaded: the first service at its largest limit, by the network if it has such figures.
    const bool first = f.service == columns.front().service;
    if (first && f.measure == columns.front().measure) {
      share_column = fields.back().name;
      share_title = service.name + "（" + limit_zh(f.limit) + "）：覆盖率";
    }
  }
  OGRLayer& layer = file.add_layer("units", wkbMultiPolygon, &contents.frame.srs(), fields,
                                   "区划：人口、设施与覆盖 / units: people, facilities, coverage");

  std::map<UnitId, const UnitRow*> row_of;
  for (const UnitRow& row : contents.unit_rows) row_of[row.unit] = &row;
  for (std::size_t l = 0; l < contents.units.layers.size(); ++l) {
    for (const UnitId id : contents.units.layers[l].units) {
      const Unit& unit = contents.units[id];
      OGRFeature feature(layer.GetLayerDefn());
      int field = 0;
      const auto text = [&](const std::string& v) {
        if (!v.empty()) feature.SetField(field, v.c_str());
        ++field;
      };
      const auto real = [&](std::optional<double> v) {
        if (v) feature.SetField(field, *v);
        ++field;
      };
      text(std::string(to_string(unit.tree)));
      text(std::string(to_string(unit.level)));
      text(unit.code);
      text(unit.name);
      text(unit.unit_class);
      text(unit.parent_code);
      text(date_text(unit.valid_from));
      text(date_text(unit.valid_to));
      real(unit.area_m2 / 1e6);
      if (const auto it = row_of.find(id); it != row_of.end()) {
        const UnitRow& row = *it->second;
        for (const People people : row.people) real(people.to_double());
        for (const std::string& type : types)
          feature.SetField(field++, static_cast<GIntBig>(facility_count(row, type)));
        real(row.road_km);
        real(row.median_access_m);
        real(row.network_over_straight);
        real(row.share_unlocated);
        text(trust_word(row.trust));
        text(joined(row.reasons, ";"));
      }
      for (std::size_t k = 0; k < columns.size(); ++k) {
        const Parts* parts = table.find(l, id, k);
        if (parts == nullptr) continue;
        const int at = first_figure + 2 * static_cast<int>(k);
        feature.SetField(at, parts->served.to_double());
        if (parts->total > People())
          feature.SetField(
              at + 1, static_cast<double>(share_millionths(parts->served, parts->total)) / 1e6);
      }
      if (id.index() < contents.unit_outlines.size())
        if (const OGRGeometry* outline = contents.unit_outlines[id.index()])
          feature.SetGeometryDirectly(OGRGeometryFactory::forceToMultiPolygon(outline->clone()));
      file.add(layer, feature);
    }
  }
  file.add_style("units", units_style(contents, share_column, share_title));
}

}  // namespace fangyuan
