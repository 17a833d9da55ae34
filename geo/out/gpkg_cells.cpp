// SPDX-License-Identifier: Apache-2.0
// The layers `cells` and `gaps`.
#include <algorithm>

#include "geo/out/gaps.h"
#include "geo/out/gpkg_layers.h"
#include "geo/out/qgis_styles.h"
#include "geo/out/unit_words.h"

namespace fangyuan {
namespace {

/// The reaches whose access legs get a column: the first of each mode.
std::vector<const ServiceReach*> access_columns(const RunContents& contents) {
  std::vector<const ServiceReach*> out;
  for (const ServiceReach& r : contents.reach) {
    if (r.access_mm.size() != contents.cells.size()) continue;
    const Mode mode = contents.services[r.service.index()].mode;
    if (std::none_of(out.begin(), out.end(), [&](const ServiceReach* o) {
          return contents.services[o->service.index()].mode == mode;
        }))
      out.push_back(&r);
  }
  return out;
}

OGRMultiPolygon* to_geometry(const std::vector<GridPolygon>& shape, double grid_m) {
  auto* all = new OGRMultiPolygon;
  const auto add_ring = [&](OGRPolygon& polygon, const std::vector<GridCorner>& points) {
    OGRLinearRing ring;
    ring.setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i)
      ring.setPoint(static_cast<int>(i), points[i].column * grid_m, points[i].row * grid_m);
    polygon.addRing(&ring);
  };
  for (const GridPolygon& p : shape) {
    auto* polygon = new OGRPolygon;
    add_ring(*polygon, p.outer);
    for (const auto& hole : p.holes) add_ring(*polygon, hole);
    all->addGeometryDirectly(polygon);
  }
  return all;
}

}  // namespace

void add_cells(GpkgFile& file, const RunContents& contents) {
  const Cells& cells = contents.cells;
  const Units& units = contents.units;
  const std::vector<const ServiceReach*> access = access_columns(contents);
  std::vector<GpkgFile::Field> fields{{"cell", OFTInteger64}};
  for (const std::string& group : cells.groups) fields.push_back({group, OFTReal});
  for (const UnitLayer& layer : units.layers) fields.push_back({layer_column(layer)});
  fields.push_back({"access_m", OFTReal});
  for (std::size_t i = 1; i < access.size(); ++i)
    fields.push_back(
        {"access_m_" + std::string(to_string(contents.services[access[i]->service.index()].mode)),
         OFTReal});
  for (const ServiceReach& r : contents.reach) {
    const Service& s = contents.services[r.service.index()];
    if (s.limits.front().is_time)
      fields.push_back({s.id + "_ms", OFTInteger64});
    else
      fields.push_back({s.id + "_net_m", OFTReal});
    fields.push_back({s.id + "_straight_m", OFTReal});
    fields.push_back({s.id + "_site"});
  }
  for (const ServiceAccess& p : contents.places)
    fields.push_back({contents.services[p.service.index()].id + "_per_thousand", OFTReal});
  OGRLayer& layer =
      file.add_layer("cells", wkbPoint, &contents.frame.srs(), fields,
                     "人口点：到各类设施的时间（空：超出最大限值） / cells: time to the "
                     "nearest site (NULL: beyond the largest limit)");
  OGRFeature feature(layer.GetLayerDefn());
  OGRPoint point;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    feature.Reset();
    int field = 0;
    const auto metres = [&](bool known, std::uint32_t mm) {
      if (known) feature.SetField(field, mm / 1000.0);
      ++field;
    };
    feature.SetField(field++, static_cast<GIntBig>(c));
    for (const auto& people : cells.people) feature.SetField(field++, people[c].to_double());
    for (std::size_t l = 0; l < units.layers.size(); ++l, ++field)
      if (const UnitId unit = cells.unit_of[l][c])
        feature.SetField(field, units[unit].code.c_str());
    if (access.empty()) ++field;
    for (const ServiceReach* r : access) metres(r->unconnected[c] == 0, r->access_mm[c]);
    for (const ServiceReach& r : contents.reach) {
      const bool time = contents.services[r.service.index()].limits.front().is_time;
      const Cost network = r.has_network ? r.network[c] : Cost();
      const Cost straight = r.has_straight ? r.straight_mm[c] : Cost();
      if (!time)
        metres(network.reached(), network.reached() ? network.value() : 0);
      else if (network.reached())
        feature.SetField(field++, static_cast<GIntBig>(network.value()));
      else
        ++field;
      metres(straight.reached(), straight.reached() ? straight.value() : 0);
      const auto& sites = r.has_network ? r.network_site : r.straight_site;
      if ((r.has_network || r.has_straight) && sites[c])
        feature.SetField(field, contents.facilities[sites[c].index()].id.c_str());
      ++field;
    }
    for (const ServiceAccess& p : contents.places)
      feature.SetField(field++, p.per_thousand[c].to_double());
    point.setX(cells.place[c].xy.x);
    point.setY(cells.place[c].xy.y);
    feature.SetGeometry(&point);
    file.add(layer, feature);
  }
  file.add_style("cells", cells_style(contents));
}

void add_gaps(GpkgFile& file, const RunContents& contents) {
  OGRLayer& layer =
      file.add_layer("gaps", wkbMultiPolygon, &contents.frame.srs(),
                     {{"service"},
                      {"service_name", OFTString, "服务"},
                      {"limit"},
                      {"measure"},
                      {"tree"},
                      {"level"},
                      {"code", OFTString, "代码"},
                      {"name", OFTString, "名称"},
                      {"group"},
                      {"people", OFTReal, "超出范围与未连路网的人口"},
                      {"out_of_reach", OFTReal},
                      {"unconnected", OFTReal},
                      {"cells", OFTInteger64}},
                     "缺口：超出范围或未连路网的有人地块 / gaps: inhabited ground beyond the "
                     "largest limit");
  const std::vector<std::size_t> layers = layers_from_finest(contents.units);
  const Gaps found = find_gaps(contents);
  for (const Gap& gap : found.gaps) {
    const Service& service = contents.services[gap.service.index()];
    OGRFeature feature(layer.GetLayerDefn());
    int field = 0;
    const auto text = [&](std::string_view v) {
      if (!v.empty()) feature.SetField(field, std::string(v).c_str());
      ++field;
    };
    text(service.id);
    text(service.name);
    std::string limit;
    const std::vector<ServiceId> members =
        service.is_joint() ? service.all : std::vector<ServiceId>{gap.service};
    for (const ServiceId m : members)
      limit += (limit.empty() ? "" : "+") + contents.services[m.index()].limits.back().to_string();
    text(limit);
    text(to_string(gap.measure));
    if (layers.empty()) {
      field += 1;
      text("all");
      text("all");
      text("全部");
    } else {
      const UnitLayer& of = contents.units.layers[layers.front()];
      text(to_string(of.tree));
      text(to_string(of.level));
      text(gap.unit ? contents.units[gap.unit].code : "");
      text(gap.unit ? contents.units[gap.unit].name : "");
    }
    text(service.group);
    feature.SetField(field++, (gap.out_of_reach + gap.unconnected).to_double());
    feature.SetField(field++, gap.out_of_reach.to_double());
    feature.SetField(field++, gap.unconnected.to_double());
    feature.SetField(field++, static_cast<GIntBig>(gap.cells));
    feature.SetGeometryDirectly(to_geometry(gap.shape, found.grid_m));
    file.add(layer, feature);
  }
  file.add_style("gaps", gaps_style(contents));
}

}  // namespace fangyuan
