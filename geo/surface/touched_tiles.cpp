// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/touched_tiles.h"

#include <algorithm>
#include <limits>

#include "geo/snap/reach_limit.h"

namespace fangyuan {
namespace {

/// Tiles from one corner to the other, both included.
struct TileBox {
  std::int32_t x0, y0, x1, y1;
};

/// Along an edge and off it with what is left of a limit, in metres.
class Carry {
 public:
  Carry(const Search& search, OffStreet off) : network_(search.graph().network()), off_(off) {
    if (search.graph().metric() == Metric::length) off_.mps = 1;  // millimetres for milliseconds
  }

  /// The walk alone.
  double off(double left) const { return std::min(left * 1e-3 * off_.mps, off_.limit_m); }

  /// How far from one end of an edge its places within the limit, and the ground they serve, lie.
  /// With s metres of the edge behind, s + off(what is left then) grows with s as long as the edge
  /// is no slower than the walk off it.
  double along(double left, EdgeId e, Cost whole) const {
    if (!whole.reached()) return 0;
    const double length = network_.edges[e.index()].length_mm * 1e-3;
    const double cost = std::max(1U, whole.value());
    const bool no_slower = cost * 1e-3 * off_.mps <= length;
    if (left >= cost) return length + off(no_slower ? left - cost : left);
    return left / cost * length + off(no_slower ? 0 : left);
  }

 private:
  const Network& network_;
  OffStreet off_;
};

TileBox merged(TileBox a, TileBox b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

/// Squares of ground, of which those around the same tile are taken together: there are many more
/// vertices than tiles.
class Marker {
 public:
  /// `around`: the box in which squares have their centres.
  Marker(double cell_m, XY min, XY max)
      : per_m_(1 / (cell_m * kTileSide)),
        first_x_(tile(min.x)),
        first_y_(tile(min.y)),
        width_(static_cast<std::size_t>(tile(max.x) - first_x_ + 1)),
        boxes_(width_ * static_cast<std::size_t>(tile(max.y) - first_y_ + 1), kEmpty) {}

  void add(XY p, double reach_m) {
    const double r = reach_m_for(reach_m);
    TileBox& box = boxes_[static_cast<std::size_t>(tile(p.y) - first_y_) * width_ +
                          static_cast<std::size_t>(tile(p.x) - first_x_)];
    box = merged(box, {tile(p.x - r), tile(p.y - r), tile(p.x + r), tile(p.y + r)});
  }

  std::vector<TileKey> tiles(std::int32_t level) const {
    std::vector<TileKey> keys;
    TileBox all = kEmpty;
    for (const TileBox& b : boxes_) all = merged(all, b);
    if (all.x0 > all.x1) return keys;
    const auto width = static_cast<std::size_t>(all.x1 - all.x0) + 1;
    std::vector<std::uint8_t> wanted(width * (static_cast<std::size_t>(all.y1 - all.y0) + 1));
    for (const TileBox& b : boxes_) {
      for (std::int32_t y = b.y0; y <= b.y1; ++y) {
        std::uint8_t* row = wanted.data() + static_cast<std::size_t>(y - all.y0) * width;
        std::fill(row + (b.x0 - all.x0), row + (b.x1 - all.x0 + 1), std::uint8_t{1});
      }
    }
    std::size_t k = 0;
    for (std::int32_t y = all.y0; y <= all.y1; ++y)
      for (std::int32_t x = all.x0; x <= all.x1; ++x)
        if (wanted[k++] != 0) keys.push_back({level, x, y});
    return keys;
  }

 private:
  static constexpr TileBox kEmpty{
      std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(),
      std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};
  std::int32_t tile(double v) const {
    const double t = v * per_m_;
    const auto whole = static_cast<std::int32_t>(t);
    return whole - (t < whole);  // std::floor is a call without SSE4
  }

  double per_m_;
  std::int32_t first_x_, first_y_;
  std::size_t width_;
  std::vector<TileBox> boxes_;  // by the tile of the centre
};

struct Extent {
  XY min, max;
  bool any = false;
  void add(XY p) {
    if (!any) min = max = p;
    any = true;
    min = {std::min(min.x, p.x), std::min(min.y, p.y)};
    max = {std::max(max.x, p.x), std::max(max.y, p.y)};
  }
};

Extent extent_of_reached(const Search& search, Cost limit) {
  const std::vector<Place>& vertices = search.graph().network().vertices;
  Extent extent;
  for (const VertexCost& r : search.reached())
    if (r.cost <= limit) extent.add(vertices[r.vertex.index()].xy);
  return extent;
}

}  // namespace

std::vector<TileKey> touched_tiles(const Search& search, Cost limit, OffStreet off,
                                   std::int32_t level, double cell_m) {
  const ModeGraph& graph = search.graph();
  const Carry carry(search, off);
  const bool to = search.direction() == Direction::to_facility;
  Extent extent = extent_of_reached(search, limit);
  for (const Source& s : search.sources())
    if (s.access <= limit) extent.add(s.entrance.point.xy);
  if (!extent.any) return {};
  Marker marker(cell_m, extent.min, extent.max);
  for (const VertexCost& r : search.reached()) {
    if (r.cost > limit) continue;
    const double left = limit.value() - r.cost.value();
    double reach = carry.off(left);
    for (const ModeGraph::Arc& arc : to ? graph.in(r.vertex) : graph.out(r.vertex)) {
      reach = std::max(reach, carry.along(left, arc.edge, arc.cost));
    }
    marker.add(graph.network().vertices[r.vertex.index()].xy, reach);
  }
  for (const Source& s : search.sources()) {
    if (s.access > limit) continue;
    const double left = limit.value() - s.access.value();
    const EdgeId e = s.entrance.edge;
    marker.add(s.entrance.point.xy,
               std::max({carry.off(left), carry.along(left, e, graph.forward(e)),
                         carry.along(left, e, graph.backward(e))}));
  }
  return marker.tiles(level);
}

double extent_m(const Search& search, Cost limit) {
  const Extent e = extent_of_reached(search, limit);
  return std::max(e.max.x - e.min.x, e.max.y - e.min.y);
}

}  // namespace fangyuan
