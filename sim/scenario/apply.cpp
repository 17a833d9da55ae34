// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/apply.h"

#include <stdexcept>

#include "sim/scenario/edit_new_roads.h"
#include "sim/scenario/edit_rules.h"
#include "sim/scenario/edit_units.h"
#include "sim/scenario/edited_sites.h"
#include "sim/scenario/editors.h"

namespace fangyuan {

Workbench::Workbench(Study& given) : study(given) {
  for (std::size_t m = 0; m < kModes; ++m)
    if (study.access[m]) access[m] = std::make_unique<ModeAccess>(*study.access[m]);
}

void Workbench::give_back() {
  for (std::size_t m = 0; m < kModes; ++m) study.access[m] = std::move(access[m]);
}

SiteBench Workbench::sites() {
  SiteBench bench{.study = study, .facilities = study.facilities};
  for (std::size_t m = 0; m < kModes; ++m)
    if (access[m]) bench.entrances[m] = &access[m]->sites;
  return bench;
}

std::optional<Place> place_of(const GivenPlace& given, const Study& study, const Edit& edit,
                              Problems& problems) {
  try {
    return given.lonlat ? study.frame->place(*given.lonlat) : study.frame->place(*given.xy);
  } catch (const std::domain_error&) {
    problems.error(problem_of(edit, "edit-place", given.lonlat ? "at" : "xy", "",
                              {"这个位置无法换算到项目坐标系", "PROJ cannot place it"}));
    return std::nullopt;
  }
}

UnitId unit_called(const std::string& text, const Study& study, const Edit& edit,
                   Problems& problems) {
  const Units& units = study.boundaries.units;
  std::vector<UnitId> by_code, by_name;
  for (const UnitLayer& layer : units.layers)
    for (const UnitId u : layer.units) {
      if (units[u].code == text) by_code.push_back(u);
      if (units[u].name == text) by_name.push_back(u);
    }
  const std::vector<UnitId>& found = by_code.empty() ? by_name : by_code;
  if (found.size() == 1) return found.front();
  problems.error(problem_of(
      edit, found.empty() ? "edit-unknown" : "edit-ambiguous", "unit", text,
      found.empty()
          ? Text{"没有这个代码或名称的区划", "no unit has this code or name"}
          : Text{"有几个同名的区划，请改写代码", "several units have this name; give the code"}));
  return UnitId::none();
}

Applied apply_to_study(const Scenario& scenario, Study& study, Problems& problems) {
  Applied applied;
  applied.touched.resize(scenario.edits.size());
  Workbench bench(study);
  SiteEditor sites(bench.sites(), problems);
  RoadEditor roads(bench, problems);
  PeopleEditor people(bench, problems);
  UnitEditor units(study, problems);
  RuleEditor rules(study.rules, problems);
  NewRoadEditor new_roads(bench, problems);
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const Edit& edit = scenario.edits[i];
    EditTouched& touched = applied.touched[i];
    if (const auto* a = std::get_if<OpenSite>(&edit.action)) sites.open(edit, *a, touched);
    if (const auto* a = std::get_if<ChangeSites>(&edit.action)) sites.change(edit, *a, touched);
    if (const auto* a = std::get_if<MoveSite>(&edit.action)) sites.move(edit, *a, touched);
    if (const auto* a = std::get_if<ChangeRoads>(&edit.action)) roads.change(edit, *a, touched);
    if (const auto* a = std::get_if<AddPeople>(&edit.action)) people.add(edit, *a, touched);
    if (const auto* a = std::get_if<ScalePeople>(&edit.action)) people.scale(edit, *a, touched);
    if (const auto* a = std::get_if<ChangeUnits>(&edit.action)) units.change(edit, *a, touched);
    if (const auto* a = std::get_if<SetRule>(&edit.action)) rules.set(edit, *a);
    if (const auto* a = std::get_if<AddRoad>(&edit.action)) new_roads.add(edit, *a, touched);
  }
  applied.unit_now = units.now();
  applied.gained = new_roads.enter();
  sites.tell_entered();
  sites.tell_without_places();
  applied.unconnected = roads.drop_entrances();
  bench.give_back();
  return applied;
}

EditedSites edit_sites(const Scenario& scenario, const Study& study, Problems& problems) {
  EditedSites edited;
  edited.facilities = study.facilities;
  edited.touched.resize(scenario.edits.size());
  SiteBench bench{.study = study, .facilities = edited.facilities};
  for (std::size_t m = 0; m < kModes; ++m) {
    if (!study.access[m]) continue;
    edited.entrances[m] = study.access[m]->sites;
    bench.entrances[m] = &edited.entrances[m];
  }
  SiteEditor sites(bench, problems);
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const Edit& edit = scenario.edits[i];
    EditTouched& touched = edited.touched[i];
    if (const auto* opened = std::get_if<OpenSite>(&edit.action))
      sites.open(edit, *opened, touched);
    else if (const auto* changed = std::get_if<ChangeSites>(&edit.action))
      sites.change(edit, *changed, touched);
    else if (const auto* moved = std::get_if<MoveSite>(&edit.action))
      sites.move(edit, *moved, touched);
    else
      problems.error(problem_of(edit, "edit-not-live", "kind", "",
                                {"这里只试设施的改动；道路、人口、出行方式和服务的改动请写成方案，"
                                 "用 fangyuan run --scenario 计算",
                                 "only sites are edited here; streets, people, modes and services "
                                 "go into a scenario for fangyuan run --scenario"}));
  }
  sites.tell_entered();
  sites.tell_without_places();
  if (scenario.date) {
    Problem p{.code = "edit-not-live",
              .file = scenario.files.empty() ? "" : scenario.files.front(),
              .layer = "scenario",
              .field = "date",
              .value = to_string(*scenario.date),
              .rule = {"这里以项目的日期为准", "the project's own date holds here"}};
    problems.error(std::move(p));
  }
  return edited;
}

}  // namespace fangyuan
