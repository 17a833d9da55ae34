// SPDX-License-Identifier: Apache-2.0
#include "core/reach/lane_search.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "core/reach/street_parts.h"

namespace fangyuan {

void require_fit(const LaneInputs& in) {
  assert(in.weights.hierarchy().vertex_count() == in.graph.vertex_count());
  assert(in.targets.vertex_count() == in.graph.vertex_count());
  assert(in.weights.metric() == in.graph.metric());
  if (in.targets.made())
    assert((*in.targets.made() ==
            LaneTargets::Made{in.graph.mode(), in.graph.metric(), in.direction}));
}

void require_fit(const LaneInputs& in, std::span<const LaneSource> sources) {
  const std::vector<Edge>& edges = in.graph.network().edges;
  for (const LaneSource& source : sources) {
    for (const Source& s : source.entrances) {
      assert(s.entrance.connected() && s.entrance.edge.index() < edges.size());
      assert(s.entrance.offset_mm <= edges[s.entrance.edge.index()].length_mm);
    }
    for (const std::uint32_t place : source.same_place) assert(place < in.targets.place_count());
  }
}

void require_fit(const LaneInputs& in, std::span<const VertexId> sources) {
  for (const VertexId v : sources) assert(v.index() < in.graph.vertex_count());
}

LaneSearch::LaneSearch(const LaneInputs& inputs, LaneSet set)
    : in_(inputs),
      sweep_(inputs.weights, set),
      has_direct_(inputs.targets.place_count()),
      seen_(inputs.targets.place_count()) {
  require_fit(inputs);
}

void LaneSearch::run(std::span<const LaneSource> sources, Cost limit) {
  assert(sources.size() <= kLanes);
  require_fit(in_, sources);
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
  require_fit(in_, sources);
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
