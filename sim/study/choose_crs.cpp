// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "geo/io/vector_layer.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

constexpr double kZoneWidthDegrees = 3.0;

void widen(std::optional<Extent>& all, const std::optional<Extent>& e) {
  if (!e) return;
  if (!all) {
    all = e;
    return;
  }
  all->min.lon = std::min(all->min.lon, e->min.lon);
  all->min.lat = std::min(all->min.lat, e->min.lat);
  all->max.lon = std::max(all->max.lon, e->max.lon);
  all->max.lat = std::max(all->max.lat, e->max.lat);
}

/// Which boundary layer has nothing to draw: without any place, that is what is wrong.
void tell_empty_boundaries(const Project& p, Problems& problems) {
  for (const BoundarySource& s : p.boundaries) {
    Problems told;
    if (layer_extent(s.ref, told)) continue;
    problems.error(Problem{.code = "boundaries-empty",
                           .file = s.ref.path,
                           .layer = s.ref.layer,
                           .rule = {"没有一个可用的区划：图层里没有面",
                                    "no unit can be used: the layer holds no areas"}});
  }
}

/// The extent of the first kind of layer that has one: outlines say best where the study is.
std::optional<Extent> extent_of(const Project& p, Problems& problems) {
  std::optional<Extent> all;
  for (const BoundarySource& s : p.boundaries) widen(all, layer_extent(s.ref, problems));
  if (all) return all;
  for (const PopulationSource& s : p.population)
    if (s.join.empty()) widen(all, layer_extent(s.ref, problems));
  if (all) return all;
  for (const FacilitySource& s : p.facilities) widen(all, layer_extent(s.ref, problems));
  if (all) return all;
  for (const NetworkSource& s : p.network) widen(all, network_extent(s, problems));
  return all;
}

}  // namespace

std::string choose_crs(const Project& p, Problems& problems) {
  if (p.crs != "auto") return p.crs;
  Problems found;
  const auto extent = extent_of(p, found);
  if (!extent) {
    if (!found.has_errors()) {
      tell_empty_boundaries(p, found);
      found.error(Problem{.code = "nothing-located",
                          .file = p.file.filename().string(),
                          .layer = "project",
                          .rule = {"没有任何带位置的图层，无法确定坐标系",
                                   "no layer has a place, so no CRS can be chosen"}});
    }
    throw InputError(found.all());
  }
  // Errors of single layers are told in full when they are read; here only the middle matters.
  const LonLat centre{(extent->min.lon + extent->max.lon) / 2,
                      (extent->min.lat + extent->max.lat) / 2};
  const double width = extent->max.lon - extent->min.lon;
  if (width > kZoneWidthDegrees) {
    problems.warning(Problem{.code = "study-wide",
                             .file = p.file.filename().string(),
                             .layer = "project",
                             .field = "crs",
                             .value = fmt::format("{:.2f}°", width),
                             .rule = {"研究范围宽于 3°，投影在边缘有变形；距离与面积仍按椭球面计算",
                                      "the study is wider than 3°: the projection distorts at its "
                                      "edges; lengths and areas stay geodesic"},
                             .where = centre});
  }
  return metric_crs_for(centre);
}

}  // namespace fangyuan
