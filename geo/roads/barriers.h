// SPDX-License-Identifier: Apache-2.0
// What stops the straight walk between a place and its street.
#pragma once

#include <vector>

#include "core/base/place.h"
#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/input_use.h"
#include "geo/io/sources.h"

namespace fangyuan {

/// Lines and areas in the project's CRS. A leg is stopped where it meets a line, or the outline
/// (outer ring or hole) of an area, other than at its own ends.
struct Barriers {
  /// Rivers, canals, coastlines, surface railways, given barrier lines. At least two points each.
  std::vector<std::vector<XY>> lines;

  struct Area {
    std::vector<XY> outer;               ///< closed: first = last
    std::vector<std::vector<XY>> holes;  ///< closed
    /// Water does not stop the leg of a place that lies inside it (a pier, a houseboat, a coarse
    /// outline). A barrier area given by the project stops both ways: who is inside stays inside.
    bool is_water = true;
  };
  std::vector<Area> areas;

  bool empty() const { return lines.empty() && areas.empty(); }
};

/// Adds a [[land]] layer of role "barrier": lines as they are, polygons as areas that are not
/// water. Points and rows without geometry are left out with a warning (barrier-geometry). Appends
/// what was read to `inputs`. Never throws for bad input. REQUIRES: source.role is barrier.
void add_barriers(const LandSource& source, const Frame& frame, Barriers& barriers,
                  std::vector<InputUse>& inputs, Problems& problems);

}  // namespace fangyuan
