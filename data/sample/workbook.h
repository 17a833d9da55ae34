// SPDX-License-Identifier: Apache-2.0
// A one-sheet XLSX with the same bytes for the same content.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/sample/geopackage.h"

namespace fangyuan::sample {

/// Header and rows; whole numbers as numbers with all their digits, null as an empty cell.
/// Throws std::runtime_error when the file cannot be written.
void write_workbook(const std::filesystem::path& file, const std::string& sheet,
                    const std::vector<std::string>& header,
                    const std::vector<std::vector<Value>>& rows);

}  // namespace fangyuan::sample
