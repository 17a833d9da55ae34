// SPDX-License-Identifier: Apache-2.0
// ModeGraph as a graph of the Boost Graph Library: VertexListGraph, EdgeListGraph and
// BidirectionalGraph, with vertex_index and edge_weight (milliseconds or millimetres). Include it
// where an algorithm of that library is used; the hot path needs none of it.
//
//   std::vector<std::uint32_t> cost(boost::num_vertices(graph));
//   boost::dijkstra_shortest_paths(
//       graph, VertexId(0U),
//       boost::distance_map(boost::make_iterator_property_map(
//           cost.begin(), get(boost::vertex_index, graph))));
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/network/network.h"

namespace fangyuan {

/// One direction of an edge, the same whether met from its source or its target.
struct BoostArc {
  VertexId source, target;
  EdgeId edge;
  Cost cost;
  friend bool operator==(const BoostArc&, const BoostArc&) = default;
};

class BoostVertexIterator
    : public boost::iterator_facade<BoostVertexIterator, VertexId,
                                    boost::random_access_traversal_tag, VertexId> {
 public:
  BoostVertexIterator() = default;
  explicit BoostVertexIterator(std::size_t at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  VertexId dereference() const { return VertexId(at_); }
  bool equal(const BoostVertexIterator& o) const { return at_ == o.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += static_cast<std::size_t>(n); }
  std::ptrdiff_t distance_to(const BoostVertexIterator& o) const {
    return static_cast<std::ptrdiff_t>(o.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  std::size_t at_ = 0;
};

/// The arcs that leave (kOut) or arrive at one vertex.
template <bool kOut>
class BoostArcIterator
    : public boost::iterator_facade<BoostArcIterator<kOut>, BoostArc,
                                    boost::random_access_traversal_tag, BoostArc> {
 public:
  BoostArcIterator() = default;
  BoostArcIterator(VertexId here, const ModeGraph::Arc* arc) : here_(here), arc_(arc) {}

 private:
  friend class boost::iterator_core_access;
  BoostArc dereference() const {
    return kOut ? BoostArc{here_, arc_->head, arc_->edge, arc_->cost}
                : BoostArc{arc_->head, here_, arc_->edge, arc_->cost};
  }
  bool equal(const BoostArcIterator& o) const { return arc_ == o.arc_; }
  void increment() { ++arc_; }
  void decrement() { --arc_; }
  void advance(std::ptrdiff_t n) { arc_ += n; }
  std::ptrdiff_t distance_to(const BoostArcIterator& o) const { return o.arc_ - arc_; }
  VertexId here_;
  const ModeGraph::Arc* arc_ = nullptr;
};

/// All arcs of a graph, vertex by vertex.
class BoostEdgeIterator : public boost::iterator_facade<BoostEdgeIterator, BoostArc,
                                                        boost::forward_traversal_tag, BoostArc> {
 public:
  BoostEdgeIterator() = default;
  BoostEdgeIterator(const ModeGraph& graph, std::size_t vertex) : graph_(&graph), vertex_(vertex) {
    skip_empty();
  }

 private:
  friend class boost::iterator_core_access;
  BoostArc dereference() const {
    const ModeGraph::Arc& arc = graph_->out(VertexId(vertex_))[at_];
    return {VertexId(vertex_), arc.head, arc.edge, arc.cost};
  }
  bool equal(const BoostEdgeIterator& o) const { return vertex_ == o.vertex_ && at_ == o.at_; }
  void increment() {
    ++at_;
    skip_empty();
  }
  void skip_empty() {
    while (vertex_ < graph_->vertex_count() && at_ == graph_->out(VertexId(vertex_)).size()) {
      ++vertex_;
      at_ = 0;
    }
  }
  const ModeGraph* graph_ = nullptr;
  std::size_t vertex_ = 0, at_ = 0;
};

struct BoostTraversal : boost::bidirectional_graph_tag,
                        boost::vertex_list_graph_tag,
                        boost::edge_list_graph_tag {};

struct BoostVertexIndex : boost::put_get_helper<std::size_t, BoostVertexIndex> {
  using key_type = VertexId;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  std::size_t operator[](VertexId v) const { return v.index(); }
};

struct BoostArcCost : boost::put_get_helper<std::uint32_t, BoostArcCost> {
  using key_type = BoostArc;
  using value_type = std::uint32_t;
  using reference = std::uint32_t;
  using category = boost::readable_property_map_tag;
  std::uint32_t operator[](const BoostArc& a) const { return a.cost.value(); }
};

// The library finds these by their arguments.
inline std::size_t num_vertices(const ModeGraph& g) { return g.vertex_count(); }
inline std::size_t num_edges(const ModeGraph& g) { return g.arc_count(); }
inline std::pair<BoostVertexIterator, BoostVertexIterator> vertices(const ModeGraph& g) {
  return {BoostVertexIterator(0), BoostVertexIterator(g.vertex_count())};
}
inline std::pair<BoostEdgeIterator, BoostEdgeIterator> edges(const ModeGraph& g) {
  return {BoostEdgeIterator(g, 0), BoostEdgeIterator(g, g.vertex_count())};
}
inline VertexId source(const BoostArc& a, const ModeGraph&) { return a.source; }
inline VertexId target(const BoostArc& a, const ModeGraph&) { return a.target; }
inline std::size_t out_degree(VertexId v, const ModeGraph& g) { return g.out(v).size(); }
inline std::size_t in_degree(VertexId v, const ModeGraph& g) { return g.in(v).size(); }
inline std::size_t degree(VertexId v, const ModeGraph& g) {
  return g.out(v).size() + g.in(v).size();
}
inline std::pair<BoostArcIterator<true>, BoostArcIterator<true>> out_edges(VertexId v,
                                                                           const ModeGraph& g) {
  const auto arcs = g.out(v);
  return {{v, arcs.data()}, {v, arcs.data() + arcs.size()}};
}
inline std::pair<BoostArcIterator<false>, BoostArcIterator<false>> in_edges(VertexId v,
                                                                            const ModeGraph& g) {
  const auto arcs = g.in(v);
  return {{v, arcs.data()}, {v, arcs.data() + arcs.size()}};
}
inline BoostVertexIndex get(boost::vertex_index_t, const ModeGraph&) { return {}; }
inline std::size_t get(boost::vertex_index_t, const ModeGraph&, VertexId v) { return v.index(); }
inline BoostArcCost get(boost::edge_weight_t, const ModeGraph&) { return {}; }
inline std::uint32_t get(boost::edge_weight_t, const ModeGraph&, const BoostArc& a) {
  return a.cost.value();
}

}  // namespace fangyuan

namespace boost {

template <>
struct graph_traits<fangyuan::ModeGraph> {
  using vertex_descriptor = fangyuan::VertexId;
  using edge_descriptor = fangyuan::BoostArc;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = fangyuan::BoostTraversal;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = fangyuan::BoostVertexIterator;
  using edge_iterator = fangyuan::BoostEdgeIterator;
  using out_edge_iterator = fangyuan::BoostArcIterator<true>;
  using in_edge_iterator = fangyuan::BoostArcIterator<false>;
  static vertex_descriptor null_vertex() { return {}; }
};

template <>
struct property_map<fangyuan::ModeGraph, vertex_index_t> {
  using type = fangyuan::BoostVertexIndex;
  using const_type = type;
};
template <>
struct property_map<fangyuan::ModeGraph, edge_weight_t> {
  using type = fangyuan::BoostArcCost;
  using const_type = type;
};

}  // namespace boost
