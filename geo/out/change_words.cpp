// SPDX-License-Identifier: Apache-2.0
#include "geo/out/change_words.h"

namespace fangyuan {
namespace {

std::unique_ptr<OGRLinearRing> ring_of(const std::vector<XY>& points) {
  auto ring = std::make_unique<OGRLinearRing>();
  ring->setNumPoints(static_cast<int>(points.size()), FALSE);
  for (std::size_t i = 0; i < points.size(); ++i)
    ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
  return ring;
}

}  // namespace

std::string kind_zh(UnitRuleChange::Kind kind) {
  switch (kind) {
    case UnitRuleChange::Kind::starts:
      return "起约束";
    case UnitRuleChange::Kind::ceases:
      return "不再约束";
    case UnitRuleChange::Kind::status:
      return "达标情况变化";
    case UnitRuleChange::Kind::value:
      return "数值变化";
  }
  return {};
}

std::string kind_word(UnitRuleChange::Kind kind) {
  switch (kind) {
    case UnitRuleChange::Kind::starts:
      return "starts";
    case UnitRuleChange::Kind::ceases:
      return "ceases";
    case UnitRuleChange::Kind::status:
      return "status";
    case UnitRuleChange::Kind::value:
      return "value";
  }
  return {};
}

std::string what_zh(const UnitPair& pair) {
  std::string out;
  for (const Text& t : pair.what) out += (out.empty() ? "" : "、") + t.zh;
  return out;
}

std::string named_zh(const std::string& code, const std::string& name) {
  return name.empty() || name == code ? code : name + "（" + code + "）";
}

std::string junction_units_zh(const TouchedJunction& junction) {
  std::string out;
  for (std::size_t i = 0; i < junction.units.size(); ++i)
    out += (i ? "；" : "") + named_zh(junction.units[i], junction.names[i]);
  return out;
}

std::unique_ptr<OGRGeometry> multipolygon_of(const std::vector<PolygonXY>& polygons) {
  auto multi = std::make_unique<OGRMultiPolygon>();
  for (const PolygonXY& p : polygons) {
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring_of(p.outer).release());
    for (const auto& hole : p.holes) polygon->addRingDirectly(ring_of(hole).release());
    multi->addGeometryDirectly(polygon.release());
  }
  return multi;
}

std::string map_basis_zh(const ChangeReport& report) {
  std::string layers;
  for (const InputInfo& i : report.info.inputs) {
    if (layers.find(i.path) != std::string::npos) continue;
    layers += (layers.empty() ? "" : "、") + i.path;
    break;
  }
  return "变更方案示意图。界线依据项目图层 " + layers + "，以界线详图为准，不作划界依据。";
}

void write_change_report(const ChangeReport& report, const std::filesystem::path& folder) {
  write_change_json(report, folder / "change.json");
  write_change_gpkg(report, folder / "change.gpkg");
  write_change_xlsx(report, folder / "change.xlsx");
  write_change_svg(report, false, folder / "map_before.svg");
  write_change_svg(report, true, folder / "map_after.svg");
}

}  // namespace fangyuan
