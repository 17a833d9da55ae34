// SPDX-License-Identifier: Apache-2.0
// The reference of every benchmark: Boost.Graph's Dijkstra, stopped at a limit.
#pragma once

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/network/boost_graph.h"

namespace fangyuan {

/// Boost's Dijkstra from vertices, stopped at the limit, its labels wiped as ours are.
class BoostSearch {
 public:
  static constexpr std::uint32_t kFar = ~std::uint32_t{0};

  explicit BoostSearch(const ModeGraph& graph)
      : graph_(graph), cost_(graph.vertex_count(), kFar), color_(graph.vertex_count()) {}

  struct Start {
    VertexId vertex;
    std::uint32_t cost;
  };
  void run(std::span<const Start> starts, std::uint32_t limit) {
    for (const VertexId v : touched_) {
      cost_[v.index()] = kFar;
      color_[v.index()] = boost::white_color;
    }
    touched_.clear();
    std::vector<VertexId> from;
    for (const Start& s : starts) {
      cost_[s.vertex.index()] = s.cost;
      from.push_back(s.vertex);
    }
    const auto index = get(boost::vertex_index, graph_);
    const auto cost = boost::make_iterator_property_map(cost_.begin(), index);
    const auto color = boost::make_iterator_property_map(color_.begin(), index);
    try {
      boost::dijkstra_shortest_paths_no_init(
          graph_, from.begin(), from.end(), boost::dummy_property_map(), cost,
          get(boost::edge_weight, graph_), index, std::less<std::uint32_t>(),
          boost::closed_plus<std::uint32_t>(kFar), 0U, Bounded{this, limit}, color);
    } catch (const Stop&) {
    }
    for (const VertexId v : from) touched_.push_back(v);
  }

  /// Vertices that were seen; some of them cost more than the limit.
  std::span<const VertexId> touched() const { return touched_; }
  std::uint32_t cost(VertexId v) const { return cost_[v.index()]; }

 private:
  struct Stop {};
  struct Bounded : boost::dijkstra_visitor<> {
    Bounded(BoostSearch* s, std::uint32_t l) : search(s), limit(l) {}
    void discover_vertex(VertexId v, const ModeGraph&) { search->touched_.push_back(v); }
    void examine_vertex(VertexId v, const ModeGraph&) {
      if (search->cost_[v.index()] > limit) throw Stop();
    }
    BoostSearch* search;
    std::uint32_t limit;
  };
  const ModeGraph& graph_;
  std::vector<std::uint32_t> cost_;
  std::vector<boost::default_color_type> color_;
  std::vector<VertexId> touched_;
};

}  // namespace fangyuan
