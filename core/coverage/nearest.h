// SPDX-License-Identifier: Apache-2.0
// The sites that serve, the nearest of them for every cell, and how many people each has in reach.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/coverage/site_costs.h"
#include "core/study/cells.h"
#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

/// True when the facility's type or one of its functions is one of the service's.
bool is_of_service(const Facility& facility, const Service& service);
/// True when its status counts as well.
bool serves(const Facility& facility, const Service& service);

/// The located sites that serve one service. Their `rank` is their position in the order of their
/// ids as text: it settles every tie.
class ServingSites {
 public:
  /// None where the study lacks the level of the service's catchment.
  ServingSites(const Service& service, std::span<const Facility> facilities, const Units& units,
               const Cells& cells);

  std::size_t size() const { return sites_.size(); }
  SiteId operator[](std::size_t rank) const { return sites_[rank]; }
  std::span<const SiteId> all() const { return sites_; }  ///< by rank
  /// Does the catchment let the site serve the cell? Sites and cells outside all units of its level
  /// have no own unit.
  bool may_serve(std::size_t rank, CellId cell) const {
    if (cell_unit_ == nullptr) return true;
    const UnitId unit = site_unit_[rank];
    return !unit.is_none() && unit == (*cell_unit_)[cell.index()];
  }

 private:
  std::vector<SiteId> sites_;
  const std::vector<UnitId>* cell_unit_ = nullptr;  // null: any catchment
  std::vector<UnitId> site_unit_;                   // by rank
};

/// What the sites of one service reach by one measure.
struct Nearest {
  static constexpr std::uint32_t kNoRank = ~std::uint32_t{0};
  static constexpr std::size_t kBins = 1024;

  std::vector<Cost> cost;           ///< [cell] to the nearest site; not reached beyond all limits
  std::vector<std::uint32_t> rank;  ///< [cell] of that site
  std::vector<People> in_reach;     ///< [rank × limits + limit], of the leading group
  /// [cell × limits + limit] sites within the limit that may serve the cell.
  std::vector<std::uint32_t> sites_within;
  /// (cell, site) pairs within the largest limit by cost: bin b holds costs c with
  /// bin_of(c, limit) = b.
  std::array<std::uint64_t, kBins> pairs{};

  static std::size_t bin_of(Cost c, Cost largest_limit) {
    return static_cast<std::size_t>(std::uint64_t{c.value()} * kBins /
                                    (std::uint64_t{largest_limit.value()} + 1));
  }
};

struct NearestRequest {
  const SiteCosts& costs;
  const ServingSites& sites;
  std::span<const Cost> limits;     ///< ascending, at least one
  std::span<const People> leading;  ///< [cell]; their number is the number of cells
};

/// One search per site, or sweeps of many at once, in parallel. O(Σ over sites of what each reaches
/// + cells × threads).
Nearest find_nearest(const NearestRequest& request);

}  // namespace fangyuan
