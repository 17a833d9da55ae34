// SPDX-License-Identifier: Apache-2.0
#include "geo/out/grid_outline.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

namespace fangyuan {
namespace {

using Ring = std::vector<GridCorner>;
constexpr std::size_t kNone = SIZE_MAX;

// Sides of a square, walked with the square on the left: 0 bottom → east, 1 right → north,
// 2 top → west, 3 left → south. What lies outside of side k is the neighbour k; ahead of it, the
// neighbour k + 1.
constexpr std::array<GridCorner, 4> kStart{{{0, 0}, {0, 1}, {1, 1}, {1, 0}}};
enum Neighbour : std::size_t { south, east, north, west };

GridCorner operator+(GridCorner a, GridCorner b) { return {a.row + b.row, a.column + b.column}; }

std::int64_t twice_area(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    sum += std::int64_t{ring[i].column} * ring[i + 1].row -
           std::int64_t{ring[i + 1].column} * ring[i].row;
  return sum;
}

/// Cuts a closed walk that touches itself at corners into simple rings.
std::vector<Ring> simple_rings(const Ring& walk) {
  std::vector<Ring> rings;
  Ring open;
  std::map<GridCorner, std::size_t> position;
  for (std::size_t i = 0; i + 1 < walk.size(); ++i) {
    const GridCorner p = walk[i];
    if (const auto it = position.find(p); it != position.end()) {
      Ring ring(open.begin() + static_cast<std::ptrdiff_t>(it->second), open.end());
      ring.push_back(p);
      for (std::size_t k = it->second + 1; k < open.size(); ++k) position.erase(open[k]);
      open.resize(it->second + 1);
      rings.push_back(std::move(ring));
    } else {
      position.emplace(p, open.size());
      open.push_back(p);
    }
  }
  open.push_back(open.front());
  rings.push_back(std::move(open));
  return rings;
}

class Tracer {
 public:
  explicit Tracer(std::vector<GridCorner> squares)
      : squares_(std::move(squares)),
        beside_(squares_.size(), {kNone, kNone, kNone, kNone}),
        seen_(squares_.size()),
        part_(squares_.size(), kNone) {
    find_neighbours();
    label_parts();
  }

  std::vector<GridPolygon> polygons() {
    std::vector<GridPolygon> out(parts_);
    for (std::size_t s = 0; s < squares_.size(); ++s)
      for (std::size_t side = 0; side < 4; ++side)
        if (!seen_[s][side] && beside_[s][side] == kNone)
          for (Ring& ring : simple_rings(walk(s, side))) {
            GridPolygon& polygon = out[part_[s]];
            if (twice_area(ring) > 0) {
              assert(polygon.outer.empty());
              polygon.outer = std::move(ring);
            } else {
              polygon.holes.push_back(std::move(ring));
            }
          }
    return out;
  }

 private:
  /// Squares stand in order of rows: a second pointer runs one row ahead.
  void find_neighbours() {
    std::size_t up = 0;
    for (std::size_t s = 0; s < squares_.size(); ++s) {
      const GridCorner p = squares_[s];
      if (s + 1 < squares_.size() && squares_[s + 1] == p + GridCorner{0, 1}) {
        beside_[s][east] = s + 1;
        beside_[s + 1][west] = s;
      }
      const GridCorner above = p + GridCorner{1, 0};
      while (up < squares_.size() && squares_[up] < above) ++up;
      if (up < squares_.size() && squares_[up] == above) {
        beside_[s][north] = up;
        beside_[up][south] = s;
      }
    }
  }

  void label_parts() {
    std::vector<std::size_t> stack;
    for (std::size_t first = 0; first < squares_.size(); ++first) {
      if (part_[first] != kNone) continue;
      part_[first] = parts_;
      stack.push_back(first);
      while (!stack.empty()) {
        const std::size_t s = stack.back();
        stack.pop_back();
        for (const std::size_t t : beside_[s]) {
          if (t == kNone || part_[t] != kNone) continue;
          part_[t] = parts_;
          stack.push_back(t);
        }
      }
      ++parts_;
    }
  }

  /// From the start of one side round the part, back to that start; bends only. Where two squares
  /// meet at a corner alone, the walk stays with its own.
  Ring walk(std::size_t s, std::size_t side) {
    Ring ring;
    const std::size_t first = s, first_side = side;
    bool bend = true;
    do {
      seen_[s][side] = true;
      if (bend) ring.push_back(squares_[s] + kStart[side]);
      const std::size_t ahead = beside_[s][(side + 1) % 4];
      bend = true;
      if (ahead == kNone) {
        side = (side + 1) % 4;
      } else if (const std::size_t right = beside_[ahead][side]; right != kNone) {
        s = right;
        side = (side + 3) % 4;
      } else {
        s = ahead;
        bend = false;
      }
    } while (s != first || side != first_side);
    if (!bend) ring.erase(ring.begin());  // it began in the middle of a straight line
    ring.push_back(ring.front());
    return ring;
  }

  std::vector<GridCorner> squares_;
  std::vector<std::array<std::size_t, 4>> beside_;  ///< by Neighbour
  std::vector<std::array<bool, 4>> seen_;
  std::vector<std::size_t> part_;
  std::size_t parts_ = 0;
};

}  // namespace

std::vector<GridPolygon> outline(std::vector<GridCorner> squares) {
  std::sort(squares.begin(), squares.end());
  squares.erase(std::unique(squares.begin(), squares.end()), squares.end());
  return Tracer(std::move(squares)).polygons();
}

}  // namespace fangyuan
