// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/row_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace fangyuan {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_list(const std::vector<std::string>& cells, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += quoted(cells[i]);
  }
  out += ']';
}

}  // namespace

RowTable::RowTable(const std::filesystem::path& path) : file_(path) {
  file_.each_record([&](std::string_view record, std::uint64_t) {
    if (!columns_.empty()) return;
    std::size_t at = 0;
    columns_ = csv_record(record, at);
  });
  if (columns_.empty()) throw std::runtime_error("a table without a header");
}

std::string RowTable::rows_json(const std::map<std::string, std::string>& wanted,
                                std::size_t max_rows) const {
  std::vector<std::pair<std::size_t, std::string>> tests;
  for (const auto& [column, value] : wanted) {
    const auto it = std::find(columns_.begin(), columns_.end(), column);
    if (it == columns_.end()) throw std::runtime_error("no such column");
    tests.emplace_back(static_cast<std::size_t>(it - columns_.begin()), value);
  }
  std::string out = "{\"columns\":";
  append_list(columns_, out);
  out += ",\"rows\":[";
  std::size_t rows = 0;
  bool header = true;
  file_.each_record([&](std::string_view record, std::uint64_t) {
    if (std::exchange(header, false)) return;
    // Most rows of a large table are told by a glance at their text.
    for (const auto& [column, value] : tests)
      if (value.find('"') == std::string::npos && record.find(value) == std::string_view::npos)
        return;
    std::size_t at = 0;
    const std::vector<std::string> row = csv_record(record, at);
    if (row.size() != columns_.size()) throw std::runtime_error("a table is incomplete");
    for (const auto& [column, value] : tests)
      if (row[column] != value) return;
    if (++rows > max_rows) return;
    out += rows > 1 ? ",\n" : "";
    append_list(row, out);
  });
  return rows > max_rows ? std::string() : out + "]}";
}

}  // namespace fangyuan
