// SPDX-License-Identifier: Apache-2.0
#include "data/sample/blocks.h"

#include "data/sample/names.h"
#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

std::int32_t block_size(const TownGrid& g, std::int32_t i, std::int32_t j) {
  return g.old_city(i, j) && g.old_city(i + 1, j + 1) ? 1 : 2;
}

bool is_block(const TownGrid& g, std::int32_t i, std::int32_t j) {
  const std::int32_t n = block_size(g, i, j);
  if (n == 2 && (i % 2 != 0 || j % 2 != 0)) return false;
  return g.has(i, j) && g.has(i + n, j) && g.has(i, j + n) && g.has(i + n, j + n);
}

std::uint64_t key(const World& w, const TownGrid& g, std::int32_t i, std::int32_t j,
                  std::uint64_t what) {
  return hash_of(w.seed, what, g.town(), i, j);
}

bool is_estate(const World& w, const Terrain& t, const TownGrid& g, std::int32_t i,
               std::int32_t j) {
  return is_block(g, i, j) && block_size(g, i, j) == 2 && key(w, g, i, j, 70) % 100 < 34 &&
         street_exists(w, t, g, i, j, false) && street_exists(w, t, g, i + 2, j, false) &&
         !t.barrier_between(g.node(i, j), g.node(i + 2, j + 2)) &&
         t.clearance(middle(g.node(i, j), g.node(i + 2, j + 2))) > 700;
}

}  // namespace

bool street_exists(const World& w, const Terrain& t, const TownGrid& g, std::int32_t i,
                   std::int32_t j, bool east) {
  const std::int32_t line = east ? j : i;
  const std::int32_t step = g.step(i, j, east);
  const Pt a = g.node(i, j), b = g.node(east ? i + step : i, east ? j : j + step);
  if (t.barrier_between(a, b)) {
    // Few streets go over the railway, fewer over the river, none over a lake.
    if (t.in_lake(a, 0) || t.in_lake(b, 0) || t.in_lake(middle(a, b), 300)) return false;
    if (t.river.crosses(a, b)) return line % 64 == 0;
    return line % 32 == 0;
  }
  if (g.old_city(i, j) || line % 8 == 0) return true;
  return key(w, g, i, j, east ? 71 : 72) % 100 >= 16;
}

bool street_has_gate(const World& w, const Terrain& t, const TownGrid& g, std::int32_t i,
                     std::int32_t j, bool east) {
  return !east && g.step(i, j, false) == 2 &&
         (is_estate(w, t, g, i, j) || is_estate(w, t, g, i - 2, j));
}

std::vector<Block> blocks_of(const World& w, const Terrain& t, const TownGrid& g) {
  std::vector<Block> out;
  Names names(hash_of(w.seed, 73, g.town()));
  for (std::int32_t j = -g.reach(); j < g.reach(); ++j)
    for (std::int32_t i = -g.reach(); i < g.reach(); ++i) {
      if (!is_block(g, i, j)) continue;
      const std::int32_t n = block_size(g, i, j);
      const Pt c[] = {g.node(i, j), g.node(i + n, j), g.node(i + n, j + n), g.node(i, j + n)};
      const Pt mid = middle(c[0], c[2]);
      if (t.clearance(mid) < 450 * n || t.barrier_between(c[0], c[2]) ||
          t.barrier_between(c[1], c[3]))
        continue;
      Block b;
      b.village = g.owner(i, j);
      for (const Pt p : c) b.outline.push_back(along(p, mid, 140.0 / distance(p, mid)));
      b.outline.push_back(b.outline.front());
      b.area_m2 = twice_area(b.outline) / 200;
      b.estate = is_estate(w, t, g, i, j);
      b.residential = b.estate || key(w, g, i, j, 74) % 100 < (n == 1 ? 80 : 50);
      if (b.estate) {
        b.west_gate = middle(c[0], c[3]);
        b.east_gate = middle(c[1], c[2]);
        b.name = names.estate();
      }
      if (b.residential) out.push_back(std::move(b));
    }
  return out;
}

}  // namespace fangyuan::sample
