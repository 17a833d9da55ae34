// SPDX-License-Identifier: Apache-2.0
// How many people of each group are within each limit of each of many sources.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/amount.h"
#include "core/reach/lane_search.h"

namespace fangyuan {

/// People by source, limit and group.
struct PeopleWithin {
  std::size_t limits = 0, groups = 0;
  std::vector<People> sums;  ///< [(source × limits + limit) × groups + group]
  People at(std::size_t source, std::size_t limit, std::size_t group) const {
    return sums[(source * limits + limit) * groups + group];
  }
};

struct PeopleWithinRequest {
  LaneSearches& searches;
  std::span<const std::vector<People>> groups;  ///< [group][place]
  std::span<const Cost> limits;                 ///< ascending, at least one
};

/// All limits from one sweep each batch of neighbouring sources; no list of what is reached is
/// made. Parallel (TBB); the result does not depend on the number of threads or on the sources'
/// order.
PeopleWithin people_within(const PeopleWithinRequest& request, std::span<const LaneSource> sources);
/// The same for sources at vertices, at no cost.
PeopleWithin people_within(const PeopleWithinRequest& request, std::span<const VertexId> sources);

}  // namespace fangyuan
