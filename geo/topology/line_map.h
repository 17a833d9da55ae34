// SPDX-License-Identifier: Apache-2.0
// Arcs and nodes: the lines between units, whole from node to node, and where they meet.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/topology/edge_table.h"

namespace fangyuan {

/// A chain of edges that the same units have on the same sides, from node to node. A closed one
/// begins and ends at its lowest point.
struct MapLine {
  std::vector<std::uint32_t> points;  ///< of the table, in order; closed: first = last
  std::vector<EdgeOwner> uses;        ///< by owner; +1: left of the line's direction
  bool closed() const { return points.front() == points.back(); }
};

/// A point where three units or more meet, or two and the outside.
struct Junction {
  std::uint32_t point = 0;
  std::vector<std::uint32_t> units;  ///< ascending
  bool outside = false;              ///< ground of nobody meets them there
};

struct LineMap {
  std::vector<MapLine> lines;       ///< those with nodes by their first point, then closed ones
  std::vector<Junction> junctions;  ///< by point
};

/// O(n) for n edges. Where the tiling has faults, lines are as faulty: copies that differ are lines
/// of their own, with one unit each.
LineMap make_line_map(const EdgeTable& table);

}  // namespace fangyuan
