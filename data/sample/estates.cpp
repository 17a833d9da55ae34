// SPDX-License-Identifier: Apache-2.0
#include "data/sample/estates.h"

#include "data/sample/prng.h"

namespace fangyuan::sample {

std::vector<Block> all_blocks(const World& w, const Terrain& t, const Settlements& s) {
  std::vector<Block> out;
  for (const auto& g : s.grids)
    for (auto& b : blocks_of(w, t, g)) out.push_back(std::move(b));
  return out;
}

std::vector<EstateRecord> estates_of(const World& w, const std::vector<Block>& blocks) {
  std::vector<EstateRecord> out;
  for (const auto& b : blocks) {
    if (!b.estate) continue;
    Rng rng(hash_of(w.seed, 100, out.size()));
    EstateRecord e;
    e.block = &b;
    e.year = 1985 + rng.between(0, 39);
    e.households = b.area_m2 / rng.between(110, 240);
    out.push_back(e);
  }
  return out;
}

}  // namespace fangyuan::sample
