// SPDX-License-Identifier: Apache-2.0
// Edits that came with a request, read as a scenario file and made on a study's sites. Internal to
// viewer/server.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/edited_sites.h"
#include "viewer/server/http.h"

namespace fangyuan {

struct AskedEdits {
  std::string toml;  ///< the scenario file that says the same
  Scenario scenario;
  EditedSites edited;
  Problems problems;                    ///< warnings
  std::optional<HttpResponse> refused;  ///< 400 with every error; then the rest is of no use
};

/// `problems`: what the body has of them already.
AskedEdits asked_edits(const std::string& name, const nlohmann::ordered_json& edits,
                       const Study& study, std::vector<HttpResponse::FieldProblem>& problems);

}  // namespace fangyuan
