// SPDX-License-Identifier: Apache-2.0
// Costs between all of many sources and all of many places.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/reach/lane_search.h"

namespace fangyuan {

/// The part of a hierarchy that ways to some places can use: chosen once, swept for any sources.
/// Without a limit, so it is for whole counties; a LaneSearch is better for circles.
///
///   const CostMatrix matrix(inputs);
///   std::vector<Cost> costs = matrix.costs(sources);   // [source × places + place]
class CostMatrix {
 public:
  /// For all places of inputs.targets. O(arcs of their share of the hierarchy).
  explicit CostMatrix(const LaneInputs& inputs, LaneSet set = best_lane_set());

  /// [source × places + place]; costs above kMostSwept are not reached. Parallel (TBB).
  std::vector<Cost> costs(std::span<const LaneSource> sources) const;
  std::vector<Cost> costs(std::span<const VertexId> sources) const;

  /// Without keeping the matrix: calls use(source, costs by place) for every source, from several
  /// threads at once, in no particular order.
  using UseRow = std::function<void(std::size_t source, std::span<const Cost> by_place)>;
  void for_each_source(std::span<const VertexId> sources, const UseRow& use) const;
  void for_each_source(std::span<const LaneSource> sources, const UseRow& use) const;

  /// What a batch of sources costs at the ranks that were swept, lane by lane, as it was computed:
  /// for whoever adds up or compares and does not need the costs in rows of their own.
  struct BatchRows {
    std::span<const std::uint32_t> sources;  ///< by lane: positions in what was given
    std::span<const std::uint32_t> ranks;    ///< ascending
    const LaneRow* rows;                     ///< as `ranks`; kFar and above: not reached
  };
  using UseBatch = std::function<void(const BatchRows&)>;
  /// Calls use(rows) for every batch, from several threads at once. Not for places on streets: the
  /// rows are those of vertices.
  void for_each_batch(std::span<const VertexId> sources, const UseBatch& use) const;

  /// How much of the hierarchy is swept for each batch of sources.
  std::size_t swept_ranks() const { return ranks_.size(); }
  std::size_t swept_arcs() const { return arcs_.size(); }

 private:
  struct Arc {
    std::uint32_t head;  // position in ranks_
    std::uint32_t cost;
  };
  struct Work;
  void sweep(std::span<const LaneStart> starts, Work& work) const;
  void store(const Work& work, std::size_t first, std::size_t lanes, std::span<Cost> out) const;
  template <class Use>
  void for_each_lane(Work& work, std::size_t lanes, const Use& use) const;
  template <class StartsOf, class Use>
  void run(std::size_t count, const std::vector<std::uint32_t>& order, const StartsOf& starts_of,
           const Use& use) const;

  LaneInputs in_;
  LaneSet set_;
  std::vector<std::uint32_t> ranks_;     // ascending
  std::vector<std::uint32_t> position_;  // [rank] in ranks_, or none
  std::vector<std::uint32_t> first_;
  std::vector<Arc> arcs_;
};

}  // namespace fangyuan
