// SPDX-License-Identifier: Apache-2.0
// Coverage of a project's first service, for seeing how work and memory grow
// (scripts/bench-growth).
//   growth_bench PROJECT    prints people, cells, vertices, processor ms of one thread, bytes
// Under `valgrind --tool=callgrind --instr-atstart=no` only the coverage is counted.
#include <malloc.h>
#include <tbb/global_control.h>

#include "bench/report.h"
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
  std::printf("%s\t%zu\t%zu\t%.2f\t%zu\n", people.to_string().c_str(), cells.size(),
              study->roads.network.vertices.size(), least.cpu, heap.uordblks + heap.hblkhd);
  return 0;
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 1, 1, "growth_bench PROJECT");
  return bench::run_or_tell([&] { return run(argv[1]); });
}
