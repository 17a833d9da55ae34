// SPDX-License-Identifier: Apache-2.0
// Service that overlaps (重复覆盖) and capacity that stands idle (overlap.csv).
#pragma once

#include <span>
#include <vector>

#include "core/coverage/measured.h"
#include "core/coverage/nearest.h"
#include "core/coverage/result.h"
#include "core/coverage/tally.h"

namespace fangyuan {

struct OverlapRequest {
  ServiceId id;
  const Service& service;
  Measure measure = Measure::network;
  std::span<const Facility> facilities;
  const Cells& cells;
  const TableLayout& layout;
  const ServingSites& sites;
  const Measured& measured;
};

/// Per limit one row per row of the layout. A row's people are those of coverage.csv: nobody is
/// counted twice, and `by_sites[0]` are those beyond the limit, connected or not. Sites, capacity
/// and load are those that stand in the row's unit: who uses them may live elsewhere; those in no
/// unit of a layer count on "all" alone. O((cells + sites) × layers × limits).
std::vector<OverlapRow> overlap_rows(const OverlapRequest& request);

/// [rank] people of the leading group who have this site and no other within the limit: what its
/// closing would take from those in reach. O(cells).
std::vector<People> only_here(const Measured& measured, std::span<const People> leading,
                              std::size_t sites, std::size_t limit);

}  // namespace fangyuan
