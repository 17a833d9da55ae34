// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/touched_tiles.h"

#include <algorithm>
#include <cmath>

#include "geo/snap/reach_limit.h"

namespace fangyuan {

struct TouchedStreets::TileBox {
  std::int32_t x0, y0, x1, y1;  ///< both ends included
  friend bool operator==(const TileBox&, const TileBox&) = default;
};

TouchedStreets::TouchedStreets(const Search& search, double access_limit_m, double off_network_mps)
    : search_(search), access_limit_m_(access_limit_m), off_network_mps_(off_network_mps) {
  const Network& network = search.graph().network();
  search.for_each_touched_edge([&](EdgeId e) {
    const Edge& edge = network.edges[e.index()];
    const Cost at_end = std::min(search.at(edge.u), search.at(edge.v));
    if (at_end.reached()) streets_.push_back({at_end, box_of(network, edge)});
  });
  // Between its ends an edge can only cost less than at them where a source is.
  for (const Source& s : search.sources()) {
    streets_.push_back({s.access, box_of(network, network.edges[s.entrance.edge.index()])});
  }
}

/// Around an edge without looking at its shape: a detour of s metres leads at most s / 2 away from
/// the box of the ends.
TouchedStreets::Box TouchedStreets::box_of(const Network& network, const Edge& edge) {
  const XY u = network.vertices[edge.u.index()].xy, v = network.vertices[edge.v.index()].xy;
  const double straight_m = std::sqrt((u.x - v.x) * (u.x - v.x) + (u.y - v.y) * (u.y - v.y));
  const double detour_m = std::max(0.0, reach_m_for(edge.length_mm / 1000.0) - straight_m) / 2;
  return {{std::min(u.x, v.x) - detour_m, std::min(u.y, v.y) - detour_m},
          {std::max(u.x, v.x) + detour_m, std::max(u.y, v.y) + detour_m}};
}

double TouchedStreets::extent_m(Cost limit) const {
  const std::vector<Place>& vertices = search_.graph().network().vertices;
  Box box;
  bool empty = true;
  for (const VertexCost& r : search_.reached()) {
    if (r.cost > limit) continue;
    const XY p = vertices[r.vertex.index()].xy;
    if (empty) box = {p, p};
    empty = false;
    box = {{std::min(box.min.x, p.x), std::min(box.min.y, p.y)},
           {std::max(box.max.x, p.x), std::max(box.max.y, p.y)}};
  }
  return std::max(box.max.x - box.min.x, box.max.y - box.min.y);
}

/// How far off a street one may walk with what is left of the limit.
double TouchedStreets::walk_m(Cost left) const {
  const bool time = search_.graph().metric() == Metric::time;
  const double m = left.value() / 1000.0 * (time ? off_network_mps_ : 1.0);
  return reach_m_for(std::min(m, access_limit_m_));
}

std::vector<TileKey> TouchedStreets::tiles(std::int32_t level, double cell_m, Cost limit) const {
  const double side_m = cell_m * kTileSide;
  const auto tile_of = [&](double v) { return static_cast<std::int32_t>(std::floor(v / side_m)); };
  std::vector<TileBox> boxes;
  for (const Street& street : streets_) {
    if (street.least > limit) continue;
    const double walk = walk_m(Cost(limit.value() - street.least.value()));
    const TileBox box{tile_of(street.box.min.x - walk), tile_of(street.box.min.y - walk),
                      tile_of(street.box.max.x + walk), tile_of(street.box.max.y + walk)};
    if (boxes.empty() || !(boxes.back() == box)) boxes.push_back(box);
  }
  return covered(level, boxes);
}

/// The tiles of all boxes, each once.
std::vector<TileKey> TouchedStreets::covered(std::int32_t level,
                                             const std::vector<TileBox>& boxes) {
  std::vector<TileKey> keys;
  if (boxes.empty()) return keys;
  TileBox all = boxes.front();
  for (const TileBox& b : boxes) {
    all = {std::min(all.x0, b.x0), std::min(all.y0, b.y0), std::max(all.x1, b.x1),
           std::max(all.y1, b.y1)};
  }
  const auto width = static_cast<std::size_t>(all.x1 - all.x0 + 1);
  const auto height = static_cast<std::size_t>(all.y1 - all.y0 + 1);
  std::vector<bool> wanted(width * height);
  for (const TileBox& b : boxes) {
    for (std::int32_t y = b.y0; y <= b.y1; ++y) {
      const auto row = wanted.begin() +
                       static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y - all.y0) * width);
      std::fill(row + (b.x0 - all.x0), row + (b.x1 - all.x0 + 1), true);
    }
  }
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    if (!wanted[k]) continue;
    keys.push_back({level, all.x0 + static_cast<std::int32_t>(k % width),
                    all.y0 + static_cast<std::int32_t>(k / width)});
  }
  return keys;
}

}  // namespace fangyuan
