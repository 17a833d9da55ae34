// SPDX-License-Identifier: Apache-2.0
// Any CRS to longitude/latitude and back, by PROJ, safe to share between threads.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/base/place.h"

namespace fangyuan {

/// Between one CRS (easting or longitude first, whatever its axis order) and longitude/latitude on
/// WGS 84. A CRS on WGS 84 or CGCS2000 is projected only; others take PROJ's best operation.
/// Immutable; every thread borrows PROJ objects of its own from a pool.
class Projection {
 public:
  /// `definition`: anything PROJ reads, "EPSG:4547" or WKT. Throws std::invalid_argument when PROJ
  /// does not know it or it is not a horizontal CRS.
  explicit Projection(const std::string& definition);
  ~Projection();
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;

  const std::string& name() const;  ///< PROJ's: "Xian 1980 / 3-degree Gauss-Kruger CM 114E"
  bool geographic() const;
  /// Geographic, and on WGS 84 or CGCS2000: coordinates are longitude/latitude as they stand.
  bool identity() const;
  /// On WGS 84 or CGCS2000, so that nothing but the projection is computed.
  bool same_datum() const;
  /// In place allowed. A point that PROJ cannot transform becomes NaN, NaN; returns how many.
  std::size_t to_lonlat(std::span<const XY> in, std::span<LonLat> out) const;
  std::size_t to_xy(std::span<const LonLat> in, std::span<XY> out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
