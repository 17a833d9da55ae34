// SPDX-License-Identifier: Apache-2.0
#include "geo/out/xlsx.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "geo/out/csv_writer.h"
#include "geo/out/figures.h"
#include "geo/out/unit_words.h"
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_book.h"
#include "geo/out/xlsx_burial.h"
#include "geo/out/xlsx_capacity.h"
#include "geo/out/xlsx_indicators.h"
#include "geo/out/xlsx_notes.h"
#include "geo/out/xlsx_overlap.h"
#include "geo/out/xlsx_sheet.h"

namespace fangyuan {
namespace {

constexpr lxw_col_t kFrozenColumns = 2;  // code and name

/// Columns for counts of sites: of every type, or where a project has many only of those that its
/// services use; units.csv has all of them.
std::vector<std::string> types_shown(const RunContents& c) {
  constexpr std::size_t kMany = 24;
  std::vector<std::string> types = facility_types(c);
  if (types.size() <= kMany || c.services.empty()) return types;
  std::erase_if(types, [&](const std::string& type) {
    return std::none_of(c.services.begin(), c.services.end(), [&](const Service& s) {
      return std::find(s.facility_types.begin(), s.facility_types.end(), type) !=
             s.facility_types.end();
    });
  });
  return types;
}

struct Tables {
  explicit Tables(const RunContents& c) : contents(c), types(types_shown(c)), figures(c) {
    for (const UnitRow& row : c.unit_rows) row_of[row.unit] = &row;
  }
  const RunContents& contents;
  std::vector<std::string> types;
  FigureTable figures;
  std::map<UnitId, const UnitRow*> row_of;
};

/// Beside network figures the straight line stands for comparison, and its share says enough.
bool counts(const Tables& t, const Figure& f) {
  const auto& all = t.figures.figures();
  return f.measure == Measure::network ||
         std::find(all.begin(), all.end(), Figure{f.service, f.limit, Measure::network}) ==
             all.end();
}

void write_head(Sheet& sheet, const Tables& t) {
  sheet.head("代码", 15);
  sheet.head("名称", 18);
  sheet.head("类别", 9);
  sheet.head("上级代码", 13);
  sheet.head("面积\n（平方公里）", 11);
  for (const std::string& group : t.contents.cells.groups) sheet.head(group_zh(group), 11);
  for (const std::string& type : t.types) sheet.head(type_zh(type) + "\n（处）", 11);
  for (const Figure& f : t.figures.figures()) {
    const Service& service = t.contents.services[f.service.index()];
    const std::string title = service.name + '\n' + limit_zh(f.limit) + '\n';
    const std::string straight = f.measure == Measure::straight ? "直线" : "";
    if (counts(t, f)) {
      sheet.head(title + straight + "可享", 14);
      sheet.head(title + straight + "容量不足", 11);
      sheet.head(title + straight + "超出范围", 11);
      if (straight.empty()) sheet.head(title + "未连路网", 11);
    }
    sheet.head(title + straight + "覆盖率", 11);
  }
  sheet.head("路网长度\n（公里）", 10);
  sheet.head("到路距离\n中位数（米）", 11);
  sheet.head("可信度", 9);
  sheet.head("原因", 24);
  sheet.next_row();
}

void write_figures(Sheet& sheet, const XlsxBook& book, const Tables& t,
                   std::optional<std::size_t> layer, UnitId unit, bool bold) {
  const auto& f = book.formats();
  const std::vector<Figure>& figures = t.figures.figures();
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Parts* parts = t.figures.find(layer, unit, k);
    std::optional<double> share;
    if (parts != nullptr && parts->total > People())
      share = static_cast<double>(share_millionths(parts->served, parts->total)) / 1e6;
    const auto part = [&](People Parts::*which) {
      sheet.number(parts ? std::optional((parts->*which).to_double()) : std::nullopt,
                   bold ? f.bold_people : f.people);
    };
    if (counts(t, figures[k])) {
      for (const auto which : {&Parts::served, &Parts::no_capacity, &Parts::out_of_reach})
        part(which);
      if (figures[k].measure == Measure::network) part(&Parts::unconnected);
    }
    sheet.number(share, bold ? f.bold_share : f.share);
  }
}

std::string trust_zh(const UnitRow& row) {
  return row.trust == Trust::c ? "C 数据不足" : trust_word(row.trust);
}

void write_unit(Sheet& sheet, const XlsxBook& book, const Tables& t, std::size_t layer, UnitId id) {
  const auto& f = book.formats();
  const Unit& unit = t.contents.units[id];
  sheet.text(unit.code);
  sheet.text(unit.name);
  sheet.text(unit.unit_class);
  sheet.text(unit.parent_code);
  sheet.number(unit.area_m2 / 1e6, f.decimal);
  const auto it = t.row_of.find(id);
  const UnitRow* row = it == t.row_of.end() ? nullptr : it->second;
  if (row != nullptr) {
    for (const People people : row->people) sheet.number(people.to_double(), f.people);
    for (const std::string& type : t.types)
      sheet.number(static_cast<double>(facility_count(*row, type)), f.whole);
  } else {
    sheet.skip(t.contents.cells.groups.size() + t.types.size());
  }
  write_figures(sheet, book, t, layer, id, false);
  if (row != nullptr) {
    sheet.number(row->road_km, f.decimal);
    sheet.number(row->median_access_m, f.whole);
    sheet.text(trust_zh(*row));
    std::string reasons;
    for (const std::string& code : row->reasons)
      reasons += (reasons.empty() ? "" : "、") + reason_zh(code);
    sheet.text(reasons);
  }
  sheet.next_row();
}

/// Everyone in no unit of the layer, or (layer absent) everyone.
void write_sum(Sheet& sheet, const XlsxBook& book, const Tables& t,
               std::optional<std::size_t> layer, const char* title) {
  const Cells& cells = t.contents.cells;
  std::vector<People> people(cells.groups.size());
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (!layer || !cells.unit_of[*layer][c])
      for (std::size_t g = 0; g < people.size(); ++g) people[g] += cells.people[g][c];
  if (layer && std::all_of(people.begin(), people.end(), [](People p) { return p == People(); }))
    return;
  sheet.text("");
  sheet.text(title, true);
  sheet.skip(3);
  for (const People p : people) sheet.number(p.to_double(), book.formats().bold_people);
  sheet.skip(t.types.size());
  write_figures(sheet, book, t, layer, UnitId::none(), true);
  sheet.next_row();
}

/// People whom no place is known of: in no row above, and so told beside the sum.
void write_unlocated(Sheet& sheet, const XlsxBook& book, const Tables& t) {
  const auto& groups = t.contents.info.population;
  if (std::all_of(groups.begin(), groups.end(),
                  [](const auto& g) { return g.second.unlocated == People(); }))
    return;
  sheet.text("");
  sheet.text("未定位（另计）", true);
  sheet.skip(3);
  for (const std::string& name : t.contents.cells.groups) {
    const auto it =
        std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == name; });
    sheet.number(
        it == groups.end() ? std::nullopt : std::optional(it->second.unlocated.to_double()),
        book.formats().bold_people);
  }
  sheet.next_row();
}

std::string sheet_name(const UnitLayer& layer) {
  const std::string level(level_zh(layer.level));
  return layer.tree == Tree::legal ? level : "管理单元（" + level + "）";
}

void write_level(XlsxBook& book, const Tables& t, std::size_t layer) {
  const UnitLayer& units = t.contents.units.layers[layer];
  lxw_worksheet* page = book.add_sheet(sheet_name(units));
  Sheet sheet(book, page);
  write_head(sheet, t);
  worksheet_set_row(page, 0, 58, nullptr);
  for (const UnitId id : units.units) write_unit(sheet, book, t, layer, id);
  worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
  write_sum(sheet, book, t, layer, "不在任何单元内");
  write_sum(sheet, book, t, std::nullopt, "全部");
  write_unlocated(sheet, book, t);
  worksheet_freeze_panes(page, 1, kFrozenColumns);
}

void write_whole(XlsxBook& book, const Tables& t) {
  lxw_worksheet* page = book.add_sheet("全部");
  Sheet sheet(book, page);
  write_head(sheet, t);
  worksheet_set_row(page, 0, 58, nullptr);
  write_sum(sheet, book, t, std::nullopt, "全部");
  write_unlocated(sheet, book, t);
}

}  // namespace

void write_coverage_xlsx(const RunContents& contents, const std::filesystem::path& path) {
  XlsxBook book(path, contents.info.project, contents.info.date);
  const Tables tables(contents);
  for (std::size_t l = 0; l < contents.units.layers.size(); ++l) write_level(book, tables, l);
  if (contents.units.layers.empty()) write_whole(book, tables);
  write_indicators(book, contents);
  write_burial(book, contents);
  write_overlap(book, contents);
  write_capacity(book, contents);
  write_notes(book, contents);
  book.close();
}

}  // namespace fangyuan
