// SPDX-License-Identifier: Apache-2.0
#include "core/reach/edited_graph.h"

#include <algorithm>

namespace fangyuan {
namespace {

/// Puts, changes or removes the arc of one edge in a row that is ordered by edge.
void put(std::vector<ModeGraph::Arc>& row, VertexId head, EdgeId edge, Cost cost) {
  const auto it = std::partition_point(row.begin(), row.end(),
                                       [&](const auto& arc) { return arc.edge < edge; });
  const bool present = it != row.end() && it->edge == edge;
  if (present && cost.reached())
    it->cost = cost;
  else if (present)
    row.erase(it);
  else if (cost.reached())
    row.insert(it, {head, edge, cost});
}

}  // namespace

EditedGraph::EditedGraph(const ModeGraph& baseline)
    : baseline_(&baseline), baseline_edges_(baseline.network().edges.size()) {}

StreetPiece EditedGraph::piece(EdgeId e) const {
  if (is_added(e)) return added_[e.index() - baseline_edges_];
  const Edge& edge = baseline_->network().edges[e.index()];
  if (const Pair* costs = costs_.find(e.value()))
    return {edge.u, edge.v, costs->forward, costs->backward, edge.length_mm};
  return {edge.u, edge.v, baseline_->forward(e), baseline_->backward(e), edge.length_mm};
}

VertexId EditedGraph::add_vertex() {
  log_.push_back({.kind = Kind::vertex});
  ++new_vertices_;
  return VertexId(vertex_count() - 1);
}

EdgeId EditedGraph::add_edge(const StreetPiece& piece) {
  assert(piece.u != piece.v && piece.u.index() < vertex_count() &&
         piece.v.index() < vertex_count());
  const EdgeId e(edge_count());
  // Before it is there, both rows are taken over as they are.
  own_row(piece.u);
  own_row(piece.v);
  log_.push_back({.kind = Kind::edge});
  added_.push_back(piece);
  replace_arcs(e, piece);
  return e;
}

void EditedGraph::set_costs(const EdgeCosts& costs) {
  const EdgeId e = costs.edge;
  assert(e.index() < edge_count());
  StreetPiece piece = this->piece(e);
  own_row(piece.u);
  own_row(piece.v);
  log_.push_back({.kind = Kind::costs,
                  .index = e.value(),
                  .before = {piece.forward, piece.backward},
                  .was_baseline = !is_added(e) && costs_.find(e.value()) == nullptr});
  piece.forward = costs.forward;
  piece.backward = costs.backward;
  if (is_added(e))
    added_[e.index() - baseline_edges_] = piece;
  else
    costs_[e.value()] = {piece.forward, piece.backward};
  replace_arcs(e, piece);
}

EditedGraph::Row& EditedGraph::own_row(VertexId v) {
  if (Row* row = rows_.find(v.value())) return *row;
  const auto from = out(v), to = in(v);
  Row& row = rows_[v.value()];
  row.out.assign(from.begin(), from.end());
  row.in.assign(to.begin(), to.end());
  log_.push_back({.kind = Kind::row, .index = v.value()});
  return row;
}

void EditedGraph::replace_arcs(EdgeId e, const StreetPiece& piece) {
  Row &at_u = *rows_.find(piece.u.value()), &at_v = *rows_.find(piece.v.value());
  put(at_u.out, piece.v, e, piece.forward);
  put(at_v.in, piece.u, e, piece.forward);
  put(at_v.out, piece.u, e, piece.backward);
  put(at_u.in, piece.v, e, piece.backward);
}

void EditedGraph::undo_to(Mark mark) {
  assert(mark <= log_.size());
  for (; log_.size() > mark; log_.pop_back()) {
    const Done& done = log_.back();
    switch (done.kind) {
      case Kind::vertex:
        --new_vertices_;
        break;
      case Kind::row:
        rows_.erase(done.index);
        break;
      case Kind::edge: {
        StreetPiece gone = added_.back();
        gone.forward = gone.backward = Cost();
        replace_arcs(EdgeId(edge_count() - 1), gone);
        added_.pop_back();
        break;
      }
      case Kind::costs: {
        const EdgeId e(done.index);
        StreetPiece piece = this->piece(e);
        piece.forward = done.before.forward;
        piece.backward = done.before.backward;
        if (is_added(e))
          added_[e.index() - baseline_edges_] = piece;
        else if (done.was_baseline)
          costs_.erase(done.index);
        else
          costs_[done.index] = done.before;
        replace_arcs(e, piece);
        break;
      }
    }
  }
}

}  // namespace fangyuan
