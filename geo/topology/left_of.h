// SPDX-License-Identifier: Apache-2.0
// Which edge lies next to the left of a point.
#pragma once

#include "geo/topology/edge_table.h"

namespace fangyuan {

/// Immutable and safe to share between threads. Building is O(n) for the edges of ordinary maps, a
/// question O(√n).
class LeftOf {
 public:
  explicit LeftOf(const EdgeTable& edges);

  /// The half-edge (planar_map.h) whose left side is seen from `p` in the direction of −x; 2^32 −
  /// 1: there is none. Edges that hold p itself do not count. Exact.
  std::uint32_t half_edge(GridPoint p) const;

 private:
  std::size_t band_of(std::int64_t y) const;

  const EdgeTable& edges_;
  std::vector<std::uint32_t> band_begin_, band_edges_;
  std::int64_t y0_ = 0, height_ = 1;
};

}  // namespace fangyuan
