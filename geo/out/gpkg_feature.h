// SPDX-License-Identifier: Apache-2.0
// Shapes and fields of the layers of boundaries.gpkg. Internal to geo/out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/out/gdal_file.h"
#include "geo/units/polygon.h"

namespace fangyuan {

inline std::unique_ptr<OGRLinearRing> ring_geometry(const std::vector<XY>& points) {
  auto ring = std::make_unique<OGRLinearRing>();
  ring->setNumPoints(static_cast<int>(points.size()), FALSE);
  for (std::size_t i = 0; i < points.size(); ++i)
    ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
  return ring;
}

inline std::unique_ptr<OGRGeometry> area_geometry(const std::vector<PolygonXY>& polygons) {
  auto multi = std::make_unique<OGRMultiPolygon>();
  for (const PolygonXY& p : polygons) {
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring_geometry(p.outer).release());
    for (const auto& hole : p.holes) polygon->addRingDirectly(ring_geometry(hole).release());
    multi->addGeometryDirectly(polygon.release());
  }
  return multi;
}

inline std::unique_ptr<OGRGeometry> lines_geometry(const std::vector<std::vector<XY>>& sections) {
  auto multi = std::make_unique<OGRMultiLineString>();
  for (const auto& points : sections) {
    auto line = std::make_unique<OGRLineString>();
    line->setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i)
      line->setPoint(static_cast<int>(i), points[i].x, points[i].y);
    multi->addGeometryDirectly(line.release());
  }
  return multi;
}

/// Fields one after the other.
class Feature {
 public:
  explicit Feature(OGRLayer& layer) : feature_(layer.GetLayerDefn()) {}
  Feature& text(const std::string& v) {
    if (!v.empty()) feature_.SetField(field_, v.c_str());
    ++field_;
    return *this;
  }
  Feature& real(const std::optional<double>& v) {
    if (v) feature_.SetField(field_, *v);
    ++field_;
    return *this;
  }
  Feature& whole(std::size_t v) {
    feature_.SetField(field_++, static_cast<GIntBig>(v));
    return *this;
  }
  void add(GpkgFile& file, OGRLayer& layer, std::unique_ptr<OGRGeometry> geometry) {
    feature_.SetGeometryDirectly(geometry.release());
    file.add(layer, feature_);
  }

 private:
  OGRFeature feature_;
  int field_ = 0;
};

}  // namespace fangyuan
