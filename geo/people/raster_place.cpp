// SPDX-License-Identifier: Apache-2.0
#include "geo/people/raster_place.h"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "geo/crs/datum.h"

namespace fangyuan {
namespace {

Problem problem_of(const LayerRef& ref, const char* code, std::string field, std::string value,
                   Text rule) {
  Problem p;
  p.code = code;
  p.file = ref.path;
  p.field = std::move(field);
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

}  // namespace

bool RasterPlace::find(GDALDataset& data, Problems& problems) {
  if (data.GetGeoTransform(transform_.data()) != CE_None) {
    problems.error(problem_of(ref_, "raster-not-placed", "", "",
                              {"栅格没有地理定位（仿射参数）", "the raster has no geotransform"}));
    return false;
  }
  std::string crs = ref_.crs;
  if (crs.empty() && data.GetSpatialRef() != nullptr) {
    char* wkt = nullptr;
    if (data.GetSpatialRef()->exportToWkt(&wkt) == OGRERR_NONE) crs = wkt;
    CPLFree(wkt);
  }
  if (crs.empty()) {
    const auto corner = at(0, 0), other = at(data.GetRasterXSize(), data.GetRasterYSize());
    const bool degrees = std::abs(corner.x) <= 180 && std::abs(other.x) <= 180 &&
                         std::abs(corner.y) <= 90 && std::abs(other.y) <= 90;
    problems.error(problem_of(
        ref_, "crs-missing", "crs", "",
        degrees ? Text{"没有坐标系；数值像经纬度，如是请写 crs = \"EPSG:4326\"",
                       "no CRS; the numbers look like degrees: if so, write crs = \"EPSG:4326\""}
                : Text{"没有坐标系，请在 project.toml 写 crs = \"EPSG:…\"",
                       "no CRS; write crs = \"EPSG:…\" in project.toml"}));
    return false;
  }
  try {
    projection_ = std::make_unique<const Projection>(crs);
  } catch (const std::invalid_argument&) {
    problems.error(problem_of(ref_, "crs-unknown", "crs", crs.substr(0, 60),
                              {"PROJ 不认识这个坐标系", "a CRS that PROJ does not know"}));
    return false;
  }
  OGRSpatialReference own;
  own.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  as_read_ = ref_.datum == "as-declared" && own.SetFromUserInput(crs.c_str()) == OGRERR_NONE &&
             own.IsSame(&frame_.srs()) != 0;
  window_ = study_window();
  return true;
}

XY RasterPlace::at(double column, double row) const {
  return {transform_[0] + column * transform_[1] + row * transform_[2],
          transform_[3] + column * transform_[4] + row * transform_[5]};
}

bool RasterPlace::surely_outside(XY p) const {
  return window_ && !(p.x >= window_->min.x && p.x <= window_->max.x && p.y >= window_->min.y &&
                      p.y <= window_->max.y);
}

std::vector<Place> RasterPlace::on_the_map(std::span<const XY> points) const {
  std::vector<LonLat> lonlat(points.size());
  projection_->to_lonlat(points, lonlat);
  const auto datum = parse_datum(ref_.datum).value_or(Datum::as_declared);
  for (auto& p : lonlat)
    if (std::isfinite(p.lon) && std::isfinite(p.lat)) p = undo_datum(datum, p);
  const auto xy = as_read_ ? std::vector(points.begin(), points.end()) : project(lonlat);
  std::vector<Place> out(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) out[i] = {lonlat[i], xy[i]};
  return out;
}

// A box in the raster's coordinates that holds all units, so that a raster of a whole country
// costs neither memory nor projections. Absent: without units, or where it cannot be found.
std::optional<BoxTree::Box> RasterPlace::study_window() const {
  const auto& shapes = boundaries_.shapes;
  if (shapes.empty()) return std::nullopt;
  auto box = box_of(shapes.front().xy);
  for (const auto& shape : shapes) {
    const auto other = box_of(shape.xy);
    box.min = {std::min(box.min.x, other.min.x), std::min(box.min.y, other.min.y)};
    box.max = {std::max(box.max.x, other.max.x), std::max(box.max.y, other.max.y)};
  }
  // The image of the box lies within the image of its border.
  constexpr int kSteps = 64;
  std::vector<XY> border;
  for (int i = 0; i <= kSteps; ++i) {
    const double x = box.min.x + (box.max.x - box.min.x) * i / kSteps;
    const double y = box.min.y + (box.max.y - box.min.y) * i / kSteps;
    for (const XY p : {XY{x, box.min.y}, XY{x, box.max.y}, XY{box.min.x, y}, XY{box.max.x, y}})
      border.push_back(p);
  }
  std::vector<LonLat> lonlat(border.size());
  frame_.to_lonlat(border, lonlat);
  const auto datum = parse_datum(ref_.datum).value_or(Datum::as_declared);
  for (auto& p : lonlat) p = shift_datum(datum, p);
  if (projection_->to_xy(lonlat, border) > 0) return std::nullopt;
  const PolygonXY image{border, {}};
  box = box_of(std::span(&image, 1));
  const double margin_x = (box.max.x - box.min.x) * 0.05, margin_y = (box.max.y - box.min.y) * 0.05;
  return BoxTree::Box{{box.min.x - margin_x, box.min.y - margin_y},
                      {box.max.x + margin_x, box.max.y + margin_y}};
}

// NaN where PROJ cannot project.
std::vector<XY> RasterPlace::project(const std::vector<LonLat>& lonlat) const {
  std::vector<XY> xy(lonlat.size());
  try {
    frame_.to_xy(lonlat, xy);
  } catch (const std::domain_error&) {
    for (std::size_t i = 0; i < lonlat.size(); ++i) try {
        xy[i] = frame_.to_xy(lonlat[i]);
      } catch (const std::domain_error&) {
        xy[i] = {NAN, NAN};
      }
  }
  return xy;
}

}  // namespace fangyuan
