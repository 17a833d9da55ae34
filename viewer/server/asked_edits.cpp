// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/asked_edits.h"

#include "sim/scenario/scenario_text.h"
#include "viewer/server/edits_toml.h"
#include "viewer/server/json_body.h"

namespace fangyuan {
namespace {

using FieldProblem = HttpResponse::FieldProblem;

/// What messages call the edits that came with a request.
constexpr const char* kShown = "scenario.toml";

HttpResponse refusal(const std::vector<FieldProblem>& problems) {
  return HttpResponse::problem(400, "the edits cannot be made", problems);
}

}  // namespace

AskedEdits asked_edits(const std::string& name, const nlohmann::ordered_json& edits,
                       const Study& study, std::vector<FieldProblem>& problems) {
  AskedEdits asked;
  asked.toml = edits_toml(name, edits, problems);
  if (!problems.empty()) {
    asked.refused = refusal(problems);
    return asked;
  }
  asked.scenario = read_scenario_text(asked.toml, kShown, asked.problems);
  if (!asked.problems.has_errors())
    asked.edited = edit_sites(asked.scenario, study, asked.problems);
  if (asked.problems.has_errors()) asked.refused = refusal(errors_of(asked.problems.all()));
  return asked;
}

}  // namespace fangyuan
