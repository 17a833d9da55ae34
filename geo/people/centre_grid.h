// SPDX-License-Identifier: Apache-2.0
// The grid of cell centres: points on odd halves of the cell size, and which of them lie in
// polygons.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/base/place.h"
#include "geo/units/polygon.h"

namespace fangyuan {

/// Square (row, column) of the grid; its centre is ((column + ½) size, (row + ½) size). Ordered
/// from north-west to south-east.
struct Centre {
  std::int64_t row = 0;
  std::int64_t column = 0;
  friend bool operator==(Centre, Centre) = default;
  friend std::strong_ordering operator<=>(Centre a, Centre b) {
    if (a.row != b.row) return b.row <=> a.row;
    return a.column <=> b.column;
  }
};

XY centre_point(Centre c, double size_m);

/// All centres strictly inside, by the even-odd rule, exactly, in order. O(edges + rows + centres),
/// apart from sorting each row's crossings. REQUIRES: size_m > 0.
std::vector<Centre> centres_inside(std::span<const PolygonXY> polygons, double size_m);

/// Centres in any of the polygons, each taken by itself (so overlaps stay covered).
class CentreMask {
 public:
  CentreMask(std::span<const PolygonXY> polygons, double size_m);
  bool has(Centre c) const;
  bool empty() const { return rows_.empty(); }

 private:
  using Run = std::pair<std::int64_t, std::int64_t>;  ///< first and last column
  std::map<std::int64_t, std::vector<Run>> rows_;     ///< disjoint, ascending
};

}  // namespace fangyuan
