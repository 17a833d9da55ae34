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

/// Where a grid corner enters the network, in 8 bytes: tiles are many, and drawn from only.
struct CornerStreet {
  EdgeId edge;               ///< none: no street within the access limit
  std::uint16_t along = 0;   ///< from the edge's first point as drawn, in 1/65535 of its length
  std::uint16_t access = 0;  ///< in NearestStreets::access_unit_mm()

  std::uint32_t offset_mm(std::uint32_t length_mm) const {
    return static_cast<std::uint32_t>((std::uint64_t{along} * length_mm + kWhole / 2) / kWhole);
  }
  static constexpr std::uint32_t kWhole = 65535;
};

using StreetTile = std::array<CornerStreet, kTileCorners>;

/// Shared by all circles of a mode: which street a corner belongs to depends on no facility. The
/// entrance of a corner is that of a place there (Snapper), but its leg is measured in the CRS with
/// the local scale, and both are rounded (a leg to the centimetre).
///
/// Thread-safe. A tile depends on the network alone, not on who asks first. 8 kB a tile, tiles
/// without any street take nothing; beyond `most_tiles` those asked for longest ago are forgotten
/// and made anew when needed.
class NearestStreets {
 public:
  /// Borrows `snapper` and its frame. REQUIRES: base_cell_m > 0.
  NearestStreets(const Snapper& snapper, double access_limit_m, double base_cell_m = kFinestCellM,
                 std::size_t most_tiles = kMostTiles);
  ~NearestStreets();
  static constexpr std::size_t kMostTiles = 1 << 16;  ///< 540 MB

  /// Makes the tile at first use; null: no corner of it has a street.
  std::shared_ptr<const StreetTile> tile(TileKey key);

  double base_cell_m() const { return base_cell_m_; }
  double access_limit_m() const { return access_limit_m_; }
  /// 10 mm; more where the access limit is beyond 655 m.
  std::uint32_t access_unit_mm() const { return access_unit_mm_; }
  std::size_t tiles_kept() const;  ///< those with streets

 private:
  struct Slot {
    std::once_flag made;
    std::shared_ptr<const StreetTile> tile;
  };
  struct Known {
    std::shared_ptr<Slot> slot;
    std::uint64_t asked = 0;  ///< when last; a running number
  };
  std::shared_ptr<const StreetTile> make(TileKey key) const;
  void forget_oldest();

  const Snapper* snapper_;
  double access_limit_m_;
  double base_cell_m_;
  std::uint32_t access_unit_mm_;
  std::size_t most_tiles_;
  mutable std::mutex mutex_;
  std::uint64_t asked_ = 0;
  std::unordered_map<TileKey, Known, TileKeyHash> known_;
};

}  // namespace fangyuan
