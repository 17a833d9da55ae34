// SPDX-License-Identifier: Apache-2.0
// What each site of a service reaches and serves (facilities.csv).
#pragma once

#include <span>
#include <vector>

#include "core/coverage/measured.h"
#include "core/coverage/nearest.h"
#include "core/coverage/result.h"
#include "core/reach/access.h"
#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

struct FacilityRowRequest {
  ServiceId id;
  const Service& service;
  std::span<const Facility> facilities;
  const Units& units;
  const ServingSites& sites;
  const ModeAccess* access;         ///< null: no roads
  const Measured* measured;         ///< null: the service could not be measured at all
  std::span<const People> leading;  ///< [cell]
};

/// One row per limit and facility of the service's types, in site order. Warnings: "not-counted"
/// (its status does not count for the service), "unlocated", "unconnected" (no street within the
/// access limit), "outside" (in no unit of the study), "capacity-missing" (counted as 0). A site
/// that does not serve has 0 in reach.
std::vector<FacilityRow> facility_rows(const FacilityRowRequest& request);

}  // namespace fangyuan
