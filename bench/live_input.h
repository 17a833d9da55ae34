// SPDX-License-Identifier: Apache-2.0
// What live_bench runs on: Porto's streets with made-up people, or a project's own study.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/grid_study.h"
#include "core/coverage/live_coverage.h"
#include "core/coverage/nearest.h"
#include "geo/crs/straight_line.h"
#include "geo/roads/read_network.h"
#include "sim/project/project.h"
#include "sim/study/study.h"

namespace fangyuan {

/// One service of one input, ready for a LiveCoverage. Sites in the order of their rank.
struct LiveCase {
  std::string name;
  double target_ms = 0;
  const Network* network = nullptr;
  Service service;
  double mps = 1, access_mps = 1;
  std::vector<Entrance> cells;
  std::vector<LiveSite> sites;
  std::unique_ptr<TableLayout> layout;
  std::unique_ptr<ModeGraph> graph;
  std::unique_ptr<CellsByEdge> by_edge;

  void finish() {
    graph = std::make_unique<ModeGraph>(*network, service.mode, mps, metric_of(service));
    by_edge = std::make_unique<CellsByEdge>(cells, network->edges.size());
  }
  LiveInputs inputs() const {
    return {.service = service,
            .graph = *graph,
            .cells = *by_edge,
            .layout = *layout,
            .access_mps = access_mps};
  }
};

inline constexpr std::uint32_t kRankStep = 256;

inline EdgeId usable_edge(Dice& dice, const ModeGraph& graph) {
  for (;;) {
    const EdgeId e(
        std::size_t{dice.below(static_cast<std::uint32_t>(graph.network().edges.size()))});
    if (graph.forward(e).reached() || graph.backward(e).reached()) return e;
  }
}

inline Entrance entrance_on(Dice& dice, const Network& network, EdgeId e, std::uint32_t leg_mm) {
  return {e, dice.below(network.edges[e.index()].length_mm + 1), dice.below(leg_mm), {}};
}

/// 60,000 cells of two groups in 4 × 4 and 12 × 12 units, 150 sites, everything along the streets.
inline LiveCase porto_case(const Network& network, Service service, std::string name) {
  LiveCase c;
  c.name = std::move(name);
  c.target_ms = 5;
  c.network = &network;
  c.service = std::move(service);
  c.finish();
  Dice dice(7);
  Cells cells;
  Units units;
  cells.groups = {"total", "older60"};
  cells.people.resize(2);
  XY low{1e12, 1e12}, high{-1e12, -1e12};
  for (const Place& p : network.vertices) {
    low = {std::min(low.x, p.xy.x), std::min(low.y, p.xy.y)};
    high = {std::max(high.x, p.xy.x), std::max(high.y, p.xy.y)};
  }
  for (const std::uint32_t side : {4U, 12U}) {
    UnitLayer layer;
    for (std::uint32_t i = 0; i < side * side; ++i) {
      layer.units.push_back(UnitId(units.all.size()));
      units.all.emplace_back().code = std::to_string(i);
    }
    units.layers.push_back(layer);
    cells.unit_of.emplace_back();
  }
  for (int i = 0; i < 60'000; ++i) {
    const Entrance e = entrance_on(dice, network, usable_edge(dice, *c.graph), 60'000);
    const XY p = network.vertices[network.edges[e.edge.index()].u.index()].xy;
    c.cells.push_back(e);
    cells.place.push_back({{}, p});
    cells.people[0].push_back(Amount::from_millionths(dice.below(60'000'000)));
    cells.people[1].push_back(Amount::from_millionths(dice.below(12'000'000)));
    for (std::size_t l = 0; l < units.layers.size(); ++l) {
      const std::uint32_t side = l == 0 ? 4 : 12;
      const auto part = [side](double at, double from, double to) {
        return std::min(side - 1, static_cast<std::uint32_t>((at - from) / (to - from) * side));
      };
      cells.unit_of[l].push_back(
          units.layers[l].units[part(p.y, low.y, high.y) * side + part(p.x, low.x, high.x)]);
    }
  }
  for (std::uint32_t s = 0; s < 150; ++s)
    c.sites.push_back(
        {s * kRankStep,
         sources_of(std::vector{entrance_on(dice, network, usable_edge(dice, *c.graph), 20'000)},
                    metric_of(c.service), c.access_mps),
         {CellId(dice.below(60'000))}});
  c.layout = std::make_unique<TableLayout>(units, cells);
  c.finish();
  return c;
}

/// Every service of a study that has streets and that LiveCoverage supports; capacity is left out.
inline std::vector<LiveCase> study_cases(const Study& study) {
  std::vector<LiveCase> cases;
  const GeodesicLines lines(study.population.cells.place, study.facilities.all);
  for (Service service : study.project.services) {
    service.capacity.reset();
    const ModeAccess* access = study.access[static_cast<std::size_t>(service.mode)].get();
    if (!LiveCoverage::supports(service) || !service.measure_network || access == nullptr) continue;
    const ModeSettings& mode = study.project.settings(service.mode);
    const ModeSpeeds speeds{mode.speed_mps, mode.off_network_mps};
    LiveCase c;
    c.name = "prefecture " + service.id;
    c.target_ms = 50;
    c.network = &study.roads.network;
    c.service = service;
    c.mps = network_mps(service, speeds);
    c.access_mps = access_mps(service, speeds);
    c.cells = access->cells;
    const ServingSites serving(service, study.facilities.all, study.boundaries.units,
                               study.population.cells);
    for (std::size_t rank = 0; rank < serving.size(); ++rank) {
      std::vector<CellCost> near;
      lines.within(serving[rank], kSamePlaceMm, near);
      LiveSite site{
          static_cast<std::uint32_t>(rank) * kRankStep,
          sources_of(access->sites[serving[rank].index()], metric_of(service), c.access_mps),
          {}};
      for (const CellCost& cell : near) site.same_place.push_back(cell.cell);
      c.sites.push_back(std::move(site));
    }
    c.layout = std::make_unique<TableLayout>(study.boundaries.units, study.population.cells);
    c.finish();
    cases.push_back(std::move(c));
  }
  return cases;
}

}  // namespace fangyuan
