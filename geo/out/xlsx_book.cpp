// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_book.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <expat.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <vector>

#include "geo/out/gdal_file.h"

namespace fangyuan {
namespace {

/// At most `count` characters of UTF-8.
std::string shortened(const std::string& text, std::size_t count) {
  std::size_t bytes = 0;
  for (std::size_t n = 0; bytes < text.size() && n < count; ++n) {
    ++bytes;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
  }
  return text.substr(0, bytes);
}

/// A member of the archive is XML from its first to its last tag.
bool is_whole(const std::string& member) {
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(member.c_str(), "rb"),
                                                           VSIFCloseL);
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                       XML_ParserFree);
  if (!file || !parser) return false;
  std::vector<char> buffer(1 << 16);
  for (;;) {
    const std::size_t n = VSIFReadL(buffer.data(), 1, buffer.size(), file.get());
    const bool last = n < buffer.size();
    if (XML_Parse(parser.get(), buffer.data(), static_cast<int>(n), last) != XML_STATUS_OK)
      return false;
    if (last) return true;
  }
}

}  // namespace

XlsxBook::XlsxBook(const std::filesystem::path& path, const std::string& title, Date date)
    : path_(path) {
  // Scratch files go where the result goes: one disk to be full, and no trace elsewhere.
  std::string scratch = path.parent_path().string();
  lxw_workbook_options options{};
  options.tmpdir = scratch.empty() ? nullptr : scratch.data();
  book_ = workbook_new_opt(path.c_str(), &options);
  if (book_ == nullptr) throw std::runtime_error(path.string() + ": cannot create");
  std::string title_text = title, program = "fangyuan";
  lxw_doc_properties properties{};
  properties.title = title_text.data();
  properties.author = program.data();
  properties.created =
      std::chrono::system_clock::to_time_t(std::chrono::sys_days(date) + std::chrono::hours(12));
  check(workbook_set_properties(book_, &properties));

  formats_.head = format(nullptr, true);
  format_set_text_wrap(formats_.head);
  format_set_align(formats_.head, LXW_ALIGN_CENTER);
  format_set_align(formats_.head, LXW_ALIGN_VERTICAL_CENTER);
  format_set_bg_color(formats_.head, 0xE3EEF0);
  format_set_bottom(formats_.head, LXW_BORDER_THIN);
  formats_.text = format("@", false);
  format_set_indent(formats_.text, 1);
  formats_.bold = format("@", true);
  format_set_indent(formats_.bold, 1);
  formats_.heading = format(nullptr, true);
  format_set_font_size(formats_.heading, 14);
  formats_.wrapped = format(nullptr, false);
  format_set_text_wrap(formats_.wrapped);
  format_set_indent(formats_.wrapped, 1);
  formats_.people = format("#,##0", false);
  formats_.share = format("0.0%", false);
  formats_.decimal = format("#,##0.00", false);
  formats_.index = format("0.000", false);
  formats_.whole = format("#,##0", false);
  formats_.bold_people = format("#,##0", true);
  formats_.bold_share = format("0.0%", true);
}

XlsxBook::~XlsxBook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_format* XlsxBook::format(const char* numbers, bool bold) {
  lxw_format* f = workbook_add_format(book_);
  if (f == nullptr) throw std::bad_alloc();
  format_set_font_name(f, "宋体");
  format_set_font_size(f, 10);
  format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
  if (numbers != nullptr) format_set_num_format(f, numbers);
  if (bold) format_set_bold(f);
  return f;
}

lxw_format* XlsxBook::numbers(const std::string& numbers) {
  lxw_format*& f = numbers_[numbers];
  if (f == nullptr) f = format(numbers.c_str(), false);
  return f;
}

lxw_format* XlsxBook::coloured(std::uint32_t rgb) {
  lxw_format*& f = coloured_[rgb];
  if (f == nullptr) {
    f = format("@", false);
    format_set_font_color(f, rgb);
    format_set_align(f, LXW_ALIGN_CENTER);
  }
  return f;
}

lxw_format* XlsxBook::look(const Look& look) {
  lxw_format*& f = looks_[look];
  if (f != nullptr) return f;
  f = format(look.numbers.empty() ? "@" : look.numbers.c_str(), look.bold);
  format_set_font_size(f, look.points);
  if (look.wrap) format_set_text_wrap(f);
  if (look.border) format_set_border(f, LXW_BORDER_THIN);
  if (look.border) format_set_border_color(f, 0x99A6AB);
  if (look.align != LXW_ALIGN_NONE) format_set_align(f, look.align);
  if (look.colour != 0) format_set_font_color(f, look.colour);
  if (look.fill != Look::kNoFill) format_set_bg_color(f, look.fill);
  return f;
}

lxw_worksheet* XlsxBook::add_sheet(const std::string& name) {
  std::string clean;
  for (const char c : name)
    clean += std::string("[]:*?/\\'").find(c) == std::string::npos ? c : ' ';
  clean = shortened(clean, 31);
  for (int n = 2; workbook_get_worksheet_by_name(book_, clean.c_str()) != nullptr; ++n)
    clean = shortened(clean, 28) + '_' + std::to_string(n);
  lxw_worksheet* sheet = workbook_add_worksheet(book_, clean.c_str());
  if (sheet == nullptr) throw std::runtime_error(path_.string() + ": cannot add sheet " + clean);
  constexpr std::uint8_t kA4 = 9;
  constexpr double kSideInch = 0.4, kTopInch = 0.5, kBottomInch = 0.6;
  worksheet_set_paper(sheet, kA4);
  worksheet_set_landscape(sheet);
  worksheet_set_margins(sheet, kSideInch, kSideInch, kTopInch, kBottomInch);
  check(worksheet_set_footer(sheet, "&L&A&C第 &P 页，共 &N 页"));
  return sheet;
}

void XlsxBook::text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& value,
                    lxw_format* format) {
  check(worksheet_write_string(sheet, row, column, shortened(value, 32'000).c_str(), format));
}

void XlsxBook::number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double value,
                      lxw_format* format) {
  check(worksheet_write_number(sheet, row, column, value, format));
}

void XlsxBook::check(lxw_error error) const {
  if (error != LXW_NO_ERROR) throw std::runtime_error(path_.string() + ": " + lxw_strerror(error));
}

void XlsxBook::close() {
  lxw_workbook* book = book_;
  book_ = nullptr;
  check(workbook_close(book));  // frees it, also when it fails
  // The library does not look at what becomes of its scratch files: a full disk there leaves a
  // workbook that is whole as an archive, with a member cut short.
  const GdalErrors quiet;
  const std::string archive = "/vsizip/" + path_.string();
  const CPLStringList members(VSIReadDirRecursive(archive.c_str()));
  int whole = 0;
  for (int i = 0; i < members.size(); ++i) {
    const std::string member = members[i];
    if (member.ends_with('/')) continue;
    std::string inside = archive;
    (inside += '/') += member;
    if (!is_whole(inside))
      throw std::runtime_error(path_.string() + ": " + member + " is not whole");
    ++whole;
  }
  quiet.check(path_);
  if (whole < 5) throw std::runtime_error(path_.string() + ": is not whole");
}

}  // namespace fangyuan
