// SPDX-License-Identifier: Apache-2.0
// A project's study kept in memory, so that edits of its sites are answered while somebody drags.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/coverage/tally.h"
#include "sim/live/live_reach.h"
#include "sim/live/place_ways.h"
#include "sim/scenario/edited_sites.h"
#include "sim/study/study.h"

namespace fangyuan {

struct LiveQuestion {
  ServiceId service;
  std::size_t limit = 0;  ///< position in the service's limits; 0 of a joint one
  Measure measure = Measure::network;
  std::size_t group = 0;
};

/// By the layout's rows.
struct LiveAnswer {
  std::shared_ptr<const std::vector<Parts>> before;
  std::vector<Parts> after;
};

/// Everything that coverage.csv says of a service, limit and measure after edits.
struct LiveTable {
  ServiceId service;
  std::size_t limit = 0;
  Measure measure = Measure::network;
  std::vector<std::vector<Parts>> after;  ///< [group], by the layout's rows
};

/// Answers equal the rows of coverage.csv of a run of the study, and of one with the edits. What a
/// service needs is made when it is first asked for. Safe to share between threads: no question
/// sees another's edits.
class LiveStudy {
 public:
  explicit LiveStudy(std::unique_ptr<const Study> study);
  ~LiveStudy();

  const Study& study() const { return *study_; }
  const TableLayout& layout() const { return layout_; }
  /// Whether a run has rows of this service and measure.
  bool has(ServiceId id, Measure measure) const;
  /// Absent: the service has more pairs of cell and site than are kept in memory.
  /// REQUIRES: has(question.service, question.measure); at most SiteRanks::kMostAdded new sites.
  std::optional<LiveAnswer> ask(const EditedSites& edited, const LiveQuestion& question) const;
  /// The nearest sites of a place as the edits leave them, and how one comes there.
  /// REQUIRES: has(question.service, Measure::network), not joint; a cell of the study.
  std::vector<PlaceWay> ways(const EditedSites& edited, const WayQuestion& question) const;
  /// The tables of all services of which an edited site is, or was; the others' are as they were.
  /// Absent: as above, for one of them. REQUIRES: as above.
  std::optional<std::vector<LiveTable>> tables(const EditedSites& edited) const;

 private:
  using Key = std::tuple<std::size_t, Measure>;
  struct Member {
    ServiceId service;
    std::size_t limit = 0;
  };
  std::vector<Member> members(const LiveQuestion& question) const;
  const LiveReach* reach(ServiceId id, Measure measure) const;
  const LiveOutcome& baseline(const Member& member, Measure measure, const LiveReach& reach) const;
  const ModeGraph& graph(const Service& service) const;
  const CellsByEdge& cells_by_edge(Mode mode) const;
  std::vector<SiteId> changed_sites(const EditedSites& edited) const;
  bool concerns(const Service& service, const EditedSites& edited,
                std::span<const SiteId> changed) const;
  const std::vector<Parts>& parts_before(const LiveQuestion& question,
                                         std::span<const CellOutcome* const> cells) const;

  std::unique_ptr<const Study> study_;
  TableLayout layout_;
  SiteRanks ranks_;
  GeodesicLines lines_;
  std::unordered_map<std::string_view, SiteId> by_id_;
  mutable std::mutex mutex_;  // of everything below; what is made stays
  mutable std::map<std::tuple<Mode, double, Metric>, std::unique_ptr<const ModeGraph>> graphs_;
  mutable std::array<std::unique_ptr<const CellsByEdge>, kModes> cells_by_edge_;
  mutable std::map<Key, std::unique_ptr<const LiveReach>> reaches_;  // null: too many pairs
  mutable std::map<std::tuple<std::size_t, Measure, std::size_t>, LiveOutcome> baselines_;
  mutable std::map<std::tuple<std::size_t, Measure, std::size_t, std::size_t>,
                   std::shared_ptr<const std::vector<Parts>>>
      parts_;
};

}  // namespace fangyuan
