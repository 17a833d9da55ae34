// SPDX-License-Identifier: Apache-2.0
// GEOS's C interface with owners and exceptions. For .cpp files of geo/ only.
#pragma once

#include <geos_c.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/units/polygon.h"

namespace fangyuan {

/// One GEOS session; use it on one thread at a time. Shapes must not outlive it. Every function
/// throws std::runtime_error when GEOS fails.
class Geos {
 public:
  struct Delete {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
  };
  using Shape = std::unique_ptr<GEOSGeometry, Delete>;

  Geos();
  ~Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  GEOSContextHandle_t context() const { return context_; }

  /// A multi-polygon; need not be valid.
  Shape make(std::span<const PolygonXY> polygons) const;
  /// The polygons in a result, lines and points left out.
  std::vector<PolygonXY> polygons(const GEOSGeometry* shape) const;

  struct Flaw {
    std::string reason;
    XY where;
  };
  /// What makes it invalid by OGC's rules; absent: valid.
  std::optional<Flaw> flaw(const GEOSGeometry* shape) const;
  /// MakeValid by structure: outer rings are united, holes taken off.
  Shape make_valid(const GEOSGeometry* shape) const;

  /// REQUIRES of these: valid shapes.
  Shape intersection(const GEOSGeometry* a, const GEOSGeometry* b) const;
  Shape difference(const GEOSGeometry* a, const GEOSGeometry* b) const;
  Shape united(std::span<const GEOSGeometry* const> shapes) const;
  double area(const GEOSGeometry* shape) const;
  /// REQUIRES: not empty.
  XY point_on_surface(const GEOSGeometry* shape) const;

 private:
  Shape owned(GEOSGeometry* g) const;

  GEOSContextHandle_t context_;
  std::string error_;
};

/// Bounding boxes that answer which of them meet another; numbers come in ascending order.
class BoxTree {
 public:
  struct Box {
    XY min, max;
  };
  BoxTree(const Geos& geos, std::span<const Box> boxes);
  ~BoxTree();
  BoxTree(const BoxTree&) = delete;
  BoxTree& operator=(const BoxTree&) = delete;
  std::vector<std::size_t> meeting(const Box& box) const;

 private:
  const Geos* geos_;
  std::vector<std::size_t> numbers_;
  GEOSSTRtree* tree_;
};

BoxTree::Box box_of(std::span<const PolygonXY> polygons);

}  // namespace fangyuan
