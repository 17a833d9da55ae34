// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/asked_edits.h"

#include "sim/scenario/scenario_text.h"
#include "viewer/server/edits_toml.h"

namespace fangyuan {
namespace {

using FieldProblem = HttpResponse::FieldProblem;

/// What messages call the edits that came with a request.
constexpr const char* kShown = "scenario.toml";

HttpResponse refusal(const std::vector<FieldProblem>& problems) {
  return HttpResponse::problem(400, "the edits cannot be made", problems);
}

std::vector<FieldProblem> errors_of(const Problems& problems) {
  std::vector<FieldProblem> errors;
  for (const Problem& p : problems.all())
    if (p.severity == Severity::error)
      errors.push_back({pointer_of(p), p.value, p.rule.en, p.rule.zh, p.code});
  return errors;
}

}  // namespace

std::string pointer_of(const Problem& p) {
  std::string pointer = '/' + p.layer + (p.field.empty() ? "" : '/' + p.field);
  std::string out;
  for (const char c : pointer)
    if (c != ']') out += c == '[' || c == '.' ? '/' : c;
  return out;
}

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
  if (asked.problems.has_errors()) asked.refused = refusal(errors_of(asked.problems));
  return asked;
}

}  // namespace fangyuan
