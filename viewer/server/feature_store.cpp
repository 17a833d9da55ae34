// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/feature_store.h"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace fangyuan {
namespace {

constexpr std::size_t kMostKept = 6;

FieldKind kind_of(const OGRFieldDefn& field) {
  if (field.GetSubType() == OFSTBoolean) return FieldKind::truth;
  switch (field.GetType()) {
    case OFTInteger:
    case OFTInteger64:
      return FieldKind::whole;
    case OFTReal:
      return FieldKind::real;
    default:
      return FieldKind::text;
  }
}

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string value_text(const OGRFeature& f, int i, FieldKind kind) {
  if (!f.IsFieldSetAndNotNull(i)) return "null";
  if (kind == FieldKind::truth) return f.GetFieldAsInteger(i) != 0 ? "true" : "false";
  if (kind == FieldKind::whole) return fmt::format("{}", f.GetFieldAsInteger64(i));
  if (kind == FieldKind::real) return nlohmann::json(f.GetFieldAsDouble(i)).dump();
  if (f.GetFieldDefnRef(i)->GetType() != OFTDate) return json_text(f.GetFieldAsString(i));
  int year = 0, month = 0, day = 0, ignored = 0;
  f.GetFieldAsDateTime(i, &year, &month, &day, &ignored, &ignored, &ignored, &ignored);
  return fmt::format("\"{:04}-{:02}-{:02}\"", year, month, day);
}

bool meets(const OGRGeometry& g, const LonLatBox& box) {
  OGREnvelope e;
  g.getEnvelope(&e);
  if (e.MaxX < box.west || e.MinX > box.east || e.MaxY < box.south || e.MinY > box.north)
    return false;
  if (e.MinX >= box.west && e.MaxX <= box.east && e.MinY >= box.south && e.MaxY <= box.north)
    return true;
  if (wkbFlatten(g.getGeometryType()) == wkbPoint) return true;
  OGRLinearRing ring;
  ring.addPoint(box.west, box.south);
  ring.addPoint(box.east, box.south);
  ring.addPoint(box.east, box.north);
  ring.addPoint(box.west, box.north);
  ring.closeRings();
  OGRPolygon area;
  area.addRing(&ring);
  return g.Intersects(&area);
}

/// In the layer's own coordinates, everything that the box holds and somewhat more; absent where
/// the box cannot be projected.
std::optional<OGREnvelope> around(const LonLatBox& box, OGRCoordinateTransformation& from_lonlat) {
  constexpr int kSteps = 32;
  OGREnvelope out;
  for (int i = 0; i <= kSteps; ++i) {
    const double part = i / static_cast<double>(kSteps);
    const double lon = box.west + part * (box.east - box.west),
                 lat = box.south + part * (box.north - box.south);
    double x[] = {lon, lon, box.west, box.east}, y[] = {box.south, box.north, lat, lat};
    if (!from_lonlat.Transform(4, x, y)) return std::nullopt;
    for (int k = 0; k < 4; ++k) out.Merge(x[k], y[k]);
  }
  const double more = 1 + 0.01 * std::max(out.MaxX - out.MinX, out.MaxY - out.MinY);
  out.MinX -= more;
  out.MinY -= more;
  out.MaxX += more;
  out.MaxY += more;
  return out;
}

std::string sql_name(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}
std::string sql_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + '\'';
}

std::string key_of(std::size_t collection, const FeatureQuery& query) {
  std::string key = fmt::format("{}", collection);
  if (query.box)
    key += fmt::format("|{},{},{},{}", query.box->west, query.box->south, query.box->east,
                       query.box->north);
  for (const auto& [field, value] : query.equal) key += fmt::format("|{}={}", field, value);
  return key;
}

}  // namespace

struct FeatureStore::Layer {
  OGRLayer* layer = nullptr;
  std::unique_ptr<OGRCoordinateTransformation> to_lonlat, from_lonlat;  ///< null: needs none

  /// In longitude and latitude; null: there is no geometry, or PROJ cannot transform it.
  std::unique_ptr<OGRGeometry> lonlat(const OGRFeature& f) const {
    const OGRGeometry* g = f.GetGeometryRef();
    if (g == nullptr || g->IsEmpty()) return nullptr;
    std::unique_ptr<OGRGeometry> copy(g->clone());
    if (to_lonlat && copy->transform(to_lonlat.get()) != OGRERR_NONE) return nullptr;
    return copy;
  }

  void write(const OGRFeature& f, const Collection& about, std::string& out) const {
    out += fmt::format(R"({{"type":"Feature","id":{},"properties":{{)", f.GetFID());
    for (std::size_t i = 0; i < about.fields.size(); ++i)
      out += (i > 0 ? "," : "") + json_text(about.fields[i].name) + ':' +
             value_text(f, static_cast<int>(i), about.fields[i].kind);
    out += R"(},"geometry":)";
    const auto g = lonlat(f);
    // Nine decimals are a tenth of a millimetre.
    char* options[] = {const_cast<char*>("COORDINATE_PRECISION=9"), nullptr};
    char* text = g ? OGR_G_ExportToJsonEx(OGRGeometry::ToHandle(g.get()), options) : nullptr;
    out += text ? text : "null";
    CPLFree(text);
    out += '}';
  }
};

FeatureStore::FeatureStore(const std::filesystem::path& gpkg)
    : data_(GDALDataset::Open(gpkg.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY)) {
  if (!data_) throw std::runtime_error(CPLGetLastErrorMsg());
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("CRS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  for (OGRLayer* layer : data_->GetLayers()) {
    const std::string name = layer->GetName();
    if (name == "layer_styles") continue;
    Layer own{.layer = layer, .to_lonlat = nullptr, .from_lonlat = nullptr};
    if (const OGRSpatialReference* srs = layer->GetSpatialRef(); srs && !srs->IsSame(&wgs84)) {
      own.to_lonlat.reset(OGRCreateCoordinateTransformation(srs, &wgs84));
      own.from_lonlat.reset(OGRCreateCoordinateTransformation(&wgs84, srs));
      if (!own.to_lonlat || !own.from_lonlat) continue;  // it lies nowhere on the globe
    }
    Collection c{.id = name, .title = name, .geometry = {}, .fields = {}, .bounds = {}};
    if (const char* title = layer->GetMetadataItem("IDENTIFIER"); title && *title) c.title = title;
    if (layer->GetGeomType() != wkbNone)
      c.geometry = OGRToOGCGeomType(wkbFlatten(layer->GetGeomType()));
    const OGRFeatureDefn& defn = *layer->GetLayerDefn();
    for (int i = 0; i < defn.GetFieldCount(); ++i) {
      const OGRFieldDefn& field = *defn.GetFieldDefn(i);
      const char* alias = field.GetAlternativeNameRef();
      c.fields.push_back({field.GetNameRef(), alias ? alias : "", kind_of(field)});
    }
    OGREnvelope extent;
    if (!c.geometry.empty() && layer->GetExtent(&extent) == OGRERR_NONE &&
        (!own.to_lonlat || own.to_lonlat->TransformBounds(extent.MinX, extent.MinY, extent.MaxX,
                                                          extent.MaxY, &extent.MinX, &extent.MinY,
                                                          &extent.MaxX, &extent.MaxY, 21)))
      c.bounds = {extent.MinX, extent.MinY, extent.MaxX, extent.MaxY};
    collections_.push_back(std::move(c));
    layers_.push_back(std::move(own));
  }
}

FeatureStore::~FeatureStore() = default;

FeatureStore::Ids FeatureStore::find(std::size_t collection, const FeatureQuery& query) const {
  const std::lock_guard lock(mutex_);
  std::string key = key_of(collection, query);
  const auto it =
      std::find_if(found_.begin(), found_.end(), [&](const Found& f) { return f.key == key; });
  if (it != found_.end()) {
    found_.splice(found_.begin(), found_, it);
  } else {
    found_.push_front({std::move(key), std::make_shared<const std::vector<std::int64_t>>(
                                           search(collection, query))});
    if (found_.size() > kMostKept) found_.pop_back();
  }
  return found_.front().ids;
}

/// REQUIRES: the mutex is held.
std::vector<std::int64_t> FeatureStore::search(std::size_t collection,
                                               const FeatureQuery& query) const {
  const Layer& own = layers_[collection];
  OGRLayer& layer = *own.layer;
  std::string filter;
  for (const auto& [field, value] : query.equal) {
    const CollectionField& about = collections_[collection].fields[field];
    filter += (filter.empty() ? "" : " AND ") + sql_name(about.name) + " = " +
              (about.kind == FieldKind::text ? sql_text(value) : value);
  }
  layer.SetAttributeFilter(filter.empty() ? nullptr : filter.c_str());
  std::vector<const char*> ignored;
  for (const CollectionField& f : collections_[collection].fields)
    ignored.push_back(f.name.c_str());
  if (!query.box) ignored.push_back("OGR_GEOMETRY");
  ignored.push_back(nullptr);
  layer.SetIgnoredFields(ignored.data());
  if (query.box) {
    std::optional<OGREnvelope> box;
    if (own.from_lonlat) {
      box = around(*query.box, *own.from_lonlat);
    } else {
      box.emplace();
      box->Merge(query.box->west, query.box->south);
      box->Merge(query.box->east, query.box->north);
    }
    if (box) layer.SetSpatialFilterRect(box->MinX, box->MinY, box->MaxX, box->MaxY);
  }
  std::vector<std::int64_t> ids;
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    if (query.box) {
      const auto g = own.lonlat(*f);
      if (!g || !meets(*g, *query.box)) continue;
    }
    ids.push_back(f->GetFID());
  }
  layer.SetSpatialFilter(nullptr);
  layer.SetAttributeFilter(nullptr);
  layer.SetIgnoredFields(nullptr);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::size_t FeatureStore::write(std::size_t collection, std::span<const std::int64_t> ids,
                                std::size_t most_bytes, std::string& out) const {
  const std::lock_guard lock(mutex_);
  const std::size_t start = out.size();
  std::size_t count = 0;
  for (const std::int64_t id : ids) {
    if (count > 0 && out.size() - start > most_bytes) break;
    const std::unique_ptr<OGRFeature> f{layers_[collection].layer->GetFeature(id)};
    if (!f) throw std::runtime_error("a feature is gone");
    if (count++ > 0) out += ",\n";
    layers_[collection].write(*f, collections_[collection], out);
  }
  return count;
}

std::string FeatureStore::feature(std::size_t collection, std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  const std::unique_ptr<OGRFeature> f{layers_[collection].layer->GetFeature(id)};
  if (f) layers_[collection].write(*f, collections_[collection], out);
  return out;
}

}  // namespace fangyuan
