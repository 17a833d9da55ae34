// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run.h"

#include <sys/resource.h>
#include <tbb/global_control.h>

#include <chrono>

#include "geo/out/atomic_folder.h"
#include "geo/out/output_file.h"
#include "geo/roads/checks.h"
#include "sim/run/now.h"
#include "sim/run/write.h"
#include "sim/scenario/apply.h"

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

RunSummary run_project(const std::filesystem::path& project, const RunOptions& options,
                       const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  RunInfo info;
  info.started = now_iso();
  Problems problems;
  Stages stages(progress);
  Scenario scenario = read_scenario(options.scenario, problems);
  Project settings = read_project(project, problems);
  apply_to_project(scenario, settings, problems);
  problems.throw_if_errors();
  // Refused before anything is read: the folder that cannot be written, the input that it would
  // delete.
  std::vector<std::filesystem::path> inputs = input_paths(settings);
  inputs.insert(inputs.end(), options.scenario.begin(), options.scenario.end());
  AtomicFolder out(options.out, options.force, inputs);

  std::unique_ptr<Study> loaded = load_study(std::move(settings), stages, problems);
  std::optional<std::string> changes;
  if (!options.scenario.empty()) {
    stages.begin("scenario");
    const Applied applied = apply_to_study(scenario, *loaded, problems);
    problems.throw_if_errors();
    changes = changes_json(scenario, *loaded, applied);
    stages.end();
  }
  RunSummary summary;
  summary.study = std::move(loaded);
  summary.scenario = std::move(scenario);
  const Study& study = *summary.study;
  summary.tables = compute_run(study, stages);
  tell_skipped(study, summary.tables.coverage.skipped, problems);

  info.version = FANGYUAN_VERSION;
  info.project = study.project.name;
  info.date = study.project.date;
  info.config = effective_config_json(study.project);
  info.inputs = study.inputs;
  info.network = network_info(study);
  for (std::size_t g = 0; g < study.population.cells.groups.size(); ++g)
    info.population.emplace_back(study.population.cells.groups[g], study.population.balance[g]);
  info.warnings = problems.all();
  info.threads = static_cast<unsigned>(
      tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
  stages.begin("write");
  write_tables(study, summary.tables, info, options.dump, out.staging());
  if (changes) write_file(out.staging() / "changes.json", *changes);
  stages.end();
  info.stages = stages.done();
  info.peak_rss_mb = peak_rss_mb();
  info.elapsed_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  write_info(study, summary.tables, info, out.staging());
  out.commit();
  summary.warnings = problems.all();
  return summary;
}

}  // namespace fangyuan
