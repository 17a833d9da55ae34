// SPDX-License-Identifier: Apache-2.0
// The end of a run: its folder. Internal to sim/run.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "geo/out/atomic_folder.h"
#include "sim/run/run.h"

namespace fangyuan {

struct FinishedRun {
  const Study& study;
  const RunTables& tables;
  const Problems& problems;
  std::optional<std::string> changes = {};  ///< changes.json; absent: no scenario
  bool dump = false;
  std::string started;
  std::chrono::steady_clock::time_point start;
};

/// Writes everything and commits. Throws std::runtime_error (nothing changed).
void write_run_folder(const FinishedRun& run, Stages& stages, AtomicFolder& out);

}  // namespace fangyuan
