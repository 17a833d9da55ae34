// SPDX-License-Identifier: Apache-2.0
#include "geo/out/page_xlsx.h"

#include <algorithm>

#include "geo/out/xlsx_book.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

constexpr std::uint8_t kA4 = 9, kA3 = 8;
constexpr std::uint32_t kRed = 0xB81C14, kGrey = 0x737373, kHead = 0xE3EEF0, kFirst = 0xEFF7EC;

constexpr double kSpare = 1.5;  // beside the letters of a column

class PageSheet {
 public:
  PageSheet(XlsxBook& book, lxw_worksheet* sheet, const Page& page)
      : book_(book), sheet_(sheet), page_(page) {
    for (const PageColumn& c : page.columns) width_ += c.width + kSpare;
  }

  void run() {
    worksheet_set_paper(sheet_, page_.a3 ? kA3 : kA4);
    worksheet_fit_to_pages(sheet_, 1, 1);
    worksheet_center_horizontally(sheet_);
    lxw_col_t column = 0;
    for (const PageColumn& c : page_.columns) {
      worksheet_set_column(sheet_, column, column, c.width + kSpare, nullptr);
      ++column;
    }
    wide(page_.title, {.points = 16, .bold = true});
    wide(page_.warning, {.points = 12, .bold = true, .colour = kRed});
    for (const std::string& line : page_.lines) wide(line, {.wrap = true});
    table();
    for (const std::string& note : page_.notes) wide(note, {.wrap = true});
    wide(page_.footer, {.points = 9, .wrap = true, .colour = kGrey});
  }

 private:
  /// A line over the whole width, as high as its words need.
  void wide(const std::string& words, const XlsxBook::Look& look) {
    const auto last = static_cast<lxw_col_t>(page_.columns.size() - 1);
    lxw_format* format = book_.look(look);
    worksheet_merge_range(sheet_, row_, 0, row_, last, "", format);
    book_.text(sheet_, row_, 0, words, format);
    set_height(lines_of(words, width_), look.points);
    ++row_;
  }

  void set_height(int lines, double points) {
    constexpr double kLead = 1.45;
    worksheet_set_row(sheet_, row_, points * kLead * std::max(lines, 1) + 3, nullptr);
  }

  void table() {
    lxw_col_t column = 0;
    int lines = 1;
    for (const PageColumn& c : page_.columns) {
      book_.text(sheet_, row_, column++, c.title,
                 book_.look({.bold = true,
                             .wrap = true,
                             .border = true,
                             .align = LXW_ALIGN_CENTER,
                             .fill = kHead}));
      lines = std::max(lines, lines_of(c.title, c.width + kSpare));
    }
    set_height(lines, 10);
    ++row_;
    for (const PageRow& r : page_.rows) cells(r);
  }

  void cells(const PageRow& r) {
    int lines = 1;
    for (std::size_t i = 0; i < page_.columns.size(); ++i) {
      const PageColumn& column = page_.columns[i];
      const PageCell cell = i < r.cells.size() ? r.cells[i] : PageCell{};
      const auto at = static_cast<lxw_col_t>(i);
      XlsxBook::Look look{.bold = r.tone == PageRow::Tone::first && i < 2,
                          .wrap = true,
                          .border = true,
                          .align = column.words ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT};
      if (r.tone == PageRow::Tone::faint) look.colour = kGrey;
      if (r.tone == PageRow::Tone::first) look.fill = kFirst;
      if (cell.number) look.numbers = cell.format;
      lxw_format* format = book_.look(look);
      format_set_indent(format, 1);  // figures and words of neighbours do not touch
      if (cell.number) {
        book_.number(sheet_, row_, at, *cell.number, format);
      } else {
        book_.text(sheet_, row_, at, cell.text, format);
        lines = std::max(lines, lines_of(cell.text, column.width + kSpare));
      }
    }
    set_height(lines, 10);
    ++row_;
  }

  XlsxBook& book_;
  lxw_worksheet* sheet_;
  const Page& page_;
  double width_ = 0;
  lxw_row_t row_ = 0;
};

}  // namespace

void write_page_xlsx(const Page& page, const std::string& sheet_name,
                     const std::filesystem::path& path) {
  XlsxBook book(path, page.title, page.date);
  lxw_worksheet* sheet = book.add_sheet(sheet_name);
  PageSheet(book, sheet, page).run();
  book.close();
}

}  // namespace fangyuan
