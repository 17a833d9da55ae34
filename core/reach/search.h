// SPDX-License-Identifier: Apache-2.0
// One bounded search from one or many sources, and the cost of any point along any edge from it.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/network/network.h"
#include "core/study/service.h"

namespace fangyuan {

/// A place from which a search starts.
struct Source {
  Entrance entrance;  ///< connected
  Cost access;        ///< cost of its access leg, in the graph's metric
};

/// The cost between the sources and a vertex.
struct VertexCost {
  VertexId vertex;
  Cost cost;
};

/// Bounded search over a ModeGraph. Keep one per thread and use it again: its labels clean
/// themselves, so that a search costs what it reaches and nothing more.
///
///   Search search(graph);
///   search.run(sources, limit, Direction::to_facility);
///   for (auto [vertex, cost] : search.reached()) …
///   Cost c = search.at(entrance.edge, entrance.offset_mm);
///
/// With Direction::to_facility costs are those of going from a place to the nearest source, with
/// from_facility those of going from the nearest source to the place.
///
/// A place on an edge moves along it only in directions in which the mode may use it, even at the
/// very end of the edge: it belongs to that street, not to the junction.
class Search {
 public:
  explicit Search(const ModeGraph& graph);

  /// Everything within `limit` (≤ counts). About O(reached). `limit` may be "not reached": no
  /// limit.
  void run(std::span<const Source> sources, Cost limit, Direction direction);

  /// Vertices within the limit, each once, in an order that depends on the graph and the sources
  /// alone, roughly by cost.
  std::span<const VertexCost> reached() const { return reached_; }
  /// Not reached when beyond the limit. Valid until the next run. REQUIRES: a vertex of the graph.
  Cost at(VertexId v) const {
    assert(v.index() < label_.size());
    return cost_at(v);
  }

  /// Cost at a point on an edge (access legs of that point not included): along the edge from its
  /// ends, or directly from a source on the same edge; parts by part_of_edge. Not reached when
  /// beyond the limit. REQUIRES: an edge of the network and an offset on it.
  Cost at(EdgeId edge, std::uint32_t offset_mm) const {
    const Cost c = cost_of(best(edge, offset_mm));
    return c <= limit_ ? c : Cost();
  }

  /// Calls visit(EdgeId) once for every edge on which some point may be within the limit: those
  /// with a reached end that the mode may use towards it (away from it with from_facility), and
  /// those of the sources. In no particular order. O(reached).
  template <class Visit>
  void for_each_touched_edge(Visit&& visit) const;
  /// The same, ascending.
  std::vector<EdgeId> touched_edges() const;

  /// Which source (index into the span given to run) the cost at a vertex comes from; among equal
  /// costs the lowest index. REQUIRES: at(v).reached().
  std::uint32_t source_of(VertexId v) const { return source_of_label(label_[v.index()]); }
  /// The same for a point on an edge. REQUIRES: at(edge, offset).reached().
  std::uint32_t source_at(EdgeId edge, std::uint32_t offset_mm) const {
    return source_of_label(best(edge, offset_mm));
  }

  /// Those given to the last run.
  std::span<const Source> sources() const { return sources_; }
  Cost limit() const { return limit_; }
  Direction direction() const { return direction_; }
  const ModeGraph& graph() const { return *graph_; }

 private:
  /// Cost in the upper half, source in the lower: one comparison orders both, and the least label
  /// of every vertex is unique, whatever the order of the queue.
  using Label = std::uint64_t;
  static constexpr Label kNoLabel = ~Label{0};
  /// A way into the network that waits for its turn.
  struct Start {
    Label label = kNoLabel;
    VertexId vertex;
  };
  struct EdgeSource {
    EdgeId edge;
    std::uint32_t source = 0;
  };
  static Cost cost_of(Label l) { return Cost(static_cast<std::uint32_t>(l >> 32)); }
  static std::uint32_t source_of_label(Label l) { return static_cast<std::uint32_t>(l); }
  static Label make_label(Cost c, std::uint32_t source) {
    return c.reached() ? Label{c.value()} << 32 | source : kNoLabel;
  }
  static Label extend(Label l, Cost c) {
    const Cost sum = cost_of(l) + c;
    return sum.reached() ? Label{sum.value()} << 32 | source_of_label(l) : kNoLabel;
  }

  Cost cost_at(VertexId v) const { return cost_of(label_[v.index()]); }
  Label best(EdgeId edge, std::uint32_t offset_mm) const;
  void add_sources();
  void offer(VertexId v, Label label);
  /// Buckets are as wide as a power of two, and there are enough of them for the longest arc.
  std::uint64_t bucket_of(Label l) const { return l >> (32 + width_bits_); }

  const ModeGraph* graph_;
  Direction direction_ = Direction::to_facility;
  Cost limit_;
  std::vector<Source> sources_;
  std::vector<EdgeSource> by_edge_;  // sorted by edge, then source
  std::vector<Label> label_;
  std::vector<VertexCost> reached_;
  std::vector<Start> starts_;
  // A ring of buckets by cost, for vertices whose arcs are yet to be followed. Within a bucket the
  // order is free: a vertex that gets a lesser label there is simply followed again.
  unsigned width_bits_ = 0;
  std::uint64_t ring_mask_ = 0, queued_ = 0;
  std::vector<std::vector<VertexId>> ring_;
};

template <class Visit>
void Search::for_each_touched_edge(Visit&& visit) const {
  const bool to = direction_ == Direction::to_facility;
  const Network& network = graph_->network();
  // An edge is visited from its end v (towards which it is used), unless its other end visits it.
  const auto seen_from = [&](VertexId end, EdgeId e) {
    const bool is_last_point = network.edges[e.index()].v == end;
    return cost_at(end).reached() &&
           (is_last_point == to ? graph_->forward(e) : graph_->backward(e)).reached();
  };
  for (const VertexCost& r : reached_)
    for (const ModeGraph::Arc& arc : to ? graph_->in(r.vertex) : graph_->out(r.vertex))
      if (r.vertex < arc.head || !seen_from(arc.head, arc.edge)) visit(arc.edge);
  for (std::size_t i = 0; i < by_edge_.size(); ++i) {
    const EdgeId e = by_edge_[i].edge;
    if (i > 0 && by_edge_[i - 1].edge == e) continue;
    const Edge& edge = network.edges[e.index()];
    if (!seen_from(edge.u, e) && !seen_from(edge.v, e)) visit(e);
  }
}

}  // namespace fangyuan
