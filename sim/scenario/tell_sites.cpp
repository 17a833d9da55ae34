// SPDX-License-Identifier: Apache-2.0
// What edits of sites are warned of once they are all made: places that serve nobody, or count for
// no unit, and amounts that nothing asks for.
#include <fmt/format.h>

#include <algorithm>

#include "geo/facilities/amount_fields.h"
#include "sim/project/nearest_word.h"
#include "sim/scenario/editors.h"

namespace fangyuan {
namespace {

void add(std::set<std::string>& words, const Quantity& q) {
  if (q.kind == Quantity::Kind::amount) words.insert(q.name);
}

/// Amounts that lists, services or rules know. Land is told in 亩 or m².
std::set<std::string> amounts_of(const Study& study, const FacilityTable& facilities) {
  std::set<std::string> words(facility_amounts().begin(), facility_amounts().end());
  words.erase("land_ha");
  for (const Service& s : study.project.services)
    if (s.capacity) words.insert(*s.capacity);
  for (const RulePack& pack : study.rules)
    for (const Rule& rule : pack.rules) {
      add(words, rule.amount);
      add(words, rule.whole);
      for (const auto& [name, least] : rule.query.at_least) words.insert(name);
      for (const SetMember& member : rule.members) add(words, member.amount);
    }
  for (const Facility& f : facilities.all)
    for (const auto& [name, amount] : f.amounts) words.insert(name);
  return words;
}

bool is_outside(const Facility& f, const Units& units) {
  bool any_legal = false;
  for (std::size_t l = 0; l < units.layers.size(); ++l) {
    if (units.layers[l].tree != Tree::legal) continue;
    any_legal = true;
    if (f.unit_of[l]) return false;
  }
  return any_legal;
}

}  // namespace

void SiteEditor::tell_amounts(const Edit& edit, const std::map<std::string, Amount>& amounts) {
  if (amounts.empty()) return;
  if (amounts_.empty()) amounts_ = amounts_of(study_, facilities_);
  for (const auto& [name, amount] : amounts) {
    if (amounts_.contains(name)) continue;
    const auto near = nearest_word(name, {amounts_.begin(), amounts_.end()});
    problems_.warning(problem_of(
        edit, "amount-unknown", "amounts." + name, amount.to_string(),
        {"设施、服务和指标都不用这个数量" + (near ? "；最接近的是 " + *near : ""),
         "no site, service or rule has this amount" + (near ? "; the nearest is " + *near : "")}));
  }
}

void SiteEditor::tell_entered() {
  for (const auto& [site, edit] : entered_) {
    const Facility& f = facilities_.all[site];
    const auto tell = [&, e = edit](const char* code, const Text& rule) {
      Problem p = problem_of(*e, code, "at", f.id, rule);
      p.where = f.place->lonlat;
      problems_.warning(std::move(p));
    };
    if (is_outside(f, study_.boundaries.units))
      tell("facility-outside", {"不在任何行政区内：可以提供服务，但不计入任何区划；请核对坐标",
                                "in no unit: it serves, but counts for none; check its place"});
    const bool connected =
        std::any_of(bench_.entrances.begin(), bench_.entrances.end(),
                    [&, s = site](const auto* of) { return of != nullptr && !(*of)[s].empty(); });
    if (!connected && study_.has_roads())
      tell("facility-unconnected", {"附近没有可用的道路：网络度量下不服务任何人",
                                    "no usable street is near: it serves nobody on the network"});
  }
}

void SiteEditor::tell_without_places() {
  for (const auto& [site, edit] : opened_) {
    const Facility& f = facilities_.all[site];
    for (const Service& s : study_.project.services) {
      if (!s.capacity || f.amounts.contains(*s.capacity) ||
          std::none_of(s.facility_types.begin(), s.facility_types.end(),
                       [&](const std::string& type) { return f.serves_as(type); }))
        continue;
      problems_.warning(problem_of(
          *edit, "capacity-missing", "amounts." + *s.capacity, f.id,
          {fmt::format("没有填 {}：服务 {} 按 0 计，服务不了人", *s.capacity, s.id),
           fmt::format("{} is not told: for the service {} it counts as 0", *s.capacity, s.id)}));
    }
  }
}

}  // namespace fangyuan
