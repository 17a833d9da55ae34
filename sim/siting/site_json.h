// SPDX-License-Identifier: Apache-2.0
// A siting as JSON: what site.json says, and the rest of its folder for who asks over HTTP.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/siting/run_site.h"

namespace fangyuan {

/// The content of site.json (docs/siting.md).
nlohmann::ordered_json site_json(const SiteSummary& summary);

/// site.json's content and, as the tables of the folder have them: `chosen[]`, `curve[]`,
/// `alternatives[]` or `scores[]` (the first 1,000), `scenario` (the text of scenario.toml) and
/// `edits` (the same as JSON). Places are longitude and latitude.
nlohmann::ordered_json site_answer_json(const SiteSummary& summary);

}  // namespace fangyuan
