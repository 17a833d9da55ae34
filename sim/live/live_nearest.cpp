// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "core/coverage/live_coverage.h"
#include "core/coverage/nearest.h"
#include "sim/live/live_reach.h"

namespace fangyuan {
namespace {

class LiveNearest : public LiveReach {
 public:
  explicit LiveNearest(const ReachInputs& in)
      : in_(in),
        live_({.service = in.service,
               .graph = *in.graph,
               .cells = *in.cells,
               .layout = in.layout,
               .access_mps = in.access_mps},
              sites(in)) {}

  LiveOutcome outcome(const SitesNow& now, std::size_t limit) const override {
    LiveEdit edit;
    for (const SiteId s : now.changed) {
      const Facility& f = now.edited.facilities.all[s.index()];
      LiveSite site{in_.rank_of(s, now), {}, {}};
      const bool was = s.index() < in_.study.facilities.all.size() &&
                       counts(in_.study.facilities.all[s.index()], in_.service);
      if (counts(f, in_.service))
        fill(in_, f, now.edited.entrances[in_.mode()][s.index()], site);
      else if (!was)
        continue;
      edit.sites.push_back(std::move(site));
    }
    const Cost most(in_.service.limits[limit].value);
    LiveOutcome result;
    result.cells.state.resize(in_.layout.cell_count());
    const std::scoped_lock lock(mutex_);
    live_.apply(edit);
    for (std::size_t c = 0; c < result.cells.state.size(); ++c) {
      const NearestLabel nearest = live_.at(CellId(c));
      result.cells.state[c] = nearest.reached() && nearest.cost() <= most ? CellState::in_reach
                              : live_.unconnected(CellId(c))              ? CellState::unconnected
                                                                          : CellState::out_of_reach;
    }
    live_.undo();
    return result;
  }

 private:
  static bool counts(const Facility& f, const Service& service) {
    return f.place && serves(f, service);
  }

  static void fill(const ReachInputs& in, const Facility& f, std::span<const Entrance> entrances,
                   LiveSite& site) {
    site.entrances = sources_of(entrances, in.graph->metric(), in.access_mps);
    for (const CellCost& near : in.same_place(f)) site.same_place.push_back(near.cell);
  }

  static std::vector<LiveSite> sites(const ReachInputs& in) {
    const auto& all = in.study.facilities.all;
    std::vector<LiveSite> sites;
    for (std::size_t s = 0; s < all.size(); ++s) {
      if (!counts(all[s], in.service)) continue;
      LiveSite& site = sites.emplace_back();
      site.rank = in.ranks.of(SiteId(s));
      fill(in, all[s], in.study.access[in.mode()]->sites[s], site);
    }
    std::sort(sites.begin(), sites.end(),
              [](const LiveSite& a, const LiveSite& b) { return a.rank < b.rank; });
    return sites;
  }

  ReachInputs in_;
  mutable std::mutex mutex_;  // of live_: one edit at a time
  mutable LiveCoverage live_;
};

}  // namespace

std::unique_ptr<const LiveReach> live_nearest(const ReachInputs& inputs) {
  return std::make_unique<const LiveNearest>(inputs);
}

}  // namespace fangyuan
