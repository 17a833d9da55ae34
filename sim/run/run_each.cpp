// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_each.h"

#include <chrono>
#include <optional>
#include <set>

#include "sim/run/now.h"
#include "sim/run/run_folder.h"
#include "sim/run/write.h"
#include "sim/scenario/known_names.h"

namespace fangyuan {
namespace {

constexpr const char* kBaseline = "baseline";

/// Names of the folders, by scenario. Told (id-duplicate) when two would be one.
std::vector<std::string> names_of(const EachOptions& options, Problems& problems) {
  std::vector<std::string> names;
  std::set<std::string> seen{kBaseline};
  for (const auto& file : options.scenarios) {
    names.push_back(file.stem().string());
    if (seen.insert(names.back()).second) continue;
    problems.error({.code = "id-duplicate",
                    .file = file.string(),
                    .field = "--each",
                    .value = names.back(),
                    .rule = {"两个结果文件夹会同名，请给方案文件改名",
                             "two run folders would have this name: rename the scenario file"}});
  }
  return names;
}

std::vector<Text> sentences(const Scenario& scenario, const Study& study) {
  const KnownNames names(study);
  std::vector<Text> out;
  for (const Edit& edit : scenario.edits) out.push_back(describe(edit, names));
  return out;
}

}  // namespace

std::vector<EachResult> run_each(const std::filesystem::path& project, const EachOptions& options,
                                 const Progress& progress) {
  auto start = std::chrono::steady_clock::now();
  std::string started = now_iso();
  Problems problems;
  Stages stages(progress);
  const std::vector<std::string> names = names_of(options, problems);
  std::vector<Scenario> scenarios;
  for (const auto& file : options.scenarios)
    scenarios.push_back(read_scenario({&file, 1}, problems));
  std::optional<Baseline> read;
  try {
    read.emplace(project, stages, problems);
  } catch (const InputError& e) {  // told beside what is wrong with the scenarios
    for (const Problem& p : e.problems()) problems.add(p);
    problems.throw_if_errors();
  }
  Baseline& baseline = *read;
  for (const Scenario& scenario : scenarios) baseline.check(scenario, problems);
  problems.throw_if_errors();
  std::vector<std::filesystem::path> inputs = input_paths(baseline.study().project);
  inputs.insert(inputs.end(), options.scenarios.begin(), options.scenarios.end());
  std::vector<std::unique_ptr<AtomicFolder>> folders;
  folders.push_back(std::make_unique<AtomicFolder>(options.out / kBaseline, options.force, inputs));
  for (const std::string& name : names)
    folders.push_back(std::make_unique<AtomicFolder>(options.out / name, options.force, inputs));

  std::vector<EachResult> results;
  const auto finish = [&](EachResult result, const FinishedRun& run, AtomicFolder& folder) {
    write_run_folder(run, stages, folder);
    result.warnings = run.problems.all();
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    results.push_back(std::move(result));
    start = std::chrono::steady_clock::now();
    started = now_iso();
    stages = Stages(progress);
  };
  baseline.compute(stages);
  Problems of_baseline = baseline.problems();
  tell_skipped(baseline.study(), baseline.tables().coverage.skipped, of_baseline);
  finish({.folder = options.out / kBaseline,
          .scenario = {},
          .edits = {},
          .told = baseline.told(),
          .read_again = true},
         {.study = baseline.study(),
          .tables = baseline.tables(),
          .problems = of_baseline,
          .started = started,
          .start = start},
         *folders.front());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    Problems of_run;
    const ScenarioRun run = baseline.with(scenarios[i], stages, of_run);
    finish({.folder = options.out / names[i],
            .scenario = scenarios[i],
            .edits = sentences(scenarios[i], *run.study),
            .told = run.computed.told,
            .read_again = run.read_again},
           {.study = *run.study,
            .tables = run.computed.tables,
            .problems = of_run,
            .changes = changes_json(scenarios[i], *run.study, run.applied),
            .started = started,
            .start = start},
           *folders[i + 1]);
  }
  return results;
}

}  // namespace fangyuan
