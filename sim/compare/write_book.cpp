// SPDX-License-Identifier: Apache-2.0
// compare.xlsx: what a planner shows beside the proposal.
#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"
#include "sim/compare/write_parts.h"

namespace fangyuan {
namespace {

std::optional<double> plain(const std::optional<Amount>& a) {
  return a ? std::optional(a->to_double()) : std::nullopt;
}

std::string measure_zh(const std::string& measure) {
  return measure == "straight" ? "直线" : "路网";
}

std::string level_name(const std::string& level) {
  for (const Level l : {Level::prefecture, Level::county, Level::township, Level::village})
    if (level == to_string(l)) return std::string(level_zh(l));
  return level == "all" ? "全部" : level;
}

std::string status_name(const std::string& status) {
  for (const RuleStatus s :
       {RuleStatus::met, RuleStatus::not_met, RuleStatus::not_binding, RuleStatus::not_yet_due,
        RuleStatus::overdue, RuleStatus::no_data, RuleStatus::not_checked})
    if (status == to_string(s)) return std::string(rule_status_zh(s));
  return status.empty() ? "无" : status;
}

std::string state_name(const std::string& state) {
  const auto status = parse_status(state);
  return status ? std::string(status_zh(*status)) : state;
}

void finish(lxw_worksheet* page, const Sheet& sheet, lxw_col_t frozen) {
  worksheet_freeze_panes(page, 1, frozen);
  worksheet_set_landscape(page);
  worksheet_set_paper(page, 9);  // A4
  worksheet_fit_to_pages(page, 1, 0);
  worksheet_repeat_rows(page, 0, 0);
  if (sheet.row() > 1)
    worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
}

void heads(Sheet& sheet, std::initializer_list<std::pair<const char*, double>> columns) {
  for (const auto& [title, width] : columns) sheet.head(title, width);
  sheet.next_row();
}

void totals(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("总览");
  Sheet sheet(book, page);
  heads(sheet, {{"服务", 22},
                {"限值", 12},
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
                {"新增人口在圈内", 14}});
  const auto& f = book.formats();
  const auto share = [](const std::optional<Amount>& part, const std::optional<Amount>& whole) {
    return part && whole && *whole > Amount()
               ? std::optional(part->to_double() / whole->to_double())
               : std::nullopt;
  };
  for (const CoverageChange& row : c.coverage) {
    if (row.level != "all") continue;
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_zh(row.limit));
    sheet.text(measure_zh(row.measure));
    sheet.text(group_zh(row.group));
    sheet.number(plain(row.served.a), f.people);
    sheet.number(plain(row.served.b), f.people);
    sheet.number(row.served.change().to_double(), f.people);
    sheet.number(share(row.served.a, row.total.a), f.share);
    sheet.number(share(row.served.b, row.total.b), f.share);
    for (const Movement& m : c.movements) {
      if (m.service != row.service || m.limit != row.limit || m.group != row.group ||
          m.measure != row.measure)
        continue;
      for (const People p : {m.gained, m.lost, m.nearer, m.further, m.new_within})
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
                {"限值", 12},
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
    sheet.text(limit_zh(row.limit));
    sheet.text(measure_zh(row.measure));
    sheet.text(group_zh(row.group));
    sheet.number(plain(row.total.b), f.people);
    sheet.number(plain(row.served.a), f.people);
    sheet.number(plain(row.served.b), f.people);
    for (const Pair* p : {&row.served, &row.no_capacity, &row.out_of_reach, &row.unconnected})
      sheet.number(p->change().to_double(), f.people);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

void rules(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("指标变化");
  Sheet sheet(book, page);
  heads(sheet, {{"指标", 40},
                {"层级", 10},
                {"代码", 15},
                {"单元", 18},
                {"现值 前", 12},
                {"现值 后", 12},
                {"缺口 前", 12},
                {"缺口 后", 12},
                {"达标 前", 12},
                {"达标 后", 12},
                {"依据", 40}});
  const auto& f = book.formats();
  for (const bool flips : {true, false})  // what flips comes first
    for (const RuleChange& row : c.rules) {
      if (!row.any() || row.flips() != flips) continue;
      sheet.wrapped(row.name);
      sheet.text(level_name(row.level));
      sheet.text(row.code);
      sheet.text(row.unit);
      for (const Pair* p : {&row.value, &row.gap}) {
        // The gap of a share is counted in units or people.
        lxw_format* format = row.is_share && p == &row.value ? f.share : f.decimal;
        sheet.number(plain(p->a), format);
        sheet.number(plain(p->b), format);
      }
      sheet.text(status_name(row.status_a), flips);
      sheet.text(status_name(row.status_b), flips);
      sheet.wrapped(row.source);
      sheet.next_row();
    }
  finish(page, sheet, 1);
}

void sites(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("设施变化");
  Sheet sheet(book, page);
  heads(sheet, {{"服务", 22},
                {"限值", 12},
                {"编号", 14},
                {"名称", 28},
                {"状态 前", 12},
                {"状态 后", 12},
                {"圈内 前", 12},
                {"圈内 后", 12},
                {"服务 前", 12},
                {"服务 后", 12},
                {"容量 前", 10},
                {"容量 后", 10},
                {"占用 前", 10},
                {"占用 后", 10},
                {"空余 前", 10},
                {"空余 后", 10},
                {"只有它的人 前", 13},
                {"只有它的人 后", 13}});
  const auto& f = book.formats();
  for (const SiteChange& row : c.sites) {
    if (!row.any()) continue;
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_zh(row.limit));
    sheet.text(row.facility);
    sheet.text(row.name);
    sheet.text(state_name(row.state_a));
    sheet.text(state_name(row.state_b));
    for (const Pair* p : {&row.in_reach, &row.served, &row.capacity, &row.load}) {
      sheet.number(plain(p->a), f.decimal);
      sheet.number(plain(p->b), f.decimal);
    }
    const auto idle = [](const std::optional<Amount>& capacity, const std::optional<Amount>& load) {
      return capacity && load ? std::optional((*capacity - *load).to_double()) : std::nullopt;
    };
    sheet.number(idle(row.capacity.a, row.load.a), f.decimal);
    sheet.number(idle(row.capacity.b, row.load.b), f.decimal);
    sheet.number(plain(row.only_here.a), f.decimal);
    sheet.number(plain(row.only_here.b), f.decimal);
    sheet.next_row();
  }
  finish(page, sheet, 4);
}

void overlap(XlsxBook& book, const Comparison& c) {
  if (c.overlap.empty()) return;
  lxw_worksheet* page = book.add_sheet("重复与闲置");
  Sheet sheet(book, page);
  heads(sheet, {{"层级", 10},
                {"代码", 15},
                {"名称", 18},
                {"服务", 22},
                {"限值", 12},
                {"度量", 8},
                {"一处也没有 前", 13},
                {"一处也没有 后", 13},
                {"两处及以上 前", 13},
                {"两处及以上 后", 13},
                {"增减", 12},
                {"人均可选处数 前", 14},
                {"人均可选处数 后", 14},
                {"闲置名额 前", 12},
                {"闲置名额 后", 12},
                {"增减", 12}});
  const auto& f = book.formats();
  const auto both = [&](const Pair& p, lxw_format* format) {
    sheet.number(plain(p.a), format);
    sheet.number(plain(p.b), format);
  };
  const auto change = [&](const Pair& p) {
    sheet.number(p.a && p.b ? std::optional(p.change().to_double()) : std::nullopt, f.people);
  };
  for (const OverlapChange& row : c.overlap) {
    if (!row.any() && row.level != "all") continue;
    sheet.text(level_name(row.level), row.level == "all");
    sheet.text(row.code == "all" ? "" : row.code);
    sheet.text(row.name);
    sheet.text(c.b.name_of(row.service));
    sheet.text(limit_zh(row.limit));
    sheet.text(measure_zh(row.measure));
    both(row.none, f.people);
    both(row.several, f.people);
    change(row.several);
    both(row.mean_sites, f.decimal);
    both(row.idle, f.people);
    change(row.idle);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

}  // namespace

void write_compare_xlsx(const Comparison& comparison, const std::filesystem::path& path) {
  XlsxBook book(path, comparison.b.project, comparison.b.date);
  totals(book, comparison);
  units(book, comparison);
  rules(book, comparison);
  sites(book, comparison);
  overlap(book, comparison);
  book.close();
}

}  // namespace fangyuan
