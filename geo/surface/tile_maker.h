// SPDX-License-Identifier: Apache-2.0
// One tile of the nearest-street raster.
#pragma once

#include "geo/snap/snapper.h"
#include "geo/surface/street_tile.h"

namespace fangyuan {

struct TileSetting {
  double access_limit_m = 500;
  std::uint32_t access_unit_mm = 10;
  double cell_m = 10;
};

/// Fills `tile`, in which no corner has a street yet; false when none has one. What a corner gets
/// is what NearestStreets promises.
bool make_tile(const Snapper& snapper, const TileSetting& setting, TileKey key,
               CornerStreets& tile);

}  // namespace fangyuan
