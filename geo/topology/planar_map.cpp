// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/planar_map.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/base/parallel.h"
#include "geo/topology/left_of.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Counter-clockwise from the direction of −x (not included) around; exact.
bool before_around(GridPoint o, GridPoint a, GridPoint b) {
  const auto lower = [&](GridPoint p) { return p.y < o.y || (p.y == o.y && p.x > o.x); };
  const bool la = lower(a), lb = lower(b);
  if (la != lb) return la;
  return orientation(o, a, b) > 0;
}

// For every half-edge the one that follows it around its left face: at its end, the neighbour of
// its twin in clockwise order.
std::vector<std::uint32_t> next_halves(const EdgeTable& t) {
  const std::size_t halves = 2 * t.size();
  std::vector<std::uint32_t> first(t.points.size() + 1, 0), out(halves), next(halves);
  const auto from = [&](std::uint32_t half) {
    return half % 2 == 0 ? t.edges[half / 2].low : t.edges[half / 2].high;
  };
  for (std::uint32_t h = 0; h < halves; ++h) ++first[from(h) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  auto at = first;
  for (std::uint32_t h = 0; h < halves; ++h) out[at[from(h)]++] = h;
  parallel_ranges(t.points.size(), 4096, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      const auto range = std::span(out).subspan(first[v], first[v + 1] - first[v]);
      std::sort(range.begin(), range.end(), [&](std::uint32_t a, std::uint32_t b) {
        const GridPoint pa = end_of(t, a), pb = end_of(t, b);
        if (before_around(t.points[v], pa, pb)) return true;
        return !before_around(t.points[v], pb, pa) && a < b;
      });
      for (std::size_t k = 0; k < range.size(); ++k)
        next[PlanarMap::twin(range[(k + 1) % range.size()])] = range[k];
    }
  });
  return next;
}

struct Cycle {
  std::uint32_t half;  ///< one that leaves its lowest point
  Wide twice_area = 0;
};

}  // namespace

PlanarMap make_planar_map(const EdgeTable& t) {
  PlanarMap map;
  map.next = next_halves(t);
  map.face.assign(map.next.size(), kNone);
  map.faces.emplace_back();
  std::vector<std::uint32_t> cycle_of(map.next.size(), kNone);
  std::vector<Cycle> cycles;
  for (std::uint32_t h = 0; h < map.next.size(); ++h) {
    if (cycle_of[h] != kNone) continue;
    Cycle c{h, 0};
    const GridPoint origin = start_of(t, h);
    GridPoint lowest = origin;
    for (std::uint32_t k = h; cycle_of[k] == kNone; k = map.next[k]) {
      cycle_of[k] = static_cast<std::uint32_t>(cycles.size());
      c.twice_area += cross(origin, start_of(t, k), end_of(t, k));
      if (start_of(t, k) < lowest) {
        lowest = start_of(t, k);
        c.half = k;
      }
    }
    cycles.push_back(c);
  }
  // Counter-clockwise cycles bound faces from outside; the others are the outer sides of whole
  // components, and lie in the face left of their lowest point.
  std::vector<std::uint32_t> face_of(cycles.size(), kNone);
  for (std::size_t c = 0; c < cycles.size(); ++c)
    if (cycles[c].twice_area > 0) {
      face_of[c] = static_cast<std::uint32_t>(map.faces.size());
      map.faces.push_back({cycles[c].half, {}, static_cast<double>(cycles[c].twice_area) / 2});
    }
  // The edge next to the left belongs to another component, whose cycle may itself be an outer
  // side; following these leads to a face in the end, as every step goes left.
  const LeftOf left_of(t);
  std::vector<std::uint32_t> beside(cycles.size(), kNone);
  parallel_ranges(cycles.size(), 256, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c)
      if (face_of[c] == kNone) beside[c] = left_of.half_edge(start_of(t, cycles[c].half));
  });
  for (std::size_t c = 0; c < cycles.size(); ++c) {
    if (cycles[c].twice_area > 0) continue;
    std::size_t at = c, steps = 0;
    while (face_of[at] == kNone && beside[at] != kNone && steps++ < cycles.size())
      at = cycle_of[beside[at]];
    const std::uint32_t face = face_of[at] == kNone ? 0 : face_of[at];
    map.faces[face].inner.push_back(cycles[c].half);
    if (face != 0) map.faces[face].area += static_cast<double>(cycles[c].twice_area) / 2;
  }
  for (std::size_t f = 0; f < map.faces.size(); ++f) {
    if (f > 0) face_of[cycle_of[map.faces[f].outer]] = static_cast<std::uint32_t>(f);
    for (const std::uint32_t h : map.faces[f].inner)
      face_of[cycle_of[h]] = static_cast<std::uint32_t>(f);
  }
  for (std::size_t h = 0; h < map.next.size(); ++h) map.face[h] = face_of[cycle_of[h]];
  return map;
}

}  // namespace fangyuan
