// SPDX-License-Identifier: Apache-2.0
// Lines, markers and joint inspection in the check of boundaries.
#pragma once

#include <memory>
#include <optional>

#include "geo/lines/line_report.h"
#include "geo/out/boundary_report.h"
#include "sim/project/line_settings.h"
#include "sim/project/project.h"
#include "sim/study/stages.h"

namespace fangyuan {

struct LineRecordsRequest {
  const Project& project;
  const LineSettings& settings;
  const BoundaryReport& report;  ///< with borders and junctions
  LineBook book;
  std::optional<Mode> route = {};  ///< plan routes by this mode
};

/// Checks the records, lists what is due, measures disputes (population and facilities are read
/// only where there is one) and, where asked, plans routes (roads are read). What is found goes to
/// `problems` as warnings, at most kListedFindings of a code and a sum of the rest.
std::unique_ptr<const LineReport> check_line_records(LineRecordsRequest request, Stages& stages,
                                                     Problems& problems);

/// The markers of every line, in an order that keeps the way short: by road from entrance to
/// entrance, on foot from there to the marker and back. Where the project names a place to set out
/// from, the way leads back to it.
void plan_routes(const LineRecordsRequest& request, LineReport& lines, Problems& problems);

}  // namespace fangyuan
