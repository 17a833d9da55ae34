// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "geo/out/output_file.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}
Json or_null(const std::optional<Amount>& value) {
  return value ? Json(value->to_double()) : Json();
}
Json words(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

Json request_json(const ProposalSummary& s) {
  const ProposalRequest& r = s.request;
  Json weights = Json::object();
  for (const auto& [group, weight] : r.site.weights) weights[group] = weight;
  if (r.site.weights.empty()) weights[s.service.group] = 1;
  return {{"file", r.site.file},           {"hash", r.site.hash},
          {"name", r.site.name},           {"service", r.site.service},
          {"limit", ranking_limit(s)},     {"measure", to_string(s.measure)},
          {"weights", std::move(weights)}, {"rank_by", to_string(r.rank_by)},
          {"budget", or_null(r.budget)},   {"price_unit", r.price_unit}};
}

Json site_json(const ProposedSite& site) {
  Json checks = Json::array();
  for (const SiteCheck& c : site.checks)
    checks.push_back({{"kind", to_string(c.kind)},
                      {"what", c.name},
                      {"verdict", to_string(c.verdict)},
                      {"overlap_m2", or_null(c.area_m2)},
                      {"distance_m", or_null(c.distance_m)},
                      {"buffer_m", c.buffer_m},
                      {"has", or_null(c.has)},
                      {"asked", or_null(c.asked)},
                      {"source", c.source},
                      {"note", words(c.words)}});
  return {{"id", site.shape.id},
          {"name", site.shape.name},
          {"file", site.shape.source},
          {"row", site.shape.row},
          {"lon", site.place.lonlat.lon},
          {"lat", site.place.lonlat.lat},
          {"area_m2", site.has_outline() ? Json(site.shape.area_m2) : Json()},
          {"price", or_null(site.price)},
          {"connected", site.connected},
          {"verdict", to_string(site.verdict())},
          {"checks", std::move(checks)}};
}

Json option_json(const ProposalSummary& s, std::uint32_t o) {
  const OptionScore& score = s.scores[o];
  const OptionStanding& standing = s.standing.options[o];
  Json ids = Json::array();
  for (const std::uint32_t i : s.options[o].sites) ids.push_back(s.sites[i].shape.id);
  Json served = Json::array();
  for (const ServedLine& line : score.served)
    served.push_back({{"limit", line.limit},
                      {"group", s.study->population.cells.groups[line.group]},
                      {"total", line.total.to_double()},
                      {"before", line.before.to_double()},
                      {"after", line.after.to_double()},
                      {"newly", (line.after - line.before).to_double()}});
  Json worst;
  if (score.worst)
    worst = {{"code", s.study->boundaries.units[score.worst->unit].code},
             {"name", s.study->boundaries.units[score.worst->unit].name},
             {"share", score.worst->share},
             {"before", score.worst_was}};
  Json j{{"option", o},
         {"name", s.options[o].name},
         {"sites", std::move(ids)},
         {"scenario", s.options[o].sites.empty() ? Json() : Json(scenario_file(s, o))},
         {"rank", standing.rank > 0 ? Json(standing.rank) : Json()},
         {"tie", standing.tie > 0 ? Json(standing.tie) : Json()},
         {"verdict", s.options[o].sites.empty() ? Json() : Json(to_string(score.verdict))},
         {"over_budget", score.over_budget},
         {"newly", of_wide(score.newly).to_double()},
         {"served", std::move(served)},
         {"in_reach", score.in_reach.to_double()},
         {"overlap", score.overlap.to_double()},
         {s.in_ms ? "saved_person_hours" : "saved_person_km", saved_of(s, score)},
         {"capacity", or_null(score.capacity)},
         {"load", or_null(score.load)},
         {"price", or_null(score.price)},
         {"price_per_newly", or_null(price_per_newly(score))},
         {"within_500m", score.near.to_double()},
         {"gini", or_null(score.gini)},
         {"worst", std::move(worst)},
         {"reason", words(reason_of(s, o))}};
  if (!s.standing.draws.empty()) {
    j["newly_p05"] = of_wide(standing.newly_low).to_double();
    j["newly_p95"] = of_wide(standing.newly_high).to_double();
    j["rank_p05"] = standing.rank > 0 ? Json(standing.rank_low) : Json();
    j["rank_p95"] = standing.rank > 0 ? Json(standing.rank_high) : Json();
    j["first"] = standing.first;
  }
  return j;
}

}  // namespace

void write_proposal_json(const ProposalSummary& s, const std::filesystem::path& folder) {
  Json j{{"fangyuan", FANGYUAN_VERSION},
         {"notice",
          {{"zh", "初筛，不代替用地预审与选址意见"},
           {"en",
            "a first screening: it takes the place of no land pre-examination and "
            "no site opinion"}}},
         {"project", s.study->project.name},
         {"date", to_string(s.study->project.date)},
         {"started", s.started},
         {"elapsed_s", s.elapsed_s},
         {"threads", s.threads},
         {"request", request_json(s)},
         {"conclusion", words(conclusion_of(s))}};
  const Variation& v = s.request.vary;
  j["draws"] = {{"draws", s.standing.draws.size()},
                {"seed", v.seed},
                {"speed", s.standing.speed ? Json(v.speed) : Json()},
                {"demand", s.standing.demand ? Json(v.demand) : Json()},
                {"capacity", s.standing.capacity ? Json(v.capacity) : Json()},
                {"note", words(s.standing.left_out)}};
  Json sites = Json::array(), options = Json::array();
  for (const ProposedSite& site : s.sites) sites.push_back(site_json(site));
  for (const std::uint32_t o : s.order) options.push_back(option_json(s, o));
  j["sites"] = std::move(sites);
  j["options"] = std::move(options);
  Json stages = Json::array();
  for (const auto& [name, seconds] : s.stages)
    stages.push_back({{"name", name}, {"seconds", seconds}});
  j["stages"] = std::move(stages);
  Json warnings = Json::array();
  for (const Problem& p : s.warnings)
    warnings.push_back({{"code", p.code},
                        {"zh", p.rule.zh},
                        {"en", p.rule.en},
                        {"value", p.value},
                        {"count", p.count}});
  j["warnings"] = std::move(warnings);
  write_file(folder / "proposals.json",
             j.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace fangyuan
