// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/rings.h"

#include <cassert>
#include <limits>

#include "geo/surface/thin_ring.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

}  // namespace

void Outlines::polygons(double cell_m, double thin_m, std::vector<Circle::Polygon>& out) {
  ring_of_.assign(cuts.size(), kNone);
  rings_.clear();
  bool any_hole = false;
  for (std::uint32_t first = 0; first < cuts.size(); ++first) {
    if (ring_of_[first] != kNone) continue;
    const auto number = static_cast<std::uint32_t>(rings_.size());
    Ring& ring = rings_.emplace_back();
    ring.westernmost = kNone;
    chain_.clear();
    std::uint32_t k = first;
    do {
      ring_of_[k] = number;
      chain_.push_back(k);
      const Cut& cut = cuts[k];
      if (cut.on_row() &&
          (ring.westernmost == kNone || cut.column() < cuts[ring.westernmost].column())) {
        ring.westernmost = k;
      }
      k = cut.next;
    } while (k != first);
    // A ring's first cut is on a line north, and lies at the ring's south-west.
    assert(!cuts[first].on_row());
    ring.is_hole = (cuts[first].place & Cut::kOut) != 0;
    any_hole = any_hole || ring.is_hole;
    if (thin_m > 0) {
      ring.points = thinned(cuts, chain_, {cell_m, thin_m});
    } else {
      ring.points.reserve(chain_.size() + 1);
      for (const std::uint32_t c : chain_) ring.points.push_back(cuts[c].point);
      ring.points.push_back(ring.points.front());
    }
  }

  for (Ring& ring : rings_) {
    if (ring.is_hole) continue;
    ring.polygon = static_cast<std::uint32_t>(out.size());
    out.push_back({std::move(ring.points), {}});
  }
  if (!any_hole) return;
  // Just west of a hole's westernmost cut of a row lies the inside of its polygon; the cut before
  // it on that row bounds the same inside. It belongs to the outer ring, or to another hole of the
  // same polygon that reaches farther west: following them ends.
  for (Ring& hole : rings_) {
    if (!hole.is_hole) continue;
    const Ring* around = &hole;
    do {
      std::uint32_t k = around->westernmost;
      assert(k != kNone && k > 0);
      do {
        --k;
      } while (!cuts[k].on_row());
      assert(cuts[k].point.y == cuts[around->westernmost].point.y);
      around = &rings_[ring_of_[k]];
    } while (around->is_hole);
    out[around->polygon].holes.push_back(std::move(hole.points));
  }
}

}  // namespace fangyuan
