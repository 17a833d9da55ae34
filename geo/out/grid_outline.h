// SPDX-License-Identifier: Apache-2.0
// Outlines of sets of grid squares.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace fangyuan {

/// A square [column, column + 1] × [row, row + 1], or one of the grid's corners.
struct GridCorner {
  std::int32_t row = 0;
  std::int32_t column = 0;
  friend auto operator<=>(const GridCorner&, const GridCorner&) = default;
};

/// Closed rings of grid corners, bends only.
struct GridPolygon {
  std::vector<GridCorner> outer;               ///< counter-clockwise (columns right, rows up)
  std::vector<std::vector<GridCorner>> holes;  ///< clockwise
};

/// The squares' union as valid polygons, one per set of squares that hang together by their sides
/// (polygons may touch at corners), in the order of their lowest, leftmost square. Squares may
/// repeat and come in any order. O(n log n).
std::vector<GridPolygon> outline(std::vector<GridCorner> squares);

}  // namespace fangyuan
