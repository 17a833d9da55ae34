// SPDX-License-Identifier: Apache-2.0
// What the rule packs of the sample's project need beside sites: a table of statistics, the names
// of siting exclusions, an approved exemption.
#pragma once

#include <filesystem>
#include <string>

#include "data/sample/facilities.h"

namespace fangyuan::sample {

/// 社会事务统计.csv, by township. Some things are left out, as in any bureau's table.
void write_plan_statistics(const World& world, const std::filesystem::path& file);

/// [[statistics]], [[land]] and [[exemptions]] of project.toml.
std::string plan_tables(const World& world, const Facilities& facilities);

}  // namespace fangyuan::sample
