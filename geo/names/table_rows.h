// SPDX-License-Identifier: Apache-2.0
// Rows of the small tables that ship. Included by han_table.h.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

template <class Row>
void each_table_row(std::string_view table, std::size_t columns, const Row& row) {
  std::size_t number = 0;
  while (!table.empty()) {
    const auto end = table.find('\n');
    std::string_view line = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (++number == 1 || line.empty() || line.front() == '#') continue;
    const auto cells = plain_cells(line);
    if (cells.size() != columns)
      throw std::logic_error("a table that ships, line " + std::to_string(number) + ": " +
                             std::to_string(columns) + " columns are needed");
    row(cells);
  }
}

}  // namespace fangyuan
