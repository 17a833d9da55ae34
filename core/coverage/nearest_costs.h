// SPDX-License-Identifier: Apache-2.0
// How far the nearest site of a service is from every cell, and nothing else: what indicators of
// reach ask. Coverage (core/coverage/coverage.h) tells who serves whom, at many times the price.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/cost.h"
#include "core/coverage/coverage.h"

namespace fangyuan {

/// By cell; not reached beyond the service's largest limit.
struct NearestCosts {
  std::optional<std::vector<Cost>> network;      ///< ms or mm; absent: no roads in the mode
  std::optional<std::vector<Cost>> straight_mm;  ///< absent: by car without a straight speed
};

/// In service order. The numbers are those of compute_coverage's ServiceReach: one search from all
/// sites of a service at once finds the least of what one search per site finds. With a catchment
/// there is one search per unit. O(services × (what they reach + cells)); TBB parallel, and the
/// result does not depend on the number of threads.
/// REQUIRES: limits ascending, at least one; no joint services.
std::vector<NearestCosts> nearest_costs(const StudyView& study, std::span<const Service> services);

}  // namespace fangyuan
