// SPDX-License-Identifier: Apache-2.0
// The nearest street of every ground point of a grid, made tile by tile where it is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/network/network.h"
#include "geo/snap/snapper.h"
#include "geo/surface/street_tile.h"

namespace fangyuan {

/// Shared by all circles of a mode: which street a corner belongs to depends on no facility. The
/// entrance of a corner is that of a place there (Snapper), but its leg is measured in the CRS with
/// the local scale, and both are rounded (a leg to the centimetre).
///
/// Thread-safe. A tile depends on the network alone, not on who asks first. About 5 kB a tile,
/// tiles without any street take nothing; beyond `most_tiles` those asked for longest ago are
/// forgotten and made anew when needed.
class NearestStreets {
 public:
  /// Borrows `snapper` and its frame. REQUIRES: base_cell_m > 0.
  NearestStreets(const Snapper& snapper, double access_limit_m, double base_cell_m = kFinestCellM,
                 std::size_t most_tiles = kMostTiles);
  ~NearestStreets();
  static constexpr std::size_t kMostTiles = 1 << 16;  ///< 350 MB

  /// Makes the tile at first use; null: no corner of it has a street.
  std::shared_ptr<const StreetTile> tile(TileKey key);
  /// The same for many, which are known by one look under the lock.
  void tiles(std::span<const TileKey> keys, std::vector<std::shared_ptr<const StreetTile>>& out);

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
