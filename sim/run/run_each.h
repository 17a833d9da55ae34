// SPDX-License-Identifier: Apache-2.0
// Several scenarios of one project in one go: what they do not change is read and computed once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/baseline.h"

namespace fangyuan {

struct EachOptions {
  std::filesystem::path out;                     ///< of run folders: "baseline", then by name
  std::vector<std::filesystem::path> scenarios;  ///< one each
  bool force = false;
};

struct EachResult {
  std::filesystem::path folder;
  Scenario scenario;        ///< empty: the baseline
  std::vector<Text> edits;  ///< the scenario's, in sentences
  Recomputed told;
  bool read_again = false;
  double seconds = 0;
  std::vector<Problem> warnings = {};
};

/// Writes out/baseline and out/STEM for every scenario file STEM.toml, each the same as a run of
/// its own. Every problem of every scenario is told before anything is computed. Throws InputError
/// (nothing written) or std::runtime_error (folders that were finished stay).
std::vector<EachResult> run_each(const std::filesystem::path& project, const EachOptions& options,
                                 const Progress& progress);

}  // namespace fangyuan
