// SPDX-License-Identifier: Apache-2.0
// One sheet, filled from left to right and row by row. Internal to geo/out.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "geo/out/xlsx_book.h"

namespace fangyuan {

/// Lines that a text fills in a column; a Chinese character is as wide as two digits.
inline int lines_of(const std::string& text, double width) {
  constexpr double kIndent = 2.5;
  constexpr unsigned char kThreeBytes = 0xE0;  // of UTF-8, and more: ideographs, full-width signs
  double used = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) used += byte >= kThreeBytes ? 2 : 1;
  }
  return std::max(1, static_cast<int>(std::ceil(used / std::max(1.0, width - kIndent))));
}

/// Programs other than Excel do not grow a row for its wrapped text.
inline void grow_row(lxw_worksheet* sheet, lxw_row_t row, int lines) {
  constexpr double kLine = 15, kSpare = 2;  // points
  if (lines > 1) worksheet_set_row(sheet, row, kLine * lines + kSpare, nullptr);
}

/// Whole numbers plain, small fractions with as many places as tell them apart.
inline std::string digits(Amount a) {
  constexpr std::int64_t kTens = 10, kThousands = 1'000;
  if (a.millionths() % Amount::kPerUnit == 0 || a >= Amount::from_whole(kThousands)) return "#,##0";
  return a >= Amount::from_whole(kTens) ? "0.0" : "0.00";
}

class Sheet {
 public:
  Sheet(XlsxBook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}

  void head(const std::string& title, double width) {
    book_.text(sheet_, 0, column_, title, book_.formats().head);
    worksheet_set_column(sheet_, column_, column_, width, nullptr);
    width_ += width;
    widths_.push_back(width);
    lines_ = std::max(lines_, 1 + static_cast<int>(std::count(title.begin(), title.end(), '\n')));
    ++column_;
  }
  void next_row() {
    if (row_ == 0) set_up_pages();
    grow_row(sheet_, row_, lines_);
    lines_ = 1;
    ++row_;
    widest_ = std::max(widest_, column_);
    column_ = 0;
  }
  void text(const std::string& value, bool bold = false) {
    const auto& f = book_.formats();
    if (!value.empty()) book_.text(sheet_, row_, column_, value, bold ? f.bold : f.text);
    ++column_;
  }
  /// Absent: the cell stays empty.
  void number(std::optional<double> value, lxw_format* format) {
    if (value) book_.number(sheet_, row_, column_, *value, format);
    ++column_;
  }
  void wrapped(const std::string& value) {
    if (!value.empty()) book_.text(sheet_, row_, column_, value, book_.formats().wrapped);
    if (column_ < widths_.size()) lines_ = std::max(lines_, lines_of(value, widths_[column_]));
    ++column_;
  }
  void styled(const std::string& value, lxw_format* format) {
    if (!value.empty()) book_.text(sheet_, row_, column_, value, format);
    ++column_;
  }
  void skip(std::size_t columns) { column_ = static_cast<lxw_col_t>(column_ + columns); }
  lxw_row_t row() const { return row_; }
  lxw_col_t widest() const { return widest_; }

 private:
  /// Titles on every page; a table that still reads well on one page's width is put there, a wider
  /// one keeps its first two columns.
  void set_up_pages() {
    constexpr double kOnePage = 240;  // characters
    worksheet_repeat_rows(sheet_, 0, 0);
    if (width_ <= kOnePage)
      worksheet_fit_to_pages(sheet_, 1, 0);
    else
      worksheet_repeat_columns(sheet_, 0, 1);
  }

  XlsxBook& book_;
  lxw_worksheet* sheet_;
  std::vector<double> widths_;
  int lines_ = 1;
  double width_ = 0;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  lxw_col_t widest_ = 0;
};

}  // namespace fangyuan
