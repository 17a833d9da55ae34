// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/proposals/proposal_request.h"

namespace fangyuan {
namespace {

Problem problem(const ProposalRequest& r, const char* code, std::string layer, const char* field,
                std::string value, Text rule) {
  Problem p;
  p.code = code;
  p.file = r.site.file;
  p.layer = std::move(layer);
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

/// Population that a project must have for a comparison to say anything.
void check_people(const ProposalRequest& r, const Project& project, Problems& problems) {
  if (project.population.empty())
    problems.error(problem(r, "proposal-no-people", "proposal", "service", r.site.service,
                           {"项目没有人口 [[population]]，比不出谁新增、谁受益",
                            "the project has no [[population]]: nobody can be newly served"}));
}

}  // namespace

void check_proposal_request(const ProposalRequest& request, const Project& project,
                            Problems& problems) {
  // The checks are those of a request for sites; only the table has another name.
  Problems of_site;
  check_site_request(request.site, project, of_site);
  for (Problem p : of_site.all()) {
    if (p.code == "site-capacity") continue;  // places are filled here as in a run
    if (p.layer == "site") p.layer = "proposal";
    problems.add(std::move(p));
  }
  check_people(request, project, problems);
  for (const SitesSource& s : request.sites) {
    if (!s.layer.path.empty() && is_missing(s.layer))
      problems.error(
          {.code = "file-missing", .file = s.layer.path, .rule = {"没有这个文件", "no such file"}});
    const bool priced = s.price || s.layer.fields.contains("price");
    if (!priced && (request.budget || request.rank_by == RankBy::price_per_newly))
      problems.error(
          problem(request, "key-missing", s.where, "price", "",
                  {"按预算或按造价比选要有价格：price = 数，或 fields = { price = \"列\" }",
                   "a budget, or ranking by price, needs prices: price = NUMBER, or "
                   "fields = { price = \"COLUMN\" }"}));
  }
}

}  // namespace fangyuan
