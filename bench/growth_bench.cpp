// SPDX-License-Identifier: Apache-2.0
// Coverage of a project's first service, for seeing how work and memory grow
// (scripts/bench-growth).
//   growth_bench PROJECT    prints people, cells, vertices, processor ms of one thread, bytes; then
// processor ms to find the order, to build the hierarchy, to weigh it and to sweep it once (nearest
// 3 of one site in a hundred vertices, 15 minutes, every vertex); 0 under valgrind
// Under `valgrind --tool=callgrind --instr-atstart=no` only the coverage is counted.
#include <malloc.h>
#include <tbb/global_control.h>

#include <memory>
#include <vector>

#include "bench/report.h"
#include "core/network/dissection.h"
#include "core/reach/nearest_sites.h"
#include "sim/project/project.h"
#include "sim/run/study_view.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#define RUNNING_ON_VALGRIND 0
#endif

namespace fangyuan {
namespace {

/// The searches over the index: the coverage of one service may do without it.
struct IndexTimes {
  double order = 0, build = 0, weigh = 0, sweep = 0;
};

IndexTimes index_times(const ModeGraph& graph) {
  using bench::least_of;
  constexpr int kTimes = 3;
  IndexTimes ms;
  std::vector<VertexId> order, all, sites;
  std::unique_ptr<Hierarchy> hierarchy;
  ms.order = least_of(1, [&] { order = dissection_order(graph); }).cpu;
  ms.build = least_of(1, [&] { hierarchy = std::make_unique<Hierarchy>(graph, order); }).cpu;
  HierarchyWeights weights(*hierarchy, graph);
  ms.weigh = least_of(kTimes, [&] { weights.customise(graph); }).cpu;
  for (std::size_t v = 0; v < graph.vertex_count(); ++v) all.push_back(VertexId(v));
  for (std::size_t v = 0; v < all.size(); v += 100) sites.push_back(all[v]);
  const LaneTargets targets(*hierarchy, all);
  const LaneInputs in{graph, weights, targets, Direction::to_facility};
  ms.sweep = least_of(kTimes, [&] { nearest_sites(in, sites, 3, Cost(900'000)); }).cpu;
  return ms;
}

int run(const std::string& path) {
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  Problems problems;
  Stages stages{Progress{}};
  const auto study = load_study(read_project(path, problems), stages, problems);
  const BorrowedView borrowed(*study);
  const std::span<const Service> services(study->project.services.data(), 1);
  CoverageResult result;
  const int times = RUNNING_ON_VALGRIND ? 1 : 5;
  CALLGRIND_START_INSTRUMENTATION;
  const auto least =
      bench::least_of(times, [&] { result = compute_coverage(borrowed.view(), services); });
  CALLGRIND_STOP_INSTRUMENTATION;
  // All that is alive at the end: study, view and tables. Large blocks lie outside the arena.
  const struct mallinfo2 heap = mallinfo2();
  const Cells& cells = study->population.cells;
  People people;
  for (const People p : cells.people.front()) people += p;
  const Service& service = services.front();
  IndexTimes index;
  if (RUNNING_ON_VALGRIND == 0)
    index = index_times(ModeGraph(study->roads.network, service.mode,
                                  study->project.speed_mps(service), Metric::time));
  std::printf("%s\t%zu\t%zu\t%.2f\t%zu\t%.2f\t%.2f\t%.2f\t%.2f\n", people.to_string().c_str(),
              cells.size(), study->roads.network.vertices.size(), least.cpu,
              heap.uordblks + heap.hblkhd, index.order, index.build, index.weigh, index.sweep);
  return 0;
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 1, 1, "growth_bench PROJECT");
  return bench::run_or_tell([&] { return run(argv[1]); });
}
