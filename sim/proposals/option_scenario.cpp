// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/proposals/write_proposal.h"
#include "sim/scenario/toml_text.h"

namespace fangyuan {
namespace {

std::string open_text(const ProposedSite& site) {
  const OpenSite& open = std::get<OpenSite>(site.edit.action);
  std::string out = "\n[[edits]]\nkind = \"open\"\nid = " + toml_string(open.site.id) +
                    "\nname = " + toml_string(open.site.name) +
                    "\ntype = " + toml_string(open.site.type);
  out += fmt::format("\nat = [{}, {}]\n", toml_number(open.at->lonlat->lon),
                     toml_number(open.at->lonlat->lat));
  if (open.site.status != Status::in_use)
    out += fmt::format("status = \"{}\"\n", to_string(open.site.status));
  std::string amounts;
  for (const auto& [name, amount] : open.site.amounts)
    amounts += fmt::format("{}{} = {}", amounts.empty() ? "" : ", ", toml_string(name),
                           amount.to_string());
  if (!amounts.empty()) out += "amounts = { " + amounts + " }\n";
  out += "note = " +
         toml_string(site.has_outline() ? "红线内一点 / a point inside the red line"
                                        : "点位 / a point") +
         '\n';
  return out;
}

}  // namespace

std::string scenario_file(const ProposalSummary& s, std::uint32_t option) {
  if (s.options[option].sites.empty()) return "";
  return fmt::format("option-{:03}.toml", option);
}

std::string option_scenario(const ProposalSummary& s, std::uint32_t option) {
  std::string out =
      "# 比选里的一个方案：fangyuan run 项目 --scenario 本文件。初筛，不代替用地预审与选址意见。\n"
      "# One option of a comparison, for fangyuan run PROJECT --scenario THIS; a first "
      "screening.\n";
  out += "[scenario]\nname = " + toml_string(s.options[option].name) + "\nnote = " +
         toml_string(fmt::format("{} · request {}", s.request.site.name,
                                 s.request.site.hash.substr(0, 12))) +
         '\n';
  for (const std::uint32_t i : s.options[option].sites) out += open_text(s.sites[i]);
  return out;
}

}  // namespace fangyuan
