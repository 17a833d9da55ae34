// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run.h"

#include <chrono>

#include "sim/run/now.h"
#include "sim/run/run_folder.h"
#include "sim/run/write.h"
#include "sim/scenario/apply.h"
#include "sim/scenario/tell_the_rest.h"

namespace fangyuan {

RunSummary run_project(const std::filesystem::path& project, const RunOptions& options,
                       const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const std::string started = now_iso();
  Problems problems;
  Stages stages(progress);
  Scenario scenario = read_scenario(options.scenario, problems);
  Problems of_project;  // apart: reading throws when there is an error among what was told
  Project settings;
  try {
    settings = read_project(project, of_project);
  } catch (const InputError& e) {
    for (const Problem& p : e.problems()) problems.add(p);
    problems.throw_if_errors();
  }
  for (const Problem& p : of_project.all()) problems.add(p);
  apply_to_project(scenario, settings, problems);
  if (problems.has_errors() && !scenario.edits.empty()) {
    Problems of_study;
    const auto spoilt = load_study(settings, stages, of_study);
    tell_the_rest(scenario, *spoilt, problems);
  }
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
  summary.tables = compute_run(*summary.study, stages);
  tell_skipped(*summary.study, summary.tables.coverage.skipped, problems);
  write_run_folder({.study = *summary.study,
                    .tables = summary.tables,
                    .problems = problems,
                    .changes = std::move(changes),
                    .dump = options.dump,
                    .started = started,
                    .start = start},
                   stages, out);
  summary.warnings = problems.all();
  return summary;
}

}  // namespace fangyuan
