// SPDX-License-Identifier: Apache-2.0
// Networks drawn in a test, in metres east and north of a corner near Kaifeng. On that zone's
// central meridian the CRS is true to scale within a millionth, so lengths can be read off.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/network/network.h"
#include "geo/crs/frame.h"

namespace fangyuan::drawing {

inline constexpr XY kCorner{500'000, 3'850'000};

inline const Frame& frame() {
  static const Frame frame("EPSG:4547");
  return frame;
}

inline XY xy(double east, double north) { return {kCorner.x + east, kCorner.y + north}; }
inline Place at(double east, double north) { return frame().place(xy(east, north)); }

enum class Way { both, forward, backward, none };

/// Streets that share an end point join there.
class Drawing {
 public:
  /// By car at `car_kmh`; 0: not usable by car.
  EdgeId street(const std::vector<XY>& points, Way way = Way::both, float car_kmh = 36) {
    Edge edge;
    edge.u = vertex(points.front());
    edge.v = vertex(points.back());
    edge.first_shape = static_cast<std::uint32_t>(network_.shape.size());
    edge.shape_count = static_cast<std::uint32_t>(points.size());
    double mm = 0;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const Place p = at(points[k].x, points[k].y);
      if (k > 0) mm += geodesic_mm(network_.shape.back().lonlat, p.lonlat);
      network_.shape.push_back(p);
      network_.shape_mm.push_back(static_cast<std::uint32_t>(mm + 0.5));
    }
    edge.length_mm = network_.shape_mm.back();
    network_.edges.push_back(edge);
    for (std::size_t m = 0; m < kModes; ++m) {
      const float kmh = static_cast<Mode>(m) == Mode::car ? car_kmh : 3.6F;
      network_.use[m].push_back({way == Way::both || way == Way::forward ? kmh : 0,
                                 way == Way::both || way == Way::backward ? kmh : 0});
    }
    return EdgeId(network_.edges.size() - 1);
  }

  const Network& network() const { return network_; }

 private:
  VertexId vertex(XY p) {
    const auto [it, fresh] = vertices_.try_emplace({p.x, p.y}, VertexId(network_.vertices.size()));
    if (fresh) network_.vertices.push_back(at(p.x, p.y));
    return it->second;
  }

  Network network_;
  std::map<std::pair<double, double>, VertexId> vertices_;
};

/// Barriers in the same metres.
inline std::vector<XY> line(std::vector<XY> points) {
  for (XY& p : points) p = xy(p.x, p.y);
  return points;
}

}  // namespace fangyuan::drawing
