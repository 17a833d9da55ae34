// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/circles.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/parallel.h"
#include "core/coverage/nearest.h"
#include "geo/snap/added_roads.h"
#include "sim/run/draw_circles.h"

namespace fangyuan {
namespace {

/// Outlines may run so far from where the grid has them: it takes away more than half their points.
constexpr double kThinM = 1;

/// What one thread works with; graphs are shared.
struct Tools {
  std::map<const ModeGraph*, std::unique_ptr<Search>> searches;
  CirclePen pen;
  Search& search(const ModeGraph& graph) {
    auto& search = searches[&graph];
    if (!search) search = std::make_unique<Search>(graph);
    return *search;
  }
};

/// The circles of one service: every site that counts, then their union.
class ServiceCircles {
 public:
  ServiceCircles(const Study& study, ServiceId id, const ModeGraph& graph, NearestStreets& streets)
      : id_(id), service_(study.project.services[id.index()]), graph_(graph), streets_(streets) {
    const std::size_t m = static_cast<std::size_t>(service_.mode);
    const ModeSettings& settings = study.project.modes[m];
    off_mps_ = access_mps(service_,
                          ModeSpeeds{study.project.speed_mps(service_), settings.off_network_mps});
    for (std::size_t s = 0; s < study.facilities.all.size(); ++s) {
      const Facility& f = study.facilities.all[s];
      if (!f.place || !serves(f, service_)) continue;
      auto sources = sources_of(study.access[m]->sites[s], graph.metric(), off_mps_);
      if (!sources.empty()) sites_.push_back({SiteId(s), std::move(sources), f.place->xy});
    }
  }

  /// One for each site, then their union; none without sites.
  std::size_t jobs() const { return sites_.empty() ? 0 : sites_.size() + 1; }

  ServiceId service() const { return id_; }
  /// None: their union.
  SiteId site(std::size_t job) const {
    return job < sites_.size() ? sites_[job].id : SiteId::none();
  }

  std::vector<Circle> draw(std::size_t job, Tools& tools) const {
    if (job < sites_.size()) {
      const Site& s = sites_[job];
      return draw(tools, s.id, s.sources, {s.place});
    }
    std::vector<Source> all;
    std::vector<XY> places;
    for (const Site& s : sites_) {
      all.insert(all.end(), s.sources.begin(), s.sources.end());
      places.push_back(s.place);
    }
    return draw(tools, SiteId::none(), all, std::move(places));
  }

 private:
  struct Site {
    SiteId id;
    std::vector<Source> sources;
    XY place;
  };

  std::vector<Circle> draw(Tools& tools, SiteId site, const std::vector<Source>& sources,
                           std::vector<XY> places) const {
    Search& search = tools.search(graph_);
    const double cell_m = streets_.base_cell_m();
    search.run(sources, search_limit(service_.limits, service_.mode, off_mps_, cell_m),
               service_.direction);
    return tools.pen.draw({id_, site, service_.limits, off_mps_, std::move(places), kThinM}, search,
                          streets_);
  }

  ServiceId id_;
  const Service& service_;
  const ModeGraph& graph_;
  NearestStreets& streets_;
  double off_mps_ = 1.0;
  std::vector<Site> sites_;
};

/// Circles by service and site; they stand together.
class CircleRuns {
 public:
  explicit CircleRuns(std::span<const Circle> circles) : circles_(circles) {
    for (std::size_t begin = 0; begin < circles.size();) {
      std::size_t end = begin + 1;
      const Circle& c = circles[begin];
      while (end < circles.size() && circles[end].service == c.service &&
             circles[end].site == c.site)
        ++end;
      runs_[{c.service, c.site}] = {begin, end};
      begin = end;
    }
  }
  std::vector<Circle> of(ServiceId service, SiteId site) const {
    const auto it = runs_.find({service, site});
    if (it == runs_.end()) return {};
    const auto of = circles_.subspan(it->second.first, it->second.second - it->second.first);
    return {of.begin(), of.end()};
  }

 private:
  std::span<const Circle> circles_;
  std::map<std::pair<ServiceId, SiteId>, std::pair<std::size_t, std::size_t>> runs_;
};

}  // namespace

std::vector<Circle> compute_circles(const Study& study) {
  return std::move(draw_circles(study, {}).circles);
}

DrawnCircles draw_circles(const Study& study, const KeptCircles& kept) {
  DrawnCircles out;
  if (!study.has_roads()) return out;
  std::map<std::tuple<Mode, double, Metric>, std::unique_ptr<const ModeGraph>> graphs;
  std::map<Mode, std::unique_ptr<NearestStreets>> streets;
  std::vector<ServiceCircles> services;
  for (std::size_t i = 0; i < study.project.services.size(); ++i) {
    const Service& s = study.project.services[i];
    const Snapper* snapper = study.snappers[static_cast<std::size_t>(s.mode)].get();
    if (study.added && study.added->drawn(s.mode) != nullptr) snapper = study.added->drawn(s.mode);
    if (s.is_joint() || !s.measure_network || snapper == nullptr) continue;
    const double speed = study.project.speed_mps(s);
    auto& graph = graphs[{s.mode, speed, metric_of(s)}];
    if (!graph)
      graph = std::make_unique<const ModeGraph>(study.roads.network, s.mode, speed, metric_of(s));
    auto& near = streets[s.mode];
    if (!near)
      near = std::make_unique<NearestStreets>(
          *snapper, study.project.settings(s.mode).access_limit_m, finest_cell_m(s.mode));
    services.emplace_back(study, ServiceId(i), *graph, *near);
  }
  // All in one loop, so that nobody waits for the last circle of a service.
  struct Job {
    std::size_t service, number;
  };
  std::vector<Job> jobs;
  for (std::size_t s = 0; s < services.size(); ++s)
    for (std::size_t n = 0; n < services[s].jobs(); ++n) jobs.push_back({s, n});
  out.all = jobs.size();
  std::vector<std::vector<Circle>> drawn(jobs.size());
  std::vector<std::size_t> missing;
  const CircleRuns earlier(kept.circles);
  for (std::size_t k = 0; k < jobs.size(); ++k) {
    const ServiceId service = services[jobs[k].service].service();
    const SiteId site = services[jobs[k].service].site(jobs[k].number);
    if (kept.stays != nullptr && kept.stays->circle(service, site))
      drawn[k] = earlier.of(service, site);
    else
      missing.push_back(k);
  }
  out.drawn = missing.size();
  tbb::enumerable_thread_specific<Tools> tools;
  parallel_for(missing.size(), [&](std::size_t i) {
    const std::size_t k = missing[i];
    drawn[k] = services[jobs[k].service].draw(jobs[k].number, tools.local());
  });
  for (auto& circles : drawn)
    std::move(circles.begin(), circles.end(), std::back_inserter(out.circles));
  return out;
}

}  // namespace fangyuan
