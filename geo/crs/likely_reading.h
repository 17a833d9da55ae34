// SPDX-License-Identifier: Apache-2.0
// What a pair of numbers looks like, when nothing or something wrong is said about it. Only ever a
// proposal.
#pragma once

#include <string>

#include "core/base/place.h"

namespace fangyuan {

enum class Looks {
  other,
  degrees,       ///< longitude, latitude
  plain_grid,    ///< easting without zone prefix (100–900 km), northing
  zone_grid,     ///< easting with the zone's number in front: 38500000
  web_mercator,  ///< EPSG:3857 over China
};

struct LikelyReading {
  Looks looks = Looks::other;
  bool swapped = false;  ///< x and y would have to change places
  int zone = 0;          ///< zone_grid: 25–45 are CGCS2000 3° zones, 13–23 6° zones

  friend bool operator==(const LikelyReading&, const LikelyReading&) = default;
};

/// By magnitude alone. Northings are those of China, 1,800–6,000 km. A first number beyond ±90 and
/// a second within it are degrees as they stand; the other way round, swapped.
LikelyReading likely_reading(XY p);

/// "EPSG:4526" for zone 38 and so on; EPSG:4490 for degrees; empty for plain_grid and other: the
/// zone is not in the numbers. Source: EPSG 4513 + (zone − 25), 4491 + (zone − 13).
std::string proposed_crs(const LikelyReading& reading);
/// The same zone without the prefix in the easting: "EPSG:4547" for zone 38.
std::string without_prefix(int zone);

}  // namespace fangyuan
