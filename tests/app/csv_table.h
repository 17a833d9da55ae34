// SPDX-License-Identifier: Apache-2.0
// A table of a run folder as rows by column name, read by a reader that is not our writer.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {

using CsvRow = std::map<std::string, std::string>;

inline std::vector<CsvRow> csv_table(const std::filesystem::path& path) {
  const std::string text = read_file(path).substr(3);  // after the byte order mark
  std::vector<std::vector<std::string>> lines{{""}};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      lines.back().emplace_back();
    else if (c == '\n' && !quoted)
      lines.push_back({""});
    else
      lines.back().back() += c;
  }
  lines.pop_back();
  std::vector<CsvRow> rows;
  for (std::size_t l = 1; l < lines.size(); ++l) {
    EXPECT_EQ(lines[l].size(), lines[0].size()) << path << " line " << l + 1;
    CsvRow& row = rows.emplace_back();
    for (std::size_t c = 0; c < lines[0].size(); ++c) row[lines[0][c]] = lines[l].at(c);
  }
  return rows;
}

/// The one row whose columns say so; an empty row, and a failure, unless there is exactly one.
inline CsvRow one_row(const std::vector<CsvRow>& rows, const CsvRow& wanted) {
  CsvRow found;
  int count = 0;
  for (const CsvRow& row : rows) {
    bool fits = true;
    for (const auto& [column, value] : wanted) fits = fits && row.at(column) == value;
    if (!fits) continue;
    found = row;
    ++count;
  }
  std::string key;
  for (const auto& [column, value] : wanted)
    key.append(column).append("=").append(value).append(" ");
  EXPECT_EQ(count, 1) << "rows with " << key;
  return found;
}

}  // namespace fangyuan::test
