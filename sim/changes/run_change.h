// SPDX-License-Identifier: Apache-2.0
// fangyuan change: the file of a change of units, before and after.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "geo/out/change_report.h"
#include "sim/scenario/apply.h"
#include "sim/study/study.h"

namespace fangyuan {

struct ChangeOptions {
  std::filesystem::path out;
  std::vector<std::filesystem::path> scenario;  ///< applied in order as one scenario
  bool force = false;                           ///< replace a folder that is not empty
};

/// What the terminal says at the end. The report refers to the study.
struct ChangeSummary {
  std::unique_ptr<const Study> study;
  std::unique_ptr<const ChangeReport> report;
  std::vector<Problem> warnings;
  std::vector<std::pair<std::string, double>> stages;  ///< name, seconds
};

/// Reads the project, applies the edits of units, compares, writes the folder of
/// geo/out/change_report.h, which appears complete or keeps its old content. The day is that of the
/// scenario, else the later of the project's and the last on which an edit begins to hold. Throws
/// InputError (nothing written; also where a scenario edits anything but units: edit-not-units) and
/// std::runtime_error.
ChangeSummary run_change(const std::filesystem::path& project, const ChangeOptions& options,
                         const Progress& progress);

}  // namespace fangyuan
