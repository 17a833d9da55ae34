// SPDX-License-Identifier: Apache-2.0
// Tables as people keep them: a grid of texts, with a header somewhere near the top. Internal to
// geo/io.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"
#include "geo/io/layer_ref.h"
#include "geo/io/raw_layer.h"

namespace fangyuan {

/// Cells in UTF-8, blanks around them taken off; rows may differ in length.
struct Grid {
  std::string name;  ///< the sheet, or the file without its ending
  std::string encoding;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> lines;  ///< of each row: the sheet's own row, the file's first line
};

/// Whether a path names a text table (csv, tsv, txt) or a workbook (xlsx, xlsm, ods, xls).
bool is_text_table(std::string_view path);
bool is_workbook(std::string_view path);

/// RFC 4180 with comma, tab, semicolon or | as separator, found by which of them divides the first
/// lines most evenly. Never fails: an open quote runs to the end of the text. `lines`: where to put
/// the line, from 1, on which each row begins.
std::vector<std::vector<std::string>> parse_csv(std::string_view utf8,
                                                std::vector<std::uint64_t>* lines = nullptr);

std::optional<Grid> read_text_grid(const LayerRef& ref, Problems& problems);
std::optional<Grid> read_sheet_grid(const LayerRef& ref, Problems& problems);

/// Where the header is, and what the columns are called: unnamed ones "field_3", a second 面积
/// "面积_2".
struct Header {
  std::size_t first_row = 0;  ///< of the data
  bool found = true;          ///< false: the table has none, columns are field_1, field_2, …
  std::size_t titles = 0;     ///< rows above the header
  std::vector<std::string> columns;
};
Header find_header(const std::vector<std::vector<std::string>>& rows);

/// A number as text without a spurious ".0", exponent or binary tail ("34.799999999999997" is
/// "34.8"); other texts unchanged.
std::string plain_cell(std::string_view text);

/// Applies ref.where and makes rows of the grid.
std::optional<RawLayer> layer_from_grid(Grid grid, const LayerRef& ref, Problems& problems);

}  // namespace fangyuan
