// SPDX-License-Identifier: Apache-2.0
#include "geo/io/place_rows.h"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "geo/crs/coordinate_text.h"
#include "geo/crs/datum.h"
#include "geo/crs/likely_reading.h"
#include "geo/io/geometry_points.h"
#include "geo/io/layer_crs.h"

namespace fangyuan {
namespace {

bool same_crs(const std::string& definition, const OGRSpatialReference& metric) {
  OGRSpatialReference srs;
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (srs.SetFromUserInput(definition.c_str()) != OGRERR_NONE) return false;
  const std::unique_ptr<OGRSpatialReference> ours(metric.Clone());
  return srs.IsSame(ours.get()) != 0;
}

/// Points from two columns of text. A half of a pair is as good as none, and told.
void make_points(RawLayer& raw, PointColumns columns, const LayerRef& ref, Problems& problems) {
  NamedRows text, half, dms;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RawRow& row = raw.rows[i];
    const auto& x = row.values[columns.x];
    const auto& y = row.values[columns.y];
    if (!x && !y) continue;
    const auto px = x ? read_coordinate(*x) : std::nullopt;
    const auto py = y ? read_coordinate(*y) : std::nullopt;
    if (px && py) {
      row.geometry = std::make_unique<OGRPoint>(px->value, py->value);
      if (px->sexagesimal || py->sexagesimal) dms.rows.push_back(i);
    } else if ((x && !px) || (y && !py)) {
      text.rows.push_back(i);
    } else {
      half.rows.push_back(i);
    }
  }
  raw.has_geometry = raw.points_from_columns = true;
  const auto warn = [&](const char* code, const NamedRows& rows, Text rule) {
    if (rows.rows.empty()) return;
    Problem p = layer_problem(ref, code, std::move(rule));
    p.layer = raw.name;
    p.field = raw.columns[columns.x] + ',' + raw.columns[columns.y];
    p.value = rows.list(raw);
    p.count = rows.rows.size();
    problems.warning(std::move(p));
  };
  warn("coordinates-text", text,
       {"坐标不是数，当作没有坐标", "coordinates that are no numbers are taken as none"});
  warn("coordinates-half", half,
       {"只有一个坐标，当作没有坐标", "only one of two coordinates; taken as none"});
  warn("dms", dms,
       {"坐标是度分秒，已换算成度", "degrees, minutes and seconds were read as degrees"});
}

SamplePoints sample_points(const RawLayer& raw) {
  SamplePoints points;
  for (const RawRow& row : raw.rows) {
    OGREnvelope box;
    if (row.geometry && !row.geometry->IsEmpty()) row.geometry->getEnvelope(&box);
    if (box.IsInit())
      points.push_back(XY{(box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2});
    else
      points.emplace_back();
  }
  return points;
}

/// To longitude/latitude with the datum undone. False: some point cannot be.
bool to_degrees(OGRGeometry& geometry, const Projection& projection, Datum datum) {
  bool fine = true;
  std::vector<LonLat> degrees;
  map_points(geometry, [&](std::span<XY> points) {
    degrees.resize(points.size());
    if (projection.identity()) {
      for (std::size_t i = 0; i < points.size(); ++i) degrees[i] = {points[i].x, points[i].y};
    } else {
      projection.to_lonlat(points, degrees);
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
      const LonLat p = undo_datum(datum, degrees[i]);
      fine = fine && std::fabs(p.lon) <= 180 && std::fabs(p.lat) <= 90;
      points[i] = {p.lon, p.lat};
    }
  });
  return fine;
}

/// Rows of degrees that layer_projection has told already, as axes-swapped or zone-prefix.
bool told_by_reading(XY p) {
  const LikelyReading reading = likely_reading(p);
  return reading.looks == Looks::degrees ? reading.swapped : reading.looks != Looks::other;
}

bool to_metres(OGRGeometry& geometry, const Frame& frame) {
  bool fine = true;
  std::vector<LonLat> degrees;
  map_points(geometry, [&](std::span<XY> points) {
    degrees.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) degrees[i] = {points[i].x, points[i].y};
    try {
      frame.to_xy(degrees, points);
    } catch (const std::domain_error&) {
      fine = false;
    }
  });
  return fine;
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
  const LayerRef& ref = out.ref;
  if (const auto name = ref.fields.find("name"); name != ref.fields.end())
    raw.name_field = name->second;
  if (!raw.has_geometry)
    if (const auto columns = point_columns(out, problems))
      make_points(raw, *columns, ref, problems);
  out.has_geometry = raw.has_geometry;
  std::unique_ptr<Projection> projection;
  bool as_read = false;
  SamplePoints points;
  if (raw.has_geometry) {
    if (ref.axes == "yx")
      for (RawRow& row : raw.rows)
        if (row.geometry)
          map_points(*row.geometry, [](std::span<XY> pairs) {
            for (XY& p : pairs) std::swap(p.x, p.y);
          });
    points = sample_points(raw);
    projection = layer_projection(ref, raw, points, frame, problems);
    if (!projection) return;
    const std::string& crs = ref.crs.empty() ? raw.crs : ref.crs;
    as_read = frame != nullptr && !projection->geographic() && same_crs(crs, frame->srs());
    if (projection->geographic() && raw.points_from_columns)  // told as coordinates-zero
      for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i] && points[i]->x == 0 && points[i]->y == 0) raw.rows[i].geometry.reset();
  }
  const Datum datum = parse_datum(ref.datum).value_or(Datum::as_declared);
  NamedRows nowhere;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RawRow& from = raw.rows[i];
    Row row;
    row.number = from.number;
    if (from.geometry && !from.geometry->IsEmpty() && projection) {
      from.geometry->assignSpatialReference(nullptr);
      std::unique_ptr<OGRGeometry> xy;
      if (as_read && datum == Datum::as_declared) xy.reset(from.geometry->clone());
      std::unique_ptr<OGRGeometry> lonlat = std::move(from.geometry);
      bool fine = to_degrees(*lonlat, *projection, datum);
      if (fine && !xy && frame != nullptr) {
        xy.reset(lonlat->clone());
        fine = to_metres(*xy, *frame);
      }
      if (fine) {
        row.lonlat = std::move(lonlat);
        row.xy = std::move(xy);
      } else if (!projection->geographic() || !told_by_reading(*points[i])) {
        nowhere.rows.push_back(i);
      }
    }
    out.rows.push_back(std::move(row));
  }
  if (!nowhere.rows.empty()) {
    Problem p = layer_problem(ref, "coordinates-impossible",
                              {"地球上没有这样的坐标，当作没有坐标",
                               "there is no such place on earth; taken as without coordinates"});
    p.layer = raw.name;
    p.value = nowhere.list(raw);
    p.count = nowhere.rows.size();
    problems.warning(std::move(p));
  }
  for (std::size_t i = 0; i < raw.rows.size(); ++i)
    out.rows[i].values = std::move(raw.rows[i].values);
}

}  // namespace fangyuan
