// SPDX-License-Identifier: Apache-2.0
#include "sim/changes/run_change.h"

#include <algorithm>

#include "geo/out/atomic_folder.h"
#include "sim/changes/change_parts.h"
#include "sim/project/line_settings.h"
#include "sim/run/write.h"
#include "sim/scenario/once.h"
#include "sim/scenario/unit_words.h"

namespace fangyuan {
namespace {

/// Only units may be edited, at least one of them, and that which is done must be in force.
void check_edits(const Scenario& scenario, Problems& problems) {
  bool any = false;
  for (const Edit& edit : scenario.edits) {
    any = any || std::holds_alternative<ChangeUnits>(edit.action);
    if (!std::holds_alternative<ChangeUnits>(edit.action))
      problems.error(problem_of(edit, "edit-not-units", "kind", "",
                                {"这里只写区划变更；别的改动用 fangyuan run --scenario 计算",
                                 "only changes of units belong here; the rest is for fangyuan run "
                                 "--scenario"}));
  }
  if (any || problems.has_errors()) return;
  Problem p;
  p.code = "edit-not-units";
  p.file = scenario.files.empty() ? "" : scenario.files.front();
  p.layer = "edits";
  p.rule = {"方案里没有区划变更", "the scenario changes no unit"};
  problems.error(std::move(p));
}

std::optional<Date> last_day(const Scenario& scenario) {
  std::optional<Date> last;
  for (const Edit& edit : scenario.edits)
    if (const auto* units = std::get_if<ChangeUnits>(&edit.action); units && units->on)
      last = last ? std::max(*last, *units->on) : *units->on;
  return last;
}

/// Units as they were before the change, else as they are after it: edits may name new ones.
UnitWords words_of(const Study& study, const BeforeChange& before) {
  const auto find = [&](const std::string& text) -> const Unit* {
    for (const Units* units : {&before.boundaries.units, &study.boundaries.units})
      for (const bool by_code : {true, false})
        for (const Unit& u : units->all)
          if ((by_code ? u.code : u.name) == text) return &u;
    return nullptr;
  };
  return {[find](const std::string& text) {
            const Unit* u = find(text);
            return u && u->code == text && u->name != text ? u->name + "（" + u->code + "）" : text;
          },
          [find](const std::string& text) {
            const Unit* u = find(text);
            return u && u->seat ? std::optional(u->seat->lonlat) : std::nullopt;
          }};
}

/// What the edits say, from which day, and which of them do not hold yet.
void add_edits(const Scenario& scenario, const Applied& applied, const UnitWords& words,
               ChangeReport& report, Problems& problems) {
  std::optional<Date> last, next;
  report.in_force = false;
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const auto& units = std::get<ChangeUnits>(scenario.edits[i].action);
    const bool pending = applied.touched[i].pending;
    report.edits.push_back(describe_units(units, words));
    report.pending.push_back(pending);
    report.in_force = report.in_force || !pending;
    if (pending) {
      next = next ? std::min(*next, *units.on) : *units.on;
      problems.warning(problem_of(
          scenario.edits[i], "change-pending", "on", to_string(*units.on),
          {"在 " + to_string(report.info.date) + " 尚未生效，没有计入",
           "does not hold yet on " + to_string(report.info.date) + ", it is not counted"}));
    } else if (units.on) {
      last = last ? std::max(*last, *units.on) : *units.on;
    }
  }
  report.effective = last ? *last : !report.in_force && next ? *next : report.info.date;
}

/// 29 February gives 28 February.
Date year_after(Date d) {
  d += std::chrono::years{1};
  if (!d.ok()) d = d.year() / d.month() / std::chrono::last;
  return d;
}

}  // namespace

ChangeSummary run_change(const std::filesystem::path& project, const ChangeOptions& options,
                         const Progress& progress) {
  Problems problems;
  Stages stages(progress);
  Scenario scenario = read_scenario(options.scenario, problems);
  check_edits(scenario, problems);
  Project settings = read_project(project, problems);
  const auto last = last_day(scenario);
  if (!scenario.date && last && *last > settings.date) scenario.date = last;
  apply_to_project(scenario, settings, problems);
  problems.throw_if_errors();
  const LineSettings records = line_settings_of(settings);
  std::vector<std::filesystem::path> inputs = input_paths(settings);
  for (const auto* sources : {&records.lines, &records.markers})
    for (const RecordSource& s : *sources) inputs.emplace_back(s.ref.resolved);
  for (const NamesSource& n : settings.names.gazetteers) inputs.push_back(n.ref.resolved);
  inputs.insert(inputs.end(), options.scenario.begin(), options.scenario.end());
  AtomicFolder out(options.out, options.force, inputs);

  std::unique_ptr<Study> study = load_study(std::move(settings), stages, problems);
  const LineBook book = read_line_book({records.lines, records.markers}, study->project.date,
                                       *study->frame, problems);
  problems.throw_if_errors();
  stages.begin("before");
  const BeforeChange before = before_change(*study);
  stages.begin("change");
  const Applied applied = apply_to_study(scenario, *study, problems);
  problems.throw_if_errors();
  stages.begin("after");
  ChangeSummary summary;
  auto report = std::make_unique<ChangeReport>(ChangeReport{.info = {}, .frame = *study->frame});
  report->info.version = FANGYUAN_VERSION;
  report->info.project = study->project.name;
  report->info.date = study->project.date;
  report->info.inputs = study->inputs;
  for (const LayerUse& use : book.inputs)
    report->info.inputs.push_back(
        {use.path, use.sha256, use.layer, use.features, use.used, use.rejected});
  report->scenario = scenario.name;
  report->hash = scenario.hash;
  add_edits(scenario, applied, words_of(*study, before), *report, problems);
  report->groups = study->population.cells.groups;
  for (const StatisticsSource& source : study->project.statistics)
    for (const auto& [name, header] : source.ref.columns) report->statistic_titles[name] = header;
  const ChangeSides sides(*study, before, applied);
  add_units(sides, *report);
  add_moved(sides, *report);
  if (!report->moved.empty()) report->survey_due = year_after(report->effective);
  add_codes(sides, *report);
  add_conserved(sides, *report);
  add_rules(sides, *report);
  stages.begin("junctions");
  add_junctions(sides, *report);
  add_markers(sides, book, *report);
  stages.begin("entitlement");
  add_entitlement(sides, *report);
  stages.begin("names");
  add_names(sides, *report, problems);
  problems.throw_if_errors();
  stages.begin("write");
  report->info.warnings = problems.all();
  write_change_report(*report, out.staging());
  stages.end();
  out.commit();
  summary.study = std::move(study);
  summary.report = std::move(report);
  summary.warnings = problems.all();
  summary.stages = stages.done();
  return summary;
}

}  // namespace fangyuan
