// SPDX-License-Identifier: Apache-2.0
// The main job in one call: who can reach what, within which limits, tabulated.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/coverage/capacity_tables.h"
#include "core/coverage/result.h"
#include "core/coverage/straight_line.h"
#include "core/network/network.h"
#include "core/reach/access.h"
#include "core/reach/hierarchy.h"
#include "core/study/cells.h"
#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

/// What coverage is computed from. Everything outlives the call; nothing is copied.
struct StudyView {
  const Network* network = nullptr;  ///< null or without edges: no roads, no network rows
  const Cells& cells;
  const Units& units;
  std::span<const Facility> facilities;               ///< by SiteId
  std::array<const ModeAccess*, kModes> access = {};  ///< null: no service uses the mode
  std::array<ModeSpeeds, kModes> speeds = {};
  /// Of the mode's usable streets: many sites are swept at once. Null: one search per site. The
  /// answers are the same.
  std::array<const Hierarchy*, kModes> hierarchies = {};
  const StraightLine* straight = nullptr;  ///< null: no straight rows, and no place is within 1 m
  PairCaps pair_caps = {};
};

struct CoverageResult {
  /// False without roads: then there are no network rows, only what needs no roads.
  bool has_network = false;
  std::vector<ServiceReach> reach;         ///< in service order; joint services have none
  std::vector<CoverageRow> rows;           ///< by service, limit, measure, unit (all first), group
  std::vector<FacilityRow> facility_rows;  ///< by service, limit, site
  std::vector<OverlapRow> overlap;  ///< by service, measure, limit, unit (all first); no joint ones
  // Of services with a capacity, by the network measure, else the straight one:
  std::vector<FillingRow> filling;    ///< by service, limit, unit (all first)
  std::vector<AccessRow> access;      ///< by service, unit (all first)
  std::vector<ServiceAccess> places;  ///< in service order
  std::vector<TooManyPairs> skipped;  ///< what of these was not computed
};

/// All services at once. TBB parallel; the result does not depend on the number of threads.
///
/// - Which sites serve: type or function and status as the service says. Nearest is by cost, ties
///   by the order of the sites' ids as text. With a catchment only sites of the cell's own unit.
/// - A site and a cell within 1 m of each other are 0 apart in both measures, though either be
///   unconnected: such a cell is in reach.
/// - The four parts: a cell within reach is served, or lacks capacity; else it is unconnected when
///   it has no entrance in the mode; else out of reach. Straight rows have no unconnected.
/// - Joint services: see core/coverage/tally.h. Each member has exactly one limit.
/// - facility_rows tell the network measure; the straight one where the service has no network
///   rows. Sites whose type fits but whose state does not count are listed with the warning
///   "not-counted" and serve nobody.
///
/// A group that the cells lack has nobody in it; a catchment of a level that the study lacks serves
/// nobody: whoever reads the project tells both as errors.
/// REQUIRES: limits ascending.
CoverageResult compute_coverage(const StudyView& study, std::span<const Service> services);

/// Tables of an earlier study that still hold in this one.
struct KeptTables {
  const CoverageResult& earlier;        ///< of the same services in the same order
  std::span<const std::uint8_t> holds;  ///< [service] 1: everything that its tables are made of is
                                        ///< as it was; not looked at for joint services
};
/// The same, but what holds is copied. Equal to computing it all.
CoverageResult compute_coverage(const StudyView& study, std::span<const Service> services,
                                const KeptTables& kept);

}  // namespace fangyuan
