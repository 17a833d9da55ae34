// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/facility_place.h"

#include <fmt/format.h>

#include "geo/facilities/shapes.h"

namespace fangyuan {
namespace {

void set_outline(const Row& row, const Shape& shape, const Frame& frame, Facility& f,
                 RowReport& report) {
  const std::size_t part = largest_part(shape);
  const auto places = [](const std::vector<XY>& xy, const std::vector<LonLat>& lonlat) {
    std::vector<Place> out(xy.size());
    for (std::size_t i = 0; i < xy.size(); ++i) out[i] = {lonlat[i], xy[i]};
    return out;
  };
  const PolygonXY& xy = shape.xy[part];
  const PolygonLonLat& lonlat = shape.lonlat[part];
  f.outline = places(xy.outer, lonlat.outer);
  for (std::size_t h = 0; h < xy.holes.size(); ++h)
    f.holes.push_back(places(xy.holes[h], lonlat.holes[h]));
  f.entrances = shape.points;
  f.place = point_inside(shape, frame);
  if (shape.xy.size() > 1)
    report.row({Severity::warning,
                "facility-parts",
                "",
                std::to_string(shape.xy.size()),
                row.number,
                {"由几块组成，到达时按最大的一块", "several parts; it is reached at the largest"},
                where_is(shape)});
  if (shape.area_before_m2) {
    const double after = area_m2(shape);
    report.row(
        {Severity::warning,
         "ring-repaired",
         "",
         "",
         row.number,
         {fmt::format("边界自相交，已修复：{:.1f} → {:.1f} 平方米", *shape.area_before_m2, after),
          fmt::format("the ring crosses itself; repaired: {:.1f} → {:.1f} m²",
                      *shape.area_before_m2, after)},
         where_is(shape)});
  }
}

}  // namespace

bool read_place(const Row& row, const Frame& frame, Facility& f, RowReport& report) {
  const Shape shape = shape_of(row, frame);
  if (shape.empty()) return true;
  if (!shape.lines.empty()) {
    report.row({Severity::error,
                "facility-geometry",
                "",
                "",
                row.number,
                {"设施应是点、面或闭合的线", "a facility is a point, a polygon or a closed line"},
                where_is(shape)});
    return false;
  }
  if (shape.xy.empty()) {
    f.place = shape.points.front();
    if (shape.points.size() > 1)
      report.row({Severity::warning,
                  "facility-multipoint",
                  "",
                  std::to_string(shape.points.size()),
                  row.number,
                  {"有多个点，取第一个", "several points; the first is taken"},
                  where_is(shape)});
    return true;
  }
  set_outline(row, shape, frame, f, report);
  return true;
}

}  // namespace fangyuan
