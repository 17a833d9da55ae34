// SPDX-License-Identifier: Apache-2.0
// One kernel on a made-up city, for counting instructions (scripts/count-instructions).
//   kernel_counts KERNEL    prints how many (source, vertex) pairs, or arcs, it settles
#include <tbb/global_control.h>

#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "bench/grid_study.h"
#include "core/coverage/live_coverage.h"
#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/search.h"
#include "geo/snap/snapper.h"
#include "geo/surface/circles.h"

namespace fangyuan {
namespace {

constexpr Cost kLimit{900'000};

struct Town {
  Town() : study(160, 10, 300), graph(study.network, Mode::walk, 1.0, Metric::time) {
    for (std::size_t v = 0; v < graph.vertex_count(); ++v) vertices.push_back(VertexId(v));
    for (std::size_t i = 0; i < 256; ++i)
      sites.push_back(vertices[(i * 7919 + 13) % vertices.size()]);
  }
  GridStudy study;
  ModeGraph graph;
  Hierarchy hierarchy{graph};
  HierarchyWeights weights{hierarchy, graph};
  std::vector<VertexId> vertices, sites;
};

/// Each returns what it settled.
std::size_t plain_search(Town& t) {
  Search search(t.graph);
  std::size_t settled = 0;
  for (const auto& entrances : t.study.access.sites) {
    const Source source{entrances[0], Cost(0)};
    search.run({&source, 1}, kLimit, Direction::to_facility);
    settled += search.reached().size();
  }
  return settled;
}

std::size_t lane_sweep(Town& t) {
  LaneSweep sweep(t.weights);  // valgrind knows no AVX-512: there the best set is AVX2
  std::size_t settled = 0;
  for (std::uint32_t first = 0; first + kLanes <= t.vertices.size(); first += 8 * kLanes) {
    std::vector<LaneStart> starts;
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) starts.push_back({lane, first + lane, 0});
    sweep.run(starts, kLimit, Direction::to_facility);
    for (const std::uint32_t rank : sweep.visited())
      for (std::size_t lane = 0; lane < kLanes; ++lane) settled += sweep.cost(rank, lane).reached();
  }
  return settled;
}

std::size_t nearest(Town& t) {
  const LaneTargets targets(t.hierarchy, t.vertices);
  const auto found =
      nearest_sites({t.graph, t.weights, targets, Direction::to_facility}, t.sites, 3, kLimit);
  std::size_t settled = 0;
  for (const SiteCost& s : found.nearest) settled += s.cost.reached();
  return settled;
}

std::size_t one_to_all(Town& t) {
  const LaneTargets targets(t.hierarchy, t.vertices);
  const CostMatrix matrix({t.graph, t.weights, targets, Direction::to_facility});
  matrix.for_each_batch(t.sites, [](const CostMatrix::BatchRows&) {});
  return t.sites.size() * matrix.swept_ranks();
}

std::size_t customise(Town& t) {
  t.weights.customise(t.graph);
  return t.hierarchy.arc_count();
}

/// Outlines of circles, the search that they are drawn from not counted; tiles are made on the way.
std::size_t circles(Town& t) {
  const Frame frame("EPSG:4547");
  const Snapper snapper(t.study.network, Mode::walk, {}, frame);
  NearestStreets streets(snapper, 500);
  CirclePen pen;
  Search search(t.graph);
  std::size_t settled = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    const Source source{t.study.access.sites[i][0], Cost(0)};
    const CircleRequest request{.limits = {{true, kLimit.value()}},
                                .places = {source.entrance.point.xy}};
    search.run({&source, 1}, search_limit(request.limits, Mode::walk, 1.0), Direction::to_facility);
    settled += search.reached().size();
    if (pen.draw(request, search, streets).empty()) return 0;
  }
  return settled;
}

/// Sites dragged to another street; what a drag settles are the vertices and cells that it changes.
std::size_t edits(Town& t) {
  Service service;
  service.limits = {{true, kLimit.value()}};
  const CellsByEdge cells(t.study.access.cells, t.study.network.edges.size());
  const TableLayout layout(t.study.units, t.study.cells);
  std::vector<LiveSite> sites;
  for (const auto& entrances : t.study.access.sites)
    sites.push_back(
        {static_cast<std::uint32_t>(sites.size()), sources_of(entrances, Metric::time, 1.0), {}});
  LiveCoverage live({.service = service, .graph = t.graph, .cells = cells, .layout = layout},
                    sites);
  std::size_t settled = 0;
  for (std::uint32_t rank = 0; rank < 100; ++rank) {
    LiveEdit drag;
    drag.sites = {{rank, sites[rank + 100].entrances, {}}};
    const LiveChange change = live.apply(drag);
    settled += change.vertices.size() + change.cells.size();
  }
  return settled;
}

}  // namespace

int run(const std::string& name) {
  const std::map<std::string, std::size_t (*)(Town&)> kernels{{"plain-search", plain_search},
                                                              {"lane-sweep", lane_sweep},
                                                              {"nearest-3", nearest},
                                                              {"one-to-all", one_to_all},
                                                              {"customise", customise},
                                                              {"circles", circles},
                                                              {"edits", edits}};
  const auto kernel = kernels.find(name);
  if (kernel == kernels.end()) {
    std::string names;
    for (const auto& [known, run] : kernels) names += " " + known;
    std::fprintf(stderr, "kernel_counts KERNEL, one of:%s\n", names.c_str());
    return 2;
  }
  // callgrind counts what is collected thread by thread: all the work must be in this one.
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  Town town;
  std::printf("%zu\n", kernel->second(town));
  return 0;
}

}  // namespace fangyuan

int main(int argc, char** argv) { return fangyuan::run(argc == 2 ? argv[1] : ""); }
