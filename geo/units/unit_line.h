// SPDX-License-Identifier: Apache-2.0
// A new line between two units, as the ground that changes hands.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/units/polygon.h"

namespace fangyuan {

/// Where a new line does not meet the line that it shall replace.
struct LineFault {
  enum class Kind {
    no_border,   ///< the two have no line in common
    end_off,     ///< an end lies off the line between them by `apart_m`
    two_borders  ///< its ends lie on different sections of the line
  };
  Kind kind = Kind::no_border;
  double apart_m = 0;
  XY where;
};

/// The ring between a new line and the part of the present line between `a` and `b` that it
/// replaces. Its ends are put on the present line where they are within kSameCornerM of it.
std::optional<std::vector<PolygonXY>> ground_of_line(std::span<const PolygonXY> a,
                                                     std::span<const PolygonXY> b,
                                                     const std::vector<XY>& line, LineFault& fault);

/// Corners within kSameCornerM of a corner of `shapes` become it, those within it of an edge go
/// onto the edge, and corners of `shapes` that the line passes so near by come into it. REQUIRES:
/// not empty.
std::vector<XY> on_corners(const std::vector<XY>& points,
                           std::span<const std::span<const PolygonXY>> shapes);

}  // namespace fangyuan
