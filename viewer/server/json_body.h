// SPDX-License-Identifier: Apache-2.0
// The body of a request as JSON, and what the library says of it as problems of that body. Internal
// to viewer/server.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "viewer/server/http.h"

namespace fangyuan {

/// An object; null, and told, where the text is none or is nested more than 16 deep.
nlohmann::ordered_json parse_json_body(const std::string& text,
                                       std::vector<HttpResponse::FieldProblem>& problems);

/// Where a problem is in the body: layer "edits[3]" and field "amounts.beds" are
/// "/edits/3/amounts/beds".
std::string pointer_of(const Problem& p);

/// The errors among them.
std::vector<HttpResponse::FieldProblem> errors_of(const std::vector<Problem>& problems);

/// Text of JSON whatever bytes it holds.
std::string dump_json(const nlohmann::ordered_json& json);

}  // namespace fangyuan
