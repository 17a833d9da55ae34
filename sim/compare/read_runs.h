// SPDX-License-Identifier: Apache-2.0
// What compare reads of a run folder. Internal to sim/compare.
#pragma once

#include "sim/compare/compare.h"

namespace fangyuan {

/// All that is wrong with the folder goes to `problems`.
RunFacts read_facts(const std::filesystem::path& folder, Problems& problems);
PrintedTable read_table(const std::filesystem::path& folder, const std::string& name,
                        Problems& problems);

/// Of both runs' layer `cells`: movements, and what changed where. Told (compare-cells), and
/// nothing, where they are not of one study.
void compare_cells(const std::filesystem::path& a, const std::filesystem::path& b,
                   Comparison& comparison, Problems& problems);

}  // namespace fangyuan
