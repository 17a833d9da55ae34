// SPDX-License-Identifier: Apache-2.0
// The sample's tiling as units that each hold copies of their lines, so that single copies can be
// spoilt. Lines may be drawn finer than the sample has them.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <set>
#include <span>
#include <vector>

#include "data/sample/tiling.h"
#include "geo/topology/tiling.h"

namespace fangyuan::test {

struct TileWorld {
  struct Side {
    std::uint32_t border;
    std::vector<XY> line;  ///< this unit's copy, as it runs around the unit
    std::uint32_t neighbour;
  };
  struct Tile {
    XY seed;
    std::vector<Side> sides;
  };
  std::vector<Tile> tiles;

  PolygonXY polygon(std::size_t unit) const {
    PolygonXY out;
    for (const Side& side : tiles[unit].sides)
      out.outer.insert(out.outer.end(), side.line.begin(), side.line.end() - 1);
    out.outer.push_back(out.outer.front());
    return out;
  }
  std::vector<std::vector<PolygonXY>> shapes() const {
    std::vector<std::vector<PolygonXY>> out;
    for (std::size_t i = 0; i < tiles.size(); ++i) out.push_back({polygon(i)});
    return out;
  }
};

/// Each segment in `pieces`, with bends of up to a twelfth of their length (hundredths of metres).
inline std::vector<XY> finer(const std::vector<sample::Pt>& line, std::size_t pieces,
                             std::mt19937_64& random) {
  const auto metres = [](sample::Pt p) { return XY{530'000 + p.x * 0.1, 3'850'000 + p.y * 0.1}; };
  std::uniform_real_distribution<double> bend(-1.0 / 12, 1.0 / 12);
  std::vector<XY> out{metres(line.front())};
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const XY a = metres(line[i]), b = metres(line[i + 1]);
    const double dx = (b.x - a.x) / static_cast<double>(pieces),
                 dy = (b.y - a.y) / static_cast<double>(pieces);
    for (std::size_t k = 1; k < pieces; ++k) {
      const double off = bend(random), along = static_cast<double>(k);
      out.push_back({std::round((a.x + dx * along - dy * off) * 100) / 100,
                     std::round((a.y + dy * along + dx * off) * 100) / 100});
    }
    out.push_back(b);
  }
  return out;
}

inline TileWorld make_tile_world(std::uint64_t seed, std::size_t cells, std::size_t pieces) {
  sample::TilingPlan plan;
  plan.seed = seed;
  plan.cells = cells;
  const auto tiling = sample::make_tiling(plan);
  std::mt19937_64 random(seed);
  std::vector<std::vector<XY>> lines;
  for (const auto& border : tiling.borders) lines.push_back(finer(border.line, pieces, random));
  TileWorld world;
  for (std::uint32_t c = 0; c < tiling.cells.size(); ++c) {
    const auto& cell = tiling.cells[c];
    TileWorld::Tile tile;
    tile.seed = {530'000 + cell.seed.x * 0.1, 3'850'000 + cell.seed.y * 0.1};
    for (const auto& use : cell.ring) {
      auto line = lines[use.border];
      if (!use.forward) std::reverse(line.begin(), line.end());
      const auto& border = tiling.borders[use.border];
      tile.sides.push_back({use.border, line, border.left == c ? border.right : border.left});
    }
    world.tiles.push_back(std::move(tile));
  }
  return world;
}

inline TilingInput input_of(const std::vector<std::vector<PolygonXY>>& units,
                            const std::vector<std::vector<PolygonXY>>& parents = {},
                            std::vector<std::uint32_t> parent_of = {}) {
  TilingInput input;
  for (const auto& u : units) input.units.emplace_back(u);
  for (const auto& p : parents) input.parents.emplace_back(p);
  input.parent_of = std::move(parent_of);
  input.parent_of.resize(units.size(), kNobody);
  return input;
}

}  // namespace fangyuan::test
