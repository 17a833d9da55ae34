// SPDX-License-Identifier: Apache-2.0
// A scenario (方案): ordered edits over a baseline that never changes.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "sim/project/project.h"
#include "sim/scenario/edit.h"

namespace fangyuan {

struct Scenario {
  std::string name;                ///< of the files, joined with " + "
  std::optional<Date> date = {};   ///< as of which the study is seen; the last file's that has one
  std::vector<Edit> edits;         ///< of all files, in order
  std::vector<std::string> files;  ///< as the user wrote them
  std::string hash;                ///< of what the files say, whatever their layout and comments

  bool empty() const { return edits.empty() && !date; }
};

/// Reads several files as one scenario. Every unknown key, wrong type and impossible value of all
/// files is told at once, in `problems`; never throws for bad input.
Scenario read_scenario(std::span<const std::filesystem::path> files, Problems& problems);

/// The edits that change the project itself: its date, modes and services. Problems: edit-unknown
/// (no such service), edit-contradiction, those of values. Nothing else is looked at.
void apply_to_project(const Scenario& scenario, Project& project, Problems& problems);

}  // namespace fangyuan
