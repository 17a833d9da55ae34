// SPDX-License-Identifier: Apache-2.0
// Everything that the folder of a boundary check is written from, and its three files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/out/run_contents.h"
#include "geo/units/boundaries.h"

namespace fangyuan {

/// One thing to look at: a finding with what to do about it. Issue i is of finding i.
struct BoundaryIssue {
  bool severe = false;  ///< an error, else a warning
  Text what;
  Text mend;  ///< a proposal; nothing is changed
};

/// The line between two units, or between one and what is in none (b: none). Copies that differ are
/// findings and no lines.
struct BorderRow {
  std::size_t layer = 0;
  UnitId a, b;
  double length_m = 0;  ///< geodesic
  std::vector<std::vector<XY>> sections;
};

/// Where three units or more meet.
struct JunctionRow {
  std::size_t layer = 0;
  Place at;
  std::vector<UnitId> units;  ///< in code order
  bool outside = false;       ///< ground in no unit meets them there
};

struct BoundaryReport {
  RunInfo info;
  const Frame& frame;
  const Boundaries& boundaries;
  std::vector<BoundaryIssue> issues;
  std::vector<BorderRow> borders;      ///< by layer, a, b
  std::vector<JunctionRow> junctions;  ///< by layer, from west to east
};

/// boundaries.json, boundaries.gpkg, boundaries.xlsx into an existing folder. Throws
/// std::runtime_error when the disk says no.
void write_boundary_report(const BoundaryReport& report, const std::filesystem::path& folder);

}  // namespace fangyuan
