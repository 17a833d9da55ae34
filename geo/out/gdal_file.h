// SPDX-License-Identifier: Apache-2.0
// Creating a vector file with GDAL so that nothing that goes wrong is passed over, and nothing in
// it depends on the clock. Internal to geo/out.
#pragma once

#include <cpl_conv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/date.h"

namespace fangyuan {

/// Collects the first failure that GDAL reports on this thread, also from functions that return
/// nothing (such as the closing of a dataset).
class GdalErrors {
 public:
  GdalErrors();
  ~GdalErrors();
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;

  /// Throws std::runtime_error "PATH: message" if something failed so far.
  void check(const std::filesystem::path& path) const;

 private:
  static void remember(CPLErr severity, CPLErrorNum, const char* message);
  std::string first_;
};

/// A GeoPackage that is written once, from one thread, in one transaction. Every timestamp in it is
/// `date`; equal content gives equal bytes. Members throw std::runtime_error when a write fails.
class GpkgFile {
 public:
  GpkgFile(const std::filesystem::path& path, Date date);
  ~GpkgFile();  ///< without close() the file is incomplete
  GpkgFile(const GpkgFile&) = delete;
  GpkgFile& operator=(const GpkgFile&) = delete;

  struct Field {
    std::string name;
    OGRFieldType type = OFTString;
    std::string alias = {};  ///< shown by GIS programs beside the name
  };
  /// `srs` may be null for a table without geometry. A field whose name is taken (GeoPackage
  /// compares without case) gets `_2`, `_3`, …
  OGRLayer& add_layer(const std::string& name, OGRwkbGeometryType type,
                      const OGRSpatialReference* srs, const std::vector<Field>& fields,
                      const std::string& description);
  void add(OGRLayer& layer, OGRFeature& feature);
  /// Makes `qml` the style with which QGIS shows the layer.
  void add_style(const std::string& layer, const std::string& qml);
  void close();

 private:
  struct Style {
    std::string layer, qml;
  };
  void write_styles();

  std::filesystem::path path_;
  Date date_;
  GdalErrors errors_;
  CPLConfigOptionSetter current_date_, synchronous_, journal_;
  std::unique_ptr<GDALDataset> dataset_;
  std::vector<Style> styles_;
};

}  // namespace fangyuan
