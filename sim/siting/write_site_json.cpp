// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "geo/out/output_file.h"
#include "sim/siting/site_json.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

double people(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths)).to_double();
}

Json request_json(const SiteSummary& s) {
  const SiteRequest& r = s.request;
  Json weights = Json::object();
  for (const auto& [group, weight] : r.weights) weights[group] = weight;
  if (r.weights.empty()) weights[s.service.group] = 1;
  Json j{{"file", r.file},
         {"hash", r.hash},
         {"name", r.name},
         {"kind", to_string(r.kind)},
         {"service", r.service},
         {"limit", covering_limit(r, s.service).to_string()},
         {"measure", to_string(s.measure)},
         {"weights", std::move(weights)},
         {"existing", r.keep_existing ? "keep" : "choose"}};
  if (r.sites) j["sites"] = *r.sites;
  if (r.budget) j["budget"] = *r.budget;
  if (r.capacity) j["capacity"] = true;
  if (r.floor_sites) j["floor_sites"] = *r.floor_sites;
  if (r.floor_share) j["floor_share"] = *r.floor_share;
  if (r.floor_sites || r.floor_share) j["floor_level"] = to_string(r.floor_level);
  if (r.share) j["share"] = *r.share;
  if (!r.covering() && r.limit) j["no_farther_than"] = r.limit->to_string();
  if (r.work) j["work"] = *r.work;
  if (r.time_limit_s) j["time_limit_s"] = *r.time_limit_s;
  if (r.gap > 0) j["gap"] = r.gap;
  return j;
}

Json candidates_json(const SiteSummary& s) {
  std::array<std::uint64_t, 5> count{};
  for (const Candidate& c : s.candidates) ++count[static_cast<std::size_t>(c.fate)];
  return {{"given", s.candidates.size()}, {"usable", count[0]},    {"unconnected", count[1]},
          {"excluded", count[2]},         {"unlocated", count[3]}, {"serving", count[4]}};
}

Json answer_json(const SiteSummary& s) {
  const SitingAnswer& a = s.plan.answer;
  const bool optimal = a.status == SitingStatus::optimal;
  Json j{{"status", optimal     ? "optimal"
                    : a.found() ? "feasible"
                                : "unknown"},
         {"optimal", optimal},
         {"stopped", s.plan.stopped.empty() ? Json() : Json(s.plan.stopped)},
         {"unit", value_unit(s)}};
  j["value"] = a.found() ? Json(plain_value(s, a.value)) : Json();
  j["bound"] = plain_value(s, a.bound);
  j["gap"] = a.found() && a.value != 0         ? Json(a.gap())
             : a.found() && a.value == a.bound ? Json(0)
                                               : Json();
  if (s.request.kind == SiteKind::most_covered) j["gap_people"] = people(a.bound - a.value);
  const SitingRequest asked = siting_request(s.request, s.problem);
  Json certificate{{"checked", a.found()}};
  if (s.plan.phased) {
    certificate["bound_by_prices"] = plain_value(s, s.plan.phased->bound_by_prices);
    certificate["sites"] = a.sites.size();
  } else if (a.found()) {
    const SitingValue v = evaluate(asked, a.sites);
    certificate["covered"] = people(v.covered);
    certificate["worst"] = v.worst.value() / 1000.0;
    certificate["sites"] = a.sites.size();
    if (!asked.price.empty()) certificate["price"] = static_cast<double>(v.price);
    if (!a.payment.empty())
      certificate["bound_by_payments"] = plain_value(s, bound_by(asked, a.payment));
  }
  j["certificate"] = std::move(certificate);
  j["work"] = a.work;
  j["seconds"] = a.time_ms / 1000;
  return j;
}

/// Year by year what opens, and whom it serves when filled as well as can be and nearest first.
Json periods_json(const SiteSummary& s) {
  Json rows = Json::array();
  for (const PeriodLine& l : s.plan.phased->periods)
    rows.push_back({{"year", l.year != 0 ? Json(l.year) : Json()},
                    {"opened", l.opened},
                    {"opened_until", l.opened_until},
                    {"spent", l.spent},
                    {"people", l.people.to_double()},
                    {"served", l.served.to_double()},
                    {"served_nearest_first", l.nearest_first.to_double()},
                    {"served_before", l.served_before.to_double()},
                    {"served_nearest_first_before", l.nearest_first_before.to_double()}});
  return rows;
}

Json coverage_json(const SiteSummary& s) {
  Json rows = Json::array();
  for (const CoverageLine& l : s.plan.coverage)
    rows.push_back({{"limit", l.limit},
                    {"group", s.study->population.cells.groups[l.group]},
                    {"total", l.total.to_double()},
                    {"before", l.before.to_double()},
                    {"after", l.after.to_double()},
                    {"newly", (l.after - l.before).to_double()}});
  return rows;
}

Json sites_json(const SiteSummary& s) {
  Json ids = Json::array();
  for (const std::uint32_t j : s.plan.answer.sites)
    ids.push_back(s.study->facilities.all[(*s.sites)[j].index()].id);
  return ids;
}

Json warnings_json(const SiteSummary& s) {
  Json out = Json::array();
  for (const Problem& p : s.warnings)
    out.push_back({{"code", p.code},
                   {"zh", p.rule.zh},
                   {"en", p.rule.en},
                   {"value", p.value},
                   {"count", p.count}});
  return out;
}

}  // namespace

double plain_value(const SiteSummary& s, Wide value) {
  switch (s.request.kind) {
    case SiteKind::fewest_sites:
      return static_cast<double>(value);
    case SiteKind::least_average: {
      Wide all = 0;
      for (const People p : s.problem.people) all += p.millionths();
      return all == 0 ? 0 : static_cast<double>(value) / static_cast<double>(all) / 1000;
    }
    case SiteKind::least_worst:
      return static_cast<double>(value) / 1000;
    default:
      return people(value);
  }
}

std::string_view value_unit(const SiteSummary& s) {
  if (s.request.kind == SiteKind::fewest_sites) return "sites";
  if (s.request.periods.size() > 1) return "person_periods";
  if (s.request.covering()) return "people";
  return s.problem.in_ms ? "s" : "m";
}

nlohmann::ordered_json site_json(const SiteSummary& s) {
  Json j{{"fangyuan", FANGYUAN_VERSION},
         {"project", s.study->project.name},
         {"date", to_string(s.study->project.date)},
         {"started", s.started},
         {"elapsed_s", s.elapsed_s},
         {"threads", s.threads},
         {"request", request_json(s)},
         {"candidates", candidates_json(s)},
         {"existing_sites", std::ranges::count(s.problem.candidate_of, SiteProblem::kExisting)},
         {"out_of_reach_of_all",
          {{"people", s.problem.left_out.to_double()}, {"cells", s.problem.left_out_cells}}}};
  if (s.request.kind != SiteKind::score) {
    j["answer"] = answer_json(s);
    j["sites"] = sites_json(s);
  }
  if (s.plan.phased) j["periods"] = periods_json(s);
  j["coverage"] = coverage_json(s);
  Json stages = Json::array();
  for (const auto& [name, seconds] : s.stages)
    stages.push_back({{"name", name}, {"seconds", seconds}});
  j["stages"] = std::move(stages);
  j["warnings"] = warnings_json(s);
  return j;
}

void write_site_json(const SiteSummary& s, const std::filesystem::path& folder) {
  write_file(folder / "site.json",
             site_json(s).dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

}  // namespace fangyuan
