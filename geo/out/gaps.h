// SPDX-License-Identifier: Apache-2.0
// Gaps (缺口): inhabited ground from which a service is not within reach.
#pragma once

#include <vector>

#include "geo/out/grid_outline.h"
#include "geo/out/run_contents.h"

namespace fangyuan {

/// What one unit lacks of one service at its largest limit. The people are exactly those whom
/// coverage.csv calls out_of_reach and unconnected at that limit, by the network where the service
/// has network figures, else in a straight line.
struct Gap {
  ServiceId service;
  Measure measure = Measure::network;
  UnitId unit;  ///< of the finest legal layer, else management; none: in no unit of it
  std::uint64_t cells = 0;
  People out_of_reach;  ///< of the service's leading group
  People unconnected;
  /// Each cell that has people of the group as a square of cell_side_m(), moved by at most a
  /// quarter of it onto a grid, so that neighbours join.
  std::vector<GridPolygon> shape;
};

struct Gaps {
  /// The side of a grid square in metres, half of cell_side_m(); corner (row, column) of the shapes
  /// lies at (column, row) × this, in the project's CRS.
  double grid_m = 0;
  std::vector<Gap> gaps;
};

/// By service, then unit in code order, no unit last; units without a gap are left out, and so are
/// services without reach. A joint service lacks where any member does, and is unconnected where
/// any is.
Gaps find_gaps(const RunContents& contents);

}  // namespace fangyuan
