// SPDX-License-Identifier: Apache-2.0
// coverage.csv by what the page asks for. Internal to viewer/server.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "geo/io/csv_text.h"

namespace fangyuan {

/// Knows where each part of the table lies and reads a part when it is asked for. Immutable after
/// construction, safe to share between threads.
class CoverageTable {
 public:
  struct Level {
    std::string tree, level;
    std::vector<std::string> codes;  ///< "" for people in no unit, if there is such a row
    std::vector<std::string> names;
  };
  struct Key {
    std::string service, limit, measure, group, tree, level;
  };

  /// Reads the table once, keeping positions only. Throws InputError (run-unreadable) when the file
  /// is missing, incomplete or has other columns.
  explicit CoverageTable(const std::filesystem::path& path);

  const std::vector<std::string>& services() const { return services_; }
  const std::vector<std::string>& groups() const { return groups_; }
  const std::map<std::string, std::vector<std::string>>& limits() const { return limits_; }
  const std::map<std::string, std::vector<std::string>>& measures() const { return measures_; }
  const std::vector<Level>& levels() const { return levels_; }

  /// {"codes":[],"names":[],"total":[],…,"all":{…}}: one entry per code of `level` (of an empty
  /// level only "all"), as printed; cells that are empty and codes without a row are null. Reads
  /// the part of the file that holds the level's rows.
  std::string columns_json(const Key& key, const Level& level) const;

 private:
  using Part = std::tuple<std::string, std::string, std::string, std::string, std::string>;
  struct Range {
    std::uint64_t begin = 0, end = 0;
  };
  using Line = std::vector<std::string>;  ///< code, name, group, total …
  std::vector<Line> lines(const Part& part) const;
  void learn_levels();

  std::shared_ptr<const CsvFile> file_;
  std::map<Part, std::vector<Range>> parts_;  ///< service, limit, measure, tree, level
  std::vector<std::string> services_, groups_;
  std::map<std::string, std::vector<std::string>> limits_;    ///< by service, as written
  std::map<std::string, std::vector<std::string>> measures_;  ///< by service
  std::vector<Level> levels_;
};

}  // namespace fangyuan
