// SPDX-License-Identifier: Apache-2.0
// The counties' lines with their markers.
#pragma once

#include <filesystem>
#include <string>

#include "data/sample/world.h"

namespace fangyuan::sample {

/// lines.gpkg and 界桩.csv: the line of every two neighbouring counties in sections, markers every
/// few kilometres and at the junctions, with a few faults put in on purpose (their 备注 says so).
void write_lines(const World& world, const std::filesystem::path& folder);
/// The tables of project.toml that name them.
std::string lines_table(const World& world);

}  // namespace fangyuan::sample
