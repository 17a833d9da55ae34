// SPDX-License-Identifier: Apache-2.0
#include "geo/units/geos.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace fangyuan {
namespace {

void keep_message(const char* message, void* where) { *static_cast<std::string*>(where) = message; }
void ignore_message(const char*, void*) {}

GEOSGeometry* ring_of(GEOSContextHandle_t context, const std::vector<XY>& ring) {
  static_assert(sizeof(XY) == 2 * sizeof(double));
  auto* points = GEOSCoordSeq_copyFromBuffer_r(context, &ring.front().x,
                                               static_cast<unsigned>(ring.size()), 0, 0);
  return points == nullptr ? nullptr : GEOSGeom_createLinearRing_r(context, points);
}

std::vector<XY> points_of(GEOSContextHandle_t context, const GEOSGeometry* ring) {
  const auto* points = GEOSGeom_getCoordSeq_r(context, ring);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(context, points, &size);
  std::vector<XY> out(size);
  if (size > 0) GEOSCoordSeq_copyToBuffer_r(context, points, &out.front().x, 0, 0);
  return out;
}

void collect(GEOSContextHandle_t context, const GEOSGeometry* g, std::vector<PolygonXY>& out) {
  const int type = GEOSGeomTypeId_r(context, g);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(context, g) != 0) return;
    PolygonXY polygon;
    polygon.outer = points_of(context, GEOSGetExteriorRing_r(context, g));
    for (int i = 0; i < GEOSGetNumInteriorRings_r(context, g); ++i)
      polygon.holes.push_back(points_of(context, GEOSGetInteriorRingN_r(context, g, i)));
    out.push_back(std::move(polygon));
  } else if (type >= GEOS_MULTIPOINT) {
    for (int i = 0; i < GEOSGetNumGeometries_r(context, g); ++i)
      collect(context, GEOSGetGeometryN_r(context, g, i), out);
  }
}

}  // namespace

Geos::Geos() : context_(GEOS_init_r()) {
  GEOSContext_setErrorMessageHandler_r(context_, keep_message, &error_);
  GEOSContext_setNoticeMessageHandler_r(context_, ignore_message, nullptr);
}

Geos::~Geos() { GEOS_finish_r(context_); }

Geos::Shape Geos::owned(GEOSGeometry* g) const {
  if (g == nullptr) throw std::runtime_error("GEOS: " + error_);
  return Shape(g, Delete{context_});
}

Geos::Shape Geos::make(std::span<const PolygonXY> polygons) const {
  std::vector<GEOSGeometry*> parts;
  for (const auto& polygon : polygons) {
    auto* outer = ring_of(context_, polygon.outer);
    std::vector<GEOSGeometry*> holes;
    for (const auto& hole : polygon.holes) holes.push_back(ring_of(context_, hole));
    parts.push_back(GEOSGeom_createPolygon_r(context_, outer, holes.data(),
                                             static_cast<unsigned>(holes.size())));
  }
  return owned(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size())));
}

std::vector<PolygonXY> Geos::polygons(const GEOSGeometry* shape) const {
  std::vector<PolygonXY> out;
  collect(context_, shape, out);
  return out;
}

std::optional<Geos::Flaw> Geos::flaw(const GEOSGeometry* shape) const {
  char* reason = nullptr;
  GEOSGeometry* where = nullptr;
  const char valid = GEOSisValidDetail_r(context_, shape, 0, &reason, &where);
  Flaw out;
  if (reason != nullptr) out.reason = reason;
  GEOSFree_r(context_, reason);
  if (where != nullptr) {
    const Shape point(where, Delete{context_});
    GEOSGeomGetX_r(context_, where, &out.where.x);
    GEOSGeomGetY_r(context_, where, &out.where.y);
  }
  if (valid == 1) return std::nullopt;
  return out;
}

Geos::Shape Geos::make_valid(const GEOSGeometry* shape) const {
  auto* params = GEOSMakeValidParams_create_r(context_);
  GEOSMakeValidParams_setMethod_r(context_, params, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(context_, params, 0);
  auto* made = GEOSMakeValidWithParams_r(context_, shape, params);
  GEOSMakeValidParams_destroy_r(context_, params);
  return owned(made);
}

Geos::Shape Geos::intersection(const GEOSGeometry* a, const GEOSGeometry* b) const {
  return owned(GEOSIntersection_r(context_, a, b));
}

Geos::Shape Geos::difference(const GEOSGeometry* a, const GEOSGeometry* b) const {
  return owned(GEOSDifference_r(context_, a, b));
}

Geos::Shape Geos::united(std::span<const GEOSGeometry* const> shapes) const {
  std::vector<GEOSGeometry*> copies;
  for (const auto* shape : shapes) copies.push_back(GEOSGeom_clone_r(context_, shape));
  const auto all = owned(GEOSGeom_createCollection_r(
      context_, GEOS_GEOMETRYCOLLECTION, copies.data(), static_cast<unsigned>(copies.size())));
  return owned(GEOSUnaryUnion_r(context_, all.get()));
}

double Geos::area(const GEOSGeometry* shape) const {
  double area = 0;
  GEOSArea_r(context_, shape, &area);
  return area;
}

XY Geos::point_on_surface(const GEOSGeometry* shape) const {
  const auto point = owned(GEOSPointOnSurface_r(context_, shape));
  XY out;
  GEOSGeomGetX_r(context_, point.get(), &out.x);
  GEOSGeomGetY_r(context_, point.get(), &out.y);
  return out;
}

BoxTree::BoxTree(const Geos& geos, std::span<const Box> boxes)
    : geos_(&geos), numbers_(boxes.size()), tree_(GEOSSTRtree_create_r(geos.context(), 10)) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    numbers_[i] = i;
    auto* box = GEOSGeom_createRectangle_r(geos.context(), boxes[i].min.x, boxes[i].min.y,
                                           boxes[i].max.x, boxes[i].max.y);
    GEOSSTRtree_insert_r(geos.context(), tree_, box, &numbers_[i]);
    GEOSGeom_destroy_r(geos.context(), box);
  }
}

BoxTree::~BoxTree() { GEOSSTRtree_destroy_r(geos_->context(), tree_); }

std::vector<std::size_t> BoxTree::meeting(const Box& box) const {
  std::vector<std::size_t> out;
  if (numbers_.empty()) return out;
  const Geos::Shape query(
      GEOSGeom_createRectangle_r(geos_->context(), box.min.x, box.min.y, box.max.x, box.max.y),
      Geos::Delete{geos_->context()});
  GEOSSTRtree_query_r(
      geos_->context(), tree_, query.get(),
      [](void* item, void* found) {
        static_cast<std::vector<std::size_t>*>(found)->push_back(
            *static_cast<const std::size_t*>(item));
      },
      &out);
  std::sort(out.begin(), out.end());
  return out;
}

BoxTree::Box box_of(std::span<const PolygonXY> polygons) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  BoxTree::Box box{{kInfinity, kInfinity}, {-kInfinity, -kInfinity}};
  for (const auto& polygon : polygons)
    for (const auto& p : polygon.outer) {
      box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
      box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
    }
  return box;
}

}  // namespace fangyuan
