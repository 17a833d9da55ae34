// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/run_layers.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include "viewer/server/layer_json.h"

namespace fangyuan {
namespace {

constexpr std::uint16_t kNotReached = 65535, kUnconnected = 65534;
constexpr std::uint32_t kNoUnit = 0xFFFFFFFF;

/// Rounded up to whole units; a hair above one is one, so that a place at a limit is within it.
std::uint16_t wire_cost(double value, double scale) {
  constexpr double kHair = 1e-6, kLargest = kUnconnected - 1.0;
  return static_cast<std::uint16_t>(std::clamp(std::ceil(value * scale - kHair), 0.0, kLargest));
}

template <class T>
void append(std::string& out, const std::vector<T>& values) {
  static_assert(std::endian::native == std::endian::little, "the wire is little-endian");
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

std::string sql_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

/// The layer's features hold only `fields` (and no geometry) while this lives.
class OnlyFields {
 public:
  OnlyFields(OGRLayer& layer, const std::vector<std::string>& fields) : layer_(layer) {
    std::vector<const char*> ignored{"OGR_GEOMETRY"};
    const OGRFeatureDefn& all = *layer.GetLayerDefn();
    for (int i = 0; i < all.GetFieldCount(); ++i) {
      const char* name = all.GetFieldDefn(i)->GetNameRef();
      if (std::find(fields.begin(), fields.end(), name) == fields.end()) ignored.push_back(name);
    }
    ignored.push_back(nullptr);
    layer_.SetIgnoredFields(ignored.data());
    layer_.ResetReading();
  }
  ~OnlyFields() { layer_.SetIgnoredFields(nullptr); }
  OnlyFields(const OnlyFields&) = delete;
  OnlyFields& operator=(const OnlyFields&) = delete;

 private:
  OGRLayer& layer_;
};

void widen(LonLatBox& box, OGRLayer* layer) {
  OGREnvelope e;
  if (!layer || layer->GetFeatureCount() == 0 || layer->GetExtent(&e) != OGRERR_NONE) return;
  OGRSpatialReference lonlat;
  lonlat.importFromEPSG(4326);
  lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  double x[]{e.MinX, e.MaxX, e.MinX, e.MaxX}, y[]{e.MinY, e.MinY, e.MaxY, e.MaxY};
  if (layer->GetSpatialRef()) {
    OGRSpatialReference own = *layer->GetSpatialRef();
    own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<OGRCoordinateTransformation> transform(
        OGRCreateCoordinateTransformation(&own, &lonlat));
    if (!transform || !transform->Transform(4, x, y)) return;
  }
  for (int i = 0; i < 4; ++i) {
    box.west = std::min(box.west, x[i]);
    box.east = std::max(box.east, x[i]);
    box.south = std::min(box.south, y[i]);
    box.north = std::max(box.north, y[i]);
  }
}

}  // namespace

RunLayers::RunLayers(const std::filesystem::path& path, const std::vector<ServiceCosts>& services) {
  GDALAllRegister();
  const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);  // the caller tells it, once
  data_.reset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!data_) throw std::runtime_error("coverage.gpkg cannot be opened");
  for (const char* name : {"units", "facilities", "circles", "cells"})
    if (!data_->GetLayerByName(name))
      throw std::runtime_error(fmt::format("coverage.gpkg has no layer {}", name));
  for (const char* field : {"service", "limit", "site"})
    field_of(*data_->GetLayerByName("circles"), field);
  for (const char* field : {"tree", "level", "code"})
    field_of(*data_->GetLayerByName("units"), field);
  const OGRFeatureDefn& fields = *data_->GetLayerByName("cells")->GetLayerDefn();
  constexpr double kSeconds = 1e-3, kTensOfMetres = 0.1;
  const auto has = [&](const std::string& name) { return fields.GetFieldIndex(name.c_str()) >= 0; };
  for (const ServiceCosts& s : services) {
    const bool time = has(s.id + "_ms");
    if (!time && !has(s.id + "_net_m")) continue;
    CostFields& costs = costs_[s.id];
    costs.network =
        time ? CostField{s.id + "_ms", kSeconds} : CostField{s.id + "_net_m", kTensOfMetres};
    if (has(s.id + "_straight_m") && (!time || s.straight_mps > 0))
      costs.straight = {s.id + "_straight_m", time ? 1 / s.straight_mps : kTensOfMetres};
    // The first service's mode has the plain column.
    for (const std::string& name : {"access_m_" + s.mode, std::string("access_m")})
      if (costs.access.empty() && has(name)) costs.access = name;
  }
  LonLatBox box;
  for (const auto& layers :
       std::vector<std::vector<const char*>>{{"units", "cells"}, {"circles"}, {"facilities"}}) {
    if (box.west <= box.east) break;
    for (const char* name : layers) widen(box, data_->GetLayerByName(name));
  }
  if (box.west <= box.east) bounds_ = box;
}

RunLayers::~RunLayers() = default;

std::vector<std::string> RunLayers::services_with_costs() const {
  std::vector<std::string> ids;
  for (const auto& [id, field] : costs_) ids.push_back(id);
  return ids;
}

Body RunLayers::units(const CoverageTable::Level& level) const {
  const std::lock_guard lock(mutex_);
  return units_json(*data_, level.tree, level.level, level.codes);
}

Body RunLayers::facilities() const {
  const std::lock_guard lock(mutex_);
  return layer_json(*data_, "facilities");
}

std::set<std::string> RunLayers::facility_types() const {
  const std::lock_guard lock(mutex_);
  OGRLayer& layer = *data_->GetLayerByName("facilities");
  const OnlyFields only(layer, {"type", "functions"});
  std::set<std::string> types;
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    for (const char* field : {"type", "functions"}) {
      const int column = f->GetFieldIndex(field);
      if (column < 0 || !f->IsFieldSetAndNotNull(column)) continue;
      std::istringstream words(f->GetFieldAsString(column));
      for (std::string word; std::getline(words, word, ';');) types.insert(word);
    }
  }
  return types;
}

Body RunLayers::circles(const std::string& service, const std::string& limit, bool each) const {
  const std::lock_guard lock(mutex_);
  OGRLayer& layer = *data_->GetLayerByName("circles");
  const LonLatWriter writer(layer, {"site", "name", "cell_m"});
  const std::string filter =
      fmt::format(R"("service" = {} AND "limit" = {} AND "site" IS {})", sql_text(service),
                  sql_text(limit), each ? "NOT NULL" : "NULL");
  if (layer.SetAttributeFilter(filter.c_str()) != OGRERR_NONE)
    throw std::runtime_error("circles cannot be filtered");
  std::string features;
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    features += features.empty() ? "" : ",\n";
    writer.feature(*f, features);
  }
  layer.SetAttributeFilter(nullptr);
  return collection(features);
}

Body RunLayers::gaps(const std::string& service) const {
  const std::lock_guard lock(mutex_);
  OGRLayer* layer = data_->GetLayerByName("gaps");
  if (layer == nullptr) return collection({});
  const LonLatWriter writer(*layer, {"code", "name", "people", "out_of_reach", "unconnected"});
  const std::string filter = fmt::format(R"("service" = {})", sql_text(service));
  if (layer->SetAttributeFilter(filter.c_str()) != OGRERR_NONE)
    throw std::runtime_error("gaps cannot be filtered");
  std::string features;
  layer->ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()}) {
    features += features.empty() ? "" : ",\n";
    writer.feature(*f, features);
  }
  layer->SetAttributeFilter(nullptr);
  return collection(features);
}

void RunLayers::read_places(OGRLayer& layer) const {
  const LonLatWriter writer(layer);
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    const LonLat at = writer.point(*f);
    lon_.push_back(static_cast<float>(at.lon));
    lat_.push_back(static_cast<float>(at.lat));
  }
}

Body RunLayers::cells(const std::string& service, bool straight, const std::string& group) const {
  const std::lock_guard lock(mutex_);
  OGRLayer& layer = *data_->GetLayerByName("cells");
  if (lon_.empty()) read_places(layer);
  std::vector<std::uint16_t> cost;
  std::vector<double> people;
  const auto known = costs_.find(service);
  const CostFields fields = known == costs_.end() ? CostFields{} : known->second;
  const CostField& field = straight ? fields.straight : fields.network;
  const std::string access = straight ? "" : fields.access;  // straight lines need no street
  const auto column = [&](const std::string& name) {
    return name.empty() ? -1 : layer.GetLayerDefn()->GetFieldIndex(name.c_str());
  };
  const int cost_column = column(field.name), access_column = column(access);
  const int people_column = column(group);
  const OnlyFields only(layer, {field.name, access, group});
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    constexpr double kMillionths = 1e6;  // as the file prints them
    people.push_back(
        people_column < 0 ? 0.0 : std::round(f->GetFieldAsDouble(people_column) * kMillionths));
    if (cost_column >= 0 && f->IsFieldSetAndNotNull(cost_column))
      cost.push_back(wire_cost(f->GetFieldAsDouble(cost_column), field.scale));
    else
      cost.push_back(access_column >= 0 && !f->IsFieldSetAndNotNull(access_column) ? kUnconnected
                                                                                   : kNotReached);
  }
  if (cost.size() != lon_.size()) throw std::runtime_error("cells have changed");
  std::string out = "FYC2";
  append(out, std::vector<std::uint32_t>{static_cast<std::uint32_t>(lon_.size())});
  append(out, people);
  append(out, lon_);
  append(out, lat_);
  append(out, cost);
  return std::make_shared<const std::string>(std::move(out));
}

Body RunLayers::cell_units(const CoverageTable::Level& level) const {
  const std::lock_guard lock(mutex_);
  OGRLayer& layer = *data_->GetLayerByName("cells");
  std::unordered_map<std::string, std::uint32_t> row_of;
  for (std::size_t i = 0; i < level.codes.size(); ++i)
    row_of.emplace(level.codes[i], static_cast<std::uint32_t>(i));
  const std::string name = level.tree == "legal" ? level.level : level.tree + '_' + level.level;
  const int column = layer.GetLayerDefn()->GetFieldIndex(name.c_str());
  std::vector<std::uint32_t> rows;
  const OnlyFields only(layer, {name});
  while (const std::unique_ptr<OGRFeature> f{layer.GetNextFeature()}) {
    const auto it = row_of.find(column < 0 ? "" : f->GetFieldAsString(column));
    rows.push_back(column < 0 || it == row_of.end() ? kNoUnit : it->second);
  }
  std::string out = "FYU1";
  append(out, std::vector<std::uint32_t>{static_cast<std::uint32_t>(rows.size())});
  append(out, rows);
  return std::make_shared<const std::string>(std::move(out));
}

Body RunLayers::place(long cell) const {
  const std::lock_guard lock(mutex_);
  OGRLayer& layer = *data_->GetLayerByName("cells");
  // The layer's features are numbered from 1 in the order that cells() tells them in.
  const std::unique_ptr<OGRFeature> f(layer.GetFeature(cell + 1));
  if (!f) return nullptr;
  std::string out;
  LonLatWriter(layer).feature(*f, out);
  return std::make_shared<const std::string>(std::move(out));
}

std::vector<std::string> RunLayers::places() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  OGRLayer* layer = data_->GetLayerByName("cells");
  if (layer == nullptr) return out;
  const LonLatWriter writer(*layer);
  layer->ResetReading();
  while (const std::unique_ptr<OGRFeature> f{layer->GetNextFeature()})
    writer.feature(*f, out.emplace_back());
  return out;
}

}  // namespace fangyuan
