// SPDX-License-Identifier: Apache-2.0
// One service's reach, kept right while a planner moves sites and edits streets.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/sparse_map.h"
#include "core/coverage/result.h"
#include "core/coverage/site_costs.h"
#include "core/coverage/tally.h"
#include "core/reach/edited_graph.h"
#include "core/reach/nearest_field.h"
#include "core/study/service.h"

namespace fangyuan {

/// A site as an edit leaves it. Neither entrances nor cells: it is gone.
struct LiveSite {
  std::uint32_t rank = 0;          ///< names the site: FieldSite::rank
  std::vector<Source> entrances;   ///< as sources_of gives them
  std::vector<CellId> same_place;  ///< cells at most kSamePlaceMm away: 0 apart from it
};

/// A further entrance of a cell, on an edge that an edit added (now or before).
struct CellEntrance {
  CellId cell;
  Entrance entrance;
};

/// What happens at once. Everything may be empty.
struct LiveEdit {
  std::size_t new_vertices = 0;         ///< numbered from vertex_count()
  std::vector<StreetPiece> new_edges;   ///< numbered from edge_count(), in their order
  std::vector<EdgeCosts> costs;         ///< streets slowed, closed or opened again, each once
  std::vector<CellEntrance> entrances;  ///< they come beside those that cells have
  std::vector<LiveSite> sites;          ///< added, moved or removed, each once
};

struct CellChange {
  CellId cell;
  NearestLabel before, after;  ///< access legs included; none: not within the largest limit
  bool unconnected_before = false, unconnected_after = false;
};

/// What an edit changed, so that a viewer sends only that.
struct LiveChange {
  std::span<const VertexChange> vertices;
  std::span<const CellChange> cells;
  std::span<const std::uint32_t> rows;  ///< of the layout: those whose sums may differ
};

struct LiveInputs {
  const Service& service;
  const ModeGraph& graph;
  const CellsByEdge& cells;
  const TableLayout& layout;
  double access_mps = 1.0;
};

/// Costs of all cells and the four parts of every unit, group and limit after each edit, equal to
/// what a fresh run of the edited study gives. A road that closes takes its entrances with it: the
/// cells and sites that had no other are unconnected until it opens again.
///
///   LiveCoverage live(inputs, sites);
///   LiveEdit drag;
///   drag.sites.push_back({rank, sources_of(entrances, metric, mps), cells_at_that_place});
///   for (const CellChange& c : live.apply(drag).cells) …
///   live.undo();
///
/// Borrows everything in the inputs. Not for several threads at once.
class LiveCoverage {
 public:
  /// Catchments, capacity and joint services depend on more than the nearest site.
  static bool supports(const Service& service) {
    return !service.is_joint() && !service.own_unit && !service.capacity;
  }

  /// Throws std::invalid_argument unless supports(service). A last limit of 2^32 − 1 is none at
  /// all. O(one search over all sites + cells × layers × groups).
  LiveCoverage(const LiveInputs& inputs, std::vector<LiveSite> sites);
  LiveCoverage(const LiveCoverage&) = delete;
  LiveCoverage& operator=(const LiveCoverage&) = delete;

  /// REQUIRES: ids that exist once the edit's own additions are made; offsets on their edges.
  /// The change is valid until the next call. O(what changes), as NearestField::update, and for
  /// every cell that passes a limit its units × groups.
  LiveChange apply(const LiveEdit& edit);
  /// Takes back the last edit that was not taken back, exactly. REQUIRES: can_undo().
  LiveChange undo();
  bool can_undo() const { return !steps_.empty(); }
  /// Edits made so far can be taken back no more; frees their memory.
  void forget();

  NearestLabel at(CellId c) const { return cells_[c.index()].label; }
  bool unconnected(CellId c) const { return cells_[c.index()].unconnected; }
  NearestLabel at(VertexId v) const { return field_.at(v); }
  /// As tally() of the fresh run: of a row of the layout, a group and a limit (by position).
  Parts parts(std::size_t row, std::size_t group, std::size_t limit) const;
  std::size_t vertex_count() const { return graph_.vertex_count(); }
  std::size_t edge_count() const { return graph_.edge_count(); }
  const EditedGraph& graph() const { return graph_; }
  const NearestField& field() const { return field_; }

 private:
  struct Cell {
    NearestLabel label;
    std::uint32_t epoch = 0;
    bool unconnected = true;
  };
  struct Extra {
    CellId cell;
    EdgeId edge;
    std::uint32_t offset_mm = 0;
    Cost access;
  };
  using SamePlace = std::pair<std::uint32_t, std::vector<CellId>>;  // of a rank
  struct Step {
    EditedGraph::Mark mark;
    std::vector<CellChange> cells;
    std::vector<Extra> extras;          // that it added
    std::vector<SamePlace> same_place;  // as they were
  };
  struct Seen {
    NearestLabel label;
    bool unconnected = true;
  };

  void start();
  std::vector<CellId> set_same_place(std::uint32_t rank, std::vector<CellId> cells);
  void refresh_edge(EdgeId e);
  void refresh(CellId c, Seen own);
  Seen ask(const NearestField::OnEdge& street, std::uint32_t offset_mm, Cost access) const;
  Seen own_entrance(CellId c) const;
  void set(CellId c, NearestLabel label, bool unconnected);
  std::size_t first_limit(NearestLabel label) const;
  void count(CellId c, std::size_t part, bool add);

  std::vector<Cost> limits_;
  const CellsByEdge* by_edge_;
  const TableLayout* layout_;
  double access_mps_;
  EditedGraph graph_;
  NearestField field_;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> item_of_cell_;  // position in by_edge_; ~0: unconnected
  std::vector<Cost> item_access_;
  SparseMap<std::vector<std::uint32_t>> same_place_of_cell_;  // ranks, ascending
  SparseMap<std::vector<CellId>> same_place_of_site_;
  SparseMap<std::vector<Extra>> extras_of_cell_, extras_of_edge_;
  std::vector<People> sums_;    // [row][part][group]: within each limit, then unconnected
  std::vector<People> totals_;  // [row][group]
  std::vector<Step> steps_;
  std::uint32_t epoch_ = 0;
  std::vector<std::uint32_t> row_epoch_, rows_;
  std::vector<CellChange> taken_back_;
};

}  // namespace fangyuan
