// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/json_body.h"

#include <string_view>

namespace fangyuan {
namespace {

/// How deep brackets are nested: known before anything is built that a stack has to take down.
bool too_deep(std::string_view text) {
  constexpr int kDeepest = 16;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{') && ++depth > kDeepest)
      return true;
    else if (!quoted && (c == ']' || c == '}'))
      --depth;
  }
  return false;
}

}  // namespace

nlohmann::ordered_json parse_json_body(const std::string& text,
                                       std::vector<HttpResponse::FieldProblem>& problems) {
  using Json = nlohmann::ordered_json;
  Json json = too_deep(text) ? Json() : Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_object()) return json;
  problems.push_back({"", text.substr(0, 40), "the body must be a JSON object"});
  return {};
}

std::string pointer_of(const Problem& p) {
  std::string pointer;
  for (const std::string* part : {&p.layer, &p.field})
    if (!part->empty()) pointer += '/' + *part;
  std::string out;
  for (const char c : pointer)
    if (c != ']') out += c == '[' || c == '.' ? '/' : c;
  return out;
}

std::vector<HttpResponse::FieldProblem> errors_of(const std::vector<Problem>& problems) {
  std::vector<HttpResponse::FieldProblem> errors;
  for (const Problem& p : problems)
    if (p.severity == Severity::error)
      errors.push_back({pointer_of(p), p.value, p.rule.en, p.rule.zh, p.code});
  return errors;
}

std::string dump_json(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace fangyuan
