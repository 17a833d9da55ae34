// SPDX-License-Identifier: Apache-2.0
// coverage.csv in memory, by what the page asks for. Internal to viewer/server.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace fangyuan {

struct CoverageTable {
  struct Level {
    std::string tree, level;
    std::vector<std::string> codes;  ///< "" for people in no unit, if there is such a row
    std::vector<std::string> names;
  };
  struct Key {
    std::string service, limit, measure, group, tree, level;
    auto operator<=>(const Key&) const = default;
  };
  using Line = std::vector<std::string>;  ///< total … p90_m, as the table prints them

  std::vector<std::string> services, groups;
  std::map<std::string, std::vector<std::string>> limits;    ///< by service, as written
  std::map<std::string, std::vector<std::string>> measures;  ///< by service
  std::map<std::string, Level> levels;                       ///< by "tree/level"
  std::vector<std::string> columns;                          ///< names of a Line's cells
  std::map<Key, std::vector<Line>> lines;  ///< in `levels`' order; level "all": one

  /// {"codes":[],"names":[],"total":[],…,"all":{…}}; decimals as printed, empty cells null.
  std::string columns_json(const Key& key) const;
};

/// Throws InputError (run-unreadable) when the file is missing or has other columns.
CoverageTable read_coverage_table(const std::filesystem::path& path);

}  // namespace fangyuan
