// SPDX-License-Identifier: Apache-2.0
// The faces into which noded edges part the plane.
#pragma once

#include "geo/topology/edge_table.h"

namespace fangyuan {

/// Half-edge 2e runs along edge e from its low to its high end, 2e + 1 back; each has its face to
/// its left. Face 0 is the unbounded one.
struct PlanarMap {
  std::vector<std::uint32_t> next;  ///< by half-edge: the next one around the same cycle
  std::vector<std::uint32_t> face;  ///< by half-edge
  struct Face {
    std::uint32_t outer = 0;           ///< a half-edge of its outer cycle; none for face 0
    std::vector<std::uint32_t> inner;  ///< one of each cycle inside it
    double area = 0;                   ///< in square grid steps, holes taken off; 0 for face 0
  };
  std::vector<Face> faces;

  static std::uint32_t twin(std::uint32_t half) { return half ^ 1U; }
};

/// REQUIRES: edges of `t` meet at ends only (node_edges). O(n log n).
PlanarMap make_planar_map(const EdgeTable& t);

/// From the first to the last end of a half-edge.
inline GridPoint start_of(const EdgeTable& t, std::uint32_t half) {
  const auto& e = t.edges[half / 2];
  return t.points[half % 2 == 0 ? e.low : e.high];
}
inline GridPoint end_of(const EdgeTable& t, std::uint32_t half) { return start_of(t, half ^ 1U); }

}  // namespace fangyuan
