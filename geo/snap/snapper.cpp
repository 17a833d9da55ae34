// SPDX-License-Identifier: Apache-2.0
#include "geo/snap/snapper.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"
#include "geo/snap/reach_limit.h"

namespace fangyuan {
namespace {

constexpr double kFirstReachM =
    40;  ///< a street is nearer than this for most places where people live

/// The nearest foot on each edge among the runs, unordered.
void feet_on(const Network& network, XY place, double reach_m, std::span<const StreetRun> runs,
             std::vector<EdgeFoot>& feet) {
  feet.clear();
  for (const StreetRun& run : runs) {
    const std::span<const Place> shape =
        network.shape_of(run.edge).subspan(run.first, run.count + 1);
    EdgeFoot best;
    for (std::uint32_t i = 0; i < run.count; ++i) {
      const EdgeFoot foot{run.edge, run.first + i,
                          plane::foot_on(place, shape[i].xy, shape[i + 1].xy)};
      if (best.edge.is_none() || nearer(foot, best)) best = foot;
    }
    if (best.foot.squared_m <= reach_m * reach_m) feet.push_back(best);
  }
}

/// Keeps each edge's nearest foot alone, ordered from the nearest.
void nearest_per_edge(std::vector<EdgeFoot>& feet) {
  std::sort(feet.begin(), feet.end(), [](const EdgeFoot& l, const EdgeFoot& r) {
    return l.edge != r.edge ? l.edge < r.edge : nearer(l, r);
  });
  const auto same_edge = [](const EdgeFoot& l, const EdgeFoot& r) { return l.edge == r.edge; };
  feet.erase(std::unique(feet.begin(), feet.end(), same_edge), feet.end());
  std::sort(feet.begin(), feet.end(), nearer);
}

}  // namespace

Snapper::Snapper(const Network& network, Mode mode, const Barriers& barriers, const Frame& frame,
                 SnapOptions options)
    : streets_(network, mode, options.island_m, options.copies),
      barriers_(barriers),
      frame_(&frame) {}

EdgeFoot Snapper::nearest_foot(XY place, double reach_m, Scratch& scratch) const {
  if (!(std::isfinite(place.x) && std::isfinite(place.y)) || streets_.empty()) return {};
  std::vector<EdgeFoot>& feet = scratch.feet;
  double tried = -1;  // every edge up to this distance is behind a barrier
  for (double reach = std::min(kFirstReachM, reach_m);; reach = std::min(reach * 2, reach_m)) {
    streets_.find({place.x - reach, place.y - reach}, {place.x + reach, place.y + reach},
                  scratch.runs);
    feet_on(network(), place, reach, scratch.runs, feet);
    if (tried < 0 && !feet.empty()) {
      const EdgeFoot best = *std::min_element(feet.begin(), feet.end(), nearer);
      if (!barriers_.crosses(place, best.foot.point)) return best;
    }
    nearest_per_edge(feet);
    for (const EdgeFoot& f : feet) {
      if (f.foot.squared_m <= tried * std::abs(tried)) continue;
      if (!barriers_.crosses(place, f.foot.point)) return f;
    }
    tried = reach;
    if (reach >= reach_m) return {};
  }
}

Place Snapper::place_on(EdgeId edge, std::uint32_t segment, double t, XY point) const {
  const std::span<const Place> shape = network().shape_of(edge);
  if (t <= 0) return shape[segment];
  if (t >= 1) return shape[segment + 1];
  return frame_->place(point);
}

Entrance Snapper::nearest(const Place& place, double limit_m, Scratch& scratch) const {
  const EdgeFoot found = nearest_foot(place.xy, reach_m_for(limit_m), scratch);
  if (found.edge.is_none()) return {};
  const Place point = place_on(found.edge, found.segment, found.foot.t, found.foot.point);
  const std::uint32_t access_mm = whole_geodesic_mm(place.lonlat, point.lonlat);
  if (access_mm > limit_mm(limit_m)) return {};
  return {found.edge, offset_mm(network(), found.edge, found.segment, found.foot.t), access_mm,
          point};
}

Entrance Snapper::nearest(const Place& place, double limit_m) const {
  Scratch scratch;
  return nearest(place, limit_m, scratch);
}

std::vector<Entrance> Snapper::nearest(std::span<const Place> places, double limit_m) const {
  std::vector<Entrance> entrances(places.size());
  parallel_ranges(places.size(), 256, [&](std::size_t begin, std::size_t end) {
    Scratch scratch;
    for (std::size_t i = begin; i != end; ++i) {
      entrances[i] = nearest(places[i], limit_m, scratch);
    }
  });
  return entrances;
}

}  // namespace fangyuan
