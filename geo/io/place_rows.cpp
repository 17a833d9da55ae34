// SPDX-License-Identifier: Apache-2.0
#include "geo/io/place_rows.h"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "geo/crs/datum.h"
#include "geo/crs/projection.h"
#include "geo/io/geometry_points.h"

namespace fangyuan {
namespace {

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

bool same_crs(const std::string& definition, const OGRSpatialReference& metric) {
  OGRSpatialReference srs;
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (srs.SetFromUserInput(definition.c_str()) != OGRERR_NONE) return false;
  return srs.IsSame(&metric) != 0;
}

void make_points(RawLayer& raw, PointColumns columns) {
  for (RawRow& row : raw.rows) {
    const auto& x = row.values[columns.x];
    const auto& y = row.values[columns.y];
    if (!x || !y) continue;
    const auto px = plain_number(*x), py = plain_number(*y);
    if (px && py) row.geometry = std::make_unique<OGRPoint>(*px, *py);
  }
  raw.has_geometry = true;
}

}  // namespace

std::optional<PointColumns> point_columns(const VectorLayer& layer, Problems& problems) {
  if (layer.ref.fields.count("x") != 0 || layer.ref.fields.count("y") != 0) {
    const auto x = layer.field("x", problems), y = layer.field("y", problems);
    if (x && y) return PointColumns{*x, *y};
    return std::nullopt;
  }
  constexpr std::array<std::array<const char*, 2>, 5> kPairs = {
      {{"lon", "lat"}, {"lng", "lat"}, {"longitude", "latitude"}, {"经度", "纬度"}, {"x", "y"}}};
  for (const auto& pair : kPairs) {
    const auto x = layer.find_column(pair[0]), y = layer.find_column(pair[1]);
    if (x && y) return PointColumns{*x, *y};
  }
  return std::nullopt;
}

void place_rows(RawLayer raw, const Frame* frame, VectorLayer& out, Problems& problems) {
  if (!raw.has_geometry) {
    if (const auto columns = point_columns(out, problems)) {
      make_points(raw, *columns);
      if (raw.crs.empty()) raw.crs = "EPSG:4326";
    }
  }
  out.has_geometry = raw.has_geometry;
  const std::string crs = out.ref.crs.empty() ? raw.crs : out.ref.crs;
  std::unique_ptr<Projection> projection;
  bool as_read = false;
  if (raw.has_geometry) {
    if (crs.empty()) {
      problems.error(layer_problem(out.ref, "crs-missing",
                                   {"没有坐标系，请在 project.toml 写 crs = \"EPSG:…\"",
                                    "no CRS; write crs = \"EPSG:…\" in project.toml"}));
      return;
    }
    try {
      projection = std::make_unique<Projection>(crs);
    } catch (const std::invalid_argument&) {
      Problem p = layer_problem(out.ref, "crs-unknown",
                                {"PROJ 不认识这个坐标系", "a CRS that PROJ does not know"});
      p.field = "crs";
      p.value = out.ref.crs.empty() ? raw.crs_name : out.ref.crs;
      problems.error(std::move(p));
      return;
    }
    as_read = frame != nullptr && out.ref.datum == "as-declared" && same_crs(crs, frame->srs());
  }
  const Datum datum = parse_datum(out.ref.datum).value_or(Datum::as_declared);
  const bool swap = out.ref.axes == "yx";
  for (RawRow& from : raw.rows) {
    Row row;
    row.number = from.number;
    row.values = std::move(from.values);
    if (from.geometry && !from.geometry->IsEmpty() && projection) {
      std::unique_ptr<OGRGeometry> lonlat = std::move(from.geometry);
      if (swap)
        map_points(*lonlat, [](std::span<XY> points) {
          for (XY& p : points) std::swap(p.x, p.y);
        });
      std::unique_ptr<OGRGeometry> xy;
      if (as_read) xy.reset(lonlat->clone());
      if (!projection->identity())
        map_points(*lonlat, [&](std::span<XY> points) {
          std::vector<LonLat> degrees(points.size());
          projection->to_lonlat(points, degrees);
          for (std::size_t i = 0; i < points.size(); ++i)
            points[i] = {degrees[i].lon, degrees[i].lat};
        });
      map_points(*lonlat, [&](std::span<XY> points) {
        for (XY& p : points) {
          const LonLat q = undo_datum(datum, {p.x, p.y});
          p = {q.lon, q.lat};
        }
      });
      lonlat->assignSpatialReference(nullptr);
      if (!xy && frame != nullptr && all_finite(*lonlat)) {
        xy.reset(lonlat->clone());
        map_points(*xy, [&](std::span<XY> points) {
          std::vector<LonLat> degrees(points.size());
          for (std::size_t i = 0; i < points.size(); ++i) degrees[i] = {points[i].x, points[i].y};
          try {
            frame->to_xy(degrees, points);
          } catch (const std::domain_error&) {
            points[0].x = NAN;
          }
        });
      }
      if (all_finite(*lonlat) && (!xy || all_finite(*xy))) {
        if (xy) xy->assignSpatialReference(nullptr);
        row.lonlat = std::move(lonlat);
        row.xy = std::move(xy);
      }
    }
    out.rows.push_back(std::move(row));
  }
}

}  // namespace fangyuan
