// SPDX-License-Identifier: Apache-2.0
// The rings of all units as undirected edges between grid points, each with all who have it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/topology/grid.h"
#include "geo/units/polygon.h"

namespace fangyuan {

/// That `owner` has the edge: +1 when its area lies left of the edge from its lower end to its
/// higher one, −1 when it lies right.
struct EdgeOwner {
  std::uint32_t owner = 0;
  std::int32_t side = 0;
  friend bool operator==(const EdgeOwner&, const EdgeOwner&) = default;
};

/// Every edge once, by its ends (low < high, numbers of `points`), in their order.
struct EdgeTable {
  std::vector<GridPoint> points;  ///< ascending, each once
  struct Edge {
    std::uint32_t low = 0, high = 0;
    std::uint32_t first_use = 0;  ///< into uses; the next edge's is the end
  };
  std::vector<Edge> edges;      ///< one more than there are, to end the uses
  std::vector<EdgeOwner> uses;  ///< of one edge: by owner, as often as the owner has it

  std::size_t size() const { return edges.empty() ? 0 : edges.size() - 1; }
  std::span<const EdgeOwner> uses_of(std::size_t edge) const {
    return std::span(uses).subspan(edges[edge].first_use,
                                   edges[edge + 1].first_use - edges[edge].first_use);
  }
};

/// `shapes[i]` are the polygons of owner i. Rings may run either way: outer rings count as having
/// their area inside, holes as taking it off, by the sign of their area on the grid. Edges without
/// length on the grid go. O(n log n) for n points, in parallel; does not depend on the number of
/// threads. Throws std::invalid_argument for coordinates beyond kGridReachM, and std::length_error
/// for 2^32 points or more.
EdgeTable make_edge_table(std::span<const std::span<const PolygonXY>> shapes);

}  // namespace fangyuan
