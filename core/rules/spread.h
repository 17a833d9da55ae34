// SPDX-License-Identifier: Apache-2.0
// "In different townships and directions" (不同的乡镇和方向). Internal to core/rules.
#pragma once

#include <optional>
#include <vector>

#include "core/rules/indicators.h"

namespace fangyuan {

/// A site as seen from the middle: the unit it lies in and its bearing, 0–360 from north.
struct Bearing {
  UnitId unit;
  double degrees = 0;
};

/// The largest number of sites of which every two lie in different units and at least `angle_deg`
/// apart. Exact up to 20 sites, of more the first 20 are looked at. O(2^sites) at worst.
std::uint64_t spread_count(const std::vector<Bearing>& sites, double angle_deg);

/// Those of the counting sites in `unit` that have a place, seen from its site of type spread.from
/// or its label point.
std::vector<Bearing> bearings_in(UnitId unit, const Spread& spread, const PresenceQuery& query,
                                 const RuleInputs& inputs);

}  // namespace fangyuan
