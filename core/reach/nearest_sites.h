// SPDX-License-Identifier: Apache-2.0
// The k nearest sites of every place, in one pass up the hierarchy and one down.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/reach/hierarchy_weights.h"
#include "core/reach/lane_search.h"
#include "core/reach/lane_targets.h"

namespace fangyuan {

/// A site and what it costs to get there (or back).
struct SiteCost {
  Cost cost;               ///< not reached: there are fewer than k within the limit
  std::uint32_t site = 0;  ///< its number among the sources
  friend bool operator==(const SiteCost&, const SiteCost&) = default;
};

/// k per place, by cost, ties by site number.
struct NearestSites {
  std::size_t k = 0;
  std::vector<SiteCost> nearest;  ///< [place × k + i]; a site is there once
  std::span<const SiteCost> of(std::size_t place) const { return {nearest.data() + place * k, k}; }
};

/// The k sites of least cost within `limit` (≤ counts; more than kMostSwept is taken as that) for
/// every place of inputs.targets. Sources are numbered in the order that settles ties.
/// O(k × (arcs of the hierarchy + places)); parallel (TBB), the same for any number of threads.
/// REQUIRES: 1 ≤ k.
NearestSites nearest_sites(const LaneInputs& inputs, std::span<const LaneSource> sources,
                           std::size_t k, Cost limit);
/// The same for sites at vertices, at no cost.
NearestSites nearest_sites(const LaneInputs& inputs, std::span<const VertexId> sources,
                           std::size_t k, Cost limit);

}  // namespace fangyuan
