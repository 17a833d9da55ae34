// SPDX-License-Identifier: Apache-2.0
// Links the cuts of an outline with the lines of a grid into rings, and rings into polygons.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/place.h"
#include "core/coverage/result.h"

namespace fangyuan {

/// Where an outline cuts a grid line, and where it goes from there, the inside on its left. Each
/// grid line from corner to corner is cut at most once.
struct Cut {
  XY point;
  std::uint32_t next = 0;   ///< the cut that follows
  std::uint32_t place = 0;  ///< Cut::on_row, or 0; Cut::kept, or 0; the column of its grid line

  static constexpr std::uint32_t kOnRow = 1U << 31;  ///< the grid line runs east
  static constexpr std::uint32_t kKept = 1U << 30;   ///< on the side of a saddle cell
  static constexpr std::uint32_t kOut = 1U << 29;    ///< (line north) its north end is outside
  bool on_row() const { return (place & kOnRow) != 0; }
  std::uint32_t column() const { return place & (kOut - 1); }
};

/// Cuts in the order in which cells are met row by row from the south, in a row from the west, each
/// cell giving the cut of its east side before that of its north side. So a ring's first cut is its
/// southernmost, then westernmost, and cuts of one row of corners stand in their order, though
/// others may stand between them.
class Outlines {
 public:
  std::vector<Cut> cuts;

  /// Appends the polygons: valid (rings never touch), outer rings counter-clockwise, holes
  /// clockwise, each beginning at its first cut; polygons in the order of these cuts.
  ///
  /// With thin_m > 0 cuts are left out where the chord over them meets the same grid lines within
  /// thin_m of them, and not within 1 % of a cell of a corner. Then the outline moves by at most
  /// thin_m, and stays valid: the chord runs through the same cells as what it replaces, no other
  /// piece of an outline does (cells that two pieces share, the saddles, keep theirs), so nothing
  /// can meet it; and no corner changes sides. O(cuts).
  /// REQUIRES: `cuts` form closed rings on a grid of cell_m.
  void polygons(double cell_m, double thin_m, std::vector<Circle::Polygon>& out);

 private:
  struct Ring {
    std::vector<XY> points;
    bool is_hole = false;
    std::uint32_t westernmost = 0;  ///< its cut of a row that lies farthest west
    std::uint32_t polygon = 0;      ///< of an outer ring
  };
  std::vector<std::uint32_t> ring_of_;
  std::vector<std::uint32_t> chain_;  // one ring's cuts
  std::vector<Ring> rings_;
};

}  // namespace fangyuan
