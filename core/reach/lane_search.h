// SPDX-License-Identifier: Apache-2.0
// Circles of up to 64 sources at once: every place that some of them reach, with all their costs.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <cstdint>
#include <span>
#include <vector>

#include "core/reach/lane_sweep.h"
#include "core/reach/lane_targets.h"
#include "core/reach/search.h"

namespace fangyuan {

/// What a LaneSearch looks at. Everything outlives it. Parts that do not belong together are a
/// fault of the caller's: whoever takes inputs asserts that they fit.
struct LaneInputs {
  const ModeGraph& graph;
  const HierarchyWeights& weights;  ///< of that graph
  const LaneTargets& targets;       ///< of that graph, in that direction, or vertices
  Direction direction = Direction::to_facility;
};

/// One source: a site with all its entrances, and places that it reaches whatever the network says.
struct LaneSource {
  std::span<const Source> entrances;          ///< connected, offsets on their streets
  std::span<const std::uint32_t> same_place;  ///< places that are 0 apart from it, come what may
};

/// Asserts that graph, weights and targets have the same vertices, metric, mode and direction.
/// O(1).
void require_fit(const LaneInputs& inputs);
/// Asserts what LaneSource asks of entrances and places. O(entrances + places given).
void require_fit(const LaneInputs& inputs, std::span<const LaneSource> sources);
/// Asserts that they are vertices of the graph.
void require_fit(const LaneInputs& inputs, std::span<const VertexId> sources);

/// A LaneSweep with sources and places on streets. Costs equal those of Search and its access legs
/// for every source by itself. Keep one per thread and use it again.
class LaneSearch {
 public:
  explicit LaneSearch(const LaneInputs& inputs, LaneSet set = best_lane_set());

  /// Source i in lane i. Costs are from its least entrance. REQUIRES: at most kLanes sources.
  void run(std::span<const LaneSource> sources, Cost limit);
  /// Sources at vertices, at no cost.
  void run(std::span<const VertexId> sources, Cost limit);

  /// Calls use(place, row) for every place that some source reaches within the limit, once, in an
  /// order that depends on the sources alone. row.lane[i] - base() is the cost from source i;
  /// row.lane[i] ≥ kFar: not within the limit. `use` should be an always-inline lambda: it is
  /// compiled for each set of instructions. A lambda over a type gets that set's vector.
  template <class Use>
  void for_each_place(Use& use) const;

  /// What for_each_place compiles for each set of instructions.
  template <class V, class Use>
  [[gnu::always_inline]] static void visit_places(const LaneSearch& s, Use& use);

  const LaneSweep& sweep() const { return sweep_; }
  std::uint32_t base() const { return sweep_.base(); }

 private:
  /// A cost that the sweep does not know: along one street, or given.
  struct Direct {
    std::uint32_t place, lane, label;
  };
  void add_direct(const Source& source, std::uint32_t lane, Cost limit);
  void sort_direct();

  LaneInputs in_;
  LaneSweep sweep_;
  std::vector<LaneStart> starts_;
  std::vector<Direct> direct_;
  std::vector<std::uint8_t> has_direct_;    // [place]
  mutable std::vector<std::uint8_t> seen_;  // [place], of those that have
};

/// One LaneSearch a thread, made when it is first asked for and kept: what a job is given, so that
/// the next job need not wipe a row for every vertex again. Borrows nothing but `inputs`' parts.
class LaneSearches {
 public:
  explicit LaneSearches(const LaneInputs& inputs, LaneSet set = best_lane_set())
      : in_(inputs), searches_([inputs, set] { return LaneSearch(inputs, set); }) {}
  const LaneInputs& inputs() const { return in_; }
  LaneSearch& local() { return searches_.local(); }

 private:
  LaneInputs in_;
  tbb::enumerable_thread_specific<LaneSearch> searches_;
};

template <class V, class Use>
inline void LaneSearch::visit_places(const LaneSearch& s, Use& use) {
  const LaneRow* rows = s.sweep_.rows();
  const LaneTargets& targets = s.in_.targets;
  const LaneTargets::Link* links = targets.links().data();
  const bool any_direct = !s.direct_.empty();
  const auto give = [&](std::uint32_t place, const LaneRow& row) __attribute__((always_inline)) {
    if constexpr (requires { use.template operator()<V>(place, row); })
      use.template operator()<V>(place, row);
    else
      use(place, row);
  };
  const auto offer = [&](std::uint32_t place, LaneRow & row) __attribute__((always_inline)) {
    if (any_direct && s.has_direct_[place] != 0) {
      s.seen_[place] = 1;
      auto it = std::lower_bound(s.direct_.begin(), s.direct_.end(), place,
                                 [](const Direct& d, std::uint32_t p) { return d.place < p; });
      for (; it != s.direct_.end() && it->place == place; ++it)
        row.lane[it->lane] = std::min(row.lane[it->lane], it->label);
    }
    give(place, row);
  };
  const std::uint32_t none = s.sweep_.no_rank();
  for (const std::uint32_t r : s.sweep_.visited()) {
    const V* const here = vectors<V>(rows[r]);
    for (std::uint32_t i = targets.begin_of(r), end = targets.end_of(r); i < end; ++i) {
      const LaneTargets::Link& link = links[i];
      if (link.lower == none && link.by_higher == 0 && !any_direct) {  // a vertex itself
        give(link.place, rows[r]);
        continue;
      }
      const V* const other = vectors<V>(rows[link.lower]);
      LaneRow row;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled at once
#pragma GCC unroll 16
      for (std::size_t k = 0; k < kVectors<V>; ++k) {
        const V a = here[k] + link.by_higher, b = other[k] + link.by_lower;
        vectors<V>(row)[k] = a < b ? a : b;
      }
      offer(link.place, row);
    }
    for (const LaneTargets::Street& street : targets.streets_of_lower(r)) {
      if (s.sweep_.is_visited(street.higher)) continue;  // seen from there
      for (std::uint32_t i = street.begin; i < street.end; ++i) {
        LaneRow row;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled at once
#pragma GCC unroll 16
        for (std::size_t k = 0; k < kVectors<V>; ++k)
          vectors<V>(row)[k] = here[k] + links[i].by_lower;
        offer(links[i].place, row);
      }
    }
  }
  for (std::size_t i = 0; i < s.direct_.size(); ++i) {
    const std::uint32_t place = s.direct_[i].place;
    if (i > 0 && s.direct_[i - 1].place == place) continue;
    if (s.seen_[place] != 0) {
      s.seen_[place] = 0;
      continue;
    }
    LaneRow row = kFarRow;
    offer(place, row);
    s.seen_[place] = 0;
  }
}

namespace lane_kernels {
template <class V, class Use>
[[gnu::always_inline]] inline void visit(const LaneSearch& search, Use& use) {
  LaneSearch::visit_places<V>(search, use);
}
FANGYUAN_LANE_KERNEL(run_visit, visit)
}  // namespace lane_kernels

template <class Use>
void LaneSearch::for_each_place(Use& use) const {
  lane_kernels::run_visit(sweep_.lane_set(), *this, use);
}

}  // namespace fangyuan
