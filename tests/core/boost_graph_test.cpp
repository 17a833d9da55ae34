// SPDX-License-Identifier: Apache-2.0
#include "core/network/boost_graph.h"

#include <gtest/gtest.h>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include "core/reach/search.h"
#include "tests/core/sketch.h"

namespace fangyuan {
namespace {

using namespace sketch;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<ModeGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<ModeGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<ModeGraph>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyGraphConcept<ModeGraph, BoostArc, boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyGraphConcept<ModeGraph, VertexId, boost::vertex_index_t>));

constexpr std::uint32_t kFar = std::numeric_limits<std::uint32_t>::max();

template <class Graph>
std::vector<std::uint32_t> boost_costs(const Graph& graph, VertexId from) {
  std::vector<std::uint32_t> cost(num_vertices(graph), kFar);
  boost::dijkstra_shortest_paths(
      graph, from,
      boost::distance_map(
          boost::make_iterator_property_map(cost.begin(), get(boost::vertex_index, graph)))
          .distance_inf(kFar));
  return cost;
}

/// A source that stands on a vertex, by way of an edge of its own that ends there.
struct Probed {
  Network network;
  std::vector<EdgeId> probe;  // [vertex] edge vertex → a dead end, of no length
};
Probed probed(Network n) {
  Probed p{std::move(n), {}};
  const std::size_t count = p.network.vertices.size();
  for (std::size_t v = 0; v < count; ++v)
    p.probe.push_back(edge(p.network, VertexId(v), vertex(p.network, 0, 0), 0));
  return p;
}

TEST(BoostGraph, DijkstraOfBoostAndOursAgreeAtEveryVertexBothWays) {
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    const Probed p = probed(random_network(random, 50, 90));
    const ModeGraph graph(p.network, round % 2 == 0 ? Mode::car : Mode::walk, 1.4,
                          round % 3 == 0 ? Metric::length : Metric::time);
    Search search(graph);
    for (std::size_t v = 0; v < p.probe.size(); v += 7) {
      const Source source{on(p.network, p.probe[v], 0), Cost(0)};
      search.run({&source, 1}, Cost(), Direction::from_facility);
      const auto from = boost_costs(graph, VertexId(v));
      for (std::size_t w = 0; w < p.probe.size(); ++w)
        ASSERT_EQ(search.at(VertexId(w)), from[w] == kFar ? Cost() : Cost(from[w]));
      search.run({&source, 1}, Cost(), Direction::to_facility);
      const auto to = boost_costs(boost::make_reverse_graph(graph), VertexId(v));
      for (std::size_t w = 0; w < p.probe.size(); ++w)
        ASSERT_EQ(search.at(VertexId(w)), to[w] == kFar ? Cost() : Cost(to[w]));
    }
  }
}

TEST(BoostGraph, StrongComponentsAreThoseThatReachEachOther) {
  std::mt19937 random(12);
  const Network n = random_network(random, 60, 70);
  const ModeGraph graph(n, Mode::car, 1.0, Metric::time);
  std::vector<std::size_t> component(n.vertices.size());
  boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  std::vector<std::vector<std::uint32_t>> cost;
  for (std::size_t v = 0; v < n.vertices.size(); ++v)
    cost.push_back(boost_costs(graph, VertexId(v)));
  for (std::size_t v = 0; v < n.vertices.size(); ++v)
    for (std::size_t w = 0; w < n.vertices.size(); ++w)
      EXPECT_EQ(component[v] == component[w], cost[v][w] != kFar && cost[w][v] != kFar);
}

TEST(BoostGraph, ListsEveryArcOnceFromBothItsEnds) {
  std::mt19937 random(13);
  const Network n = random_network(random, 30, 40);
  const ModeGraph graph(n, Mode::car, 1.0, Metric::time);
  std::size_t count = 0;
  for (auto [e, end] = edges(graph); e != end; ++e, ++count) {
    const BoostArc arc = *e;
    const auto [first, last] = in_edges(target(arc, graph), graph);
    EXPECT_EQ(std::count(first, last, arc), 1);
    EXPECT_EQ(n.edges[arc.edge.index()].u == arc.source ? graph.forward(arc.edge)
                                                        : graph.backward(arc.edge),
              arc.cost);
  }
  EXPECT_EQ(count, num_edges(graph));
}

}  // namespace
}  // namespace fangyuan
