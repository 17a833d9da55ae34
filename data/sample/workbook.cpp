// SPDX-License-Identifier: Apache-2.0
#include "data/sample/workbook.h"

#include <xlsxwriter.h>

#include <stdexcept>

namespace fangyuan::sample {

void write_workbook(const std::filesystem::path& file, const std::string& sheet,
                    const std::vector<std::string>& header,
                    const std::vector<std::vector<Value>>& rows) {
  lxw_workbook* book = workbook_new(file.c_str());
  if (!book) throw std::runtime_error("sample: cannot write " + file.string());
  lxw_doc_properties properties{};
  properties.created = 1'767'139'200;  // 2025-12-31, so that the bytes do not tell the day
  workbook_set_properties(book, &properties);
  lxw_worksheet* page = workbook_add_worksheet(book, sheet.c_str());
  lxw_format* whole = workbook_add_format(book);
  format_set_num_format(whole, "0");
  for (std::size_t c = 0; c < header.size(); ++c)
    worksheet_write_string(page, 0, static_cast<lxw_col_t>(c), header[c].c_str(), nullptr);
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const auto row = static_cast<lxw_row_t>(r + 1);
      const auto column = static_cast<lxw_col_t>(c);
      const Value& v = rows[r][c];
      if (const auto* text = std::get_if<std::string>(&v))
        worksheet_write_string(page, row, column, text->c_str(), nullptr);
      else if (const auto* n = std::get_if<std::int64_t>(&v))
        worksheet_write_number(page, row, column, static_cast<double>(*n), whole);
      else if (const auto* real = std::get_if<double>(&v))
        worksheet_write_number(page, row, column, *real, nullptr);
    }
  if (workbook_close(book) != LXW_NO_ERROR)
    throw std::runtime_error("sample: cannot write " + file.string());
}

}  // namespace fangyuan::sample
