// SPDX-License-Identifier: Apache-2.0
// Coordinates that say what they are.
#pragma once

#include <compare>

namespace fangyuan {

/// Degrees on WGS 84 (CGCS2000 is taken as the same), longitude first, whatever an EPSG axis order
/// says.
struct LonLat {
  double lon = 0;
  double lat = 0;
  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// Metres in the project's metric CRS, easting first.
struct XY {
  double x = 0;
  double y = 0;
  friend bool operator==(const XY&, const XY&) = default;
};

/// One place in both. `xy` is as read when the input is in the project's CRS already.
struct Place {
  LonLat lonlat;
  XY xy;
};

}  // namespace fangyuan
