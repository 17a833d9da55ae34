// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/circles.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>

#include "geo/snap/reach_limit.h"
#include "geo/surface/contour.h"

namespace fangyuan {
namespace {

constexpr double kCellsAcross = 500;  ///< contract: at most 1/500 of the circle's diameter

/// A rectangle on the ground; empty at first.
struct Box {
  XY min{1e300, 1e300}, max{-1e300, -1e300};
  void add(XY p) {
    min = {std::min(min.x, p.x), std::min(min.y, p.y)};
    max = {std::max(max.x, p.x), std::max(max.y, p.y)};
  }
  bool empty() const { return min.x > max.x; }
  double longer_side() const { return empty() ? 0 : std::max(max.x - min.x, max.y - min.y); }
};

/// A street that the search touches: the least cost on it, and where it runs.
struct TouchedEdge {
  Cost least;
  Box box;
};

/// Around an edge without looking at its shape: a detour of s metres leads at most s / 2 away from
/// the box of the ends.
Box box_of(const Network& network, const Edge& edge) {
  const XY u = network.vertices[edge.u.index()].xy, v = network.vertices[edge.v.index()].xy;
  const double straight_m = std::sqrt((u.x - v.x) * (u.x - v.x) + (u.y - v.y) * (u.y - v.y));
  const double detour_m = std::max(0.0, reach_m_for(edge.length_mm / 1000.0) - straight_m) / 2;
  return {{std::min(u.x, v.x) - detour_m, std::min(u.y, v.y) - detour_m},
          {std::max(u.x, v.x) + detour_m, std::max(u.y, v.y) + detour_m}};
}

std::vector<TouchedEdge> touched(const Search& search) {
  const Network& network = search.graph().network();
  std::vector<TouchedEdge> edges;
  search.for_each_touched_edge([&](EdgeId e) {
    const Edge& edge = network.edges[e.index()];
    const Cost at_end = std::min(search.at(edge.u), search.at(edge.v));
    // An edge of which no end is reached carries a source.
    edges.push_back({at_end.reached() ? at_end : Cost::zero(), box_of(network, edge)});
  });
  return edges;
}

/// One circle's field for limits that share a grid.
class FieldMaker {
 public:
  FieldMaker(const CircleRequest& request, const Search& search, NearestStreets& streets,
             std::span<const TouchedEdge> edges)
      : request_(request), search_(search), streets_(streets), edges_(edges) {}

  /// What lies within the limit along streets, as seen from the ends of edges.
  double extent_m(Cost limit) const {
    Box box;
    for (const VertexCost& r : search_.reached())
      if (r.cost <= limit) box.add(search_.graph().network().vertices[r.vertex.index()].xy);
    return box.longer_side();
  }

  CostField make(std::int32_t level, Cost limit) const {
    const double cell_m = cell_m_of(streets_.base_cell_m(), level);
    CostField field(cell_m, level);
    for (const TileKey& key : tiles_to_fill(level, cell_m, limit)) {
      const StreetTile* street = streets_.tile(key);
      if (!street) continue;
      CostTile& tile = field.add_tile(key.x, key.y);
      if (!fill(*street, limit, tile)) field.drop(key.x, key.y);
    }
    return field;
  }

 private:
  /// How far off a street one may walk with what is left of the limit.
  double walk_m(Cost left) const {
    const double m = search_.graph().metric() == Metric::time
                         ? left.value() / 1000.0 * request_.off_network_mps
                         : left.value() / 1000.0;
    return std::min(reach_m_for(m), reach_m_for(streets_.access_limit_m()));
  }

  struct TileBox {
    std::int32_t x0, y0, x1, y1;  ///< both ends included
    friend bool operator==(const TileBox&, const TileBox&) = default;
  };

  std::vector<TileKey> tiles_to_fill(std::int32_t level, double cell_m, Cost limit) const {
    const double side_m = cell_m * kTileSide;
    const auto tile_of = [&](double v) {
      return static_cast<std::int32_t>(std::floor(v / side_m));
    };
    std::vector<TileBox> boxes;
    for (const TouchedEdge& touched_edge : edges_) {
      if (touched_edge.least > limit) continue;
      const double walk = walk_m(Cost(limit.value() - touched_edge.least.value()));
      const Box& box = touched_edge.box;
      const TileBox tiles{tile_of(box.min.x - walk), tile_of(box.min.y - walk),
                          tile_of(box.max.x + walk), tile_of(box.max.y + walk)};
      if (boxes.empty() || !(boxes.back() == tiles)) boxes.push_back(tiles);
    }
    return covered(level, boxes);
  }

  /// The tiles of all boxes, by y then x, each once.
  static std::vector<TileKey> covered(std::int32_t level, const std::vector<TileBox>& boxes) {
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

  /// False when nothing in the tile is within the limit.
  bool fill(const StreetTile& street, Cost limit, CostTile& tile) const {
    const bool time = search_.graph().metric() == Metric::time;
    const Network& network = search_.graph().network();
    bool reached = false;
    for (std::size_t k = 0; k < kTileCorners; ++k) {
      const CornerStreet& corner = street[k];
      if (corner.edge.is_none()) continue;
      const std::uint32_t length = network.edges[corner.edge.index()].length_mm;
      const Cost on_street = search_.at(corner.edge, corner.offset_mm(length));
      if (on_street > limit) continue;
      const std::uint32_t leg_mm = corner.access * streets_.access_unit_mm();
      const Cost off_street = time ? travel_ms(leg_mm, request_.off_network_mps) : Cost(leg_mm);
      tile[k] = on_street + off_street;
      reached = reached || tile[k] <= limit;
    }
    return reached;
  }

  const CircleRequest& request_;
  const Search& search_;
  NearestStreets& streets_;
  std::span<const TouchedEdge> edges_;
};

/// The four corners around each place of the request are inside.
void put_places_inside(const CircleRequest& request, Cost limit, CostField& field) {
  for (const XY& place : request.places) {
    const auto i = static_cast<std::int64_t>(std::floor(place.x / field.cell_m()));
    const auto j = static_cast<std::int64_t>(std::floor(place.y / field.cell_m()));
    for (const std::int64_t dj : {0, 1}) {
      for (const std::int64_t di : {0, 1}) field.at_most(i + di, j + dj, limit);
    }
  }
}

std::int32_t level_for(Mode mode, double base_cell_m, double extent_m) {
  std::int32_t level = 0;
  if (mode != Mode::car) return level;
  while (level < 40 && cell_m_of(base_cell_m, level + 1) <= extent_m / kCellsAcross) ++level;
  return level;
}

}  // namespace

std::vector<Circle> circles(const CircleRequest& request, const Search& search,
                            NearestStreets& streets) {
  assert(request.off_network_mps > 0);
  const bool time = search.graph().metric() == Metric::time;
  const std::vector<TouchedEdge> edges = touched(search);
  const FieldMaker maker(request, search, streets, edges);

  struct Group {
    Cost least, greatest = Cost::zero();
    std::vector<std::size_t> members;
  };
  std::map<std::int32_t, Group> groups;  // by level
  std::vector<Circle> result(request.limits.size());
  for (std::size_t k = 0; k < request.limits.size(); ++k) {
    const Limit& limit = request.limits[k];
    assert(limit.is_time == time);
    const Cost cost(limit.value);
    const std::int32_t level =
        level_for(search.graph().mode(), streets.base_cell_m(), maker.extent_m(cost));
    Group& group = groups[level];
    group.least = std::min(group.least, cost);
    group.greatest = std::max(group.greatest, cost);
    group.members.push_back(k);
    result[k] = {request.service, request.site, limit, cell_m_of(streets.base_cell_m(), level), {}};
  }
  for (const auto& [level, group] : groups) {
    CostField field = maker.make(level, group.greatest);
    put_places_inside(request, group.least, field);
    const double cell_mm = field.cell_m() * 1000;
    const auto one_cell =
        static_cast<std::uint32_t>(std::ceil(time ? cell_mm / request.off_network_mps : cell_mm));
    for (const std::size_t k : group.members) {
      result[k].polygons = contour(field, Cost(request.limits[k].value), one_cell);
    }
  }
  return result;
}

}  // namespace fangyuan
