// SPDX-License-Identifier: Apache-2.0
// The lines of a unit layer as its outlines have them, and where they meet.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/id.h"
#include "core/base/place.h"

namespace fangyuan {

/// The line between two units, or between one and what is in none (b: none). Copies that differ are
/// findings and no lines.
struct BorderRow {
  std::size_t layer = 0;
  UnitId a, b;
  double length_m = 0;  ///< geodesic
  std::vector<std::vector<XY>> sections;
  std::vector<std::int32_t> side_of_a;  ///< by section: 1: `a` is left of its direction, −1: right
};

/// Where three units or more meet.
struct JunctionRow {
  std::size_t layer = 0;
  Place at;
  std::vector<UnitId> units;  ///< in code order
  bool outside = false;       ///< ground in no unit meets them there
};

}  // namespace fangyuan
