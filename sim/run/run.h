// SPDX-License-Identifier: Apache-2.0
// The main job: from a study to tables, circles and a run folder.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/burial/account.h"
#include "core/coverage/coverage.h"
#include "core/coverage/result.h"
#include "core/measures/equality_rows.h"
#include "core/rules/indicators.h"
#include "sim/scenario/scenario.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Everything computed for one study, complete and in memory.
struct RunTables {
  CoverageResult coverage;
  std::vector<UnitRow> units;
  std::vector<Circle> circles;
  std::vector<IndicatorRow> indicators;
  std::optional<BurialAccount> burial;  ///< absent: the project has no [burial]
  std::vector<EqualityRow> equality;
};

/// Computes all tables. The result does not depend on the number of threads.
RunTables compute_run(const Study& study, Stages& stages);

/// The warnings filling-too-large and access-too-large: what of a service was left out, and how to
/// get it.
void tell_skipped(const Study& study, std::span<const TooManyPairs> skipped, Problems& problems);

/// Each facility's circle per limit and their union per service, by network; empty without roads.
std::vector<Circle> compute_circles(const Study& study);

struct RunOptions {
  std::filesystem::path out;
  std::vector<std::filesystem::path> scenario;  ///< applied in order as one scenario
  bool force = false;                           ///< replace a folder that is not empty
  bool dump = false;                            ///< also network.csv and snap.csv
  int threads = 0;                              ///< as told in run.json; 0: all
};

/// What the terminal says at the end.
struct RunSummary {
  std::unique_ptr<const Study> study;
  Scenario scenario;  ///< empty: the baseline
  RunTables tables;
  std::vector<Problem> warnings;
};

/// Reads, computes, writes; the folder appears complete or keeps its old content. Throws InputError
/// (nothing written) or std::runtime_error (nothing written).
RunSummary run_project(const std::filesystem::path& project, const RunOptions& options,
                       const Progress& progress);

}  // namespace fangyuan
