// SPDX-License-Identifier: Apache-2.0
// The administrators' check of outlines: what is found, and what to do about it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "geo/lines/line_report.h"
#include "geo/out/boundary_report.h"
#include "sim/project/project.h"
#include "sim/study/stages.h"

namespace fangyuan {

struct BoundaryCheckOptions {
  std::filesystem::path out;
  bool force = false;              ///< replace a folder that is not empty
  std::optional<Mode> route = {};  ///< plan routes for joint inspection by this mode
};

/// What the terminal says at the end.
struct BoundaryCheck {
  std::unique_ptr<const Frame> frame;
  std::unique_ptr<const Boundaries> boundaries;
  std::unique_ptr<const LineReport> lines;  ///< null: the project names neither lines nor markers
  std::vector<Problem> warnings;
};

/// Reads the project and its boundary layers, the records of lines and markers where there are any,
/// and of the rest only what disputes and routes want; writes the folder of
/// geo/out/boundary_report.h, which appears complete or keeps its old content. Findings are
/// results. Throws InputError (nothing written) where a layer cannot be read or there is none, and
/// std::runtime_error.
BoundaryCheck check_boundaries(const std::filesystem::path& project,
                               const BoundaryCheckOptions& options, const Progress& progress);

/// The lines between units and where they meet, by layer.
void add_lines(BoundaryReport& report);

/// Whether a finding is an error and not only worth a look: units that share a code, one whose
/// parent is not the one that its code says, published areas that are off by half a percent, and
/// gaps, overlaps and ground outside the parent, unless they are thin and their sides no farther
/// apart than the tolerance.
bool is_severe(const BoundaryFinding& finding, double tolerance_m);

/// What to do about a finding; nothing is done by itself.
Text mend_of(const Boundaries& boundaries, const BoundaryFinding& finding);

}  // namespace fangyuan
