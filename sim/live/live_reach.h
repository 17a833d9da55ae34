// SPDX-License-Identifier: Apache-2.0
// One service by one measure, kept so that edited sites are answered at once. Internal to sim/live.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "core/coverage/site_costs.h"
#include "core/coverage/tally.h"
#include "core/network/network.h"
#include "geo/crs/straight_line.h"
#include "sim/live/site_ranks.h"
#include "sim/scenario/edited_sites.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Where every cell stands, with what the outcome points into.
struct LiveOutcome {
  CellOutcome cells;
  std::vector<Amount> met;
  std::shared_ptr<const std::vector<Amount>> need;
};

/// A study's sites after edits, and which of them an edit named or added.
struct SitesNow {
  const EditedSites& edited;
  std::span<const SiteId> changed;           ///< ascending
  std::span<const std::uint32_t> new_ranks;  ///< of those that the study does not have
};

/// What a service is computed from; everything outlives the reach.
struct ReachInputs {
  const Study& study;
  const Service& service;
  const TableLayout& layout;
  const SiteRanks& ranks;
  const GeodesicLines& lines;
  const ModeGraph* graph = nullptr;    ///< null: in a straight line
  const CellsByEdge* cells = nullptr;  ///< likewise
  double access_mps = 1.0;

  std::size_t mode() const { return static_cast<std::size_t>(service.mode); }
  std::uint32_t rank_of(SiteId site, const SitesNow& now) const {
    const std::size_t known = study.facilities.all.size();
    return site.index() < known ? ranks.of(site) : now.new_ranks[site.index() - known];
  }
  /// Cells at most 1 m away, ascending.
  std::vector<CellCost> same_place(const Facility& site) const {
    std::vector<CellCost> near;
    lines.within(site, kSamePlaceMm, near);
    std::sort(near.begin(), near.end(),
              [](const CellCost& a, const CellCost& b) { return a.cell < b.cell; });
    return near;
  }
};

class LiveReach {
 public:
  virtual ~LiveReach() = default;
  /// As a run of the edited study at the limit of this position. Safe to call from several threads.
  /// Without changed sites the edited ones are not looked at.
  virtual LiveOutcome outcome(const SitesNow& now, std::size_t limit) const = 0;
};

/// By the nearest site, where that is all that counts: see LiveCoverage::supports.
std::unique_ptr<const LiveReach> live_nearest(const ReachInputs& inputs);

/// By all pairs of cell and site within the largest limit, for what depends on more than the
/// nearest one. Null: there are more pairs than are kept.
std::unique_ptr<const LiveReach> live_pairs(const ReachInputs& inputs);

}  // namespace fangyuan
