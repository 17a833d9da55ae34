// SPDX-License-Identifier: Apache-2.0
// Costs at the corners of a grid, kept only where something is reached.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/base/cost.h"
#include "geo/surface/grid.h"

namespace fangyuan {

using CostTile = std::array<Cost, kTileCorners>;

/// A sparse raster of costs on one level of the grid; what was never set is not reached.
class CostField {
 public:
  CostField(double cell_m, std::int32_t level) : cell_m_(cell_m), level_(level) {}

  double cell_m() const { return cell_m_; }
  std::int32_t level() const { return level_; }

  /// A tile to be filled, "not reached" everywhere at first. REQUIRES: not yet there.
  CostTile& add_tile(std::int32_t x, std::int32_t y);
  /// Null: nothing is reached there.
  const CostTile* find(std::int32_t x, std::int32_t y) const;
  /// Takes a tile out again.
  void drop(std::int32_t x, std::int32_t y);
  /// The corner (i, j) of the whole grid costs at most this from now on.
  void at_most(std::int64_t i, std::int64_t j, Cost cost);
  Cost at(std::int64_t i, std::int64_t j) const;

  /// All tiles, by y then x.
  std::vector<TileKey> tiles() const;

 private:
  TileKey key(std::int32_t x, std::int32_t y) const { return {level_, x, y}; }
  double cell_m_;
  std::int32_t level_;
  std::unordered_map<TileKey, std::unique_ptr<CostTile>, TileKeyHash> tiles_;
};

}  // namespace fangyuan
