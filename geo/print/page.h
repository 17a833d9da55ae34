// SPDX-License-Identifier: Apache-2.0
// One sheet of paper with a table on it: what a planner lays on the table. Written as a workbook
// (geo/out) and as a PDF (here) from the same words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/date.h"

namespace fangyuan {

struct PageColumn {
  std::string title;
  double width = 10;   ///< of digits, as in a workbook
  bool words = false;  ///< wrapped text to the left; else a figure to the right
};

/// A figure carries its text as well: a PDF shows that, a workbook the number.
struct PageCell {
  std::string text;
  std::optional<double> number = {};
  std::string format = {};  ///< of the number: "#,##0"
};

struct PageRow {
  std::vector<PageCell> cells;
  enum class Tone : std::uint8_t { plain, first, faint } tone = Tone::plain;
};

struct Page {
  std::string title;
  std::string warning;             ///< beside the title, where nobody passes it over
  std::vector<std::string> lines;  ///< between the title and the table
  std::vector<PageColumn> columns;
  std::vector<PageRow> rows;
  std::vector<std::string> notes;  ///< below the table
  std::string footer;
  bool a3 = false;  ///< else A4; both across
  Date date{};
};

}  // namespace fangyuan
