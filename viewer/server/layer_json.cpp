// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/layer_json.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "viewer/server/thin_units.h"

namespace fangyuan {
namespace {

void write_ring(const OGRLineString& ring, std::string& out) {
  out += '[';
  for (int i = 0; i < ring.getNumPoints(); ++i)
    fmt::format_to(std::back_inserter(out), "{}[{:.5f},{:.5f}]", i == 0 ? "" : ",", ring.getX(i),
                   ring.getY(i));
  out += ']';
}

void write_polygon(const OGRPolygon& polygon, std::string& out) {
  out += '[';
  bool first = true;
  for (const OGRLinearRing* ring : polygon) {
    if (!first) out += ',';
    first = false;
    write_ring(*ring, out);
  }
  out += ']';
}

void write_geometry(const OGRGeometry* g, std::string& out) {
  if (!g || g->IsEmpty()) {
    out += "null";
    return;
  }
  switch (wkbFlatten(g->getGeometryType())) {
    case wkbPoint:
      fmt::format_to(std::back_inserter(out), R"({{"type":"Point","coordinates":[{:.6f},{:.6f}]}})",
                     g->toPoint()->getX(), g->toPoint()->getY());
      return;
    case wkbPolygon:
      out += R"({"type":"Polygon","coordinates":)";
      write_polygon(*g->toPolygon(), out);
      out += '}';
      return;
    case wkbMultiPolygon: {
      out += R"({"type":"MultiPolygon","coordinates":[)";
      bool first = true;
      for (const OGRPolygon* p : g->toMultiPolygon()) {
        if (!first) out += ',';
        first = false;
        write_polygon(*p, out);
      }
      out += "]}";
      return;
    }
    default:
      out += "null";
  }
}

void write_properties(const OGRFeature& f, const std::vector<bool>& written, std::string& out) {
  out += '{';
  bool first = true;
  for (int i = 0; i < f.GetFieldCount(); ++i) {
    if (!written[static_cast<std::size_t>(i)] || !f.IsFieldSetAndNotNull(i)) continue;
    const OGRFieldDefn* field = f.GetFieldDefnRef(i);
    if (!first) out += ',';
    first = false;
    out += nlohmann::json(field->GetNameRef()).dump() + ':';
    const OGRFieldType type = field->GetType();
    if (type == OFTReal)
      out += nlohmann::json(f.GetFieldAsDouble(i)).dump();  // not finite: null
    else if (type == OFTInteger || type == OFTInteger64)
      out += std::to_string(f.GetFieldAsInteger64(i));
    else
      out += nlohmann::json(f.GetFieldAsString(i))
                 .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  out += '}';
}

}  // namespace

LonLatWriter::LonLatWriter(OGRLayer& layer, const std::set<std::string>& fields) {
  const OGRFeatureDefn& all = *layer.GetLayerDefn();
  for (int i = 0; i < all.GetFieldCount(); ++i)
    written_.push_back(fields.empty() || fields.contains(all.GetFieldDefn(i)->GetNameRef()));
  OGRSpatialReference lonlat;
  lonlat.importFromEPSG(4326);
  lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (!layer.GetSpatialRef()) return;
  OGRSpatialReference own = *layer.GetSpatialRef();
  own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  transform_.reset(OGRCreateCoordinateTransformation(&own, &lonlat));
}

LonLatWriter::~LonLatWriter() = default;

void LonLatWriter::feature(const OGRFeature& f, std::string& out, long id) const {
  out += R"({"type":"Feature",)";
  if (id >= 0) out += fmt::format(R"("id":{},)", id);
  out += R"("properties":)";
  write_properties(f, written_, out);
  out += R"(,"geometry":)";
  std::unique_ptr<OGRGeometry> g(f.GetGeometryRef() ? f.GetGeometryRef()->clone() : nullptr);
  if (g && transform_ && g->transform(transform_.get()) != OGRERR_NONE) g.reset();
  write_geometry(g.get(), out);
  out += '}';
}

LonLat LonLatWriter::point(const OGRFeature& f) const {
  const OGRGeometry* g = f.GetGeometryRef();
  if (!g || wkbFlatten(g->getGeometryType()) != wkbPoint) return {};
  double x = g->toPoint()->getX(), y = g->toPoint()->getY();
  if (transform_) transform_->Transform(1, &x, &y);
  return {x, y};
}

Body collection(const std::string& features) {
  return std::make_shared<const std::string>(R"({"type":"FeatureCollection","features":[)" +
                                             features + "]}");
}

int field_of(OGRLayer& layer, const char* field) {
  const int i = layer.GetLayerDefn()->GetFieldIndex(field);
  if (i < 0) throw std::runtime_error(fmt::format("{} has no field {}", layer.GetName(), field));
  return i;
}

Body layer_json(GDALDataset& data, const char* name) {
  OGRLayer* layer = data.GetLayerByName(name);
  if (!layer) return collection("");
  const LonLatWriter writer(*layer);
  std::string features;
  layer->ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()}) {
    if (!features.empty()) features += ",\n";
    writer.feature(*f, features);
  }
  return collection(features);
}

Body units_json(GDALDataset& data, const std::string& tree, const std::string& level,
                const std::vector<std::string>& codes) {
  OGRLayer* layer = data.GetLayerByName("units");
  if (!layer) return collection("");
  std::unordered_map<std::string, long> row;
  for (std::size_t i = 0; i < codes.size(); ++i) row.emplace(codes[i], static_cast<long>(i));
  // The figures come with the coverage; a county's worth of villages carries dozens of them.
  const LonLatWriter writer(*layer,
                            {"code", "name", "class", "parent", "area_km2", "trust", "reasons"});
  const int tree_field = field_of(*layer, "tree"), level_field = field_of(*layer, "level"),
            code_field = field_of(*layer, "code");
  std::vector<std::unique_ptr<OGRFeature>> units;
  layer->ResetReading();
  while (std::unique_ptr<OGRFeature> f{layer->GetNextFeature()})
    if (tree == f->GetFieldAsString(tree_field) && level == f->GetFieldAsString(level_field))
      units.push_back(std::move(f));
  if (const auto* crs = layer->GetSpatialRef(); crs != nullptr && crs->IsProjected() != 0)
    thin_units(units);
  std::string features;
  for (const auto& f : units) {
    const auto it = row.find(f->GetFieldAsString(code_field));
    if (!features.empty()) features += ",\n";
    writer.feature(*f, features, it == row.end() ? -1 : it->second);
  }
  return collection(features);
}

}  // namespace fangyuan
