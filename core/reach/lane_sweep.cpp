// SPDX-License-Identifier: Apache-2.0
#include "core/reach/lane_sweep.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace fangyuan {

std::vector<LaneSet> lane_sets() {
  std::vector<LaneSet> sets{LaneSet::portable};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
    sets.push_back(LaneSet::avx2);
  if (sets.size() == 2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
    sets.push_back(LaneSet::avx512);
#endif
  return sets;
}

LaneSet best_lane_set() { return lane_sets().back(); }

namespace {

/// What a pass works on.
struct Pass {
  const Hierarchy& h;
  const std::uint32_t* up_costs;
  const HierarchyWeights::DownArc* down_arcs;
  LaneRow* rows;
  RankSet& rising;
  RankSet& sinking;
  std::uint8_t* mark;
  std::uint32_t* visited;  // where the next goes
  std::uint32_t first;     // least rank of a start
};

template <class V>
[[gnu::always_inline]] inline std::uint32_t least_lane(const V (&v)[kVectors<V>]) {
  V least = v[0];
#pragma GCC unroll 16
  for (std::size_t i = 1; i < kVectors<V>; ++i) least = v[i] < least ? v[i] : least;
  std::uint32_t lowest = least[0];
#pragma GCC unroll 16
  for (std::size_t i = 1; i < sizeof(V) / 4; ++i) lowest = std::min(lowest, least[i]);
  return lowest;
}

/// Ascending: every rank that a start can climb to hands its row on to its higher neighbours.
template <class V>
[[gnu::always_inline]] inline void climb(Pass& p) {
  const std::uint32_t* heads = p.h.heads().data();
  for (std::uint32_t r = p.rising.take_least(p.first); r != RankSet::kEmpty;
       r = p.rising.take_least(r)) {
    V mine[kVectors<V>];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kVectors<V>; ++i) mine[i] = vectors<V>(p.rows[r])[i];
    const std::uint32_t most = kFar - 1 - least_lane(mine);
    p.sinking.insert(r);
    for (std::uint32_t a = p.h.up_begin(r), end = p.h.up_end(r); a < end; ++a) {
      const std::uint32_t head = heads[a], cost = p.up_costs[a];
      if (cost > most) continue;
      V* const other = vectors<V>(p.rows[head]);
#pragma GCC unroll 16
      for (std::size_t i = 0; i < kVectors<V>; ++i) {
        const V sum = mine[i] + cost;
        other[i] = sum < other[i] ? sum : other[i];
      }
      p.rising.insert(head);
    }
  }
}

/// Descending: every rank is final when its turn comes and hands its row down to the lower
/// neighbours that some lane of it can reach.
template <class V>
[[gnu::always_inline]] inline void sink(Pass& p) {
  std::uint32_t* visited = p.visited;
  LaneRow* const rows = p.rows;
  const auto top = static_cast<std::uint32_t>(p.h.vertex_count() - 1);
  for (std::uint32_t r = p.sinking.take_greatest(top); r != RankSet::kEmpty;
       r = p.sinking.take_greatest(r)) {
    V mine[kVectors<V>];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kVectors<V>; ++i) mine[i] = vectors<V>(p.rows[r])[i];
    const std::uint32_t most = kFar - 1 - least_lane(mine);
    p.mark[r] = 1;
    *visited++ = r;
    const HierarchyWeights::DownArc* arc = p.down_arcs + p.h.down_begin(r);
    for (const auto* const end = p.down_arcs + p.h.down_end(r); arc != end; ++arc) {
      const std::uint32_t cost = arc->cost;
      if (cost > most) continue;
      V* const other = vectors<V>(rows[arc->tail]);
#pragma GCC unroll 16
      for (std::size_t i = 0; i < kVectors<V>; ++i) {
        const V sum = mine[i] + cost;
        other[i] = sum < other[i] ? sum : other[i];
      }
      p.sinking.insert(arc->tail);
    }
  }
  p.visited = visited;
}

FANGYUAN_LANE_KERNEL(run_climb, climb)
FANGYUAN_LANE_KERNEL(run_sink, sink)

}  // namespace

LaneSweep::LaneSweep(const HierarchyWeights& weights, LaneSet set)
    : weights_(&weights),
      set_(set),
      rows_(weights.hierarchy().vertex_count() + 1, kFarRow),
      mark_(weights.hierarchy().vertex_count() + 1),
      visited_(weights.hierarchy().vertex_count()),
      rising_(weights.hierarchy().vertex_count() + 1),
      sinking_(weights.hierarchy().vertex_count() + 1) {}

void LaneSweep::run(std::span<const LaneStart> starts, Cost limit, Direction direction) {
  for (const std::uint32_t r : visited()) {
    rows_[r] = kFarRow;
    mark_[r] = 0;
  }
  visited_count_ = 0;
  base_ = kFar - 1 - swept(std::min(limit, kMostSwept));
  std::uint32_t first = no_rank();
  for (const LaneStart& s : starts) {
    assert(s.lane < kLanes && s.cost < kFar && s.rank < no_rank());
    if (s.cost > kFar - 1 - base_) continue;
    std::uint32_t& label = rows_[s.rank].lane[s.lane];
    label = std::min(label, base_ + s.cost);
    rising_.insert(s.rank);
    first = std::min(first, s.rank);
  }
  if (first == no_rank()) return;
  // To the facility one climbs against the arcs, from the site's end; and sinks against them.
  const bool to = direction == Direction::to_facility;
  Pass pass{weights_->hierarchy(),
            (to ? weights_->down() : weights_->up()).data(),
            (to ? weights_->up_from_above() : weights_->down_from_above()).data(),
            rows_.data(),
            rising_,
            sinking_,
            mark_.data(),
            visited_.data(),
            first};
  run_climb(set_, pass);
  run_sink(set_, pass);
  visited_count_ = static_cast<std::size_t>(pass.visited - visited_.data());
}

}  // namespace fangyuan
