// SPDX-License-Identifier: Apache-2.0
// Edits that came as JSON, written as the scenario file that says the same. Internal to
// viewer/server.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "viewer/server/http.h"

namespace fangyuan {

/// [scenario] with the name, when there is one, and one [[edits]] per element; `edits` is an array
/// of objects. What TOML cannot say (null, deep nesting), and more than a request may hold, goes to
/// `problems`.
std::string edits_toml(const std::string& name, const nlohmann::ordered_json& edits,
                       std::vector<HttpResponse::FieldProblem>& problems);

}  // namespace fangyuan
