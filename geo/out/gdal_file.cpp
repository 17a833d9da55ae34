// SPDX-License-Identifier: Apache-2.0
#include "geo/out/gdal_file.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

namespace fangyuan {
namespace {

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

}  // namespace

GdalErrors::GdalErrors() { CPLPushErrorHandlerEx(&GdalErrors::remember, this); }

GdalErrors::~GdalErrors() { CPLPopErrorHandler(); }

void GdalErrors::remember(CPLErr severity, CPLErrorNum, const char* message) {
  auto& self = *static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
  if (severity >= CE_Failure && self.first_.empty()) self.first_ = message;
}

void GdalErrors::check(const std::filesystem::path& path) const {
  if (!first_.empty()) throw std::runtime_error(path.string() + ": " + first_);
}

GpkgFile::GpkgFile(const std::filesystem::path& path, Date date)
    : path_(path),
      date_(date),
      current_date_("OGR_CURRENT_DATE", (to_string(date) + "T00:00:00.000Z").c_str(), false),
      // The run folder appears whole or not at all, so the file need not survive a crash by itself.
      synchronous_("OGR_SQLITE_SYNCHRONOUS", "OFF", false),
      journal_("OGR_SQLITE_JOURNAL", "MEMORY", false) {
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver == nullptr) {
    GDALAllRegister();
    driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  }
  if (driver == nullptr) throw std::runtime_error("GDAL is built without GeoPackage");
  dataset_.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  errors_.check(path_);
  if (!dataset_) throw std::runtime_error(path.string() + ": cannot create");
  if (dataset_->StartTransaction() != OGRERR_NONE) errors_.check(path_);
}

GpkgFile::~GpkgFile() = default;

OGRLayer& GpkgFile::add_layer(const std::string& name, OGRwkbGeometryType type,
                              const OGRSpatialReference* srs, const std::vector<Field>& fields,
                              const std::string& description) {
  CPLStringList options;
  options.SetNameValue("DESCRIPTION", description.c_str());
  options.SetNameValue("GEOMETRY_NAME", "geom");
  OGRLayer* layer = dataset_->CreateLayer(name.c_str(), const_cast<OGRSpatialReference*>(srs), type,
                                          options.List());
  errors_.check(path_);
  if (layer == nullptr) throw std::runtime_error(path_.string() + ": cannot create " + name);
  std::set<std::string> taken{"fid", "geom"};
  for (const Field& field : fields) {
    std::string unique = field.name;
    for (int n = 2; !taken.insert(lower(unique)).second; ++n)
      unique = field.name + '_' + std::to_string(n);
    OGRFieldDefn definition(unique.c_str(), field.type);
    if (!field.alias.empty()) definition.SetAlternativeName(field.alias.c_str());
    if (layer->CreateField(&definition) != OGRERR_NONE) errors_.check(path_);
  }
  errors_.check(path_);
  return *layer;
}

void GpkgFile::add(OGRLayer& layer, OGRFeature& feature) {
  feature.SetFID(OGRNullFID);
  if (layer.CreateFeature(&feature) == OGRERR_NONE) return;
  errors_.check(path_);
  throw std::runtime_error(path_.string() + ": cannot write to " + layer.GetName());
}

void GpkgFile::add_style(const std::string& layer, const std::string& qml) {
  styles_.push_back({layer, qml});
}

void GpkgFile::write_styles() {
  // The table as QGIS itself makes it.
  OGRLayer& table = add_layer("layer_styles", wkbNone, nullptr,
                              {{"f_table_catalog"},
                               {"f_table_schema"},
                               {"f_table_name"},
                               {"f_geometry_column"},
                               {"styleName"},
                               {"styleQML"},
                               {"styleSLD"},
                               {"useAsDefault", OFTInteger},
                               {"description"},
                               {"owner"},
                               {"ui"},
                               {"update_time", OFTDateTime}},
                              "QGIS layer styles");
  for (const Style& style : styles_) {
    OGRFeature row(table.GetLayerDefn());
    const auto set = [&](const char* field, const char* value) { row.SetField(field, value); };
    for (const char* field : {"f_table_catalog", "f_table_schema", "styleSLD", "owner", "ui"})
      set(field, "");
    set("f_table_name", style.layer.c_str());
    set("f_geometry_column", "geom");
    set("styleName", style.layer.c_str());
    set("styleQML", style.qml.c_str());
    set("description", "fangyuan");
    row.SetField("useAsDefault", 1);
    row.SetField(row.GetFieldIndex("update_time"), static_cast<int>(date_.year()),
                 static_cast<int>(static_cast<unsigned>(date_.month())),
                 static_cast<int>(static_cast<unsigned>(date_.day())), 0, 0, 0.0F, 100);
    add(table, row);
  }
}

void GpkgFile::close() {
  write_styles();
  if (dataset_->CommitTransaction() != OGRERR_NONE) {
    errors_.check(path_);
    throw std::runtime_error(path_.string() + ": cannot finish");
  }
  dataset_.reset();  // builds the spatial indexes; tells failures only through the error handler
  errors_.check(path_);
}

}  // namespace fangyuan
