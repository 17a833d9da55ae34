// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/rings.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Ring {
  std::vector<XY> points;
  bool is_hole = false;
  std::uint32_t westernmost = kNone;  ///< its cut of a row that lies farthest west
  std::uint32_t polygon = kNone;      ///< of an outer ring
};

std::uint32_t column(std::uint64_t key) { return static_cast<std::uint32_t>(key) >> 1; }
std::uint32_t row(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

/// Twice the signed area around the first point.
double area2(const std::vector<XY>& ring) {
  double sum = 0;
  const XY o = ring.front();
  for (std::size_t k = 1; k < ring.size(); ++k) {
    sum += (ring[k - 1].x - o.x) * (ring[k].y - o.y) - (ring[k].x - o.x) * (ring[k - 1].y - o.y);
  }
  return sum;
}

}  // namespace

std::vector<Circle::Polygon> polygons_of(std::vector<Cut> cuts) {
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.key < b.key; });
  const auto position = [&](std::uint64_t key) {
    const auto it = std::lower_bound(cuts.begin(), cuts.end(), key,
                                     [](const Cut& c, std::uint64_t k) { return c.key < k; });
    assert(it != cuts.end() && it->key == key);
    return static_cast<std::uint32_t>(it - cuts.begin());
  };

  std::vector<std::uint32_t> ring_of(cuts.size(), kNone);
  std::vector<Ring> rings;
  for (std::uint32_t first = 0; first < cuts.size(); ++first) {
    if (ring_of[first] != kNone) continue;
    const auto number = static_cast<std::uint32_t>(rings.size());
    Ring& ring = rings.emplace_back();
    std::uint32_t k = first;
    do {
      ring_of[k] = number;
      ring.points.push_back(cuts[k].point);
      if (cuts[k].on_row &&
          (ring.westernmost == kNone || column(cuts[k].key) < column(cuts[ring.westernmost].key))) {
        ring.westernmost = k;
      }
      k = position(cuts[k].next);
    } while (k != first);
    ring.points.push_back(ring.points.front());
    ring.is_hole = area2(ring.points) < 0;
  }

  std::vector<Circle::Polygon> polygons;
  for (Ring& ring : rings) {
    if (ring.is_hole) continue;
    ring.polygon = static_cast<std::uint32_t>(polygons.size());
    polygons.push_back({std::move(ring.points), {}});
  }
  // Just west of a hole's westernmost cut of a row lies the inside of its polygon; the cut before
  // it on that row bounds the same inside. It belongs to the outer ring, or to another hole of the
  // same polygon that reaches farther west: following them ends.
  for (Ring& hole : rings) {
    if (!hole.is_hole) continue;
    const Ring* around = &hole;
    do {
      std::uint32_t k = around->westernmost;
      assert(k != kNone && k > 0);
      do {
        --k;
      } while (!cuts[k].on_row);
      assert(row(cuts[k].key) == row(cuts[around->westernmost].key));
      around = &rings[ring_of[k]];
    } while (around->is_hole);
    polygons[around->polygon].holes.push_back(std::move(hole.points));
  }
  return polygons;
}

}  // namespace fangyuan
