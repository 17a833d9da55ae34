// SPDX-License-Identifier: Apache-2.0
#include "core/reach/lane_search.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "core/reach/street_parts.h"

namespace fangyuan {

LaneSearch::LaneSearch(const LaneInputs& inputs, LaneSet set)
    : in_(inputs),
      sweep_(inputs.weights, set),
      has_direct_(inputs.targets.place_count()),
      seen_(inputs.targets.place_count()) {}

void LaneSearch::run(std::span<const LaneSource> sources, Cost limit) {
  assert(sources.size() <= kLanes);
  limit = std::min(limit, kMostSwept);
  starts_.clear();
  for (const Direct& d : direct_) has_direct_[d.place] = 0;
  direct_.clear();
  const Hierarchy& h = in_.weights.hierarchy();
  for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
    for (const Source& source : sources[lane].entrances) {
      const Entrance& at = source.entrance;
      const Edge& edge = in_.graph.network().edges[at.edge.index()];
      const EndCosts ends = end_costs_of_source(in_.graph, at.edge, at.offset_mm, in_.direction);
      const auto start = [&](VertexId v, Cost cost) {
        if (const Cost sum = source.access + cost; sum <= limit)
          starts_.push_back({lane, h.rank_of(v).value(), sum.value()});
      };
      start(edge.u, ends.u);
      start(edge.v, ends.v);
      add_direct(source, lane, limit);
    }
    for (const std::uint32_t place : sources[lane].same_place) direct_.push_back({place, lane, 0});
  }
  sweep_.run(starts_, limit, in_.direction);
  sort_direct();
}

void LaneSearch::run(std::span<const VertexId> sources, Cost limit) {
  assert(sources.size() <= kLanes);
  starts_.clear();
  for (const Direct& d : direct_) has_direct_[d.place] = 0;
  direct_.clear();
  for (std::uint32_t lane = 0; lane < sources.size(); ++lane)
    starts_.push_back({lane, in_.weights.hierarchy().rank_of(sources[lane]).value(), 0});
  sweep_.run(starts_, limit, in_.direction);
}

void LaneSearch::add_direct(const Source& source, std::uint32_t lane, Cost limit) {
  for (const std::uint32_t i : in_.targets.places_on(source.entrance.edge)) {
    const LanePlace& place = in_.targets.place(i);
    const Cost cost = source.access + place.access +
                      cost_along(in_.graph, source.entrance.edge, place.entrance.offset_mm,
                                 source.entrance.offset_mm, in_.direction);
    if (cost <= limit) direct_.push_back({i, lane, cost.value()});
  }
}

void LaneSearch::sort_direct() {
  for (Direct& d : direct_) {
    d.label += sweep_.base();
    has_direct_[d.place] = 1;
  }
  std::sort(direct_.begin(), direct_.end(), [](const Direct& a, const Direct& b) {
    return std::tie(a.place, a.lane, a.label) < std::tie(b.place, b.lane, b.label);
  });
}

}  // namespace fangyuan
