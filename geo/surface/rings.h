// SPDX-License-Identifier: Apache-2.0
// Chains the cuts of an outline with the lines of a grid into rings, and rings into polygons.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/place.h"
#include "core/coverage/result.h"

namespace fangyuan {

/// Names the grid line from corner (i, j) to the east or north; ordered by j, then i.
constexpr std::uint64_t cut_key(std::int64_t i, std::int64_t j, bool north) {
  constexpr std::int64_t kShift = std::int64_t{1} << 30;
  return (static_cast<std::uint64_t>(j + kShift) << 32) |
         (static_cast<std::uint64_t>(i + kShift) << 1) | static_cast<std::uint64_t>(north);
}

/// Where an outline cuts a grid line, and where it goes from there, the inside on its left.
struct Cut {
  std::uint64_t key = 0;   ///< cut_key of the line; each line is cut at most once
  std::uint64_t next = 0;  ///< of the cut that follows
  XY point;
  bool on_row = false;  ///< the line runs east
};

/// REQUIRES: the cuts form closed rings on one grid. The order of `cuts` does not matter.
std::vector<Circle::Polygon> polygons_of(std::vector<Cut> cuts);

}  // namespace fangyuan
