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

/// Cells that a sheet shows as one, of which the file gives the first a value; all ends included.
struct MergedCells {
  std::uint64_t first_line = 0, last_line = 0;  ///< as Grid::lines
  std::size_t first_column = 0, last_column = 0;
};

/// Cells in UTF-8, blanks around them taken off; rows may differ in length.
struct Grid {
  std::string name;  ///< the sheet, or the file without its ending
  std::string encoding;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> lines;  ///< of each row: the sheet's own row, the file's first line
  std::vector<MergedCells> merged;   ///< of XLSX only
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
  std::size_t rows = 1;       ///< 2: a heading over several columns and their own names below it
  std::vector<std::string> columns;
};
/// Two rows make one header ("人口（人）" over "合计", "其中：60岁及以上": 人口（人）合计, …) where
/// the lower has no number and names just the columns under headings that span several; a row of
/// data has something in the other columns.
Header find_header(const std::vector<std::vector<std::string>>& rows);

/// A number as text without a spurious ".0", exponent or binary tail ("34.799999999999997" is
/// "34.8"); other texts unchanged.
std::string plain_cell(std::string_view text);

/// The merged cells of a sheet of an XLSX workbook; none where they cannot be found. Reads the
/// sheet's XML once, in pieces.
std::vector<MergedCells> merged_cells(const std::string& workbook, const std::string& sheet);

/// Gives the rows below the first of a merged cell its text (cells-merged), from `first_row` on and
/// only where the row has something of its own. Numbers stay with their first row, or a sum over
/// several rows would count for each (numbers-merged); codes go down.
void carry_down(Grid& grid, const Header& header, const LayerRef& ref, Problems& problems);

/// Takes off the notes and signatures below the table ("注：数据来源…", "填表人：…"), told once
/// (note-rows).
void drop_notes(Grid& grid, const Header& header, const LayerRef& ref, Problems& problems);

/// Applies ref.where and makes rows of the grid.
std::optional<RawLayer> layer_from_grid(Grid grid, const LayerRef& ref, Problems& problems);

}  // namespace fangyuan
