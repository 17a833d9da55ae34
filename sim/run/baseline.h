// SPDX-License-Identifier: Apache-2.0
// A project read and computed once, for one scenario after the other.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/compute.h"
#include "sim/scenario/apply.h"

namespace fangyuan {

/// A study after a scenario, with its tables and what of them had to be computed.
struct ScenarioRun {
  std::unique_ptr<const Study> study;
  Applied applied;
  Computed computed;
  bool read_again = false;  ///< the inputs were: the scenario sets what they are read by
};

/// The scenario's tables equal those of the same scenario computed afresh, byte for byte; what it
/// cannot change is shared with the baseline or copied from it (WhatStays).
class Baseline {
 public:
  /// Reads. Throws InputError; warnings go to `problems` too.
  Baseline(const std::filesystem::path& project, Stages& stages, Problems& problems);
  /// Once.
  void compute(Stages& stages) { computed_ = compute_all(*study_, stages); }

  const Study& study() const { return *study_; }
  const Problems& problems() const { return read_; }  ///< what reading told
  const RunTables& tables() const { return computed_.tables; }
  const Recomputed& told() const { return computed_.told; }

  /// Tells all problems of the scenario; nothing is computed.
  void check(const Scenario& scenario, Problems& problems) const;
  /// Throws InputError with all problems of the scenario. The baseline stays as it is and must
  /// outlive the answer. REQUIRES: compute() was called.
  ScenarioRun with(const Scenario& scenario, Stages& stages, Problems& problems) const;

 private:
  std::unique_ptr<Study> apply(const Scenario& scenario, Stages& stages, Applied& applied,
                               Problems& problems) const;

  std::filesystem::path project_;
  std::unique_ptr<const Study> study_;
  Problems read_;
  Computed computed_;
};

/// The scenario sets what inputs are read by: a date other than the project's, `now`, road classes'
/// speeds, how far streets may be, or which states count.
bool needs_reading(const Scenario& scenario, Date now);

}  // namespace fangyuan
