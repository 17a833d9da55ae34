// SPDX-License-Identifier: Apache-2.0
// The nearest site of every vertex, kept right while sites and streets change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/sparse_map.h"
#include "core/reach/bucket_queue.h"
#include "core/reach/edited_graph.h"
#include "core/reach/nearest_label.h"
#include "core/reach/search.h"

namespace fangyuan {

/// A site and where one enters it. Without entrances: there is no such site, or none that is
/// connected.
struct FieldSite {
  std::uint32_t rank = 0;  ///< among equal costs the lowest wins; given by the caller, who leaves
                           ///< gaps for sites to come. It names the site.
  std::vector<Source> entrances;
};

/// A vertex whose label is not what it was.
struct VertexChange {
  VertexId vertex;
  NearestLabel before, after;
};

/// Labels as one Search over all sites of the edited graph gives them, ties included, for one
/// limit and direction; only what an edit can change is computed again.
///
///   EditedGraph graph(baseline);
///   NearestField field(graph, limit, Direction::to_facility);
///   field.update({}, sites);                       // all of them at first
///   graph.set_costs({street, Cost(), Cost()});     // closed
///   for (const VertexChange& c : field.update(std::vector{street}, {})) …
///   field.undo(); graph.undo_to(mark);             // in this order
///
/// Labels hang together in a forest: each remembers the edge it came by. What got worse is cut off
/// with everything that hangs on it and grows again from its border; what got better spreads.
/// Edges without length make no difference to that. Borrows the graph.
class NearestField {
 public:
  /// `limit` may be "not reached": no limit. O(vertices + arcs).
  NearestField(const EditedGraph& graph, Cost limit, Direction direction);

  /// After the graph was edited. `edges`: all whose costs changed or that were added since the last
  /// update. `sites`: those that came, moved or went (then without entrances), each once. Entrances
  /// on an edge that is closed stay there and count again when it opens.
  /// What changed, each vertex once, in no particular order, valid until the next call.
  /// O(k log k + their arcs) with k vertices that were cut off or changed, and about as many
  /// buckets as the limit is wide.
  std::span<const VertexChange> update(std::span<const EdgeId> edges,
                                       std::span<const FieldSite> sites);
  /// Takes back the last update that was not taken back; what changed, as update tells it.
  /// REQUIRES: can_undo(); the graph still is as that update saw it.
  std::span<const VertexChange> undo();
  bool can_undo() const { return !steps_.empty(); }
  /// The updates made so far can be taken back no more; frees their memory.
  void forget() { steps_.clear(); }

  NearestLabel at(VertexId v) const { return state_[v.index()].label; }

  struct EdgeSource {
    std::uint32_t rank = 0;
    std::uint32_t offset_mm = 0;
    Cost access = {};
    friend auto operator<=>(const EdgeSource&, const EdgeSource&) = default;
  };
  /// One edge with what reaches it, for asking at many offsets. Valid until the next update.
  class OnEdge {
   public:
    /// As Search::at and source_at; none beyond the limit.
    NearestLabel at(std::uint32_t offset_mm) const;
    /// May the mode use the edge at all?
    bool usable() const { return piece_.forward.reached() || piece_.backward.reached(); }

   private:
    friend class NearestField;
    StreetPiece piece_;
    bool to_ = true;
    Cost limit_;
    NearestLabel at_u_, at_v_;  // none where the edge may not be used that way
    std::span<const EdgeSource> sources_;
  };
  OnEdge on(EdgeId e) const;

  /// Arcs along which a label at v spreads: their edges are those on which it counts.
  std::span<const ModeGraph::Arc> spread(VertexId v) const {
    return to_ ? graph_->in(v) : graph_->out(v);
  }
  /// As given last; null: none.
  const FieldSite* site(std::uint32_t rank) const { return sites_.find(rank); }
  const EditedGraph& graph() const { return *graph_; }
  Cost limit() const { return limit_; }

 private:
  /// By which edge a label came: from the other end, or from a site on it.
  struct Parent {
    EdgeId edge;
    bool from_site = false;
    friend bool operator==(const Parent&, const Parent&) = default;
  };
  struct State {
    NearestLabel label;
    std::uint32_t edge = EdgeId::none().value();
    std::uint32_t epoch_and_site = 0;  // the update that noted it last, twice; + 1: from a site
    Parent parent() const { return {EdgeId(edge), (epoch_and_site & 1U) != 0}; }
  };
  struct Noted {
    VertexId vertex;
    NearestLabel label;
    Parent parent;
  };
  struct Step {
    std::vector<Noted> noted;
    std::vector<FieldSite> sites;  // as they were
    std::size_t vertices;
  };

  FieldSite set_site(FieldSite site);
  void set(VertexId v, NearestLabel label, Parent parent);
  void offer(VertexId v, NearestLabel label, Parent parent);
  NearestLabel from_sites(const StreetPiece& piece, EdgeId e, VertexId end) const;
  /// Cost between `end` and the other end of the edge, in the direction in which labels come.
  Cost into(const StreetPiece& piece, VertexId end) const {
    return (piece.u == end) == to_ ? piece.forward : piece.backward;
  }
  void cut_off();
  void cut_all_off();
  void grow_from_border();
  void seed(EdgeId e);

  const EditedGraph* graph_;
  Cost limit_;
  bool to_;
  std::uint32_t epoch_ = 0;
  std::size_t reached_ = 0;  // vertices with a label
  std::vector<State> state_;
  SparseMap<FieldSite> sites_;                  // by rank
  SparseMap<std::vector<EdgeSource>> on_edge_;  // sorted
  BucketQueue queue_;
  std::vector<Step> steps_;
  std::vector<EdgeId> suspects_;
  std::vector<VertexId> cut_;
  std::vector<Noted> seeds_;
  std::vector<VertexChange> changes_;
};

}  // namespace fangyuan
