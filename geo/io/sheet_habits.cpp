// SPDX-License-Identifier: Apache-2.0
// What people do to tables for the eye: merged cells, and notes at the foot.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geo/io/table_grid.h"
#include "geo/io/text_fold.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {
namespace {

bool has_something(const std::vector<std::string>& row) {
  return std::any_of(row.begin(), row.end(), [](const auto& c) { return !trim_text(c).empty(); });
}

/// A code goes down with its unit; any other number would be counted once more in each row.
bool may_repeat(const std::string& cell, const std::string& column) {
  if (!parse_amount(cell)) return true;
  for (const std::string_view word : {"代码", "编码", "code", "CODE", "Code"})
    if (column.find(word) != std::string::npos) return true;
  const bool digits = cell.find_first_not_of("0123456789") == std::string::npos;
  return digits && (cell.size() == 9 || cell.size() == 12);
}

struct Told {
  std::uint64_t cells = 0, first_line = 0;
  std::vector<std::string> columns;
  void add(const std::string& column, std::uint64_t line, std::uint64_t n) {
    if (cells == 0) first_line = line;
    cells += n;
    if (std::find(columns.begin(), columns.end(), column) == columns.end())
      columns.push_back(column);
  }
};

void tell(const char* code, const Told& told, Text rule, const Grid& grid, const LayerRef& ref,
          Problems& problems) {
  if (told.cells == 0) return;
  Problem p = layer_problem(ref, code, std::move(rule));
  p.layer = grid.name;
  p.field = fmt::format("{}", fmt::join(told.columns, "、"));
  p.count = told.cells;
  problems.warning(std::move(p));
}

/// "注：…", "备注1", "数据来源 …", "填表人：…"; 注沟村 is a village.
bool is_note(std::string_view cell) {
  const std::string text = half_width(trim_text(cell));
  for (const std::string_view word : {"数据来源", "资料来源", "填表", "制表"})
    if (text.starts_with(word)) return true;
  for (const std::string_view word : {"注", "备注", "说明", "填报说明"})
    if (text.starts_with(word) && text.find_first_of(":(.1234567890 ", word.size()) == word.size())
      return true;
  return false;
}

/// One cell of words, or a line of signatures.
bool may_belong_to_notes(const std::vector<std::string>& row) {
  std::size_t cells = 0, with_colon = 0;
  for (const std::string& cell : row) {
    const std::string text = half_width(trim_text(cell));
    if (text.empty()) continue;
    if (parse_amount(text)) return false;
    ++cells;
    with_colon += text.find(':') != std::string::npos ? 1U : 0U;
  }
  return cells <= 1 || cells == with_colon;
}

}  // namespace

void carry_down(Grid& grid, const Header& header, const LayerRef& ref, Problems& problems) {
  Told texts, numbers;
  for (const MergedCells& m : grid.merged) {
    if (m.last_line == m.first_line || m.first_column >= header.columns.size()) continue;
    const auto begin = grid.lines.begin();
    const auto from =
        static_cast<std::size_t>(std::lower_bound(begin, grid.lines.end(), m.first_line) - begin);
    if (from < header.first_row || from >= grid.rows.size() || grid.lines[from] != m.first_line ||
        m.first_column >= grid.rows[from].size())
      continue;
    const std::string value(trim_text(grid.rows[from][m.first_column]));
    if (value.empty()) continue;
    const std::string& column = header.columns[m.first_column];
    std::uint64_t blanks = 0;
    for (std::size_t r = from + 1; r < grid.rows.size() && grid.lines[r] <= m.last_line; ++r) {
      auto& row = grid.rows[r];
      if (!has_something(row)) continue;
      if (row.size() <= m.first_column) row.resize(m.first_column + 1);
      if (!trim_text(row[m.first_column]).empty()) continue;
      ++blanks;
      if (may_repeat(value, column)) row[m.first_column] = value;
    }
    if (blanks > 0) (may_repeat(value, column) ? texts : numbers).add(column, m.first_line, blanks);
  }
  tell("cells-merged", texts,
       {fmt::format("合并的单元格：下面各行照第一行填上，首见于第 {} 行", texts.first_line),
        fmt::format("merged cells: the rows below the first were given its text, first in row {}",
                    texts.first_line)},
       grid, ref, problems);
  tell("numbers-merged", numbers,
       {fmt::format("合并单元格里的数只算在第一行，其余各行为空白，首见于第 {} 行；请分行填写",
                    numbers.first_line),
        fmt::format("a number in merged cells counts for their first row only, the others are "
                    "empty, first in row {}: write it row by row",
                    numbers.first_line)},
       grid, ref, problems);
}

void drop_notes(Grid& grid, const Header& header, const LayerRef& ref, Problems& problems) {
  if (header.columns.size() < 2) return;
  std::size_t first = grid.rows.size();  // of the notes
  std::uint64_t count = 0, passed = 0;
  for (std::size_t r = grid.rows.size(); r > header.first_row; --r) {
    const auto& row = grid.rows[r - 1];
    if (!has_something(row)) continue;
    if (!may_belong_to_notes(row)) break;
    ++passed;
    const auto cell =
        std::find_if(row.begin(), row.end(), [](const auto& c) { return !trim_text(c).empty(); });
    if (!is_note(*cell)) continue;  // the second line of a note, perhaps
    first = r - 1;
    count = passed;
  }
  if (count == 0) return;
  const auto& row = grid.rows[first];
  Problem p = layer_problem(
      ref, "note-rows",
      {fmt::format("表后的注释、填表人等行没有当作数据，从第 {} 行起", grid.lines[first]),
       fmt::format("notes below the table were left out, from row {} on", grid.lines[first])});
  p.layer = grid.name;
  p.value = std::string(trim_text(
      *std::find_if(row.begin(), row.end(), [](const auto& c) { return !trim_text(c).empty(); })));
  p.count = count;
  problems.warning(std::move(p));
  grid.rows.resize(first);
  grid.lines.resize(first);
}

}  // namespace fangyuan
