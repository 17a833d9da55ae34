// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/thin_units.h"

#include <ogrsf_frmts.h>

#include "geo/topology/simplify.h"
#include "geo/units/polygon.h"

namespace fangyuan {
namespace {

constexpr double kFirstM = 2, kLastM = 64;

using Shapes = std::vector<std::vector<PolygonXY>>;

std::size_t corners_of(const Shapes& shapes) {
  std::size_t n = 0;
  for (const auto& shape : shapes)
    for (const PolygonXY& polygon : shape) {
      n += polygon.outer.size();
      for (const auto& hole : polygon.holes) n += hole.size();
    }
  return n;
}

void add_ring(const std::vector<XY>& ring, OGRPolygon& polygon) {
  auto* made = new OGRLinearRing;
  made->setNumPoints(static_cast<int>(ring.size()), FALSE);
  for (std::size_t i = 0; i < ring.size(); ++i)
    made->setPoint(static_cast<int>(i), ring[i].x, ring[i].y);
  polygon.addRingDirectly(made);
}

std::unique_ptr<OGRMultiPolygon> geometry_of(const std::vector<PolygonXY>& shape) {
  auto out = std::make_unique<OGRMultiPolygon>();
  for (const PolygonXY& polygon : shape) {
    auto* made = new OGRPolygon;
    add_ring(polygon.outer, *made);
    for (const auto& hole : polygon.holes) add_ring(hole, *made);
    out->addGeometryDirectly(made);
  }
  return out;
}

}  // namespace

void thin_units(std::vector<std::unique_ptr<OGRFeature>>& units, std::size_t most) {
  Shapes shapes;
  for (const auto& unit : units)
    shapes.push_back(unit->GetGeometryRef() != nullptr ? polygons_xy(*unit->GetGeometryRef())
                                                       : std::vector<PolygonXY>());
  if (corners_of(shapes) <= most) return;
  const std::vector<std::span<const PolygonXY>> exact(shapes.begin(), shapes.end());
  Shapes thin;
  for (double tolerance_m = kFirstM; tolerance_m <= kLastM; tolerance_m *= 2) {
    thin = simplify_shared(exact, tolerance_m);
    if (corners_of(thin) <= most) break;
  }
  for (std::size_t i = 0; i < units.size(); ++i)
    if (!thin[i].empty()) units[i]->SetGeometryDirectly(geometry_of(thin[i]).release());
}

}  // namespace fangyuan
