// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_folder.h"

#include <sys/resource.h>
#include <tbb/global_control.h>

#include "geo/out/output_file.h"
#include "geo/roads/checks.h"
#include "sim/run/write.h"

namespace fangyuan {
namespace {

double peak_rss_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

NetworkInfo network_info(const Study& study) {
  if (!study.has_roads()) return {};
  const NetworkFacts facts = facts_of(study.roads.network);
  return {facts.vertices, facts.edges, facts.components, facts.length_km};
}

}  // namespace

void write_run_folder(const FinishedRun& run, Stages& stages, AtomicFolder& out) {
  const Study& study = run.study;
  RunInfo info;
  info.started = run.started;
  info.version = FANGYUAN_VERSION;
  info.project = study.project.name;
  info.date = study.project.date;
  info.config = effective_config_json(study.project);
  info.inputs = study.inputs;
  info.network = network_info(study);
  for (std::size_t g = 0; g < study.population.cells.groups.size(); ++g)
    info.population.emplace_back(study.population.cells.groups[g], study.population.balance[g]);
  info.warnings = run.problems.all();
  info.threads = static_cast<unsigned>(
      tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
  stages.begin("write");
  write_tables(study, run.tables, info, run.dump, out.staging());
  if (run.changes) write_file(out.staging() / "changes.json", *run.changes);
  stages.end();
  info.stages = stages.done();
  info.peak_rss_mb = peak_rss_mb();
  info.elapsed_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - run.start).count();
  write_info(study, run.tables, info, out.staging());
  out.commit();
}

}  // namespace fangyuan
