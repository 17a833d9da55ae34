// SPDX-License-Identifier: Apache-2.0
// Entrances of facilities, in particular of those with an outline.
#include <algorithm>
#include <cmath>

#include "geo/snap/reach_limit.h"
#include "geo/snap/snapper.h"

namespace fangyuan {
namespace {

/// Where an edge comes nearest to the outline, seen from one side of the outline.
struct Contact {
  EdgeId edge;
  std::uint32_t segment = 0;
  std::size_t side = 0;  ///< of the outline
  plane::Approach approach;
};

bool comes_first(const Contact& l, const Contact& r) {
  if (l.approach.squared_m != r.approach.squared_m) {
    return l.approach.squared_m < r.approach.squared_m;
  }
  if (l.edge != r.edge) return l.edge < r.edge;
  if (l.segment != r.segment) return l.segment < r.segment;
  if (l.approach.u != r.approach.u) return l.approach.u < r.approach.u;
  return l.side < r.side;
}

std::vector<Contact> contacts(const StreetIndex& streets, std::span<const Place> outline,
                              double reach_m) {
  std::vector<Contact> found;
  std::vector<StreetRun> runs;
  for (std::size_t side = 0; side + 1 < outline.size(); ++side) {
    const XY a = outline[side].xy, b = outline[side + 1].xy;
    streets.find({std::min(a.x, b.x) - reach_m, std::min(a.y, b.y) - reach_m},
                 {std::max(a.x, b.x) + reach_m, std::max(a.y, b.y) + reach_m}, runs);
    for (const StreetRun& run : runs) {
      const std::span<const Place> shape = streets.network().shape_of(run.edge);
      for (std::uint32_t s = run.first; s < run.first + run.count; ++s) {
        const plane::Approach approach =
            plane::nearest_approach(a, b, shape[s].xy, shape[s + 1].xy);
        if (approach.squared_m > reach_m * reach_m) continue;
        found.push_back({run.edge, s, side, approach});
      }
    }
  }
  std::sort(found.begin(), found.end(), comes_first);
  return found;
}

}  // namespace

std::vector<Entrance> Snapper::entrances_of_outline(std::span<const Place> outline,
                                                    double limit_m) const {
  const auto entrance = [&](const Contact& c) {
    const Place from = frame_->place(c.approach.on_first);
    Entrance e{c.edge, offset_mm(network(), c.edge, c.segment, c.approach.u), 0,
               place_on(c.edge, c.segment, c.approach.u, c.approach.on_second)};
    if (c.approach.squared_m > 0) e.access_mm = whole_geodesic_mm(from.lonlat, e.point.lonlat);
    return e;
  };
  std::vector<Entrance> entrances;
  for (const Contact& c : contacts(streets_, outline, 0)) {
    const Entrance e = entrance(c);
    const bool known = std::any_of(entrances.begin(), entrances.end(), [&](const Entrance& other) {
      return other.point.xy == e.point.xy ||
             (other.edge == e.edge && other.offset_mm == e.offset_mm);
    });
    if (!known) entrances.push_back(e);
  }
  if (!entrances.empty()) return entrances;

  const double farthest_m = reach_m_for(limit_m);
  for (double reach_m = std::min(50.0, farthest_m);; reach_m = std::min(2 * reach_m, farthest_m)) {
    std::vector<EdgeId> blocked;
    for (const Contact& c : contacts(streets_, outline, reach_m)) {
      if (std::find(blocked.begin(), blocked.end(), c.edge) != blocked.end()) continue;
      if (barriers_.crosses(c.approach.on_first, c.approach.on_second)) {
        blocked.push_back(c.edge);
        continue;
      }
      const Entrance e = entrance(c);
      if (e.access_mm > limit_mm(limit_m)) return {};
      return {e};
    }
    if (reach_m >= farthest_m) return {};
  }
}

std::vector<Entrance> Snapper::entrances_of(const Facility& facility, double limit_m) const {
  std::vector<Entrance> entrances;
  const auto enter = [&](const Place& place) {
    const Entrance e = nearest(place, limit_m);
    if (e.connected()) entrances.push_back(e);
  };
  if (!facility.entrances.empty()) {
    for (const Place& place : facility.entrances) enter(place);
  } else if (facility.outline.size() >= 2) {
    return entrances_of_outline(facility.outline, limit_m);
  } else if (facility.place) {
    enter(*facility.place);
  }
  return entrances;
}

}  // namespace fangyuan
