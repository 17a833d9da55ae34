// SPDX-License-Identifier: Apache-2.0
// Polygons as plain rings, and where a point lies in them, decided exactly.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/place.h"

class OGRGeometry;

namespace fangyuan {

/// One outer ring and its holes. Rings are closed (first = last) and have at least four points.
template <class Point>
struct PolygonOf {
  std::vector<Point> outer;
  std::vector<std::vector<Point>> holes;
  friend bool operator==(const PolygonOf&, const PolygonOf&) = default;
};
using PolygonXY = PolygonOf<XY>;          ///< metres in the project's CRS
using PolygonLonLat = PolygonOf<LonLat>;  ///< degrees

/// All polygons in a geometry: curves are stroked, collections and multi-polygons taken apart, Z
/// dropped, open rings closed, rings of fewer than three points left out. Lines and
/// points give nothing.
std::vector<PolygonXY> polygons_xy(const OGRGeometry& xy);
std::vector<PolygonLonLat> polygons_lonlat(const OGRGeometry& lonlat);

/// Geodesic area in m², holes taken off.
double geodesic_area_m2(std::span<const PolygonLonLat> polygons);

/// The sign of the area of the triangle a, b, c: 1 counter-clockwise, −1 clockwise, 0 on one line.
/// Exact for all finite coordinates whose products neither overflow nor underflow (Shewchuk's
/// expansions behind a floating-point filter).
int orientation(XY a, XY b, XY c);

enum class Side { outside, border, inside };

/// Answers where points lie in a set of rings, by the even-odd rule and in exact arithmetic.
/// Building is O(n) for n edges of ordinary shapes, a query O(1) to O(√n). Immutable after
/// construction and safe to share between threads.
class PolygonIndex {
 public:
  PolygonIndex() = default;
  explicit PolygonIndex(std::span<const PolygonXY> polygons);

  Side side(XY p) const;
  bool empty() const { return edges_.empty(); }
  XY min() const { return min_; }
  XY max() const { return max_; }

 private:
  struct Edge {
    XY a, b;
  };
  std::size_t band_of(double y) const;

  std::vector<Edge> edges_;
  std::vector<std::uint32_t> band_begin_;  ///< bands + 1 entries into band_edges_
  std::vector<std::uint32_t> band_edges_;
  XY min_, max_;
  double bands_per_m_ = 0;
};

}  // namespace fangyuan
