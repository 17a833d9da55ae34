// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_indicators.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

using Row = IndicatorRow;

std::optional<double> plain(const std::optional<Amount>& amount) {
  return amount ? std::optional(amount->to_double()) : std::nullopt;
}

bool is_whole_study(const Row& row) { return row.level == "all"; }

lxw_format* format_of(XlsxBook& book, const Row& row, const std::optional<Amount>& value) {
  if (row.is_share) return book.formats().share;
  return book.numbers(value ? digits(*value) : "#,##0");
}

/// With the comparator before it where that is not "at least".
lxw_format* target_format(XlsxBook& book, const Row& row) {
  static constexpr std::pair<std::string_view, const char*> kSigns[] = {
      {">", "\"＞\""}, {"<", "\"＜\""}, {"<=", "\"≤\""}};
  for (const auto& [comparator, sign] : kSigns)
    if (row.comparator == comparator && row.target)
      return book.numbers(sign + (row.is_share ? std::string("0.0%") : digits(*row.target)));
  return format_of(book, row, row.target);
}

/// With what is missing behind the number.
lxw_format* gap_format(XlsxBook& book, const Row& row) {
  std::string numbers = !row.gap || row.gap_unit == "people" ? "#,##0" : digits(*row.gap);
  if (const std::string_view word = gap_unit_zh(row.gap_unit); !word.empty())
    numbers += "\" " + std::string(word) + '"';
  return book.numbers(numbers);
}

lxw_format* status_format(XlsxBook& book, RuleStatus status) {
  constexpr std::uint32_t kGreen = 0x1E7B34, kRed = 0xB3261E, kOrange = 0xA85B00, kGrey = 0x6B6B6B;
  switch (status) {
    case RuleStatus::met:
      return book.coloured(kGreen);
    case RuleStatus::not_met:
    case RuleStatus::overdue:
      return book.coloured(kRed);
    case RuleStatus::not_yet_due:
      return book.coloured(kOrange);
    default:
      return book.coloured(kGrey);
  }
}

std::string name_of(const Row& row) {
  if (row.measure.empty()) return row.name;
  return row.name + (row.measure == "network" ? "（路网）" : "（直线）");
}

/// To a tenth of a per cent.
std::string percent(Amount share) {
  const auto tenths = (share.millionths() + 500) / 1000;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + '%';
}

/// What is counted in, so that value and target are seen to stand on one basis.
std::string basis(const Row& row) {
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "；") + part; };
  if (!row.note.zh.empty())
    add(row.note.zh);
  else if (row.status == RuleStatus::not_checked)
    add("没有提供这类设施的清单");
  else if (row.status == RuleStatus::no_data)
    add("缺少所需的类别、人口或统计项");
  if (!row.modality.empty()) add("原文：" + row.modality);
  if (row.share_total) add("人口占比 " + percent(*row.share_total));
  if (row.share_older60) add("60 岁及以上占比 " + percent(*row.share_older60));
  if (row.confidence.find("待核对") != std::string::npos) add("依据待核对");
  if (row.people) {
    std::string need = "需求按 " + row.people->to_string() + " 人计";
    if (row.people_unlocated > People()) {
      need += "，含未定位 " + row.people_unlocated->to_string() + " 人";
      if (row.people_unassigned > People())
        need +=
            "（其中 " + row.people_unassigned->to_string() + " 人不知属于哪个单元，只计入全部）";
    }
    add(need);
  }
  if (row.value_unlocated > Amount()) add("现值含未定位设施的 " + row.value_unlocated->to_string());
  return out;
}

std::string level_word(const std::string& level) {
  if (level == "estate") return "小区";
  if (level == "site") return "设施";
  for (const Level l : {Level::prefecture, Level::county, Level::township, Level::village})
    if (level == to_string(l)) return std::string(level_zh(l));
  return level;
}

void write_plan(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("指标");
  Sheet sheet(book, page);
  sheet.head("序号", 6);
  sheet.head("指标", 34);
  sheet.head("基础值", 9);
  sheet.head("目标值", 9);
  sheet.head("属性", 9);
  sheet.head("现值", 9);
  sheet.head("缺口", 14);
  sheet.head("达标", 12);
  sheet.head("限期", 11);
  sheet.head("口径", 14);
  sheet.head("依据", 36);
  sheet.head("说明", 46);
  sheet.next_row();
  double number = 0;
  for (const Row& row : contents.indicators) {
    if (!is_whole_study(row)) continue;
    sheet.number(++number, book.formats().whole);
    sheet.wrapped(name_of(row));
    sheet.number(plain(row.base), format_of(book, row, row.base));
    sheet.number(plain(row.target), target_format(book, row));
    sheet.text(row.attribute);
    sheet.number(plain(row.value), format_of(book, row, row.value));
    sheet.number(plain(row.gap), gap_format(book, row));
    sheet.styled(std::string(rule_status_zh(row.status)), status_format(book, row.status));
    sheet.text(row.due ? to_string(*row.due) : "");
    sheet.wrapped(row.denominator);
    sheet.wrapped(row.source + (row.source_line.empty() ? "" : " " + row.source_line));
    sheet.wrapped(basis(row));
    sheet.next_row();
  }
  worksheet_gridlines(page, LXW_SHOW_ALL_GRIDLINES);
  worksheet_freeze_panes(page, 1, 2);
}

void write_details(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("指标明细");
  Sheet sheet(book, page);
  sheet.head("指标", 34);
  sheet.head("层级", 8);
  sheet.head("代码", 15);
  sheet.head("单元", 18);
  sheet.head("目标值", 10);
  sheet.head("现值", 10);
  sheet.head("缺口", 14);
  sheet.head("达标", 12);
  sheet.head("限期", 11);
  sheet.head("依据", 34);
  sheet.head("需求人数", 11);
  sheet.head("其中未定位", 11);
  sheet.head("现值中\n未定位", 11);
  sheet.head("说明", 40);
  sheet.next_row();
  for (const Row& row : contents.indicators) {
    if (is_whole_study(row)) continue;
    sheet.wrapped(name_of(row));
    sheet.text(level_word(row.level));
    sheet.text(row.code);
    sheet.text(row.unit);
    sheet.number(plain(row.target), target_format(book, row));
    sheet.number(plain(row.value), format_of(book, row, row.value));
    sheet.number(plain(row.gap), gap_format(book, row));
    sheet.styled(std::string(rule_status_zh(row.status)), status_format(book, row.status));
    sheet.text(row.due ? to_string(*row.due) : "");
    sheet.wrapped(row.source + (row.source_line.empty() ? "" : " " + row.source_line));
    sheet.number(plain(row.people), book.formats().people);
    sheet.number(plain(row.people_unlocated), book.formats().people);
    sheet.number(plain(row.value_unlocated), book.formats().people);
    sheet.wrapped(row.note.zh);
    sheet.next_row();
  }
  worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
  worksheet_freeze_panes(page, 1, 1);
}

}  // namespace

void write_indicators(XlsxBook& book, const RunContents& contents) {
  const auto& rows = contents.indicators;
  if (rows.empty()) return;
  write_plan(book, contents);
  if (!std::all_of(rows.begin(), rows.end(), is_whole_study)) write_details(book, contents);
}

}  // namespace fangyuan
