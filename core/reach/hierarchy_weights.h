// SPDX-License-Identifier: Apache-2.0
// What the arcs of a hierarchy cost at given speeds.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/network/network.h"
#include "core/reach/hierarchy.h"

namespace fangyuan {

/// Costs as the sweeps add them: whole ms or mm below kFar; kFar is "not reached". The sum of two
/// still fits 32 bits, so that no sum needs a check.
inline constexpr std::uint32_t kFar = (std::uint32_t{1} << 31) - 1;
/// The largest limit that a sweep can have, and "no limit" at once: 24.8 days, or 2,147 km.
inline constexpr Cost kMostSwept = Cost(kFar - 1);

inline constexpr std::uint32_t swept(Cost c) { return c <= kMostSwept ? c.value() : kFar; }

/// Costs of all arcs of a Hierarchy in both directions. An arc costs what the best way between its
/// ends costs that runs through lower ranks only.
class HierarchyWeights {
 public:
  /// Borrows the hierarchy, not the graph. `graph` may have other speeds, another metric or fewer
  /// usable directions than that of the hierarchy, but the same network and no streets that the
  /// hierarchy has not. Streets that cost more than kMostSwept cannot be used. Parallel (TBB).
  HierarchyWeights(const Hierarchy& hierarchy, const ModeGraph& graph);

  /// The same afresh for new costs, in the memory of the old. O(triangles).
  void customise(const ModeGraph& graph);

  const Hierarchy& hierarchy() const { return *hierarchy_; }
  /// [arc] from the lower rank to the higher.
  std::span<const std::uint32_t> up() const { return up_; }
  /// [arc] from the higher rank to the lower.
  std::span<const std::uint32_t> down() const { return symmetric_ ? up_ : down_; }
  /// The same, in the order of Hierarchy::down_begin: what a pass down reads.
  struct DownArc {
    std::uint32_t tail, cost;
  };
  std::span<const DownArc> up_from_above() const { return up_from_above_; }
  std::span<const DownArc> down_from_above() const {
    return symmetric_ ? up_from_above_ : down_from_above_;
  }
  /// Every street costs the same both ways; then only one set is kept.
  bool symmetric() const { return symmetric_; }
  /// Of the graph that the costs are from.
  Metric metric() const { return metric_; }

 private:
  void take_edges(const ModeGraph& graph);
  template <bool kSymmetric>
  void relax_triangles();
  template <bool kSymmetric>
  void relax_vertex(std::uint32_t r, std::vector<std::uint32_t>& arc_to);
  void see_from_above(std::span<const std::uint32_t> costs, std::vector<DownArc>& arcs) const;

  const Hierarchy* hierarchy_;
  std::vector<std::uint32_t> up_, down_;
  std::vector<DownArc> up_from_above_, down_from_above_;
  bool symmetric_ = false;
  Metric metric_ = Metric::time;
};

}  // namespace fangyuan
