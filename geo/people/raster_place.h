// SPDX-License-Identifier: Apache-2.0
// Where the pixels of a raster are. Internal to geo/people.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/problem.h"
#include "geo/crs/projection.h"
#include "geo/units/boundaries.h"
#include "geo/units/geos.h"

class GDALDataset;

namespace fangyuan {

class RasterPlace {
 public:
  /// Borrows all three.
  RasterPlace(const LayerRef& ref, const Boundaries& boundaries, const Frame& frame)
      : ref_(ref), boundaries_(boundaries), frame_(frame) {}

  /// Takes transform and CRS; false after an error (raster-not-placed, crs-missing, crs-unknown).
  bool find(GDALDataset& data, Problems& problems);
  /// In the raster's CRS. Pixel centres are at halves.
  XY at(double column, double row) const;
  /// True only where no unit can be; never without units.
  bool surely_outside(XY p) const;
  /// Datum undone; in the project's CRS as read where the raster is in it; NaN where PROJ fails.
  std::vector<Place> on_the_map(std::span<const XY> points) const;

 private:
  std::optional<BoxTree::Box> study_window() const;
  std::vector<XY> project(const std::vector<LonLat>& lonlat) const;

  const LayerRef& ref_;
  const Boundaries& boundaries_;
  const Frame& frame_;
  std::array<double, 6> transform_{};
  std::unique_ptr<const Projection> projection_;
  bool as_read_ = false;
  std::optional<BoxTree::Box> window_;
};

}  // namespace fangyuan
