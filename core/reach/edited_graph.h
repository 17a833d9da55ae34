// SPDX-License-Identifier: Apache-2.0
// A ModeGraph with edits: streets closed, slowed or added, over a baseline that never changes.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/sparse_map.h"
#include "core/network/network.h"

namespace fangyuan {

/// An edge as searches need it. A direction that may not be used is "not reached".
struct StreetPiece {
  VertexId u, v;
  Cost forward, backward;  ///< of the whole piece, u → v and v → u
  std::uint32_t length_mm = 0;
};

/// What an edge that exists shall cost from now on. Both directions not reached: closed.
struct EdgeCosts {
  EdgeId edge;
  Cost forward, backward;
};

/// Reads like a ModeGraph. Only the rows of touched vertices are copied; the others are the
/// baseline's own. Making and undoing an edit is O(arcs of the touched vertices). Rows are ordered
/// by edge, as those of a ModeGraph built afresh. Borrows the baseline.
///
/// For the nearest site alone (NearestField): Search, circles, the k nearest and matrices take a
/// ModeGraph. For an edited state they want one of the edited network, and weights of that.
class EditedGraph {
 public:
  explicit EditedGraph(const ModeGraph& baseline);

  std::size_t vertex_count() const { return baseline_->vertex_count() + new_vertices_; }
  std::size_t edge_count() const { return baseline_edges_ + added_.size(); }
  std::span<const ModeGraph::Arc> out(VertexId v) const {
    if (const Row* row = rows_.find(v.value())) return row->out;
    return v.index() < baseline_->vertex_count() ? baseline_->out(v)
                                                 : std::span<const ModeGraph::Arc>();
  }
  /// Arcs that arrive at v; their `head` is the vertex they come from.
  std::span<const ModeGraph::Arc> in(VertexId v) const {
    if (const Row* row = rows_.find(v.value())) return row->in;
    return v.index() < baseline_->vertex_count() ? baseline_->in(v)
                                                 : std::span<const ModeGraph::Arc>();
  }
  /// The edge with its present costs.
  StreetPiece piece(EdgeId e) const;
  bool is_added(EdgeId e) const { return e.index() >= baseline_edges_; }
  const ModeGraph& baseline() const { return *baseline_; }
  std::size_t baseline_edge_count() const { return baseline_edges_; }

  /// The new vertex has the number vertex_count() had.
  VertexId add_vertex();
  /// The new edge has the number edge_count() had. REQUIRES: both ends exist and differ.
  EdgeId add_edge(const StreetPiece& piece);
  void set_costs(const EdgeCosts& costs);

  /// A state to come back to.
  using Mark = std::size_t;
  Mark mark() const { return log_.size(); }
  /// Takes back everything since the mark, which must be one of this graph's past.
  void undo_to(Mark mark);

 private:
  struct Row {
    std::vector<ModeGraph::Arc> out, in;
  };
  struct Pair {
    Cost forward, backward;
  };
  enum class Kind : std::uint8_t { vertex, edge, costs, row };
  struct Done {
    Kind kind = Kind::vertex;
    std::uint32_t index = 0;  // of the edge or the row's vertex
    Pair before = {};
    bool was_baseline = false;  // the costs were the baseline's own
  };

  Row& own_row(VertexId v);
  void replace_arcs(EdgeId e, const StreetPiece& piece);

  const ModeGraph* baseline_;
  std::size_t baseline_edges_;
  std::size_t new_vertices_ = 0;
  std::vector<StreetPiece> added_;
  SparseMap<Pair> costs_;  // of baseline edges whose costs differ from the baseline's
  SparseMap<Row> rows_;
  std::vector<Done> log_;
};

}  // namespace fangyuan
