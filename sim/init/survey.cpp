// SPDX-License-Identifier: Apache-2.0
#include "sim/init/survey.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/crs/datum.h"
#include "geo/io/gdal_open.h"
#include "geo/io/gdal_scope.h"
#include "geo/io/raw_layer.h"
#include "geo/io/table_grid.h"
#include "geo/io/text_encoding.h"
#include "geo/io/vector_layer.h"

namespace fangyuan::init {
namespace {

namespace fs = std::filesystem;

/// Positions of more rows than this are not looked at a second time.
constexpr std::size_t kPositionsLookedAt = 50'000;

Text text_of(const Problems& problems) {
  for (const Problem& p : problems.all())
    if (p.severity == Severity::error) return p.rule;
  return {"读不出内容", "nothing can be read from it"};
}

/// The layers that have rows; one empty name where the file's own reader finds the table.
std::vector<std::string> layer_names(const LayerRef& ref, Problems& problems) {
  if (is_text_table(ref.resolved)) return {""};
  const GdalScope quiet;
  const GDALDatasetUniquePtr dataset = open_vector(ref, {}, problems);
  std::vector<std::string> names;
  if (!dataset) return names;
  for (OGRLayer* layer : dataset->GetLayers())
    if (layer->GetFeatureCount() > 0) names.emplace_back(layer->GetName());
  if (names.size() == 1 && dataset->GetLayerCount() == 1) names.front().clear();
  return names;
}

Kind kind_of(const RawLayer& raw) {
  for (const RawRow& row : raw.rows) {
    if (!row.geometry || row.geometry->IsEmpty()) continue;
    switch (OGR_GT_GetCollection(wkbFlatten(row.geometry->getGeometryType()))) {
      case wkbMultiPoint:
        return Kind::points;
      case wkbMultiLineString:
      case wkbMultiCurve:
        return Kind::lines;
      default:
        break;
    }
    switch (wkbFlatten(row.geometry->getGeometryType())) {
      case wkbMultiPoint:
        return Kind::points;
      case wkbMultiLineString:
      case wkbMultiCurve:
        return Kind::lines;
      default:
        return Kind::polygons;
    }
  }
  return Kind::table;
}

Layer describe(const LayerRef& ref, const RawLayer& raw) {
  Layer out;
  out.path = ref.path;
  out.layer = ref.layer;
  out.kind = kind_of(raw);
  out.rows = raw.rows.size();
  out.titles = raw.titles;
  for (std::size_t c = 0; c < raw.columns.size(); ++c) {
    Column column;
    column.name = raw.columns[c];
    for (const RawRow& row : raw.rows) {
      if (!row.values[c]) continue;
      column.values.push_back(*row.values[c]);
      if (parse_amount(*row.values[c])) ++column.numbers;
    }
    out.columns.push_back(std::move(column));
  }
  return out;
}

/// Absent: GDAL opens no raster there.
std::optional<Layer> raster(const std::string& path) {
  const GdalScope quiet;
  GDALAllRegister();
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
  if (!dataset || dataset->GetRasterCount() < 1) return std::nullopt;
  Layer layer;
  layer.kind = Kind::raster;
  layer.bands = static_cast<std::size_t>(dataset->GetRasterCount());
  std::array<double, 6> to_map{};
  if (dataset->GetSpatialRef() != nullptr || dataset->GetGeoTransform(to_map.data()) != CE_None)
    return layer;
  const bool degrees = std::fabs(to_map[0]) <= 180 && std::fabs(to_map[3]) <= 90 &&
                       std::fabs(to_map[1]) <= 1 && std::fabs(to_map[5]) <= 1;
  Problem p;
  p.code = "crs-missing";
  p.rule = degrees
               ? Text{"文件没有坐标系，数值像经纬度；请核对后写 crs",
                      "the file has no CRS, its numbers look like degrees: check and write "
                      "crs = \"EPSG:4326\""}
               : Text{"文件没有坐标系；请写 crs = \"EPSG:…\"", "the file has no CRS: write crs"};
  layer.of_position.push_back(std::move(p));
  return layer;
}

/// A corner or the middle lies there, perhaps with the axes swapped.
bool touches_shifted_area(const Extent& e) {
  const LonLat middle{(e.min.lon + e.max.lon) / 2, (e.min.lat + e.max.lat) / 2};
  for (const LonLat p :
       {middle, e.min, e.max, LonLat{e.min.lon, e.max.lat}, LonLat{e.max.lon, e.min.lat}})
    if (in_shifted_area(p) || in_shifted_area({p.lat, p.lon})) return true;
  return false;
}

bool ends_in(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view e) { return path.ends_with(e); });
}

}  // namespace

std::string Layer::title() const {
  const auto dot = path.rfind('.');
  return (dot == std::string::npos ? path : path.substr(0, dot)) + ' ' + layer;
}

std::string Layer::shown() const { return layer.empty() ? path : path + ':' + layer; }

const Column* Layer::find(const std::string& name) const {
  for (const Column& c : columns)
    if (c.name == name) return &c;
  return nullptr;
}

std::vector<Layer> survey(const fs::path& file, const fs::path& folder,
                          std::vector<Unused>& unused) {
  LayerRef ref;
  ref.path = relative_path(file, folder);
  ref.resolved = file.string();
  std::vector<Layer> out;
  if (!is_utf8(ref.path)) {
    unused.push_back({"?", {"文件名不是 UTF-8", "its name is not UTF-8"}});
    return out;
  }
  std::optional<Layer> whole;
  if (ends_in(ref.path, {".pbf", ".osm"})) {
    whole.emplace();
    whole->kind = Kind::osm;
  } else if (ends_in(ref.path, {".tif", ".tiff", ".vrt", ".TIF", ".asc", ".ASC"})) {
    whole = raster(ref.resolved);
  }
  if (whole) {
    whole->path = ref.path;
    out.push_back(*std::move(whole));
    return out;
  }
  Problems problems;
  for (const std::string& name : layer_names(ref, problems)) {
    ref.layer = name;
    const auto raw = read_raw_layer(ref, problems);
    if (!raw || raw->rows.empty() || raw->columns.empty()) continue;
    Layer layer = describe(ref, *raw);
    Problems of_position;
    std::optional<Extent> extent;
    if (layer.rows <= kPositionsLookedAt) extent = layer_extent(ref, of_position);
    layer.maybe_shifted = !extent || touches_shifted_area(*extent);
    layer.of_position = of_position.all();
    out.push_back(std::move(layer));
  }
  if (out.empty()) unused.push_back({ref.path, text_of(problems)});
  return out;
}

}  // namespace fangyuan::init
