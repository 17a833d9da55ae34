// SPDX-License-Identifier: Apache-2.0
// One sheet, filled from left to right and row by row. Internal to geo/out.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "geo/out/xlsx_book.h"

namespace fangyuan {

class Sheet {
 public:
  Sheet(XlsxBook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}

  void head(const std::string& title, double width) {
    book_.text(sheet_, 0, column_, title, book_.formats().head);
    worksheet_set_column(sheet_, column_, column_, width, nullptr);
    ++column_;
  }
  void next_row() {
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
    ++column_;
  }
  void skip(std::size_t columns) { column_ = static_cast<lxw_col_t>(column_ + columns); }
  lxw_row_t row() const { return row_; }
  lxw_col_t widest() const { return widest_; }

 private:
  XlsxBook& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  lxw_col_t widest_ = 0;
};

}  // namespace fangyuan
