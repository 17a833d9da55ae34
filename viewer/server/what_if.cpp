// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/coverage/nearest.h"
#include "sim/scenario/known_names.h"
#include "viewer/server/asked_edits.h"
#include "viewer/server/body_reader.h"
#include "viewer/server/json_body.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> limits_of(const Study& study, const Service& service) {
  std::vector<std::string> limits;
  for (const Limit& l : service.limits) limits.push_back(l.to_string());
  std::string joint;
  for (const ServiceId m : service.all)
    joint +=
        (joint.empty() ? "" : "+") + study.project.services[m.index()].limits.front().to_string();
  if (service.is_joint()) limits = {joint};
  return limits;
}

/// The named rows, as GET /api/v1/coverage writes them.
std::string columns_json(const LiveStudy& live, std::optional<std::size_t> layer,
                         const std::vector<Parts>& parts) {
  const auto rows = live.layout().rows();
  std::vector<std::size_t> named;
  Json codes = Json::array(), names = Json::array();
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (!layer || rows[r].unit_layer != layer) continue;
    named.push_back(r);
    const bool none = rows[r].unit.is_none();
    codes.push_back(none ? "" : live.study().boundaries.units[rows[r].unit].code);
    names.push_back(none ? "" : live.study().boundaries.units[rows[r].unit].name);
  }
  constexpr std::pair<const char*, People Parts::*> kColumns[] = {
      {"total", &Parts::total},
      {"served", &Parts::served},
      {"no_capacity", &Parts::no_capacity},
      {"out_of_reach", &Parts::out_of_reach},
      {"unconnected", &Parts::unconnected}};
  std::string out = "{";
  if (layer) out += "\"codes\":" + codes.dump() + ",\"names\":" + names.dump() + ',';
  for (const auto& [name, part] : kColumns) {
    if (!layer) break;
    out += fmt::format("\"{}\":[", name);
    for (std::size_t i = 0; i < named.size(); ++i)
      out += (i > 0 ? "," : "") + (parts[named[i]].*part).to_string();
    out += "],";
  }
  out += "\"all\":";
  for (const auto& [name, part] : kColumns)
    out += fmt::format("{}\"{}\":{}", part == &Parts::total ? '{' : ',', name,
                       (parts.front().*part).to_string());
  return out + "}}";
}

/// A site as the edits leave it, and where it enters the network.
Json site_json(const Study& study, const EditedSites& edited, std::size_t s,
               const std::vector<const Service*>& services) {
  const Facility& f = edited.facilities.all[s];
  const auto serving = std::find_if(services.begin(), services.end(),
                                    [&](const Service* one) { return serves(f, *one); });
  const Service& service = serving == services.end() ? *services.front() : **serving;
  Json j{{"id", f.id},
         {"name", f.name},
         {"type", f.type},
         {"status", to_string(f.status)},
         {"serves", serving != services.end()},
         {"mode", to_string(service.mode)}};
  if (service.capacity) {
    const auto it = f.amounts.find(*service.capacity);
    j["capacity"] = it == f.amounts.end() ? Json() : Json(it->second.to_double());
  }
  if (!f.place) {
    j["reason"] = "no_place";
    return j;
  }
  j["at"] = {f.place->lonlat.lon, f.place->lonlat.lat};
  const auto mode = static_cast<std::size_t>(service.mode);
  const auto& access = edited.entrances[mode];
  const Entrance* entrance = nullptr;
  if (s < access.size())
    for (const Entrance& e : access[s])
      if (e.connected() && (entrance == nullptr || e.access_mm < entrance->access_mm))
        entrance = &e;
  j["reason"] = !study.has_roads() ? "no_roads" : entrance ? "street" : "no_street";
  j["access_limit_m"] = study.project.settings(service.mode).access_limit_m;
  if (entrance) {
    j["snap"] = {entrance->point.lonlat.lon, entrance->point.lonlat.lat};
    j["access_m"] = entrance->access_mm / 1000.0;
  }
  return j;
}

constexpr std::size_t kListed = 200;  // sites told of

Json sites_json(const Study& study, const EditedSites& edited,
                const std::vector<const Service*>& services) {
  std::set<std::string, std::less<>> touched;
  for (const EditTouched& t : edited.touched) touched.insert(t.sites.begin(), t.sites.end());
  Json sites = Json::array();
  for (std::size_t s = 0; s < edited.facilities.all.size() && sites.size() < kListed; ++s)
    if (touched.contains(edited.facilities.all[s].id))
      sites.push_back(site_json(study, edited, s, services));
  return sites;
}

Json edits_json(const Study& study, const Scenario& scenario, const EditedSites& edited) {
  const KnownNames names(study, edited.facilities);
  Json out = Json::array();
  for (std::size_t i = 0; i < scenario.edits.size(); ++i) {
    const Text words = describe(scenario.edits[i], names);
    Json sites = edited.touched[i].sites;
    if (sites.size() > kListed)
      sites.erase(sites.begin() + static_cast<std::ptrdiff_t>(kListed), sites.end());
    out.push_back({{"zh", words.zh}, {"en", words.en}, {"sites", std::move(sites)}});
  }
  return out;
}

Json warnings_json(const Problems& problems) {
  Json out = Json::array();
  for (const Problem& p : problems.all()) {
    if (p.severity != Severity::warning || out.size() == kListed) continue;
    out.push_back({{"code", p.code},
                   {"pointer", pointer_of(p)},
                   {"value", p.value},
                   {"zh", p.rule.zh},
                   {"en", p.rule.en}});
  }
  return out;
}

}  // namespace

HttpResponse WhatIf::coverage(const HttpRequest& request) const {
  const Study& study = live_->study();
  const auto& services = study.project.services;
  const auto& groups = study.population.cells.groups;
  if (services.empty() || groups.empty() || study.population.cells.size() == 0)
    return HttpResponse::problem(409, "the project has no people or no services to count");
  BodyReader body(request.body);
  std::vector<std::string> ids, trees, levels;
  for (const Service& s : services) ids.push_back(s.id);
  for (const UnitLayer& l : study.boundaries.units.layers) {
    trees.emplace_back(to_string(l.tree));
    levels.emplace_back(to_string(l.level));
  }
  LiveQuestion question{.service = ServiceId(body.one_of("service", ids))};
  const Service& service = services[question.service.index()];
  question.limit = body.one_of("limit", limits_of(study, service));
  std::vector<std::string> measures;
  for (const Measure m : {Measure::network, Measure::straight})
    if (live_->has(question.service, m)) measures.emplace_back(to_string(m));
  if (measures.empty()) return HttpResponse::problem(409, "the service is not measured");
  const std::string measure = measures[body.one_of("measure", measures)];
  question.measure = measure == "straight" ? Measure::straight : Measure::network;
  question.group = body.one_of("group", groups);
  const std::string tree = trees.empty() ? "" : trees[body.one_of("tree", trees)];
  const std::string level = levels.empty() ? "" : levels[body.one_of("level", levels)];
  std::optional<std::size_t> layer;
  for (std::size_t l = 0; l < trees.size(); ++l)
    if (trees[l] == tree && levels[l] == level) layer = l;
  if (!layer && !trees.empty())
    body.problems.push_back({"/level", level, "the tree has no such level"});
  if (trees.empty()) body.text("tree"), body.text("level");
  const Json edits = body.edits();
  body.finish();
  const AskedEdits asked = asked_edits("", edits, study, body.problems);
  if (asked.refused) return *asked.refused;
  const Scenario& scenario = asked.scenario;
  const EditedSites& edited = asked.edited;
  const auto answer = live_->ask(edited, question);
  if (!answer)
    return HttpResponse::problem(
        422, "too many pairs of place and site to answer at once: save the scenario and run it");

  std::vector<const Service*> members;
  for (const ServiceId m : service.all) members.push_back(&services[m.index()]);
  if (members.empty()) members.push_back(&service);
  const auto text = [](const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  return HttpResponse::of("{\"edits\":" + text(edits_json(study, scenario, edited)) +
                          ",\"sites\":" + text(sites_json(study, edited, members)) +
                          ",\"warnings\":" + text(warnings_json(asked.problems)) +
                          ",\"before\":" + columns_json(*live_, layer, *answer->before) +
                          ",\"after\":" + columns_json(*live_, layer, answer->after) + '}');
}

HttpResponse WhatIf::scenario(const HttpRequest& request) const {
  BodyReader body(request.body);
  const std::string name = body.text("name");
  const Json edits = body.edits();
  body.finish();
  const AskedEdits asked = asked_edits(name, edits, live_->study(), body.problems);
  if (asked.refused) return *asked.refused;
  HttpResponse response = HttpResponse::of(asked.toml, "application/toml; charset=utf-8");
  response.headers["Content-Disposition"] = "attachment; filename=\"scenario.toml\"";
  return response;
}

}  // namespace fangyuan
