// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/touched_tiles.h"

#include <algorithm>
#include <cmath>

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
  double off(double left) const { return std::min(left / 1000 * off_.mps, off_.limit_m); }

  /// How far from one end of an edge its places within the limit, and the ground they serve, lie.
  /// With s metres of the edge behind, s + off(what is left then) grows with s as long as the edge
  /// is no slower than the walk off it.
  double along(double left, EdgeId e, Cost whole) const {
    if (!whole.reached()) return 0;
    const double length = network_.edges[e.index()].length_mm / 1000.0;
    const double cost = std::max(1U, whole.value());
    const double part = std::min(1.0, left / cost);
    const bool no_slower = cost / 1000 * off_.mps <= length;
    return part * length + off(no_slower ? left - part * cost : left);
  }

 private:
  const Network& network_;
  OffStreet off_;
};

class Marker {
 public:
  Marker(std::int32_t level, double cell_m) : level_(level), per_m_(1 / (cell_m * kTileSide)) {}

  void add(XY p, double reach_m) {
    const double r = reach_m_for(reach_m);
    boxes_.push_back({tile(p.x - r), tile(p.y - r), tile(p.x + r), tile(p.y + r)});
  }

  std::vector<TileKey> tiles() const {
    std::vector<TileKey> keys;
    if (boxes_.empty()) return keys;
    TileBox all = boxes_.front();
    for (const TileBox& b : boxes_) {
      all = {std::min(all.x0, b.x0), std::min(all.y0, b.y0), std::max(all.x1, b.x1),
             std::max(all.y1, b.y1)};
    }
    const auto width = static_cast<std::size_t>(all.x1 - all.x0 + 1);
    std::vector<std::uint8_t> wanted(width * static_cast<std::size_t>(all.y1 - all.y0 + 1));
    for (const TileBox& b : boxes_) {
      for (std::int32_t y = b.y0; y <= b.y1; ++y) {
        std::uint8_t* row = wanted.data() + static_cast<std::size_t>(y - all.y0) * width;
        std::fill(row + (b.x0 - all.x0), row + (b.x1 - all.x0 + 1), std::uint8_t{1});
      }
    }
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (wanted[k] == 0) continue;
      keys.push_back({level_, all.x0 + static_cast<std::int32_t>(k % width),
                      all.y0 + static_cast<std::int32_t>(k / width)});
    }
    return keys;
  }

 private:
  std::int32_t tile(double v) const { return static_cast<std::int32_t>(std::floor(v * per_m_)); }

  std::int32_t level_;
  double per_m_;
  std::vector<TileBox> boxes_;
};

}  // namespace

std::vector<TileKey> touched_tiles(const Search& search, Cost limit, OffStreet off,
                                   std::int32_t level, double cell_m) {
  const ModeGraph& graph = search.graph();
  const Carry carry(search, off);
  const bool to = search.direction() == Direction::to_facility;
  Marker marker(level, cell_m);
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
  return marker.tiles();
}

double extent_m(const Search& search, Cost limit) {
  const std::vector<Place>& vertices = search.graph().network().vertices;
  XY min{}, max{};
  bool any = false;
  for (const VertexCost& r : search.reached()) {
    if (r.cost > limit) continue;
    const XY p = vertices[r.vertex.index()].xy;
    if (!any) min = max = p;
    any = true;
    min = {std::min(min.x, p.x), std::min(min.y, p.y)};
    max = {std::max(max.x, p.x), std::max(max.y, p.y)};
  }
  return std::max(max.x - min.x, max.y - min.y);
}

}  // namespace fangyuan
