// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx_burial.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/out/unit_words.h"
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

std::optional<double> plain(const std::optional<Amount>& amount) {
  return amount ? std::optional(amount->to_double()) : std::nullopt;
}
template <class Whole>
std::optional<double> plain(const std::optional<Whole>& whole) {
  return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

std::string tier_zh(const std::optional<CemeteryTier>& tier) {
  static constexpr std::array<const char*, kCemeteryTiers> kWords{"市级", "县级", "乡镇级", "村级",
                                                                  "未写明"};
  return tier ? kWords[static_cast<std::size_t>(*tier)] : "";
}

/// "land+niches" in Chinese.
std::string from_zh(std::string from) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"graves", "清单墓穴数"},  {"land", "用地推算"},   {"niches", "清单格位数"},
      {"floor", "建筑面积推算"}, {"left", "清单剩余数"}, {"+", "、"}};
  for (const auto& [word, zh] : kWords)
    for (auto at = from.find(word); at != std::string::npos; at = from.find(word, at + zh.size()))
      from.replace(at, word.size(), zh);
  return from;
}

void finish(lxw_worksheet* page, const Sheet& sheet, lxw_col_t columns) {
  worksheet_autofilter(page, 0, 0, std::max<lxw_row_t>(1, sheet.row() - 1),
                       static_cast<lxw_col_t>(sheet.widest() - 1));
  worksheet_freeze_panes(page, 1, columns);
}

void write_units(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("公墓年限");
  Sheet sheet(book, page);
  std::string years = "服务年限";
  for (const UsedParameter& p : contents.burial->parameters)
    if (p.id == "service_years") years = p.value.to_string() + " 年";
  sheet.head("层级", 8);
  sheet.head("代码", 15);
  sheet.head("单元", 18);
  sheet.head("公墓（处）", 10);
  sheet.head("穴位", 11);
  sheet.head("剩余穴位", 11);
  sheet.head("人口", 12);
  sheet.head("年死亡人数", 11);
  sheet.head("年需穴位", 11);
  sheet.head("可用年数", 10);
  sheet.head("开始不足\n的年份", 10);
  sheet.head(years + "\n需穴位", 11);
  sheet.head("缺穴位", 11);
  sheet.head("折合用地\n（亩）", 11);
  sheet.head("说明", 80);
  sheet.next_row();
  const auto& f = book.formats();
  // Told deaths are whole, reckoned ones are not.
  const auto counted = [&](const auto& amount) {
    return book.numbers(amount ? digits(*amount) : "#,##0");
  };
  for (const BurialUnitRow& row : contents.burial->units) {
    const Unit* unit = row.unit ? &contents.units[row.unit] : nullptr;
    sheet.text(unit ? std::string(level_zh(unit->level)) : "全部", !unit);
    sheet.text(unit ? unit->code : "");
    sheet.text(unit ? unit->name : "全部", !unit);
    sheet.number(plain(row.sites), f.whole);
    sheet.number(plain(row.places), f.whole);
    sheet.number(plain(row.left), f.whole);
    sheet.number(plain(row.people), f.people);
    sheet.number(plain(row.deaths), counted(row.deaths));
    sheet.number(plain(row.demand), counted(row.demand));
    sheet.number(plain(row.years_left), f.decimal);
    sheet.text(row.short_year ? std::to_string(*row.short_year) : "");
    sheet.number(plain(row.needed), f.whole);
    sheet.number(plain(row.missing), f.whole);
    sheet.number(plain(row.missing_mu), f.decimal);
    sheet.wrapped(row.note.zh);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

void write_sites(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("公墓明细");
  Sheet sheet(book, page);
  sheet.head("编号", 14);
  sheet.head("名称", 26);
  sheet.head("类型", 20);
  sheet.head("所在单元", 15);
  sheet.head("层级", 9);
  sheet.head("状态", 8);
  sheet.head("计入", 6);
  sheet.head("用地\n（亩）", 10);
  sheet.head("规划下限\n（亩）", 10);
  sheet.head("差\n（亩）", 9);
  sheet.head("墓穴", 10);
  sheet.head("格位", 10);
  sheet.head("已用", 10);
  sheet.head("剩余", 10);
  sheet.head("依据", 24);
  sheet.head("说明", 60);
  sheet.next_row();
  const auto& f = book.formats();
  for (const CemeteryRow& row : contents.burial->sites) {
    const Facility& site = contents.facilities[row.site.index()];
    const UnitId unit = finest_unit(contents.units, site.unit_of);
    sheet.text(site.id);
    sheet.text(site.name);
    sheet.text(type_zh(site.type));
    sheet.text(unit ? contents.units[unit].code : "");
    sheet.text(tier_zh(row.tier));
    sheet.text(std::string(status_zh(site.status)));
    sheet.text(row.counts ? "是" : "否");
    sheet.number(plain(row.land_mu), f.decimal);
    sheet.number(plain(row.least_mu), f.whole);
    sheet.number(plain(row.missing_mu), f.decimal);
    sheet.number(plain(row.graves), f.whole);
    sheet.number(plain(row.niches), f.whole);
    sheet.number(plain(row.used), f.whole);
    sheet.number(plain(row.left), f.whole);
    sheet.text(from_zh(row.from));
    sheet.wrapped(row.note.zh);
    sheet.next_row();
  }
  finish(page, sheet, 2);
}

void write_parameters(XlsxBook& book, const RunContents& contents) {
  lxw_worksheet* page = book.add_sheet("公墓参数");
  Sheet sheet(book, page);
  sheet.head("参数", 34);
  sheet.head("数值", 10);
  sheet.head("单位", 8);
  sheet.head("可靠程度", 11);
  sheet.head("谁给的", 9);
  sheet.head("依据", 100);
  sheet.next_row();
  for (const UsedParameter& p : contents.burial->parameters) {
    sheet.text(p.name_zh);
    sheet.text(p.value.to_string());
    sheet.text(p.unit == "1" ? "" : p.unit);
    sheet.text(to_string(p.grade));
    sheet.text(p.given ? "项目" : "程序");
    sheet.wrapped(p.source);
    sheet.next_row();
  }
  worksheet_freeze_panes(page, 1, 1);
}

}  // namespace

void write_burial(XlsxBook& book, const RunContents& contents) {
  if (!contents.burial) return;
  write_units(book, contents);
  if (!contents.burial->sites.empty()) write_sites(book, contents);
  write_parameters(book, contents);
}

}  // namespace fangyuan
