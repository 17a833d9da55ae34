// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/toml_text.h"
#include "sim/siting/site_plan.h"

namespace fangyuan {
namespace {

std::string open_text(const OpenSite& open, int year) {
  const Facility& f = open.site;
  std::string out = "kind = \"open\"\n";
  out += "id = " + toml_string(f.id) + "\nname = " + toml_string(f.name) +
         "\ntype = " + toml_string(f.type) + '\n';
  if (open.at->xy)
    out += fmt::format("xy = [{}, {}]\n", toml_number(open.at->xy->x), toml_number(open.at->xy->y));
  else
    out += fmt::format("at = [{}, {}]\n", toml_number(open.at->lonlat->lon),
                       toml_number(open.at->lonlat->lat));
  if (year != 0) out += fmt::format("opened = {}-01-01\n", year);
  if (f.status != Status::in_use) out += fmt::format("status = \"{}\"\n", to_string(f.status));
  if (f.amounts.empty()) return out;
  std::string amounts;
  for (const auto& [name, amount] : f.amounts)
    amounts += fmt::format("{}{} = {}", amounts.empty() ? "" : ", ", toml_string(name),
                           amount.to_string());
  return out + "amounts = { " + amounts + " }\n";
}

std::string change_text(const ChangeSites& change) {
  std::string out = "kind = \"change\"\nsite = " + toml_string(change.sites.ids.front()) + '\n';
  if (change.status) out += fmt::format("status = \"{}\"\n", to_string(*change.status));
  if (!change.add_functions.empty())
    out += "add_functions = [" + toml_string(change.add_functions.front()) + "]\n";
  return out;
}

}  // namespace

std::string scenario_text(const ScenarioParts& p, std::optional<std::uint32_t> period) {
  const SiteRequest& r = p.request;
  const auto& phased = p.plan.phased;
  const bool dated = phased && phased->periods.front().year != 0;
  const std::uint32_t last =
      !dated ? 0 : period.value_or(static_cast<std::uint32_t>(phased->periods.size() - 1));
  std::string out =
      "# 选址的结果：可用 fangyuan run 项目 --scenario 本文件 "
      "计算。位置是候选点，不代替用地预审与选址意见。\n"
      "# The answer of fangyuan site, for fangyuan run PROJECT --scenario THIS; places are "
      "candidates.\n";
  out += "[scenario]\nname = " + toml_string(r.name) + "\nnote = " +
         toml_string(fmt::format("{} {} · request {}", to_string(r.kind), r.service,
                                 r.hash.substr(0, 12))) +
         '\n';
  if (dated) out += fmt::format("date = {}-12-31\n", phased->periods[last].year);
  if (dated && r.periods[last].growth > Amount())
    out += "\n[[edits]]\nkind = \"scale_people\"\nfactor = " +
           (Amount::from_whole(1) + r.periods[last].growth).to_string() + '\n';
  const auto& chosen = p.plan.answer.sites;
  for (std::uint32_t j = 0; j < p.problem.state.size(); ++j) {
    const bool is_chosen = std::binary_search(chosen.begin(), chosen.end(), j);
    const std::uint32_t c = p.problem.candidate_of[j];
    if (c == SiteProblem::kExisting) {
      if (p.problem.state[j] == SiteState::free && !is_chosen)
        out += "\n[[edits]]\nkind = \"close\"\nsite = " +
               toml_string(p.facilities[p.sites[j].index()].id) + '\n';
      continue;
    }
    if (!is_chosen || (dated && phased->period_of[j] > last)) continue;
    const int year = dated ? phased->periods[phased->period_of[j]].year : 0;
    out += "\n[[edits]]\n";
    const EditAction& action = p.candidates[c].edit.action;
    out += std::holds_alternative<OpenSite>(action) ? open_text(std::get<OpenSite>(action), year)
                                                    : change_text(std::get<ChangeSites>(action));
  }
  return out;
}

}  // namespace fangyuan
