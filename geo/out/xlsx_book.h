// SPDX-License-Identifier: Apache-2.0
// A workbook with the handful of cell formats that we use. Internal to geo/out.
#pragma once

#include <xlsxwriter.h>

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/amount.h"
#include "core/base/date.h"

namespace fangyuan {

/// Writes to `path` at close(). Equal calls give equal bytes. Members throw std::runtime_error.
class XlsxBook {
 public:
  XlsxBook(const std::filesystem::path& path, const std::string& title, Date date);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  struct Formats {
    lxw_format *head, *text, *bold, *heading, *wrapped, *people, *share, *decimal, *index, *whole;
    lxw_format *bold_people, *bold_share;
  };
  const Formats& formats() const { return formats_; }
  /// A number written as `numbers` says ("#,##0\" 处\""); one format for equal texts.
  lxw_format* numbers(const std::string& numbers);
  /// Words in a colour (0xRRGGBB), in the middle of the cell; one format for equal colours.
  lxw_format* coloured(std::uint32_t rgb);

  /// How a cell of a page looks.
  struct Look {
    std::string numbers = {};  ///< empty: text
    double points = 10;
    bool bold = false, wrap = false, border = false;
    std::uint8_t align = LXW_ALIGN_NONE;
    std::uint32_t colour = 0, fill = kNoFill;
    static constexpr std::uint32_t kNoFill = ~std::uint32_t{0};
    friend auto operator<=>(const Look&, const Look&) = default;
  };
  /// One format for equal looks.
  lxw_format* look(const Look& look);

  /// Excel's rules for names of sheets are kept: at most 31 characters, none of []:*?/\, unique.
  /// The sheet prints on A4 across, its pages numbered.
  lxw_worksheet* add_sheet(const std::string& name);
  /// Throws when a cell cannot be written.
  void text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& value,
            lxw_format* format);
  void number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double value,
              lxw_format* format);
  /// Writes the file, and reads it back far enough to know that it is whole.
  void close();

 private:
  lxw_format* format(const char* numbers, bool bold);
  void check(lxw_error error) const;

  std::filesystem::path path_;
  lxw_workbook* book_ = nullptr;
  Formats formats_{};
  std::map<std::string, lxw_format*> numbers_;
  std::map<std::uint32_t, lxw_format*> coloured_;
  std::map<Look, lxw_format*> looks_;
};

}  // namespace fangyuan
