// SPDX-License-Identifier: Apache-2.0
// One sweep of the hierarchy for up to 64 sources at once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/reach/hierarchy.h"
#include "core/reach/hierarchy_weights.h"
#include "core/reach/lanes.h"
#include "core/reach/rank_set.h"
#include "core/study/service.h"

namespace fangyuan {

/// Where a source enters the network: a vertex and what it costs to get there. A source on a street
/// has one for each end that the mode may use.
struct LaneStart {
  std::uint32_t lane;  ///< < kLanes
  std::uint32_t rank;
  std::uint32_t cost;  ///< < kFar
};

/// Bounded searches from up to kLanes sources in one pass up and one down. Exact for any sources;
/// fast when they are neighbours, since they then share what they visit. Keep one per thread and
/// use it again: it wipes what the last run wrote, and no more.
///
///   LaneSweep sweep(weights);
///   sweep.run(starts, Cost(900'000), Direction::to_facility);
///   for (std::uint32_t rank : sweep.visited()) … sweep.cost(rank, lane) …
///
/// With Direction::to_facility costs are those of going from a vertex to the source, with
/// from_facility of going from the source to the vertex.
///
/// Memory: 256 bytes a vertex.
class LaneSweep {
 public:
  /// Borrows the weights, which must not change during a run. `set`: for tests.
  explicit LaneSweep(const HierarchyWeights& weights, LaneSet set = best_lane_set());

  /// Costs of everything within `limit` (≤ counts; more than kMostSwept is taken as that). Starts
  /// may be many per lane, in any order; those beyond the limit are left out.
  /// O(visited ranks and their arcs).
  void run(std::span<const LaneStart> starts, Cost limit, Direction direction);

  /// Ranks that some lane reaches, descending. Until the next run.
  std::span<const std::uint32_t> visited() const { return {visited_.data(), visited_count_}; }
  bool is_visited(std::uint32_t rank) const { return mark_[rank] != 0; }
  Cost cost(std::uint32_t rank, std::size_t lane) const {
    const std::uint32_t label = rows_[rank].lane[lane];
    return label < kFar ? Cost(label - base_) : Cost();
  }

  /// For kernels: labels are costs plus base(), and everything beyond the limit is ≥ kFar, so that
  /// adding and taking the least is all there is to do. Rows that were not visited hold kFar. There
  /// is one more row than ranks: no_rank(), never visited.
  const LaneRow* rows() const { return rows_.data(); }
  std::uint32_t base() const { return base_; }
  std::uint32_t no_rank() const { return static_cast<std::uint32_t>(rows_.size() - 1); }
  LaneSet lane_set() const { return set_; }
  const HierarchyWeights& weights() const { return *weights_; }

 private:
  const HierarchyWeights* weights_;
  LaneSet set_;
  std::vector<LaneRow> rows_;
  std::vector<std::uint8_t> mark_;
  std::vector<std::uint32_t> visited_;  // the first visited_count_
  std::size_t visited_count_ = 0;
  RankSet rising_, sinking_;
  std::uint32_t base_ = 0;
};

}  // namespace fangyuan
