// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/cost_field.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {
namespace {

struct Spot {
  std::int32_t tile_x, tile_y;
  std::size_t corner;
};

Spot spot_of(std::int64_t i, std::int64_t j) {
  const auto floor_div = [](std::int64_t a) {
    return static_cast<std::int32_t>((a - ((a % kTileSide) + kTileSide) % kTileSide) / kTileSide);
  };
  const std::int32_t x = floor_div(i), y = floor_div(j);
  return {x, y,
          corner_in_tile(static_cast<std::int32_t>(i - std::int64_t{x} * kTileSide),
                         static_cast<std::int32_t>(j - std::int64_t{y} * kTileSide))};
}

}  // namespace

CostTile& CostField::add_tile(std::int32_t x, std::int32_t y) {
  std::unique_ptr<CostTile>& tile = tiles_[key(x, y)];
  assert(!tile);
  tile = std::make_unique<CostTile>();  // Cost() is "not reached"
  return *tile;
}

const CostTile* CostField::find(std::int32_t x, std::int32_t y) const {
  const auto it = tiles_.find(key(x, y));
  return it == tiles_.end() ? nullptr : it->second.get();
}

void CostField::drop(std::int32_t x, std::int32_t y) { tiles_.erase(key(x, y)); }

void CostField::at_most(std::int64_t i, std::int64_t j, Cost cost) {
  const Spot spot = spot_of(i, j);
  std::unique_ptr<CostTile>& tile = tiles_[key(spot.tile_x, spot.tile_y)];
  if (!tile) tile = std::make_unique<CostTile>();
  Cost& there = (*tile)[spot.corner];
  there = std::min(there, cost);
}

Cost CostField::at(std::int64_t i, std::int64_t j) const {
  const Spot spot = spot_of(i, j);
  const CostTile* tile = find(spot.tile_x, spot.tile_y);
  return tile ? (*tile)[spot.corner] : Cost();
}

std::vector<TileKey> CostField::tiles() const {
  std::vector<TileKey> keys;
  keys.reserve(tiles_.size());
  for (const auto& [key, tile] : tiles_) keys.push_back(key);
  std::sort(keys.begin(), keys.end(),
            [](TileKey a, TileKey b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
  return keys;
}

}  // namespace fangyuan
