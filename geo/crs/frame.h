// SPDX-License-Identifier: Apache-2.0
// The project's metric CRS, and the way between it and longitude/latitude.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/base/place.h"

class OGRSpatialReference;

namespace fangyuan {

/// "EPSG:4547" and the like for a study centred at `centre`: the CGCS2000 3° Gauss–Krüger zone
/// without zone prefix inside China (73.5–135.1 E, 17–54 N, EPSG 4534 + (meridian − 75) / 3), else
/// UTM.
std::string metric_crs_for(LonLat centre);

/// Immutable and safe to share between threads (each thread transforms with its own PROJ objects).
class Frame {
 public:
  /// Throws InputError (code crs-unknown) when `crs` is not a projected CRS in metres that PROJ
  /// knows.
  explicit Frame(std::string crs);
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  const std::string& crs() const;
  /// Traditional GIS order: easting, northing.
  const OGRSpatialReference& srs() const;
  /// Longitude, latitude on WGS 84.
  const OGRSpatialReference& lonlat_srs() const;
  /// Throws std::domain_error where PROJ cannot project.
  XY to_xy(LonLat p) const;
  LonLat to_lonlat(XY p) const;
  /// In place, `out.size() == in.size()`.
  void to_xy(std::span<const LonLat> in, std::span<XY> out) const;
  void to_lonlat(std::span<const XY> in, std::span<LonLat> out) const;
  Place place(LonLat p) const { return {p, to_xy(p)}; }
  Place place(XY p) const { return {to_lonlat(p), p}; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Geodesic length on WGS 84 in millimetres, unrounded. Never negative.
double geodesic_mm(LonLat a, LonLat b);
/// Rounded to the nearest whole millimetre; saturates at 2^32 − 2.
std::uint32_t whole_geodesic_mm(LonLat a, LonLat b);
/// Geodesic area in m² of a closed ring (first = last), never negative.
double geodesic_ring_area_m2(std::span<const LonLat> ring);

}  // namespace fangyuan
