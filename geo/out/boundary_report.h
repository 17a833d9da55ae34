// SPDX-License-Identifier: Apache-2.0
// Everything that the folder of a boundary check is written from, and its three files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/lines/borders.h"
#include "geo/out/run_contents.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// One thing to look at: a finding with what to do about it. Issue i is of finding i.
struct BoundaryIssue {
  bool severe = false;  ///< an error, else a warning
  Text what;
  Text mend;  ///< a proposal; nothing is changed
};

struct LineReport;  // geo/lines/line_report.h

struct BoundaryReport {
  RunInfo info;
  const Frame& frame;
  const Boundaries& boundaries;
  std::vector<BoundaryIssue> issues;
  std::vector<BorderRow> borders;      ///< by layer, a, b
  std::vector<JunctionRow> junctions;  ///< by layer, from west to east
  const LineReport* lines = nullptr;   ///< null: no records of lines or markers
};

/// boundaries.json, boundaries.gpkg, boundaries.xlsx into an existing folder; with records of lines
/// inspection.csv, with routes routes.csv as well. Throws
/// std::runtime_error when the disk says no.
void write_boundary_report(const BoundaryReport& report, const std::filesystem::path& folder);

}  // namespace fangyuan
