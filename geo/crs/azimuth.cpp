// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/azimuth.h"

#include <geodesic.h>

namespace fangyuan {

double geodesic_azimuth_deg(LonLat from, LonLat to) {
  if (from == to) return 0;
  static const geod_geodesic wgs84 = [] {
    geod_geodesic made{};
    geod_init(&made, 6378137.0, 1 / 298.257223563);
    return made;
  }();
  double azimuth = 0;
  geod_inverse(&wgs84, from.lat, from.lon, to.lat, to.lon, nullptr, &azimuth, nullptr);
  if (azimuth < 0) azimuth += 360;
  return azimuth >= 360 ? 0 : azimuth;
}

}  // namespace fangyuan
