// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/contour.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>

namespace fangyuan {
namespace {

using Row = std::uint32_t;                ///< bit i: the i-th corner of a tile's row is inside
using Rows = std::array<Row, kTileSide>;  ///< from the south
static_assert(kTileSide == 32);

/// The cells whose south-west corner lies in one tile, with the corners of its neighbours to the
/// east and north.
class TileContour {
 public:
  TileContour(const CostField& field, Cost limit, std::uint32_t one_cell, std::int32_t x,
              std::int32_t y)
      : limit_(limit.value()), one_cell_(one_cell), cell_m_(field.cell_m()), x_(x), y_(y) {
    for (std::int32_t north = 0; north < 2; ++north) {
      for (std::int32_t east = 0; east < 2; ++east) {
        tiles_[index(east, north)] = field.find(x + east, y + north);
      }
    }
  }

  void cuts(std::vector<Cut>& out) const {
    const Rows here = inside_of(tiles_[0], kTileSide);
    const Rows east = inside_of(tiles_[1], kTileSide);
    const Row north = inside_of(tiles_[2], 1)[0];
    const Row north_east = inside_of(tiles_[3], 1)[0];
    for (std::int32_t j = 0; j < kTileSide; ++j) {
      const auto row = static_cast<std::size_t>(j);
      const bool last = j + 1 == kTileSide;
      const Row low = here[row], low_next = (low >> 1) | (east[row] << 31);
      const Row high = last ? north : here[row + 1];
      const Row high_next = (high >> 1) | ((last ? north_east : east[row + 1]) << 31);
      Row cut = (low ^ low_next) | (low ^ high) | (low ^ high_next);
      for (; cut != 0; cut &= cut - 1) {
        const int i = std::countr_zero(cut);
        const auto bit = [&](Row mask) { return static_cast<unsigned>((mask >> i) & 1); };
        cell(i, j, bit(low) | bit(low_next) << 1 | bit(high_next) << 2 | bit(high) << 3, out);
      }
    }
  }

 private:
  static std::size_t index(std::int32_t east, std::int32_t north) {
    return static_cast<std::size_t>(north * 2 + east);
  }

  Rows inside_of(const CostTile* tile, std::int32_t rows) const {
    Rows inside{};
    if (!tile) return inside;
    const Cost limit(limit_);
    for (std::int32_t j = 0; j < rows; ++j) {
      const Cost* cost = tile->data() + corner_in_tile(0, j);
      Row bits = 0;
      for (std::int32_t i = 0; i < kTileSide; ++i) bits |= Row{cost[i] <= limit} << i;
      inside[static_cast<std::size_t>(j)] = bits;
    }
    return inside;
  }

  /// Twice the clamped cost less the limit, less one: negative inside, positive outside, never 0.
  std::int64_t level(std::int32_t i, std::int32_t j) const {
    const std::int32_t east = i / kTileSide, north = j / kTileSide;
    const CostTile* tile = tiles_[index(east, north)];
    const std::int64_t bound = one_cell_;
    if (!tile) return 2 * bound - 1;
    const Cost cost = (*tile)[corner_in_tile(i - east * kTileSide, j - north * kTileSide)];
    if (!cost.reached()) return 2 * bound - 1;
    return 2 * std::clamp(std::int64_t{cost.value()} - limit_, -bound, bound) - 1;
  }

  /// Where the outline cuts the grid line from corner (i, j) to the east or north.
  struct Line {
    std::int32_t i, j;
    bool north;
  };
  XY point(Line l) const {
    const auto a = static_cast<double>(level(l.i, l.j));
    const auto b = static_cast<double>(l.north ? level(l.i, l.j + 1) : level(l.i + 1, l.j));
    const double t = std::clamp(a / (a - b), 0.01, 0.99);
    const double x = static_cast<double>(std::int64_t{x_} * kTileSide + l.i);
    const double y = static_cast<double>(std::int64_t{y_} * kTileSide + l.j);
    return l.north ? XY{x * cell_m_, (y + t) * cell_m_} : XY{(x + t) * cell_m_, y * cell_m_};
  }
  std::uint64_t key(Line l) const {
    return cut_key(std::int64_t{x_} * kTileSide + l.i, std::int64_t{y_} * kTileSide + l.j, l.north);
  }

  /// `corners`: 1 south-west, 2 south-east, 4 north-east, 8 north-west is inside. The outline is
  /// walked with the inside on the left.
  void cell(std::int32_t i, std::int32_t j, unsigned corners, std::vector<Cut>& out) const {
    const Line south{i, j, false}, north{i, j + 1, false}, west{i, j, true}, east{i + 1, j, true};
    const auto add = [&](Line from, Line to) {
      out.push_back({key(from), key(to), point(from), !from.north});
    };
    switch (corners) {
      case 1:
        return add(south, west);
      case 2:
        return add(east, south);
      case 3:
        return add(east, west);
      case 4:
        return add(north, east);
      case 6:
        return add(north, south);
      case 7:
        return add(north, west);
      case 8:
        return add(west, north);
      case 9:
        return add(south, north);
      case 11:
        return add(east, north);
      case 12:
        return add(west, east);
      case 13:
        return add(south, east);
      case 14:
        return add(west, south);
      case 5:
        if (joined(i, j)) {
          add(south, east);
          add(north, west);
        } else {
          add(south, west);
          add(north, east);
        }
        return;
      case 10:
        if (joined(i, j)) {
          add(east, north);
          add(west, south);
        } else {
          add(east, south);
          add(west, north);
        }
        return;
      default:
        assert(false);
    }
  }

  bool joined(std::int32_t i, std::int32_t j) const {
    return level(i, j) + level(i + 1, j) + level(i, j + 1) + level(i + 1, j + 1) <= -4;
  }

  std::uint32_t limit_;
  std::uint32_t one_cell_;
  double cell_m_;
  std::int32_t x_, y_;
  std::array<const CostTile*, 4> tiles_{};
};

}  // namespace

void cut_row(const CostField& field, Cost limit, std::uint32_t one_cell, std::int32_t y,
             std::vector<Cut>& cuts) {
  assert(limit.reached() && one_cell > 0);
  // The cells along a tile's south and west sides belong to its neighbours there.
  std::vector<std::int32_t> columns;
  for (const std::int32_t row : {y, y + 1}) {
    for (const std::int32_t x : field.columns(row)) columns.insert(columns.end(), {x - 1, x});
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  for (const std::int32_t x : columns) TileContour(field, limit, one_cell, x, y).cuts(cuts);
}

std::vector<Circle::Polygon> contour(const CostField& field, Cost limit, std::uint32_t one_cell) {
  std::vector<std::int32_t> rows;
  for (const std::int32_t y : field.rows()) rows.insert(rows.end(), {y - 1, y});
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());  // ascending already
  std::vector<Cut> cuts;
  for (const std::int32_t y : rows) cut_row(field, limit, one_cell, y, cuts);
  return polygons_of(std::move(cuts));
}

}  // namespace fangyuan
