// SPDX-License-Identifier: Apache-2.0
// compare.xlsx: what a planner shows beside the proposal.
#include <algorithm>

#include "sim/compare/book_parts.h"
#include "sim/compare/write_parts.h"

namespace fangyuan {
namespace {

/// What changed first, and in it the groups that lead.
std::vector<const CoverageChange*> whole_study(const Comparison& c) {
  std::vector<const CoverageChange*> rows;
  for (const CoverageChange& row : c.coverage)
    if (row.level == "all") rows.push_back(&row);
  const auto rank = [&](const CoverageChange* row) {
    return (row->any() ? 0 : 2) + (c.leads(row->service, row->group) ? 0 : 1);
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return rows;
}

void totals(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("总览");
  Sheet sheet(book, page);
  heads(sheet, {{"服务", 22},
                {"限值", 18},
                {"度量", 8},
                {"人群", 12},
                {"可享 前", 14},
                {"可享 后", 14},
                {"增减", 14},
                {"可享比例 前", 12},
                {"可享比例 后", 12},
                {"新进圈", 12},
                {"退出圈", 12},
                {"更近", 12},
                {"更远", 12},
                {"新增人口在圈内", 14},
                {"圈内原有处人口增减", 16}});
  const auto& f = book.formats();
  const auto share = [](const std::optional<Amount>& part, const std::optional<Amount>& whole) {
    return part && whole && *whole > Amount()
               ? std::optional(part->to_double() / whole->to_double())
               : std::nullopt;
  };
  for (const CoverageChange* of : whole_study(c)) {
    const CoverageChange& row = *of;
    sheet.text(c.b.name_of(row.service), row.any());
    sheet.text(limit_words(c, row.service, row.limit));
    sheet.text(measure_zh(row.measure));
    sheet.text(group_zh(row.group));
    sheet.number(plain(row.served.a), f.people);
    sheet.number(plain(row.served.b), f.people);
    sheet.number(plain(row.served.change()), f.people);
    sheet.number(share(row.served.a, row.total.a), f.share);
    sheet.number(share(row.served.b, row.total.b), f.share);
    for (const Movement& m : c.movements) {
      if (m.service != row.service || m.limit != row.limit || m.group != row.group ||
          m.measure != row.measure)
        continue;
      for (const People p : {m.gained, m.lost, m.nearer, m.further, m.new_within, m.kept_change})
        sheet.number(p.to_double(), f.people);
    }
    sheet.next_row();
  }
  finish(page, sheet, 1);
}

void units(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("区划变化");
  Sheet sheet(book, page);
  heads(sheet, {{"层级", 10},
                {"代码", 15},
                {"名称", 18},
                {"服务", 22},
                {"限值", 18},
                {"度量", 8},
                {"人群", 12},
                {"合计", 12},
                {"可享 前", 14},
                {"可享 后", 14},
                {"增减", 14},
                {"容量不足 增减", 14},
                {"超出范围 增减", 14},
                {"未连路网 增减", 14}});
  const auto& f = book.formats();
  for (const CoverageChange& row : c.coverage) {
    if (!row.any() || row.level == "all") continue;
    sheet.text(level_name(row.level));
    sheet.text(row.code);
    sheet.text(row.name);
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_words(c, row.service, row.limit));
    sheet.text(measure_zh(row.measure));
    sheet.text(group_zh(row.group));
    sheet.number(plain(row.total.b), f.people);
    sheet.number(plain(row.served.a), f.people);
    sheet.number(plain(row.served.b), f.people);
    for (const Pair* p : {&row.served, &row.no_capacity, &row.out_of_reach, &row.unconnected})
      sheet.number(plain(p->change()), f.people);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

}  // namespace

void write_compare_xlsx(const Comparison& comparison, const std::filesystem::path& path) {
  XlsxBook book(path, comparison.b.project, comparison.b.date);
  write_front_sheet(book, comparison);
  totals(book, comparison);
  units(book, comparison);
  write_rule_sheet(book, comparison);
  write_site_sheet(book, comparison);
  write_overlap_sheet(book, comparison);
  write_table_sheets(book, comparison);
  book.close();
}

}  // namespace fangyuan
