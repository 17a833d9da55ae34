// SPDX-License-Identifier: Apache-2.0
// How much of a site lies on land where nothing may be built.
#pragma once

#include <optional>
#include <span>

#include "geo/facilities/land.h"

namespace fangyuan {

struct LandOverlap {
  /// Geodesic m² on WGS 84 of what is cut in the project's CRS; where features overlap each other
  /// it counts once. 0 for a site that is a point and for layers of lines.
  double area_m2 = 0;
  /// Metres in the project's CRS to the nearest feature, 0 where they meet; absent: farther than
  /// was asked.
  std::optional<double> distance_m;
};

/// Of the site's polygons (or its point) with the polygons and lines of a layer, within `within_m`.
/// O(features + edges of those that meet the site).
LandOverlap land_overlap(std::span<const LandFeature* const> layer, const LandFeature& site,
                         double within_m, const Frame& frame);

}  // namespace fangyuan
