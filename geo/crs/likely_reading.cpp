// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/likely_reading.h"

#include <cmath>

namespace fangyuan {
namespace {

bool northing(double v) { return v >= 1'800'000 && v <= 6'000'000; }
bool plain_easting(double v) { return v >= 100'000 && v <= 900'000; }

int zone_of(double v) {
  if (!(v >= 13'000'000 && v < 46'000'000)) return 0;
  const int zone = static_cast<int>(v / 1e6);
  const bool known = (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45);
  return known && plain_easting(v - zone * 1e6) ? zone : 0;
}

LikelyReading as_it_stands(XY p) {
  if (std::fabs(p.x) <= 180 && std::fabs(p.y) <= 90) return {Looks::degrees, false, 0};
  if (plain_easting(p.x) && northing(p.y)) return {Looks::plain_grid, false, 0};
  // Web Mercator's eastings of China's east fall together with the 6° zones 13–15 of its far west.
  if (p.x >= 8'100'000 && p.x <= 15'100'000 && p.y >= 1'900'000 && p.y <= 7'200'000)
    return {Looks::web_mercator, false, 0};
  if (const int zone = zone_of(p.x); zone != 0 && northing(p.y))
    return {Looks::zone_grid, false, zone};
  return {};
}

}  // namespace

LikelyReading likely_reading(XY p) {
  LikelyReading reading = as_it_stands(p);
  if (reading.looks != Looks::other) return reading;
  reading = as_it_stands({p.y, p.x});
  reading.swapped = reading.looks != Looks::other;
  return reading;
}

std::string proposed_crs(const LikelyReading& reading) {
  switch (reading.looks) {
    case Looks::degrees:
      return "EPSG:4490";
    case Looks::web_mercator:
      return "EPSG:3857";
    case Looks::zone_grid:
      return "EPSG:" + std::to_string(reading.zone >= 25 ? 4513 + reading.zone - 25
                                                         : 4491 + reading.zone - 13);
    default:
      return {};
  }
}

std::string without_prefix(int zone) {
  return "EPSG:" + std::to_string(zone >= 25 ? 4534 + zone - 25 : 4502 + zone - 13);
}

}  // namespace fangyuan
