// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/cost_field.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {

TileSpot spot_of(std::int64_t i, std::int64_t j) {
  const auto floor_div = [](std::int64_t a) {
    return static_cast<std::int32_t>((a - ((a % kTileSide) + kTileSide) % kTileSide) / kTileSide);
  };
  const std::int32_t x = floor_div(i), y = floor_div(j);
  return {x, y,
          corner_in_tile(static_cast<std::int32_t>(i - std::int64_t{x} * kTileSide),
                         static_cast<std::int32_t>(j - std::int64_t{y} * kTileSide))};
}

void CostField::add_tile(std::int32_t x, std::int32_t y, std::unique_ptr<CostTile> tile) {
  assert(tile);
  const bool fresh = rows_[y].emplace(x, std::move(tile)).second;
  assert(fresh);
  static_cast<void>(fresh);
}

const CostTile* CostField::find(std::int32_t x, std::int32_t y) const {
  const auto row = rows_.find(y);
  if (row == rows_.end()) return nullptr;
  const auto tile = row->second.find(x);
  return tile == row->second.end() ? nullptr : tile->second.get();
}

void CostField::at_most(std::int64_t i, std::int64_t j, Cost cost) {
  const TileSpot spot = spot_of(i, j);
  std::unique_ptr<CostTile>& tile = rows_[spot.y][spot.x];
  if (!tile) tile = std::make_unique<CostTile>();  // Cost() is "not reached"
  Cost& there = (*tile)[spot.corner];
  there = std::min(there, cost);
}

Cost CostField::at(std::int64_t i, std::int64_t j) const {
  const TileSpot spot = spot_of(i, j);
  const CostTile* tile = find(spot.x, spot.y);
  return tile ? (*tile)[spot.corner] : Cost();
}

std::vector<std::int32_t> CostField::rows() const {
  std::vector<std::int32_t> ys;
  for (const auto& [y, row] : rows_) ys.push_back(y);
  return ys;
}

std::vector<std::int32_t> CostField::columns(std::int32_t y) const {
  std::vector<std::int32_t> xs;
  const auto row = rows_.find(y);
  if (row == rows_.end()) return xs;
  for (const auto& [x, tile] : row->second) xs.push_back(x);
  return xs;
}

}  // namespace fangyuan
