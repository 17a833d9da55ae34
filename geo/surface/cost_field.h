// SPDX-License-Identifier: Apache-2.0
// Costs at the corners of a grid, kept only where something is reached.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
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

  /// REQUIRES: not yet there; tile not null.
  void add_tile(std::int32_t x, std::int32_t y, std::unique_ptr<CostTile> tile);
  /// Null: nothing is reached there.
  const CostTile* find(std::int32_t x, std::int32_t y) const;
  /// The corner (i, j) of the whole grid costs at most this from now on.
  void at_most(std::int64_t i, std::int64_t j, Cost cost);
  Cost at(std::int64_t i, std::int64_t j) const;

  std::vector<std::int32_t> rows() const;                   ///< the y of all tiles, ascending
  std::vector<std::int32_t> columns(std::int32_t y) const;  ///< the x of a row's tiles, ascending
  void drop_row(std::int32_t y) { rows_.erase(y); }

 private:
  double cell_m_;
  std::int32_t level_;
  std::map<std::int32_t, std::map<std::int32_t, std::unique_ptr<CostTile>>> rows_;  // y, x
};

/// The tile that holds a corner, and the corner's place in it.
struct TileSpot {
  std::int32_t x, y;
  std::size_t corner;
};
TileSpot spot_of(std::int64_t i, std::int64_t j);

}  // namespace fangyuan
