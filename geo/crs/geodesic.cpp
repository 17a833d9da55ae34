// SPDX-License-Identifier: Apache-2.0
#include <geodesic.h>

#include <cmath>

#include "geo/crs/frame.h"

namespace fangyuan {
namespace {

const geod_geodesic& wgs84() {
  static const geod_geodesic g = [] {
    geod_geodesic made{};
    geod_init(&made, 6378137.0, 1 / 298.257223563);
    return made;
  }();
  return g;
}

}  // namespace

double geodesic_mm(LonLat a, LonLat b) {
  double metres = 0;
  geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
  return metres * 1000.0;
}

std::uint32_t whole_geodesic_mm(LonLat a, LonLat b) {
  constexpr double kMost = 4294967294.0;
  const double mm = std::floor(geodesic_mm(a, b) + 0.5);
  return mm < kMost ? static_cast<std::uint32_t>(mm) : 4294967294U;
}

double geodesic_ring_area_m2(std::span<const LonLat> ring) {
  std::size_t n = ring.size();
  if (n > 1 && ring[0] == ring[n - 1]) --n;
  if (n < 3) return 0;
  geod_polygon polygon{};
  geod_polygon_init(&polygon, 0);
  for (std::size_t i = 0; i < n; ++i)
    geod_polygon_addpoint(&wgs84(), &polygon, ring[i].lat, ring[i].lon);
  double area = 0;
  geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
  return std::fabs(area);
}

}  // namespace fangyuan
