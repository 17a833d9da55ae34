// SPDX-License-Identifier: Apache-2.0
// From tables to files: the run folder of the contract. Internal to sim/run.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/run/run.h"

namespace fangyuan {

/// Every file or folder on disk that the project reads; databases and virtual files left out.
std::vector<std::filesystem::path> input_paths(const Project& project);

/// Everything but run.json. Throws std::runtime_error when the disk says no.
void write_tables(const Study& study, const RunTables& tables, const RunInfo& info, bool dump,
                  const std::filesystem::path& folder);

/// run.json, the last file.
void write_info(const Study& study, const RunTables& tables, const RunInfo& info,
                const std::filesystem::path& folder);

}  // namespace fangyuan
