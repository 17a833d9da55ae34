// SPDX-License-Identifier: Apache-2.0
// One row of tiles of a window of the grid, as a limit sees it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/cost.h"
#include "geo/surface/grid.h"

namespace fangyuan {

/// A limit, and how far on either side of it costs tell where the outline runs.
struct Shade {
  std::uint32_t limit = 0;
  std::uint32_t bound = 1;  ///< > 0

  /// Twice the clamped cost less the limit, less one: negative inside, positive outside, never 0.
  /// `cost` may have any number of bits.
  std::int32_t level(std::uint64_t cost) const {
    const std::int64_t over =
        static_cast<std::int64_t>(std::min(cost, std::uint64_t{1} << 40)) - std::int64_t{limit};
    return static_cast<std::int32_t>(
        2 * std::clamp(over, -std::int64_t{bound}, std::int64_t{bound}) - 1);
  }
  std::int32_t deep_inside() const { return -2 * static_cast<std::int32_t>(bound) - 1; }
  std::int32_t deep_outside() const { return 2 * static_cast<std::int32_t>(bound) - 1; }
};

/// Levels (Shade::level) of the corners of one row of tiles. Most corners are farther from the
/// limit than its bound, and known by a bit alone; the others have a number.
class Band {
 public:
  using Row = std::uint32_t;  ///< bit i: the i-th corner of a tile's row
  static_assert(kTileSide == 32);

  /// So many tiles side by side, everything deep outside.
  void reset(std::size_t tiles) {
    tiles_ = tiles;
    inside_.assign(tiles * kTileSide, 0);
    numbered_.assign(tiles * kTileSide, 0);
    if (numbers_.size() < tiles * kTileCorners) numbers_.resize(tiles * kTileCorners);
  }

  void set_inside(std::size_t tile, std::size_t j, Row corners) {
    inside_[j * tiles_ + tile] |= corners;
  }
  /// The corner's place among numbers, for writing; its bits follow by set_numbered.
  std::int32_t* numbers(std::size_t tile, std::size_t j) {
    return numbers_.data() + (j * tiles_ + tile) * kTileSide;
  }
  void set_numbered(std::size_t tile, std::size_t j, Row corners, Row inside) {
    numbered_[j * tiles_ + tile] |= corners;
    inside_[j * tiles_ + tile] |= inside;
  }

  /// The corner costs the limit if it costs more.
  void let_inside(std::size_t tile, std::size_t j, std::size_t i, Shade shade) {
    const Row bit = Row{1} << i;
    std::int32_t& number = numbers(tile, j)[i];
    const std::int32_t at_limit = shade.level(shade.limit);
    if ((numbered_[j * tiles_ + tile] & bit) != 0)
      number = std::min(number, at_limit);
    else if ((inside_[j * tiles_ + tile] & bit) != 0)
      return;
    else
      number = at_limit;
    set_numbered(tile, j, bit, bit);
  }

  struct Corners;  ///< one row of corners
  Corners row(std::size_t j) const;
  std::size_t tiles() const { return tiles_; }

 private:
  std::size_t tiles_ = 0;
  std::vector<Row> inside_, numbered_;  // [j × tiles + tile]
  std::vector<std::int32_t> numbers_;   // [(j × tiles + tile) × kTileSide + i]
};

struct Band::Corners {
  const Row* inside;  ///< [tile]
  const Row* numbered;
  const std::int32_t* numbers;

  std::int32_t level(std::size_t i, Shade shade) const {
    const std::size_t tile = i / kTileSide, bit = i % kTileSide;
    if ((numbered[tile] >> bit & 1) != 0) return numbers[i];
    return (inside[tile] >> bit & 1) != 0 ? shade.deep_inside() : shade.deep_outside();
  }
};

inline Band::Corners Band::row(std::size_t j) const {
  return {inside_.data() + j * tiles_, numbered_.data() + j * tiles_,
          numbers_.data() + j * tiles_ * kTileSide};
}

}  // namespace fangyuan
