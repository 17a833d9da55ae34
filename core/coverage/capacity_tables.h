// SPDX-License-Identifier: Apache-2.0
// What a service with a capacity is told by beside coverage.csv: the best possible filling, and
// places per thousand people by floating catchments.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/coverage/measured.h"
#include "core/coverage/result.h"
#include "core/coverage/site_costs.h"
#include "core/measures/decay.h"

namespace fangyuan {

/// Pairs of cell and site beyond which nothing is computed rather than for minutes: 12 bytes each
/// for a catchment, about 60 and a multiple of the time for a best filling.
struct PairCaps {
  std::uint64_t catchment = 80'000'000;
  std::uint64_t filling = 20'000'000;
};

struct Catchment {
  Decay decay;  ///< over what the costs are in
  Cost limit;
};

struct CapacityStudy {
  ServiceId id;
  const Service& service;
  const Cells& cells;
  const TableLayout& layout;  ///< of the cells
  const ServingSites& sites;
  const SiteCosts& costs;
  std::span<const Cost> limits;  ///< as those of the service
  Measure measure = Measure::network;
  bool by_time = true;                      ///< costs are ms, else mm
  std::optional<Catchment> catchment = {};  ///< absent: no access is asked for
  PairCaps caps = {};
};

struct CapacityTables {
  std::vector<FillingRow> filling;      ///< by limit, then as the layout's rows
  std::vector<AccessRow> access;        ///< as the layout's rows
  std::optional<ServiceAccess> places;  ///< with `access`
  std::vector<TooManyPairs> skipped;
};

/// Computes them, and puts the best fillings into `measured`. Rows of nearest-first are always
/// there. One search per site more; then per limit core/filling/best_filling.h.
/// REQUIRES: `measured` is of the same service, sites, costs and limits; the service has a
/// capacity.
CapacityTables capacity_tables(const CapacityStudy& study, Measured& measured);

}  // namespace fangyuan
