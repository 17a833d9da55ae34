// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <future>
#include <set>
#include <string_view>
#include <tuple>

#include "sim/project/rule_packs.h"
#include "sim/study/check_access.h"
#include "sim/study/check_datums.h"
#include "sim/study/check_exemptions.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

void take(std::vector<InputInfo>& inputs, const auto& layers) {
  for (const auto& l : layers)
    inputs.push_back({l.path, l.sha256, l.layer, l.features, l.used, l.rejected});
}

void take(Problems& all, const Problems& some) {
  for (const Problem& p : some.all()) all.add(p);
}

std::array<bool, kModes> modes_used(const Project& project, std::span<const RulePack> rules) {
  std::array<bool, kModes> used{};
  for (const RuleCircle& c : circles_of(rules, false))
    used[static_cast<std::size_t>(c.mode)] = true;
  for (const Service& s : project.services)
    if (!s.is_joint()) used[static_cast<std::size_t>(s.mode)] = true;
  return used;
}

/// Roads and given barriers; reads nothing else, so that it can run beside the other layers.
Roads load_roads(const Project& project, std::span<const RulePack> rules, const Frame& frame,
                 std::vector<InputUse>& barrier_inputs, Problems& problems) {
  Roads roads;
  if (!project.network.empty()) {
    RoadOptions options{.class_kmh = project.class_kmh, .check_modes = {}};
    const auto used = modes_used(project, rules);
    for (std::size_t m = 0; m < kModes; ++m)
      if (used[m]) options.check_modes.push_back(static_cast<Mode>(m));
    roads = read_roads(project.network, options, frame, problems);
  }
  for (const LandSource& s : project.land)
    if (s.role == LandRole::barrier)
      add_barriers(s, frame, roads.barriers, barrier_inputs, problems);
  return roads;
}

void snap(Study& study) {
  const auto used = modes_used(study.project, study.rules);
  for (std::size_t m = 0; m < kModes; ++m) {
    if (!used[m] || !study.has_roads()) continue;
    const double limit_m = study.project.modes[m].access_limit_m;
    auto snapper = std::make_unique<Snapper>(study.roads.network, static_cast<Mode>(m),
                                             study.roads.barriers, *study.frame);
    auto access = std::make_unique<ModeAccess>();
    access->cells = snapper->nearest(study.population.cells.place, limit_m);
    for (const Facility& f : study.facilities.all)
      access->sites.push_back(snapper->entrances_of(f, limit_m));
    study.snappers[m] = std::move(snapper);
    study.access[m] = std::move(access);
  }
}

/// What is wrong with the inputs whatever the CRS: they are read in some CRS, and of what that
/// tells only errors about files, fields and values are taken, each once.
void tell_the_rest(const Project& p, Problems& problems) {
  static const std::set<std::string_view> kAnyCrs{
      "file-missing",        "file-unreadable", "file-damaged",    "layer-missing",
      "where-bad",           "amount-text",     "amount-negative", "amount-absurd",
      "field-missing",       "type-missing",    "type-bad",        "type-empty",
      "join-column-missing", "status-bad",      "date-text",       "rules-unknown"};
  const Frame frame("EPSG:4547");
  Problems found;
  const Boundaries boundaries = read_boundaries(p.boundaries, p.date, frame, found);
  build_cells(p.population, boundaries, {}, p.cell_size_m, frame, found);
  read_facilities(p.facilities, p.date, &boundaries, frame, found);
  read_statistics(p.statistics, &boundaries, frame, found);
  read_rule_packs(p.rules, p.folder, found);
  const auto same_as = [](const Problem& one) {
    return [&one](const Problem& other) {
      return std::tie(one.code, one.file, one.field, one.value) ==
             std::tie(other.code, other.file, other.field, other.value);
    };
  };
  for (const Problem& one : found.all()) {
    const auto& told = problems.all();
    if (one.severity == Severity::error && kAnyCrs.contains(one.code) &&
        std::none_of(told.begin(), told.end(), same_as(one)))
      problems.add(one);
  }
}

/// Without a frame no layer can be read: what is wrong with it is told with all else that is wrong,
/// and where it was written.
std::unique_ptr<const Frame> frame_of(const Project& project, Problems& problems) {
  try {
    return std::make_unique<const Frame>(choose_crs(project, problems));
  } catch (const InputError& e) {
    for (Problem p : e.problems()) {
      if (p.file.empty()) {
        p.file = project.file.filename().string();
        p.layer = "project";
      }
      problems.add(std::move(p));
    }
  }
  tell_the_rest(project, problems);
  throw InputError(problems.all());
}

}  // namespace

std::unique_ptr<Study> load_study(Project project, Stages& stages, Problems& problems) {
  check_references(project, problems);
  auto study = std::make_unique<Study>();
  stages.begin("crs");
  study->frame = frame_of(project, problems);
  study->project = std::move(project);
  const Project& p = study->project;
  const Frame& frame = *study->frame;

  // Roads beside everything else; each collects its own problems, joined in a fixed order.
  stages.begin("read");
  Problems of_roads, of_rules;
  study->rules = read_rule_packs(p.rules, p.folder, of_rules);  // they may want further modes
  std::vector<InputUse> barrier_inputs;
  auto roads = std::async(std::launch::async, [&] {
    return load_roads(p, study->rules, frame, barrier_inputs, of_roads);
  });
  Problems of_rest;
  study->boundaries = read_boundaries(p.boundaries, p.date, frame, of_rest);
  study->land = read_land(p.land, frame, of_rest);
  study->population = build_cells(p.population, study->boundaries, placement_land(study->land),
                                  p.cell_size_m, frame, of_rest);
  study->facilities = read_facilities(p.facilities, p.date, &study->boundaries, frame, of_rest);
  check_types(p, study->facilities, of_rest);
  study->statistics = read_statistics(p.statistics, &study->boundaries, frame, of_rest);
  if (!of_rules.has_errors()) check_exemptions(p, study->rules, study->boundaries.units, of_rest);
  study->roads = roads.get();
  take(problems, of_roads);
  take(problems, of_rules);
  take(problems, of_rest);
  problems.throw_if_errors();

  take(study->inputs, study->boundaries.inputs);
  take(study->inputs, study->roads.inputs);
  take(study->inputs, study->population.inputs);
  take(study->inputs, study->statistics.inputs);
  take(study->inputs, study->facilities.inputs);
  take(study->inputs, study->land.inputs);

  stages.begin("datums");
  check_datums(p, study->boundaries, study->land, study->roads.network, study->facilities,
               problems);

  stages.begin("entrances");
  snap(*study);
  check_access(*study, problems);
  stages.end();
  return study;
}

}  // namespace fangyuan
