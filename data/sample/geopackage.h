// SPDX-License-Identifier: Apache-2.0
// Writing layers of the sample's plane: one file at a time, in one transaction, with the same bytes
// for the same content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/place.h"
#include "data/sample/plane.h"
#include "data/sample/tiling.h"
#include "geo/crs/datum.h"

namespace fangyuan::sample {

enum class FieldKind { text, integer, real };
struct Field {
  std::string name;
  FieldKind kind = FieldKind::text;
};
/// monostate: null.
using Value = std::variant<std::monostate, std::string, std::int64_t, double>;

/// How points of the plane become coordinates of a file.
struct Coordinates {
  int epsg = 4547;
  std::function<XY(Pt)> of;  ///< easting/longitude first
};
/// EPSG:4547, metres.
Coordinates project_coordinates();
/// EPSG:4490, degrees.
Coordinates degree_coordinates();
/// EPSG:4490, degrees, moved forward by a datum's shift.
Coordinates shifted_coordinates(Datum datum);
/// Longitude and latitude of a point, by PROJ.
LonLat lonlat_of(Pt p);
/// The nearest point of the plane.
Pt plane_of(LonLat p);

struct LayerFile {
  std::filesystem::path path;
  const char* driver = "GPKG";  ///< or "ESRI Shapefile"
  const char* encoding = "";    ///< of a shapefile's text
  Coordinates coordinates = project_coordinates();
};

class LayerWriter {
 public:
  /// Creates the file, in place of an old one. Throws std::runtime_error when GDAL cannot.
  explicit LayerWriter(LayerFile file);
  ~LayerWriter();
  LayerWriter(const LayerWriter&) = delete;
  LayerWriter& operator=(const LayerWriter&) = delete;

  void begin_polygons(const std::string& layer, const std::vector<Field>& fields);
  void begin_lines(const std::string& layer, const std::vector<Field>& fields);
  void begin_points(const std::string& layer, const std::vector<Field>& fields);
  void add(const std::vector<Tiling::Polygon>& parts, const std::vector<Value>& values);
  void add(const std::vector<Pt>& line, const std::vector<Value>& values);
  void add(Pt point, const std::vector<Value>& values);
  /// Commits. Throws std::runtime_error when anything could not be written.
  void close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan::sample
