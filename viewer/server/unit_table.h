// SPDX-License-Identifier: Apache-2.0
// units.csv and indicators.csv as the page asks for them. Internal to viewer/server.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "viewer/server/coverage_table.h"

namespace fangyuan {

/// Rows of one level of one tree, in the table's order.
struct UnitLevel {
  CoverageTable::Level units;
  std::vector<std::vector<std::string>> rows;
};

class UnitTable {
 public:
  /// Throws InputError (run-unreadable) when the file is missing, incomplete or has other columns.
  explicit UnitTable(const std::filesystem::path& path);

  const std::vector<UnitLevel>& levels() const { return levels_; }
  /// Units by trust grade: {"A": 3, "C": 1}.
  std::map<std::string, std::size_t> trust(const UnitLevel& level) const;
  /// A column per column of the table behind `level`, for the units of `order` (null where a code
  /// is none of the table's); words as text, figures as printed.
  std::string columns_json(const CoverageTable::Level& order) const;

 private:
  std::vector<std::string> header_;
  std::size_t trust_ = 0;  ///< its column
  std::vector<UnitLevel> levels_;
};

/// The rows of indicators.csv about the whole study, as objects; figures as printed. "[]" when
/// there is no such file. Throws std::runtime_error when it has other columns.
std::string study_indicators_json(const std::filesystem::path& path);

}  // namespace fangyuan
