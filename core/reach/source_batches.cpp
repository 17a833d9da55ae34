// SPDX-License-Identifier: Apache-2.0
#include "core/reach/source_batches.h"

#include <algorithm>
#include <utility>

#include "core/reach/street_parts.h"

namespace fangyuan {
namespace {

template <class RankOf>
std::vector<std::uint32_t> by_rank(std::size_t count, const RankOf& rank_of) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
  keys.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) keys.emplace_back(rank_of(i), i);
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order;
  order.reserve(count);
  for (const auto& [rank, i] : keys) order.push_back(i);
  return order;
}

}  // namespace

std::vector<std::uint32_t> batch_order(const Hierarchy& h, std::span<const VertexId> sources) {
  return by_rank(sources.size(), [&](std::size_t i) { return h.rank_of(sources[i]).value(); });
}

std::vector<std::uint32_t> batch_order(const Hierarchy& h, const Network& network,
                                       std::span<const LaneSource> sources) {
  return by_rank(sources.size(), [&](std::size_t i) -> std::uint32_t {
    if (sources[i].entrances.empty()) return 0;
    const Edge& edge = network.edges[sources[i].entrances[0].entrance.edge.index()];
    return std::min(h.rank_of(edge.u), h.rank_of(edge.v)).value();
  });
}

void add_direct_costs(const LaneInputs& in, const LaneSource& source, std::span<Cost> by_place) {
  for (const Source& s : source.entrances)
    for (const std::uint32_t i : in.targets.places_on(s.entrance.edge)) {
      const LanePlace& place = in.targets.place(i);
      const Cost cost = s.access + place.access +
                        cost_along(in.graph, s.entrance.edge, place.entrance.offset_mm,
                                   s.entrance.offset_mm, in.direction);
      if (cost <= kMostSwept) by_place[i] = std::min(by_place[i], cost);
    }
  for (const std::uint32_t place : source.same_place) by_place[place] = Cost::zero();
}

}  // namespace fangyuan
