// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/edge_table.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

struct RingRef {
  const std::vector<XY>* ring;
  std::uint32_t owner;
  bool hole;
  std::size_t first;  ///< of its corners among all
};

// A corner of a ring, before equal ones are found.
struct Corner {
  GridPoint at;
  std::uint32_t number = 0;
};

// Which edge, and who has it on which side.
struct Use {
  std::uint64_t key;
  std::uint32_t owner;
  std::int32_t side;
  auto order() const { return std::tuple(key, owner, side); }
};

std::vector<RingRef> rings_of(std::span<const std::span<const PolygonXY>> shapes,
                              std::size_t& corners) {
  std::vector<RingRef> rings;
  corners = 0;
  const auto add = [&](const std::vector<XY>& ring, std::uint32_t owner, bool hole) {
    if (ring.size() < 2) return;
    rings.push_back({&ring, owner, hole, corners});
    corners += ring.size() - 1;  // closed: the last is the first
  };
  for (std::uint32_t owner = 0; owner < shapes.size(); ++owner)
    for (const PolygonXY& polygon : shapes[owner]) {
      add(polygon.outer, owner, false);
      for (const auto& hole : polygon.holes) add(hole, owner, true);
    }
  if (corners >= 0xFFFF'FFFFU) throw std::length_error("too many points for one edge table");
  return rings;
}

std::size_t size_of(const RingRef& r) { return r.ring->size() - 1; }

bool counter_clockwise(std::span<const GridPoint> ring) {
  Wide twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) twice += cross(ring[0], ring[i], ring[i + 1]);
  return twice >= 0;
}

}  // namespace

EdgeTable make_edge_table(std::span<const std::span<const PolygonXY>> shapes) {
  std::size_t count = 0;
  const auto rings = rings_of(shapes, count);
  std::vector<GridPoint> at(count);
  parallel_ranges(rings.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r)
      for (std::size_t i = 0; i < size_of(rings[r]); ++i) {
        const XY p = (*rings[r].ring)[i];
        if (!(std::abs(p.x) <= kGridReachM && std::abs(p.y) <= kGridReachM))
          throw std::invalid_argument("a coordinate is too large for the grid");
        at[rings[r].first + i] = to_grid(p);
      }
  });

  EdgeTable table;
  std::vector<std::uint32_t> id(count);
  {
    std::vector<Corner> sorted(count);
    parallel_ranges(count, 65536, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) sorted[i] = {at[i], static_cast<std::uint32_t>(i)};
    });
    parallel_sort(sorted.begin(), sorted.end(), [](const Corner& a, const Corner& b) {
      return std::tie(a.at.x, a.at.y, a.number) < std::tie(b.at.x, b.at.y, b.number);
    });
    table.points.reserve(count / 2 + 1);
    for (const Corner& c : sorted) {
      if (table.points.empty() || table.points.back() != c.at) table.points.push_back(c.at);
      id[c.number] = static_cast<std::uint32_t>(table.points.size() - 1);
    }
  }

  std::vector<Use> uses(count);
  parallel_ranges(rings.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      const std::size_t first = rings[r].first, size = size_of(rings[r]);
      const bool left = counter_clockwise(std::span(at).subspan(first, size)) != rings[r].hole;
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t a = id[first + i], b = id[first + (i + 1 == size ? 0 : i + 1)];
        const bool upward = a < b;
        uses[first + i] = {upward ? a << 32 | b : b << 32 | a, rings[r].owner,
                           a == b ? 0 : (upward == left ? 1 : -1)};
      }
    }
  });
  parallel_sort(uses.begin(), uses.end(),
                [](const Use& a, const Use& b) { return a.order() < b.order(); });
  table.uses.reserve(count);
  table.edges.reserve(count / 2 + 1);
  std::uint64_t last = ~std::uint64_t{0};
  for (const Use& use : uses) {
    if (use.side == 0) continue;
    if (use.key != last)
      table.edges.push_back({static_cast<std::uint32_t>(use.key >> 32),
                             static_cast<std::uint32_t>(use.key),
                             static_cast<std::uint32_t>(table.uses.size())});
    last = use.key;
    table.uses.push_back({use.owner, use.side});
  }
  table.edges.push_back({0, 0, static_cast<std::uint32_t>(table.uses.size())});
  return table;
}

}  // namespace fangyuan
