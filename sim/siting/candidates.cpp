// SPDX-License-Identifier: Apache-2.0
#include "sim/siting/candidates.h"

#include <fmt/format.h>

#include <map>

#include "sim/scenario/apply.h"

namespace fangyuan {
namespace {

constexpr std::size_t kNamed = 5;

/// Told once for all: how many, and the first few with their places.
template <class Which>
void tell(const SiteRequest& request, const std::vector<Candidate>& candidates, const char* code,
          const Text& rule, Problems& problems, const Which& which) {
  Problem p;
  p.code = code;
  p.file = request.file;
  p.layer = "candidates";
  p.count = 0;
  p.rule = rule;
  for (const Candidate& c : candidates) {
    if (!which(c)) continue;
    if (++p.count > kNamed) continue;
    if (!p.value.empty()) p.value += "; ";
    p.value += c.id;
    if (!c.place) continue;
    p.value += fmt::format(" ({:.5f}, {:.5f})", c.place->lonlat.lon, c.place->lonlat.lat);
    if (!p.where) p.where = c.place->lonlat;
  }
  if (p.count > kNamed) p.value += " …";
  if (p.count > 0) problems.warning(std::move(p));
}

/// Which cannot be chosen, or lie in no unit.
void tell_fates(const SiteRequest& request, const std::vector<Candidate>& candidates,
                const Boundaries& boundaries, Problems& problems) {
  const auto of = [](CandidateFate fate) {
    return [fate](const Candidate& c) { return c.fate == fate; };
  };
  tell(request, candidates, "site-unconnected",
       {"候选点附近没有可用的道路，不能选",
        "no usable street is near these candidates; they cannot be chosen"},
       problems, of(CandidateFate::unconnected));
  tell(request, candidates, "site-excluded",
       {"候选点在禁建范围内，不能选",
        "these candidates lie where nothing may be built; they cannot be chosen"},
       problems, of(CandidateFate::excluded));
  tell(request, candidates, "site-left-out",
       {"候选设施没有坐标，不能选", "these facilities have no coordinates; they cannot be chosen"},
       problems, of(CandidateFate::unlocated));
  tell(request, candidates, "site-left-out",
       {"候选设施已在提供这项服务，不再作候选",
        "these facilities serve already; they are no candidates"},
       problems, of(CandidateFate::serving));
  const auto& layers = boundaries.units.layers;
  const auto is_outside = [&](const Candidate& c) {
    bool any_legal = false;
    for (std::size_t l = 0; c.place && !c.is_facility && l < layers.size(); ++l) {
      if (layers[l].tree != Tree::legal) continue;
      any_legal = true;
      if (boundaries.locate(l, c.place->xy)) return false;
    }
    return any_legal;
  };
  tell(
      request, candidates, "facility-outside",
      {"候选点不在任何行政区内：请核对坐标", "these candidates lie in no unit: check their places"},
      problems, is_outside);
}

/// What may be opened, as one scenario; `from` gets the numbers of its candidates.
Scenario scenario_of(const std::vector<Candidate>& candidates, std::vector<std::size_t>& from) {
  Scenario scenario;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].fate != CandidateFate::usable) continue;
    scenario.edits.push_back(candidates[i].edit);
    from.push_back(i);
  }
  return scenario;
}

}  // namespace

void open_candidates(const SiteRequest& request, const Service& service, bool needs_streets,
                     std::vector<Candidate>& candidates, Study& study, Problems& problems) {
  std::vector<std::size_t> from;
  const Scenario scenario = scenario_of(candidates, from);
  Problems of_edits;
  apply_to_study(scenario, study, of_edits);
  for (const Problem& p : of_edits.all())
    if (p.severity == Severity::error) problems.add(p);
  for (const Problem& p : of_edits.all())
    if (p.code == "amount-unknown") {  // the same of every new site
      Problem once = p;
      once.layer = "site";
      problems.add(std::move(once));
      break;
    }
  if (of_edits.has_errors()) return tell_fates(request, candidates, study.boundaries, problems);
  std::map<std::string, std::size_t> by_id;
  for (std::size_t s = 0; s < study.facilities.all.size(); ++s)
    by_id.emplace(study.facilities.all[s].id, s);
  const auto* access = study.access[static_cast<std::size_t>(service.mode)].get();
  std::size_t usable = 0;
  for (const std::size_t i : from) {
    Candidate& c = candidates[i];
    c.site = SiteId(by_id.at(c.id));
    if (needs_streets && (access == nullptr || access->sites[c.site.index()].empty()))
      c.fate = CandidateFate::unconnected;
    else
      ++usable;
  }
  tell_fates(request, candidates, study.boundaries, problems);
  const auto wrong = [&](const char* code, const char* field, std::string value, Text rule) {
    Problem p;
    p.code = code;
    p.file = request.file;
    p.layer = "site";
    p.field = field;
    p.value = std::move(value);
    p.rule = std::move(rule);
    problems.error(std::move(p));
  };
  if (usable == 0)
    wrong("site-no-candidates", "", "",
          {"没有一个可选的候选点", "no candidate is left to choose from"});
  else if (request.sites && request.keep_existing && *request.sites > usable)
    wrong("site-too-many", "sites", fmt::format("{}", *request.sites),
          {fmt::format("可选的候选点只有 {} 个", usable),
           fmt::format("there are only {} candidates to choose from", usable)});
}

}  // namespace fangyuan
