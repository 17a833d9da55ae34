// SPDX-License-Identifier: Apache-2.0
// Internal to geo/out.
#pragma once

#include <nlohmann/json.hpp>

#include "geo/out/boundary_report.h"

namespace fangyuan {

/// line_findings, lines, marker_list, runs, inspection, disputes, routes. REQUIRES: report.lines.
void add_line_members(nlohmann::ordered_json& out, const BoundaryReport& report);

}  // namespace fangyuan
