// SPDX-License-Identifier: Apache-2.0
// The finest tiling: one cell per village or community, with borders that neighbours share.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "data/sample/plane.h"

namespace fangyuan::sample {

inline constexpr std::uint32_t kOutside = std::numeric_limits<std::uint32_t>::max();

/// A built-up area that is tiled finely.
struct TownSite {
  Pt centre;
  std::size_t communities = 0;  ///< rounded up to a multiple of four
};

struct TilingPlan {
  std::uint64_t seed = 1;
  std::size_t cells = 0;
  std::vector<TownSite> towns;  ///< the first is the city
};

/// A piece of border between two cells, drawn once; `left` lies left of its direction.
struct Border {
  std::uint32_t left = kOutside;
  std::uint32_t right = kOutside;
  std::vector<Pt> line;
  /// Its middle vertex, through which a road may pass; absent on borders too short for one.
  std::optional<Pt> gate() const {
    return line.size() >= 3 ? std::optional(line[line.size() / 2]) : std::nullopt;
  }
};

struct BorderUse {
  std::uint32_t border;
  bool forward;
};

struct TileCell {
  Pt seed;
  std::uint32_t town = kOutside;  ///< of the plan's towns; kOutside: open country
  std::vector<BorderUse> ring;    ///< counter-clockwise
};

struct Tiling {
  std::vector<TileCell> cells;
  std::vector<Border> borders;
  std::vector<std::vector<std::uint32_t>> neighbours;  ///< ascending

  /// The cell whose seed is nearest, among all seeds, also those outside (then kOutside). Borders
  /// are bent a little, so that within about 100 m of one the answer may be the neighbour.
  std::uint32_t owner(Pt p) const;

  struct Polygon {
    std::vector<Pt> outer;               ///< counter-clockwise, closed
    std::vector<std::vector<Pt>> holes;  ///< clockwise, closed
  };
  /// The union of some cells, made of the cells' own border lines, the largest part first.
  std::vector<Polygon> outline_of(const std::vector<std::uint32_t>& some) const;

  // Buckets of seeds for owner().
  std::vector<Pt> all_seeds;
  std::vector<std::uint32_t> cell_of_seed;
  std::vector<std::vector<std::uint32_t>> bucket;
  std::int32_t bucket_origin = 0, bucket_size = 1;
  std::int32_t buckets_per_row = 0;
  std::size_t bucket_at(std::int32_t i, std::int32_t j) const {
    return static_cast<std::size_t>(j) * static_cast<std::size_t>(buckets_per_row) +
           static_cast<std::size_t>(i);
  }
};

/// The width of an open-country cell and of a town cell, in decimetres.
inline constexpr std::int32_t kCountryCell = 16'160;
inline constexpr std::int32_t kTownCell = kCountryCell / 2;

/// Throws std::runtime_error when the plan does not fit (more town cells than cells).
Tiling make_tiling(const TilingPlan& plan);

}  // namespace fangyuan::sample
