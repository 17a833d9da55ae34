// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/edits_toml.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "viewer/server/json_toml.h"

namespace fangyuan {

std::string edits_toml(const std::string& name, const nlohmann::ordered_json& edits,
                       std::vector<HttpResponse::FieldProblem>& problems) {
  constexpr std::size_t kMostEdits = 200;
  TomlText toml({}, problems);
  if (!name.empty()) toml.out = "[scenario]\nname = " + toml_quoted(name) + "\n";
  if (edits.size() > kMostEdits) {
    problems.push_back(
        {"/edits", std::to_string(edits.size()), fmt::format("at most {} edits", kMostEdits)});
    return {};
  }
  for (std::size_t i = 0; i < edits.size(); ++i) {
    toml.out += toml.out.empty() ? "[[edits]]\n" : "\n[[edits]]\n";
    toml.members(edits[i], fmt::format("/edits/{}", i));
  }
  return std::move(toml.out);
}

}  // namespace fangyuan
