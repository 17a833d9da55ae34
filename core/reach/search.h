// SPDX-License-Identifier: Apache-2.0
// One bounded search from one or many sources, and the cost of any point along any edge from it.
#pragma once

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
class Search {
 public:
  explicit Search(const ModeGraph& graph);

  /// Everything within `limit` (≤ counts). O(reached log reached).
  void run(std::span<const Source> sources, Cost limit, Direction direction);

  /// Vertices within the limit, in the order in which they were settled (by cost, then number).
  std::span<const VertexCost> reached() const { return reached_; }
  /// Not reached when beyond the limit. Valid until the next run.
  Cost at(VertexId v) const { return label_[v.index()]; }

  /// Cost at a point on an edge (access legs of that point not included): along the edge from its
  /// ends, or directly from a source on the same edge; parts by part_of_edge. Not reached when
  /// beyond the limit.
  Cost at(EdgeId edge, std::uint32_t offset_mm) const;

  /// Edges on which some point may be within the limit: those at a reached vertex, and those of the
  /// sources; ascending, each once. O(reached).
  std::vector<EdgeId> touched_edges() const;

  /// Which source (index into the span given to run) the cost at a vertex comes from; among equal
  /// costs the lowest index. REQUIRES: at(v).reached().
  std::uint32_t source_of(VertexId v) const { return origin_[v.index()]; }
  /// The same for a point on an edge. REQUIRES: at(edge, offset).reached().
  std::uint32_t source_at(EdgeId edge, std::uint32_t offset_mm) const;

  const ModeGraph& graph() const { return *graph_; }

 private:
  struct EdgeSource {
    EdgeId edge;
    std::uint32_t index;
  };
  const ModeGraph* graph_;
  Direction direction_ = Direction::to_facility;
  Cost limit_;
  std::vector<Source> sources_;
  std::vector<EdgeSource> by_edge_;  // sorted by edge, then index
  std::vector<Cost> label_;
  std::vector<std::uint32_t> origin_;
  std::vector<VertexCost> reached_;
  std::vector<VertexCost> heap_;
};

}  // namespace fangyuan
