// SPDX-License-Identifier: Apache-2.0
// A thin strip that a unit keeps beside ground that it gave away.
#pragma once

#include <optional>
#include <span>

#include "geo/topology/hand_over.h"

namespace fangyuan {

/// The longest place where what is `left` runs between an edge that it shares with `moved` and
/// another of its own edges, less than `width_m` wide, about evenly, and ten times as long as wide.
/// REQUIRES: rings as hand_over gives them (on the grid, outer ones counter-clockwise). O(shared
/// edges × edges).
std::optional<GroundPart> left_strip(std::span<const PolygonXY> left,
                                     std::span<const PolygonXY> moved, double width_m);

}  // namespace fangyuan
