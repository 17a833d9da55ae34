// SPDX-License-Identifier: Apache-2.0
// The layers `facilities` and `circles`.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "geo/out/gpkg_layers.h"
#include "geo/out/qgis_styles.h"
#include "geo/out/unit_words.h"
#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

/// The services that have rows, in their order.
std::vector<ServiceId> services_with_rows(const RunContents& contents) {
  std::set<ServiceId> ids;
  for (const FacilityRow& row : contents.facility_rows) ids.insert(row.service);
  return {ids.begin(), ids.end()};
}

OGRLinearRing to_ring(const std::vector<XY>& points) {
  OGRLinearRing ring;
  ring.setNumPoints(static_cast<int>(points.size()), FALSE);
  for (std::size_t i = 0; i < points.size(); ++i)
    ring.setPoint(static_cast<int>(i), points[i].x, points[i].y);
  return ring;
}

OGRMultiPolygon* to_geometry(const Circle& circle) {
  auto* all = new OGRMultiPolygon;
  for (const Circle::Polygon& p : circle.polygons) {
    auto* polygon = new OGRPolygon;
    OGRLinearRing outer = to_ring(p.outer);
    polygon->addRing(&outer);
    for (const auto& hole : p.holes) {
      OGRLinearRing inner = to_ring(hole);
      polygon->addRing(&inner);
    }
    all->addGeometryDirectly(polygon);
  }
  return all;
}

}  // namespace

void add_facilities(GpkgFile& file, const RunContents& contents) {
  std::set<std::string> amounts, types;
  for (const Facility& f : contents.facilities) {
    types.insert(f.type);
    for (const auto& [name, value] : f.amounts) amounts.insert(name);
  }
  const std::vector<ServiceId> services = services_with_rows(contents);
  std::vector<GpkgFile::Field> fields{{"id"},        {"name", OFTString, "名称"},
                                      {"type"},      {"type_name", OFTString, "类型"},
                                      {"functions"}, {"status"},
                                      {"opened"},    {"closed"},
                                      {"code"},      {"unit", OFTString, "所在区划"}};
  for (const std::string& amount : amounts) fields.push_back({amount, OFTReal});
  for (const ServiceId s : services)
    for (const char* what : {"_in_reach", "_served", "_load", "_load_best"})
      fields.push_back({contents.services[s.index()].id + what, OFTReal});
  fields.insert(fields.end(), {{"source"}, {"row", OFTInteger64}});
  OGRLayer& layer =
      file.add_layer("facilities", wkbPoint, &contents.frame.srs(), fields, "设施 / facilities");

  std::map<std::pair<SiteId, ServiceId>, const FacilityRow*> row_of;  // of the largest limit
  for (const FacilityRow& row : contents.facility_rows) row_of[{row.site, row.service}] = &row;
  for (std::size_t s = 0; s < contents.facilities.size(); ++s) {
    const Facility& f = contents.facilities[s];
    const UnitId unit = finest_unit(contents.units, f.unit_of);
    OGRFeature feature(layer.GetLayerDefn());
    int field = 0;
    const auto text = [&](const std::string& v) {
      if (!v.empty()) feature.SetField(field, v.c_str());
      ++field;
    };
    const auto amount = [&](const std::optional<Amount>& v) {
      if (v) feature.SetField(field, v->to_double());
      ++field;
    };
    text(f.id);
    text(f.name);
    text(f.type);
    text(type_zh(f.type));
    text(joined(f.functions, ";"));
    text(std::string(to_string(f.status)));
    text(f.opened ? to_string(*f.opened) : "");
    text(f.closed ? to_string(*f.closed) : "");
    text(unit ? contents.units[unit].code : "");
    text(unit ? contents.units[unit].name : "");
    for (const std::string& name : amounts) {
      const auto it = f.amounts.find(name);
      amount(it == f.amounts.end() ? std::nullopt : std::optional(it->second));
    }
    for (const ServiceId service : services) {
      const auto it = row_of.find({SiteId(s), service});
      const FacilityRow* row = it == row_of.end() ? nullptr : it->second;
      amount(row != nullptr ? std::optional(row->in_reach) : std::nullopt);
      amount(row != nullptr ? std::optional(row->served) : std::nullopt);
      amount(row != nullptr ? row->load : std::nullopt);
      amount(row != nullptr ? row->load_best : std::nullopt);
    }
    text(f.source);
    if (f.row > 0) feature.SetField(field, static_cast<GIntBig>(f.row));
    if (f.place) feature.SetGeometryDirectly(new OGRPoint(f.place->xy.x, f.place->xy.y));
    file.add(layer, feature);
  }
  file.add_style("facilities", facilities_style(contents, {types.begin(), types.end()}));
}

void add_circles(GpkgFile& file, const RunContents& contents) {
  OGRLayer& layer =
      file.add_layer("circles", wkbMultiPolygon, &contents.frame.srs(),
                     {{"service"},
                      {"service_name", OFTString, "服务"},
                      {"limit"},
                      {"minutes", OFTReal},
                      {"metres", OFTReal},
                      {"site"},
                      {"name", OFTString, "设施"},
                      {"cell_m", OFTReal, "等值线网格（米）"}},
                     "服务圈（图示；数字不取自多边形） / circles (a picture: no number "
                     "comes from the polygons)");
  // Larger ones first, so that smaller ones are drawn above them.
  std::vector<std::size_t> order(contents.circles.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return contents.circles[a].limit.value > contents.circles[b].limit.value;
  });
  for (const std::size_t i : order) {
    const Circle& circle = contents.circles[i];
    const Service& service = contents.services[circle.service.index()];
    OGRFeature feature(layer.GetLayerDefn());
    feature.SetField(0, service.id.c_str());
    feature.SetField(1, service.name.c_str());
    feature.SetField(2, circle.limit.to_string().c_str());
    if (circle.limit.is_time)
      feature.SetField(3, circle.limit.value / 60'000.0);
    else
      feature.SetField(4, circle.limit.value / 1000.0);
    if (circle.site) {
      const Facility& f = contents.facilities[circle.site.index()];
      feature.SetField(5, f.id.c_str());
      feature.SetField(6, f.name.c_str());
    }
    feature.SetField(7, circle.cell_m);
    feature.SetGeometryDirectly(to_geometry(circle));
    file.add(layer, feature);
  }
  file.add_style("circles", circles_style(contents));
}

}  // namespace fangyuan
