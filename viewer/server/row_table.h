// SPDX-License-Identifier: Apache-2.0
// A table of the run folder by the rows that a request names. Internal to viewer/server.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geo/io/csv_text.h"

namespace fangyuan {

/// Immutable after construction, safe to share between threads. The file stays open, so that what
/// is read is of one run.
class RowTable {
 public:
  /// Throws std::exception when the file is missing or has no header.
  explicit RowTable(const std::filesystem::path& path);

  const std::vector<std::string>& columns() const { return columns_; }
  /// {"columns":[…],"rows":[[…],…]} of the rows whose cells equal `wanted` (by column, all of them
  /// known), every cell the text of the table; an empty text where there are more than `max_rows`.
  /// Linear in the file. Throws std::runtime_error for a row that is cut short.
  std::string rows_json(const std::map<std::string, std::string>& wanted,
                        std::size_t max_rows) const;

 private:
  CsvFile file_;
  std::vector<std::string> columns_;
};

}  // namespace fangyuan
