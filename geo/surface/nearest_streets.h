// SPDX-License-Identifier: Apache-2.0
// The nearest street of every ground point of a grid, made tile by tile where it is asked for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "core/network/network.h"
#include "geo/snap/snapper.h"
#include "geo/surface/grid.h"

namespace fangyuan {

/// Where a grid corner enters the network.
struct CornerStreet {
  EdgeId edge;                  ///< none: no street within the access limit
  std::uint32_t offset_mm = 0;  ///< from the edge's first point as drawn
  std::uint32_t access_mm = 0;  ///< by the scale of the CRS at the tile's centre, not geodesic
};

using StreetTile = std::array<CornerStreet, kTileCorners>;

/// Shared by all circles of a mode: which street a corner belongs to depends on no facility. The
/// entrance of a corner is that of a place there (Snapper); only the leg's length is taken from the
/// CRS and the local scale, which differs from the geodesic by millimetres.
///
/// Thread-safe. A tile depends on the network alone, not on who asks first. 48 kB a tile; tiles
/// without any street take nothing.
class NearestStreets {
 public:
  /// Borrows `snapper` and its frame. REQUIRES: base_cell_m > 0.
  NearestStreets(const Snapper& snapper, double access_limit_m, double base_cell_m = kFinestCellM);
  ~NearestStreets();

  /// Makes the tile at first use; null: no corner of it has a street.
  const StreetTile* tile(TileKey key);

  double base_cell_m() const { return base_cell_m_; }
  double access_limit_m() const { return access_limit_m_; }
  std::size_t tiles_made() const;  ///< those with streets

 private:
  struct Slot {
    std::once_flag made;
    std::unique_ptr<StreetTile> tile;
  };
  std::unique_ptr<StreetTile> make(TileKey key) const;

  const Snapper* snapper_;
  double access_limit_m_;
  double base_cell_m_;
  mutable std::mutex mutex_;
  std::unordered_map<TileKey, std::unique_ptr<Slot>, TileKeyHash> slots_;
};

}  // namespace fangyuan
