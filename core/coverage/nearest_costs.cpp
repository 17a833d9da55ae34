// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/nearest_costs.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <memory>
#include <tuple>

#include "core/base/parallel.h"
#include "core/coverage/nearest.h"
#include "core/coverage/site_costs.h"
#include "core/reach/access.h"

namespace fangyuan {
namespace {

/// A graph and the searches that run on it, one per thread.
struct Streets {
  Streets(const Network& network, Mode mode, double mps, Metric metric)
      : graph(network, mode, mps, metric), searches([this] { return Search(graph); }) {}
  ModeGraph graph;
  tbb::enumerable_thread_specific<Search> searches;
};

/// Ranks of sites that serve the same cells: all, or with a catchment those of one unit.
std::vector<std::vector<std::uint32_t>> batches_of(const ServingSites& sites,
                                                   const Service& service, const StudyView& study) {
  std::optional<std::size_t> layer;
  if (service.own_unit)
    layer = study.units.find_layer(service.own_unit->first, service.own_unit->second);
  std::map<UnitId, std::vector<std::uint32_t>> by_unit;
  for (std::uint32_t rank = 0; rank < sites.size(); ++rank) {
    const auto& unit_of = study.facilities[sites[rank].index()].unit_of;
    by_unit[layer && *layer < unit_of.size() ? unit_of[*layer] : UnitId::none()].push_back(rank);
  }
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& [unit, ranks] : by_unit) out.push_back(std::move(ranks));
  return out;
}

class Job {
 public:
  Job(const StudyView& study, std::span<const Service> services)
      : study_(study), services_(services) {
    for (const Service& s : services) prepare(s);
  }

  std::vector<NearestCosts> run() {
    std::vector<NearestCosts> out(services_.size());
    parallel_for(2 * services_.size(), [&](std::size_t task) {
      const std::size_t s = task / 2;
      if (task % 2 == 0)
        by_network(services_[s], out[s]);
      else
        by_straight_line(services_[s], out[s]);
    });
    return out;
  }

 private:
  using Key = std::tuple<Mode, double, Metric>;

  const ModeAccess* access_of(const Service& s) const {
    if (study_.network == nullptr || study_.network->empty() || !s.measure_network) return nullptr;
    return study_.access[static_cast<std::size_t>(s.mode)];
  }
  const ModeSpeeds& speeds_of(const Service& s) const {
    return study_.speeds[static_cast<std::size_t>(s.mode)];
  }
  Key key_of(const Service& s) const {
    // By car, and for lengths, the speed makes no difference.
    const bool one_speed = s.mode == Mode::car || metric_of(s) == Metric::length;
    return {s.mode, one_speed ? 1 : network_mps(s, speeds_of(s)), metric_of(s)};
  }

  /// What tasks share is built before they start.
  void prepare(const Service& s) {
    const ModeAccess* access = access_of(s);
    if (access == nullptr) return;
    const Key key = key_of(s);
    auto& streets = streets_[key];
    if (!streets)
      streets =
          std::make_unique<Streets>(*study_.network, s.mode, std::get<double>(key), metric_of(s));
    auto& cells = cells_by_edge_[static_cast<std::size_t>(s.mode)];
    if (!cells) cells = std::make_unique<CellsByEdge>(*access, study_.network->edges.size());
  }

  ServingSites sites_of(const Service& s) const {
    return {s, study_.facilities, study_.units, study_.cells};
  }

  /// The least of what is there and `cost`, where the sites of the batch may serve the cell.
  static void take(std::vector<Cost>& least, const ServingSites& sites, std::uint32_t rank,
                   const CellCost& c) {
    if (sites.may_serve(rank, c.cell))
      least[c.cell.index()] = std::min(least[c.cell.index()], c.cost);
  }

  void by_network(const Service& s, NearestCosts& out) const {
    const ModeAccess* access = access_of(s);
    if (access == nullptr) return;
    assert(access->cells.size() == study_.cells.size() &&
           access->sites.size() == study_.facilities.size());
    const ServingSites sites = sites_of(s);
    Streets& streets = *streets_.at(key_of(s));
    const CellsByEdge& cells = *cells_by_edge_[static_cast<std::size_t>(s.mode)];
    const Metric metric = metric_of(s);
    const double mps = access_mps(s, speeds_of(s));
    const Cost limit(s.limits.back().value);
    std::vector<Cost>& least = out.network.emplace(study_.cells.size());
    Search& search = streets.searches.local();
    std::vector<Source> sources;
    for (const std::vector<std::uint32_t>& ranks : batches_of(sites, s, study_)) {
      sources.clear();
      for (const std::uint32_t rank : ranks)
        for (const Source& source : sources_of(access->sites[sites[rank].index()], metric, mps))
          sources.push_back(source);
      search.run(sources, limit, s.direction);
      search.for_each_touched_edge([&](EdgeId e) {
        for (std::size_t i = cells.begin_of(e); i < cells.end_of(e); ++i) {
          const CellsByEdge::Item& item = cells.items()[i];
          const Cost cost = search.at(e, item.offset_mm) + access_cost(item.access_mm, metric, mps);
          if (cost <= limit) take(least, sites, ranks.front(), {item.cell, cost});
        }
      });
    }
    if (study_.straight == nullptr) return;
    std::vector<CellCost> near;
    for (std::uint32_t rank = 0; rank < sites.size(); ++rank) {
      near.clear();
      study_.straight->within(sites[rank], kSamePlaceMm, near);
      for (const CellCost& c : near) take(least, sites, rank, {c.cell, Cost::zero()});
    }
  }

  void by_straight_line(const Service& s, NearestCosts& out) const {
    if (study_.straight == nullptr || !s.measure_straight) return;
    const auto mps = straight_mps(s, speeds_of(s));
    if (s.limits.back().is_time && !mps) return;  // by car a time limit has no radius
    const Cost limit = straight_radius(mps.value_or(0), s.limits.back());
    const ServingSites sites = sites_of(s);
    const StraightCosts costs(*study_.straight);
    std::vector<Cost>& least = out.straight_mm.emplace(study_.cells.size());
    std::vector<CellCost> near;
    for (std::uint32_t rank = 0; rank < sites.size(); ++rank) {
      near.clear();
      costs.of(sites[rank], limit, near);
      for (const CellCost& c : near) take(least, sites, rank, c);
    }
  }

  const StudyView& study_;
  std::span<const Service> services_;
  std::map<Key, std::unique_ptr<Streets>> streets_;
  std::array<std::unique_ptr<CellsByEdge>, kModes> cells_by_edge_;
};

}  // namespace

std::vector<NearestCosts> nearest_costs(const StudyView& study, std::span<const Service> services) {
  return Job(study, services).run();
}

}  // namespace fangyuan
