// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/barriers.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "geo/io/vector_layer.h"
#include "geo/roads/line_parts.h"

namespace fangyuan {
namespace {

std::vector<XY> finite_points(const OGRSimpleCurve& curve) {
  std::vector<XY> points = points_of(curve);
  std::erase_if(points, [](XY p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
  return points;
}

std::vector<XY> ring_points(const OGRLinearRing* ring) {
  if (ring == nullptr) return {};
  std::vector<XY> points = finite_points(*ring);
  if (!points.empty() && points.front() != points.back()) points.push_back(points.front());
  return points.size() < 4 ? std::vector<XY>{} : points;
}

bool add_geometry(const OGRGeometry* geometry, Barriers& barriers) {
  bool any = false;
  for (const OGRLineString* line : parts_of<OGRLineString>(geometry)) {
    std::vector<XY> points = finite_points(*line);
    if (points.size() < 2) continue;
    barriers.lines.push_back(std::move(points));
    any = true;
  }
  for (const OGRPolygon* polygon : parts_of<OGRPolygon>(geometry)) {
    Barriers::Area area{
        .outer = ring_points(polygon->getExteriorRing()), .holes = {}, .is_water = false};
    if (area.outer.empty()) continue;
    for (int i = 0; i < polygon->getNumInteriorRings(); ++i)
      if (auto hole = ring_points(polygon->getInteriorRing(i)); !hole.empty())
        area.holes.push_back(std::move(hole));
    barriers.areas.push_back(std::move(area));
    any = true;
  }
  return any;
}

}  // namespace

void add_barriers(const LandSource& source, const Frame& frame, Barriers& barriers,
                  std::vector<InputUse>& inputs, Problems& problems) {
  assert(source.role == LandRole::barrier);
  const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
  InputUse use{.path = layer.ref.path, .layer = layer.layer, .sha256 = layer.sha256};
  use.features = layer.rows.size();
  for (const Row& row : layer.rows)
    add_geometry(row.xy.get(), barriers) ? ++use.used : ++use.rejected;
  if (use.rejected > 0)
    problems.warning({.code = "barrier-geometry",
                      .file = use.path,
                      .layer = use.layer,
                      .rule = {"既不是线也不是面（或没有几何），不能阻隔",
                               "neither line nor area (or without geometry): stops nobody"},
                      .count = use.rejected});
  inputs.push_back(std::move(use));
}

}  // namespace fangyuan
