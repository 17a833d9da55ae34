// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/nearest_streets.h"

#include <tbb/task_arena.h>

#include <algorithm>
#include <cassert>

#include "core/base/parallel.h"
#include "geo/snap/reach_limit.h"
#include "geo/surface/tile_maker.h"

namespace fangyuan {
namespace {

constexpr std::size_t kTilesInParallel = 32;  ///< fewer are not worth sharing out

}  // namespace

NearestStreets::NearestStreets(const Snapper& snapper, double access_limit_m, double base_cell_m,
                               std::size_t most_tiles)
    : snapper_(&snapper),
      access_limit_m_(access_limit_m),
      base_cell_m_(base_cell_m),
      access_unit_mm_(std::max(10U, limit_mm(access_limit_m) / 65534 + 1)),
      most_tiles_(most_tiles) {
  assert(base_cell_m > 0 && most_tiles > 0);
}

NearestStreets::~NearestStreets() = default;

std::shared_ptr<const StreetTile> NearestStreets::tile(TileKey key) {
  std::vector<std::shared_ptr<const StreetTile>> out;
  tiles({&key, 1}, out);
  return std::move(out.front());
}

void NearestStreets::tiles(std::span<const TileKey> keys,
                           std::vector<std::shared_ptr<const StreetTile>>& out) {
  std::vector<std::shared_ptr<Slot>> slots(keys.size());
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (known_.size() >= most_tiles_ && !known_.contains(keys[k])) forget_oldest();
      Known& known = known_[keys[k]];
      known.asked = ++asked_;
      if (!known.slot) known.slot = std::make_shared<Slot>();
      slots[k] = known.slot;
    }
  }
  out.resize(keys.size());
  const auto give = [&](std::size_t k) {
    std::call_once(slots[k]->made, [&] { slots[k]->tile = make(keys[k]); });
    out[k] = slots[k]->tile;
  };
  if (keys.size() < kTilesInParallel) {
    for (std::size_t k = 0; k < keys.size(); ++k) give(k);
  } else {
    // Isolated: while it waits, this thread must not begin another circle with the same Search.
    tbb::this_task_arena::isolate([&] { parallel_for(keys.size(), give); });
  }
}

/// The older half, so that the cost of looking for them is spread over many tiles.
void NearestStreets::forget_oldest() {
  std::vector<std::uint64_t> asked;
  asked.reserve(known_.size());
  for (const auto& [key, known] : known_) asked.push_back(known.asked);
  const auto middle = asked.begin() + static_cast<std::ptrdiff_t>(asked.size() / 2);
  std::nth_element(asked.begin(), middle, asked.end());
  std::erase_if(known_, [&](const auto& entry) { return entry.second.asked <= *middle; });
}

std::shared_ptr<const StreetTile> NearestStreets::make(TileKey key) const {
  CornerStreets corners;
  const TileSetting setting{access_limit_m_, access_unit_mm_, cell_m_of(base_cell_m_, key.level)};
  return make_tile(*snapper_, setting, key, corners) ? std::make_shared<const StreetTile>(corners)
                                                     : nullptr;
}

std::size_t NearestStreets::tiles_kept() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(known_.begin(), known_.end(),
                    [](const auto& known) { return known.second.slot->tile != nullptr; }));
}

}  // namespace fangyuan
