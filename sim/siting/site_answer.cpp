// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/project/toml_reader.h"
#include "sim/siting/site_json.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostScores = 1000;

double people(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths)).to_double();
}

/// Of a site by its rank: what it is called and where it is.
Json named(const SiteSummary& s, std::uint32_t rank) {
  const Facility& f = s.study->facilities.all[(*s.sites)[rank].index()];
  Json j{{"id", f.id}, {"name", f.name}};
  if (f.place) j["at"] = {f.place->lonlat.lon, f.place->lonlat.lat};
  const std::uint32_t c = s.problem.candidate_of[rank];
  if (c != SiteProblem::kExisting && s.candidates[c].price) j["price"] = *s.candidates[c].price;
  return j;
}

/// Those of sites.csv that the plan opens, keeps because it chose them, or closes.
Json chosen_json(const SiteSummary& s) {
  Json out = Json::array();
  for (const std::string_view wanted : {"chosen", "kept", "closing"})
    for (std::uint32_t j = 0; j < s.problem.state.size(); ++j) {
      if (s.problem.state[j] == SiteState::forbidden || state_word(s, j) != wanted) continue;
      const SiteLine& line = s.plan.sites[j];
      Json one{{"state", wanted}};
      one.update(named(s, j));
      one["in_reach"] = line.in_reach.to_double();
      one["newly_alone"] = line.alone.to_double();
      one["nearest"] = line.nearest.to_double();
      out.push_back(std::move(one));
    }
  return out;
}

Json curve_json(const SiteSummary& s) {
  Json out = Json::array();
  for (const CurvePoint& p : s.plan.curve) {
    Json ids = Json::array();
    for (const std::uint32_t rank : p.plan) ids.push_back(named(s, rank).at("id"));
    out.push_back({{"sites", p.sites},
                   {"covered", people(p.covered)},
                   {"bound", people(p.bound)},
                   {"optimal", p.status == SitingStatus::optimal},
                   {"chosen", std::move(ids)}});
  }
  return out;
}

Json alternatives_json(const SiteSummary& s) {
  Json out = Json::array();
  if (s.plan.replacements.empty()) return out;
  const SitingRequest asked = siting_request(s.request, s.problem);
  const Wide covered = evaluate(asked, s.plan.answer.sites).covered;
  std::uint64_t rank = 0;
  for (const Replacement& r : s.plan.replacements) {
    rank = r.in ? rank + 1 : 0;
    out.push_back({{"out", named(s, r.out)},
                   {"rank", rank},
                   {"in", r.in ? named(s, *r.in) : Json()},
                   {"covered", people(r.value.covered)},
                   {"covered_change", people(r.value.covered - covered)}});
  }
  return out;
}

Json scores_json(const SiteSummary& s) {
  Json out = Json::array();
  for (std::size_t i = 0; i < s.plan.scores.size() && i < kMostScores; ++i) {
    const ScoreLine& line = s.plan.scores[i];
    Json one{{"rank", i + 1}};
    one.update(named(s, line.rank));
    one["newly"] = line.newly.to_double();
    one["in_reach"] = line.in_reach.to_double();
    one["overlap"] = (line.in_reach - line.newly).to_double();
    one[s.problem.in_ms ? "saved_person_hours" : "saved_person_km"] = saved_of(s, line);
    one["within_500m"] = line.near.to_double();
    out.push_back(std::move(one));
  }
  return out;
}

/// The edits of a scenario's text, by the words of its file.
Json edits_of(const std::string& scenario) {
  std::ostringstream text;
  text << toml::json_formatter(parse_toml_text(scenario, "scenario.toml"));
  return Json::parse(text.str()).value("edits", Json::array());
}

}  // namespace

Json site_answer_json(const SiteSummary& s) {
  Json j = site_json(s);
  if (s.request.kind == SiteKind::score) {
    j["scores"] = scores_json(s);
    return j;
  }
  j["chosen"] = chosen_json(s);
  j["curve"] = curve_json(s);
  j["alternatives"] = alternatives_json(s);
  const std::string scenario = scenario_text(
      {s.request, s.problem, s.plan, s.candidates, *s.sites, s.study->facilities.all});
  j["edits"] = edits_of(scenario);
  j["scenario"] = scenario;
  return j;
}

}  // namespace fangyuan
