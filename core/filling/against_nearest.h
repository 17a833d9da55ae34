// SPDX-License-Identifier: Apache-2.0
// What a better assignment would win over nearest-first, at one limit of a service.
#pragma once

#include <vector>

#include "core/coverage/capacity.h"
#include "core/filling/best_filling.h"
#include "core/filling/pairs.h"

namespace fangyuan {

/// All (cell, site) pairs within the limit that the catchment allows, of cells that need something,
/// by rank, then cell.
std::vector<FillPair> pairs_within(const FillRequest& request, Cost limit);

/// Nearest-first and best, of the same need, capacity and limit.
struct FillingComparison {
  Amount need;           ///< of cells with a pair
  Amount nearest_first;  ///< of it met by core/coverage/capacity.h
  BestFilling best;
  Amount won() const { return best.served - nearest_first; }  ///< ≥ 0
};

/// REQUIRES: `limit_index` is of request.limits, `filling` what fill(request) gave for it.
FillingComparison against_nearest(const FillRequest& request, std::size_t limit_index,
                                  const Filling& filling);

}  // namespace fangyuan
