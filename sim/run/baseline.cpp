// SPDX-License-Identifier: Apache-2.0
#include "sim/run/baseline.h"

#include <algorithm>

namespace fangyuan {
namespace {

void take(Problems& all, const Problems& some) {
  for (const Problem& p : some.all()) all.add(p);
}

}  // namespace

bool needs_reading(const Scenario& scenario, Date now) {
  const auto sets = [](const Edit& edit) {
    if (const auto* mode = std::get_if<SetMode>(&edit.action))
      return mode->access_limit_m.has_value() || !mode->class_kmh.empty();
    if (const auto* service = std::get_if<SetService>(&edit.action))
      return !service->statuses.empty();  // warnings name the sites that serve
    return false;
  };
  return scenario.date.value_or(now) != now ||
         std::any_of(scenario.edits.begin(), scenario.edits.end(), sets);
}

Baseline::Baseline(const std::filesystem::path& project, Stages& stages, Problems& problems)
    : project_(project) {
  Project settings = read_project(project, read_);
  study_ = load_study(std::move(settings), stages, read_);
  take(problems, read_);
}

std::unique_ptr<Study> Baseline::apply(const Scenario& scenario, Stages& stages, Applied& applied,
                                       Problems& problems) const {
  std::unique_ptr<Study> study;
  if (needs_reading(scenario, study_->project.date)) {
    Project settings = read_project(project_, problems);
    apply_to_project(scenario, settings, problems);
    problems.throw_if_errors();
    study = load_study(std::move(settings), stages, problems);
  } else {
    Project settings = study_->project;
    take(problems, read_);
    apply_to_project(scenario, settings, problems);
    problems.throw_if_errors();
    study = std::make_unique<Study>(*study_);
    study->project = std::move(settings);
  }
  stages.begin("scenario");
  applied = apply_to_study(scenario, *study, problems);
  stages.end();
  problems.throw_if_errors();
  return study;
}

void Baseline::check(const Scenario& scenario, Problems& problems) const {
  Problems found;
  Applied ignored;
  Stages stages;
  try {
    apply(scenario, stages, ignored, found);
  } catch (const InputError& e) {
    for (const Problem& p : e.problems())
      if (p.severity == Severity::error) problems.add(p);
  }
}

ScenarioRun Baseline::with(const Scenario& scenario, Stages& stages, Problems& problems) const {
  ScenarioRun run;
  run.read_again = needs_reading(scenario, study_->project.date);
  run.study = apply(scenario, stages, run.applied, problems);
  const EarlierRun earlier{*study_, computed_};
  run.computed = compute_all(*run.study, stages, &earlier);
  tell_skipped(*run.study, run.computed.tables.coverage.skipped, problems);
  return run;
}

}  // namespace fangyuan
