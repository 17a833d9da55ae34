// SPDX-License-Identifier: Apache-2.0
// What the sheets of a comparison share. Internal to sim/compare.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"
#include "sim/compare/compare.h"

namespace fangyuan {

void write_front_sheet(XlsxBook& book, const Comparison& c);
void write_rule_sheet(XlsxBook& book, const Comparison& c);
void write_site_sheet(XlsxBook& book, const Comparison& c);
void write_overlap_sheet(XlsxBook& book, const Comparison& c);
/// A sheet for each table in which something differs.
void write_table_sheets(XlsxBook& book, const Comparison& c);

inline std::optional<double> plain(const std::optional<Amount>& a) {
  return a ? std::optional(a->to_double()) : std::nullopt;
}

inline std::string measure_zh(const std::string& measure) {
  return measure == "straight" ? "直线" : measure.empty() ? "" : "路网";
}

inline std::string level_name(const std::string& level) {
  for (const Level l : {Level::prefecture, Level::county, Level::township, Level::village})
    if (level == to_string(l)) return std::string(level_zh(l));
  if (level == "estate") return "小区";
  if (level == "site") return "设施";
  return level == "all" ? "全部" : level;
}

/// The whole has no code.
inline std::string code_of(const std::string& code) { return code == "all" ? "" : code; }

/// "3000 米 → 2000 米" where the limit is another one in B.
inline std::string limit_words(const Comparison& c, const std::string& service,
                               const std::string& limit) {
  const std::string& before = c.limit_in_a(service, limit);
  return (before == limit ? "" : limit_zh(before) + " → ") + limit_zh(limit);
}

inline void heads(Sheet& sheet, std::initializer_list<std::pair<const char*, double>> columns) {
  for (const auto& [title, width] : columns) sheet.head(title, width);
  sheet.next_row();
}

inline void finish(lxw_worksheet* page, const Sheet& sheet, lxw_col_t frozen) {
  worksheet_freeze_panes(page, 1, frozen);
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9);  // A4
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_repeat_rows(page, 0, 0);
  if (sheet.row() > 1)
    worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
}

}  // namespace fangyuan
