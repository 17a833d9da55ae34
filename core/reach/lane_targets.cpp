// SPDX-License-Identifier: Apache-2.0
#include "core/reach/lane_targets.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "core/reach/street_parts.h"

namespace fangyuan {
LaneTargets::LaneTargets(const Hierarchy& hierarchy, const ModeGraph& graph,
                         std::span<const LanePlace> places, Direction direction)
    : place_count_(places.size()),
      made_({graph.mode(), graph.metric(), direction}),
      places_(places.begin(), places.end()) {
  assert(graph.vertex_count() == hierarchy.vertex_count());
  const Network& network = graph.network();
  first_on_edge_.assign(network.edges.size() + 1, 0);
  for (const LanePlace& p : places) {
    if (!p.entrance.connected()) continue;
    assert(p.entrance.edge.index() < network.edges.size());
    assert(p.entrance.offset_mm <= network.edges[p.entrance.edge.index()].length_mm);
    ++first_on_edge_[p.entrance.edge.index() + 1];
  }
  for (std::size_t e = 0; e < network.edges.size(); ++e) first_on_edge_[e + 1] += first_on_edge_[e];
  by_edge_.resize(first_on_edge_.back());
  std::vector<std::uint32_t> next(first_on_edge_.begin(), first_on_edge_.end() - 1);
  links_.reserve(by_edge_.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const Entrance& at = places[i].entrance;
    if (!at.connected()) continue;
    by_edge_[next[at.edge.index()]++] = i;
    const Edge& edge = network.edges[at.edge.index()];
    const EndCosts costs = end_costs_of_place(graph, at.edge, at.offset_mm, direction);
    const std::uint32_t u = hierarchy.rank_of(edge.u).value(),
                        v = hierarchy.rank_of(edge.v).value();
    const std::uint32_t by_u = swept(costs.u + places[i].access),
                        by_v = swept(costs.v + places[i].access);
    links_.push_back(u < v ? Link{i, u, v, by_u, by_v} : Link{i, v, u, by_v, by_u});
  }
  index(hierarchy.vertex_count());
}

LaneTargets::LaneTargets(const Hierarchy& hierarchy, std::span<const VertexId> vertices)
    : place_count_(vertices.size()) {
  const auto none = static_cast<std::uint32_t>(hierarchy.vertex_count());
  for (std::uint32_t i = 0; i < vertices.size(); ++i) {
    assert(vertices[i].index() < hierarchy.vertex_count());
    links_.push_back({i, none, hierarchy.rank_of(vertices[i]).value(), kFar, 0});
  }
  index(hierarchy.vertex_count());
}

std::span<const std::uint32_t> LaneTargets::places_on(EdgeId e) const {
  if (first_on_edge_.empty()) return {};
  return {by_edge_.data() + first_on_edge_[e.index()],
          by_edge_.data() + first_on_edge_[e.index() + 1]};
}

void LaneTargets::index(std::size_t vertex_count) {
  std::sort(links_.begin(), links_.end(), [](const Link& a, const Link& b) {
    return std::tie(a.higher, a.lower, a.place) < std::tie(b.higher, b.lower, b.place);
  });
  first_.assign(vertex_count + 1, 0);
  first_street_.assign(vertex_count + 1, 0);
  struct LowerStreet {
    std::uint32_t lower;
    Street street;
  };
  std::vector<LowerStreet> streets;
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    const Link& link = links_[i];
    ++first_[link.higher + 1];
    if (link.lower == vertex_count) continue;
    if (!streets.empty() && streets.back().lower == link.lower &&
        streets.back().street.higher == link.higher)
      streets.back().street.end = i + 1;
    else
      streets.push_back({link.lower, {link.higher, i, i + 1}});
  }
  std::stable_sort(streets.begin(), streets.end(),
                   [](const LowerStreet& a, const LowerStreet& b) { return a.lower < b.lower; });
  for (const LowerStreet& s : streets) {
    ++first_street_[s.lower + 1];
    streets_.push_back(s.street);
  }
  for (std::size_t r = 0; r < vertex_count; ++r) {
    first_[r + 1] += first_[r];
    first_street_[r + 1] += first_street_[r];
  }
}

}  // namespace fangyuan
