// SPDX-License-Identifier: Apache-2.0
// Costs at the corners of a grid, and two ways to their outline: the program's, and one so plain
// that it can be checked by reading.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "geo/surface/contour.h"

namespace fangyuan {

/// What was never set is not reached.
class CostField {
 public:
  explicit CostField(double cell_m) : cell_m_(cell_m) {}

  double cell_m() const { return cell_m_; }
  void at_most(std::int64_t i, std::int64_t j, Cost cost) {
    Cost& there = costs_[{j, i}];
    there = std::min(there, cost);
  }
  Cost at(std::int64_t i, std::int64_t j) const {
    const auto it = costs_.find({j, i});
    return it == costs_.end() ? Cost() : it->second;
  }
  const std::map<std::pair<std::int64_t, std::int64_t>, Cost>& costs() const { return costs_; }

 private:
  double cell_m_;
  std::map<std::pair<std::int64_t, std::int64_t>, Cost> costs_;  // by j, i
};

inline std::int32_t tile_of_corner(std::int64_t corner) {
  return static_cast<std::int32_t>(
      std::floor(static_cast<double>(corner) / static_cast<double>(kTileSide)));
}

/// By the program. Corners beyond the bound are numbered like the others, or known by their bit.
enum class Deep { numbered, by_bit };
inline std::vector<Circle::Polygon> contour(const CostField& field, Cost limit,
                                            std::uint32_t one_cell, double thin_m = 0,
                                            Deep deep = Deep::by_bit) {
  std::vector<Circle::Polygon> out;
  if (field.costs().empty()) return out;
  std::int32_t west = tile_of_corner(field.costs().begin()->first.second), east = west;
  for (const auto& [corner, cost] : field.costs()) {
    west = std::min(west, tile_of_corner(corner.second));
    east = std::max(east, tile_of_corner(corner.second));
  }
  const std::int32_t south = tile_of_corner(field.costs().begin()->first.first);
  const std::int32_t north = tile_of_corner(field.costs().rbegin()->first.first);
  const Shade shade{limit.value(), one_cell};
  Contour contour;
  contour.begin({field.cell_m(), west - 1, south, static_cast<std::size_t>(east - west) + 3},
                shade);
  auto it = field.costs().begin();
  for (std::int32_t y = south; y <= north; ++y) {
    Band& band = contour.next();
    for (; it != field.costs().end() && tile_of_corner(it->first.first) == y; ++it) {
      const auto [j, i] = it->first;
      const std::int32_t x = tile_of_corner(i);
      const auto tile = static_cast<std::size_t>(x - west) + 1;
      const auto row = static_cast<std::size_t>(j - std::int64_t{y} * kTileSide);
      const auto at = static_cast<std::size_t>(i - std::int64_t{x} * kTileSide);
      const Band::Row bit = Band::Row{1} << at;
      const bool reached = it->second.reached();
      const std::int32_t level =
          shade.level(reached ? std::uint64_t{it->second.value()} : std::uint64_t{1} << 40);
      if (deep == Deep::by_bit && level == shade.deep_inside()) band.set_inside(tile, row, bit);
      if (deep == Deep::by_bit && (level == shade.deep_inside() || level == shade.deep_outside()))
        continue;
      band.numbers(tile, row)[at] = level;
      band.set_numbered(tile, row, bit, it->second <= limit ? bit : 0);
    }
    contour.draw();
  }
  contour.finish(thin_m, out);
  return out;
}

/// Marching squares corner by corner: all pieces of the outline, then joined end to end.
class PlainOutline {
 public:
  PlainOutline(const CostField& field, Cost limit, std::uint32_t one_cell)
      : field_(field), limit_(limit.value()), bound_(one_cell) {
    for (const auto& [corner, cost] : field.costs()) {
      if (!(cost <= limit)) continue;
      const auto [j, i] = corner;
      for (const auto& [di, dj] : {std::pair{-1, -1}, {0, -1}, {-1, 0}, {0, 0}})
        cell(i + di, j + dj);
    }
  }

  /// Every ring, from its southernmost, then westernmost cut, not closed, in the order of these.
  std::vector<std::vector<XY>> rings() const {
    std::map<Line, Line> next = next_;
    std::vector<std::vector<XY>> rings;
    while (!next.empty()) {
      std::vector<XY> ring;
      for (Line at = next.begin()->first; next.contains(at);) {
        ring.push_back(point(at));
        const Line after = next.at(at);
        next.erase(at);
        at = after;
      }
      rings.push_back(std::move(ring));
    }
    return rings;
  }

 private:
  struct Line {
    std::int64_t j, i;
    int north;
    friend auto operator<=>(const Line&, const Line&) = default;
  };

  bool inside(std::int64_t i, std::int64_t j) const { return field_.at(i, j) <= Cost(limit_); }
  /// Over the limit and half a unit, clamped.
  double over(std::int64_t i, std::int64_t j) const {
    const Cost c = field_.at(i, j);
    const double bound = bound_;
    return (c.reached() ? std::clamp(double{1} * c.value() - limit_, -bound, bound) : bound) - 0.5;
  }
  XY point(const Line& l) const {
    const double a = over(l.i, l.j), b = l.north ? over(l.i, l.j + 1) : over(l.i + 1, l.j);
    const double t = std::clamp(a / (a - b), 0.01, 0.99);
    const auto x = static_cast<double>(l.i), y = static_cast<double>(l.j);
    return {(l.north ? x : x + t) * field_.cell_m(), (l.north ? y + t : y) * field_.cell_m()};
  }
  /// Round the cell counter-clockwise: where one goes from outside to inside a piece begins, and it
  /// ends where one comes out again: before or after that, by the saddle rule.
  void cell(std::int64_t i, std::int64_t j) {
    const bool in[4]{inside(i, j), inside(i + 1, j), inside(i + 1, j + 1), inside(i, j + 1)};
    const Line side[4]{{j, i, 0}, {j, i + 1, 1}, {j + 1, i, 0}, {j, i, 1}};
    const bool joined = over(i, j) + over(i + 1, j) + over(i + 1, j + 1) + over(i, j + 1) <= -2;
    for (int s = 0; s < 4; ++s) {
      if (!in[s] || in[(s + 1) % 4]) continue;  // the inside ends along this side
      int into = s;
      if (joined) do
          into = (into + 1) % 4;
        while (in[into] || !in[(into + 1) % 4]);
      else
        do into = (into + 3) % 4;
        while (in[into] || !in[(into + 1) % 4]);
      next_[side[s]] = side[into];
    }
  }

  const CostField& field_;
  std::uint32_t limit_, bound_;
  std::map<Line, Line> next_;
};

}  // namespace fangyuan
