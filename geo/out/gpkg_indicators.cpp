// SPDX-License-Identifier: Apache-2.0
// The layer `indicators`: indicators.csv on the map, at a point inside each unit. Polygons are in
// the layer `units`, by the same code.
#include <map>
#include <utility>

#include "geo/out/gpkg_layers.h"
#include "geo/out/qgis_styles.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

using Key = std::pair<std::string, std::string>;  ///< level, code

std::map<Key, UnitId> units_by_code(const Units& units) {
  std::map<Key, UnitId> out;
  for (const UnitLayer& layer : units.layers)
    for (const UnitId id : layer.units)
      out.emplace(Key{std::string(to_string(layer.level)), units[id].code}, id);
  return out;
}

}  // namespace

void add_indicators(GpkgFile& file, const RunContents& contents) {
  if (contents.indicators.empty()) return;
  OGRLayer& layer = file.add_layer("indicators", wkbPoint, &contents.frame.srs(),
                                   {{"rule", OFTString, "规则"},
                                    {"name", OFTString, "指标"},
                                    {"level", OFTString, "层级"},
                                    {"code", OFTString, "代码"},
                                    {"unit", OFTString, "单元"},
                                    {"measure", OFTString, "度量"},
                                    {"base", OFTReal, "基础值"},
                                    {"value", OFTReal, "现值"},
                                    {"target", OFTReal, "目标值"},
                                    {"comparator"},
                                    {"gap", OFTReal, "缺口"},
                                    {"gap_unit"},
                                    {"attribute", OFTString, "属性"},
                                    {"status"},
                                    {"status_zh", OFTString, "达标"},
                                    {"due", OFTString, "限期"},
                                    {"source", OFTString, "依据"},
                                    {"source_line"},
                                    {"confidence"},
                                    {"note", OFTString, "说明"}},
                                   "规划指标，逐单元 / indicators of the plans, unit by unit");
  const auto by_code = units_by_code(contents.units);
  for (const IndicatorRow& row : contents.indicators) {
    OGRFeature feature(layer.GetLayerDefn());
    int field = 0;
    const auto text = [&](const std::string& v) {
      if (!v.empty()) feature.SetField(field, v.c_str());
      ++field;
    };
    const auto real = [&](const std::optional<Amount>& v) {
      if (v) feature.SetField(field, v->to_double());
      ++field;
    };
    for (const std::string& v : {row.rule, row.name, row.level, row.code, row.unit, row.measure})
      text(v);
    real(row.base);
    real(row.value);
    real(row.target);
    text(row.comparator);
    real(row.gap);
    text(row.gap_unit);
    text(row.attribute);
    text(std::string(to_string(row.status)));
    text(std::string(rule_status_zh(row.status)));
    text(row.due ? to_string(*row.due) : "");
    for (const std::string& v : {row.source, row.source_line, row.confidence, row.note.zh}) text(v);
    if (const auto unit = by_code.find({row.level, row.code}); unit != by_code.end()) {
      const XY at = contents.units[unit->second].label.xy;
      OGRPoint point(at.x, at.y);
      feature.SetGeometry(&point);
    }
    file.add(layer, feature);
  }
  file.add_style("indicators", indicators_style(contents));
}

}  // namespace fangyuan
