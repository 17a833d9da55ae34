// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "geo/facilities/facility_types.h"
#include "geo/facilities/status_words.h"
#include "sim/project/nearest_word.h"
#include "sim/scenario/editors.h"

namespace fangyuan {

SiteEditor::SiteEditor(const SiteBench& bench, Problems& problems)
    : bench_(bench),
      study_(bench.study),
      facilities_(bench.facilities),
      problems_(problems),
      once_(problems) {
  for (std::size_t s = 0; s < facilities_.all.size(); ++s) by_id_.emplace(facilities_.all[s].id, s);
}

std::optional<std::size_t> SiteEditor::site_called(const Edit& edit, const std::string& id) {
  const auto it = by_id_.find(id);
  if (it == by_id_.end()) {
    std::vector<std::string> ids;
    for (const auto& [known, site] : by_id_) ids.push_back(known);
    const auto near = nearest_word(id, ids);
    problems_.error(
        problem_of(edit, "edit-unknown", "site", id,
                   {"没有这个编号的设施" + (near ? "；最接近的是 " + *near : ""),
                    "no site has this id" + (near ? "; the nearest is " + *near : "")}));
    return std::nullopt;
  }
  if (const auto closed = closed_by_.find(it->second); closed != closed_by_.end()) {
    const Edit& by = *closed->second;
    problems_.error(problem_of(
        edit, "edit-closed", "site", id,
        {by.file + ":" + by.where + " 已经把它关闭", by.file + ":" + by.where + " has closed it"}));
    return std::nullopt;
  }
  return it->second;
}

std::vector<std::size_t> SiteEditor::chosen(const Edit& edit, const SiteChoice& choice) {
  std::vector<std::size_t> sites;
  for (const std::string& id : choice.ids)
    if (const auto site = site_called(edit, id)) sites.push_back(*site);
  std::sort(sites.begin(), sites.end());
  if (const auto twice = std::adjacent_find(sites.begin(), sites.end()); twice != sites.end())
    problems_.error(problem_of(edit, "value-bad", "sites", facilities_.all[*twice].id,
                               {"同一处设施写了两次", "a site is there twice"}));
  if (choice.type.empty()) return sites;
  UnitId unit;
  if (!choice.unit.empty()) {
    unit = unit_called(choice.unit, study_, edit, problems_);
    if (!unit) return sites;
  }
  for (std::size_t s = 0; s < facilities_.all.size(); ++s) {
    const Facility& f = facilities_.all[s];
    if (f.type != choice.type || closed_by_.contains(s)) continue;
    if (unit && std::find(f.unit_of.begin(), f.unit_of.end(), unit) == f.unit_of.end()) continue;
    sites.push_back(s);
  }
  if (sites.empty())
    problems_.error(problem_of(edit, "edit-unknown", "of_type", choice.type,
                               {"没有这样的设施", "there are no such sites"}));
  return sites;
}

bool SiteEditor::known_type(const Edit& edit, const std::string& field, const std::string& type) {
  if (FacilityTypes::shipped().find(type) != nullptr) return true;
  const bool listed = std::any_of(facilities_.all.begin(), facilities_.all.end(),
                                  [&](const Facility& f) { return f.type == type; });
  if (listed) return true;
  const auto near = FacilityTypes::shipped().nearest(type, 3);
  problems_.error(
      problem_of(edit, "type-bad", field, type,
                 {fmt::format("不认识的设施类型；最接近的是 {}", fmt::join(near, "、")),
                  fmt::format("no such type; the nearest are {}", fmt::join(near, ", "))}));
  return false;
}

/// Status as of the study's date, units by geometry.
void SiteEditor::settle(std::size_t site) {
  Facility& f = facilities_.all[site];
  f.status = status_as_of(f.status, f.opened, f.closed, study_.project.date);
}

void SiteEditor::enter(std::size_t site, const Edit& edit) {
  Facility& f = facilities_.all[site];
  const Units& units = study_.boundaries.units;
  f.unit_of.assign(units.layers.size(), UnitId::none());
  if (f.place)
    for (std::size_t l = 0; l < units.layers.size(); ++l)
      f.unit_of[l] = study_.boundaries.locate(l, f.place->xy);
  for (std::size_t m = 0; m < kModes; ++m) {
    if (bench_.entrances[m] == nullptr) continue;
    auto& sites = *bench_.entrances[m];
    sites.resize(facilities_.all.size());
    sites[site].clear();
    if (f.place)
      sites[site] = study_.snappers[m]->entrances_of(
          f, study_.project.settings(static_cast<Mode>(m)).access_limit_m);
  }
  if (f.place) entered_.emplace_back(site, &edit);
}

void SiteEditor::open(const Edit& edit, const OpenSite& action, EditTouched& touched) {
  Facility f = action.site;
  const std::size_t before = problems_.error_count();
  tell_amounts(edit, f.amounts);
  if (by_id_.contains(f.id))
    problems_.error(problem_of(edit, "id-duplicate", "id", f.id,
                               {"已有这个编号的设施", "a site has this id already"}));
  if (!f.type.empty()) known_type(edit, "type", f.type);
  for (const std::string& function : f.functions) known_type(edit, "functions", function);
  if (action.at) f.place = place_of(*action.at, study_, edit, problems_);
  UnitId unit;
  if (!action.at && !f.given_unit.empty())
    unit = unit_called(f.given_unit, study_, edit, problems_);
  if (problems_.error_count() != before) return;
  std::erase(f.functions, f.type);
  f.source = edit.file;
  const std::size_t site = facilities_.all.size();
  facilities_.all.push_back(std::move(f));
  by_id_.emplace(facilities_.all[site].id, site);
  ++(facilities_.all[site].place ? facilities_.located : facilities_.unlocated);
  settle(site);
  enter(site, edit);
  const Units& units = study_.boundaries.units;
  for (; unit; unit = units[unit].parent)
    for (std::size_t l = 0; l < units.layers.size(); ++l)
      if (units.layers[l].tree == units[unit].tree && units.layers[l].level == units[unit].level)
        facilities_.all[site].unit_of[l] = unit;
  opened_.emplace_back(site, &edit);
  touched.sites.push_back(facilities_.all[site].id);
}

void SiteEditor::change(const Edit& edit, const ChangeSites& action, EditTouched& touched) {
  if (action.type && !known_type(edit, "type", *action.type)) return;
  for (const auto* functions : {&action.add_functions, &action.drop_functions})
    for (const std::string& function : *functions)
      if (!known_type(edit, "functions", function)) return;
  tell_amounts(edit, action.set);
  tell_amounts(edit, action.add);
  for (const std::size_t s : chosen(edit, action.sites)) {
    Facility& f = facilities_.all[s];
    const std::string thing = "site " + f.id;
    once_.set(edit, thing, "name", f.name, action.name);
    once_.set(edit, thing, "type", f.type, action.type);
    if (action.type) std::erase(f.functions, f.type);  // as lists are read
    once_.set(edit, thing, "status", f.status, action.status);
    once_.set(edit, thing, "opened", f.opened, action.opened);
    once_.set(edit, thing, "closed", f.closed, action.closed);
    for (const auto& [name, amount] : action.set)
      once_.set(edit, thing, name, f.amounts[name], std::optional(amount));
    for (const auto& [name, amount] : action.add) {
      const Amount now = f.amounts[name] + amount;
      if (now < Amount())
        problems_.error(problem_of(edit, "value-bad", "amounts." + name, f.id,
                                   {"只有 " + f.amounts[name].to_string() + "，不够减",
                                    "it has " + f.amounts[name].to_string() + " only"}));
      else
        f.amounts[name] = now;
    }
    for (const std::string& function : action.add_functions)
      if (!f.serves_as(function)) f.functions.push_back(function);
    for (const std::string& function : action.drop_functions) {
      const auto it = std::find(f.functions.begin(), f.functions.end(), function);
      if (it != f.functions.end())
        f.functions.erase(it);
      else
        problems_.error(problem_of(edit, "edit-unknown", "drop_functions", f.id,
                                   {"它没有功能 " + function, "it does not serve as " + function}));
    }
    settle(s);
    if (f.status == Status::closed) closed_by_.emplace(s, &edit);
    touched.sites.push_back(f.id);
  }
}

void SiteEditor::move(const Edit& edit, const MoveSite& action, EditTouched& touched) {
  const auto site = site_called(edit, action.id);
  const auto place = place_of(action.at, study_, edit, problems_);
  if (!site || !place) return;
  Facility& f = facilities_.all[*site];
  std::optional<LonLat> at;
  if (f.place) at = f.place->lonlat;
  once_.set(edit, "site " + f.id, "at", at, std::optional(place->lonlat));
  if (!f.place) {
    --facilities_.unlocated;
    ++facilities_.located;
  }
  f.place = *place;
  f.outline.clear();
  f.holes.clear();
  f.entrances.clear();
  enter(*site, edit);
  touched.sites.push_back(f.id);
}

}  // namespace fangyuan
