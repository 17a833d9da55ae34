// SPDX-License-Identifier: Apache-2.0
// siting.xlsx: what is laid on the table when sites are compared.
#include <fmt/format.h>

#include "geo/out/words_zh.h"
#include "geo/out/xlsx_sheet.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {
namespace {

constexpr const char* kCaution = "初筛，不代替用地预审与选址意见";

double plain(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths)).to_double();
}

const Facility& facility_of(const SiteSummary& s, std::uint32_t rank) {
  return s.study->facilities.all[(*s.sites)[rank].index()];
}

void heads(Sheet& sheet, std::initializer_list<std::pair<const char*, double>> columns) {
  for (const auto& [title, width] : columns) sheet.head(title, width);
  sheet.next_row();
}

void finish(lxw_worksheet* page, const Sheet& sheet, lxw_col_t frozen) {
  worksheet_freeze_panes(page, 1, frozen);
  worksheet_set_header(page, (std::string("&C") + kCaution).c_str());
  if (sheet.row() > 1)
    worksheet_autofilter(page, 0, 0, sheet.row() - 1, static_cast<lxw_col_t>(sheet.widest() - 1));
}

const char* kind_zh(SiteKind kind) {
  switch (kind) {
    case SiteKind::most_covered:
      return "限值内的人最多";
    case SiteKind::fewest_sites:
      return "覆盖到所写比例的设施最少";
    case SiteKind::least_average:
      return "到最近设施的平均最小";
    case SiteKind::least_worst:
      return "最远的人也尽量近";
    case SiteKind::score:
      return "候选点逐个比选";
  }
  return "";
}

std::string answer_zh(const SiteSummary& s) {
  const SitingAnswer& a = s.plan.answer;
  if (!a.found()) return "没有找到满足要求的方案";
  if (a.status == SitingStatus::optimal) return "已证明最优";
  std::string text = fmt::format("与界相差 {:.3f} %，不一定最优", 100 * a.gap());
  if (s.plan.stopped == "cancelled") text += "（已中断）";
  if (s.plan.stopped == "time") text += "（到时限）";
  if (s.plan.stopped == "work") text += "（到工作量限额）";
  return text;
}

std::string value_zh(const SiteSummary& s, Wide value) {
  const double v = plain_value(s, value);
  const std::string_view unit = value_unit(s);
  if (unit == "sites") return fmt::format("{:.0f} 处", v);
  if (unit == "person_periods") return fmt::format("{:.2f} 人·期", v);
  if (unit == "people") return fmt::format("{:.2f} 人（加权）", v);
  return unit == "s" ? fmt::format("{:.1f} 秒（{:.2f} 分钟）", v, v / 60)
                     : fmt::format("{:.1f} 米", v);
}

void overview(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("说明");
  Sheet sheet(book, page);
  heads(sheet, {{"项", 22}, {"内容", 90}});
  const auto line = [&](const char* name, const std::string& value) {
    sheet.text(name, true);
    sheet.wrapped(value);
    sheet.next_row();
  };
  line("用途", kCaution);
  line("请求", s.request.name);
  line("服务", s.service.name.empty() ? s.service.id : s.service.name);
  line("求什么", kind_zh(s.request.kind));
  line("限值", limit_zh(covering_limit(s.request, s.service).to_string()));
  line("度量", s.measure == Measure::network ? "路网" : "直线");
  std::string weights;
  for (const auto& [group, weight] : s.request.weights)
    weights += fmt::format("{}{} × {}", weights.empty() ? "" : "，", group_zh(group), weight);
  line("人群和权重", weights.empty() ? group_zh(s.service.group) + " × 1" : weights);
  line("候选点",
       fmt::format("{} 处，其中可选 {} 处", s.candidates.size(),
                   std::ranges::count(s.candidates, CandidateFate::usable, &Candidate::fate)));
  if (s.request.kind != SiteKind::score) {
    line("结果", answer_zh(s));
    if (s.plan.answer.found()) {
      line("选中", fmt::format("{} 处", s.plan.answer.sites.size()));
      line("数值", value_zh(s, s.plan.answer.value));
    }
    line("界", value_zh(s, s.plan.answer.bound));
  }
  for (const CoverageLine& c : s.plan.coverage)
    if (s.request.kind != SiteKind::score)
      line("覆盖",
           fmt::format("{} {}：{:.2f} → {:.2f}（新增 {:.2f}），共 {:.2f} 人", limit_zh(c.limit),
                       group_zh(s.study->population.cells.groups[c.group]), c.before.to_double(),
                       c.after.to_double(), (c.after - c.before).to_double(), c.total.to_double()));
  for (const Problem& p : s.warnings)
    line("提示", p.code + "：" + p.rule.zh + (p.value.empty() ? "" : "（" + p.value + "）"));
  finish(page, sheet, 0);
}

void scores(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("选址比选");
  Sheet sheet(book, page);
  heads(sheet, {{"名次", 6},
                {"编号", 16},
                {"名称", 28},
                {"价格", 12},
                {"新增覆盖", 13},
                {"每单位价格新增", 15},
                {"圈内人数", 13},
                {"与现有重叠", 13},
                {s.problem.in_ms ? "省下 人·小时" : "省下 人·公里", 14},
                {"500 米内居民", 14}});
  const auto& f = book.formats();
  double rank = 0;
  for (const ScoreLine& line : s.plan.scores) {
    const Facility& site = facility_of(s, line.rank);
    const auto price = s.candidates[s.problem.candidate_of[line.rank]].price;
    sheet.number(++rank, f.whole);
    sheet.text(site.id);
    sheet.wrapped(site.name);
    sheet.number(price ? std::optional(static_cast<double>(*price)) : std::nullopt, f.whole);
    sheet.number(line.newly.to_double(), f.people);
    sheet.number(price && *price > 0
                     ? std::optional(line.newly.to_double() / static_cast<double>(*price))
                     : std::nullopt,
                 f.decimal);
    sheet.number(line.in_reach.to_double(), f.people);
    sheet.number((line.in_reach - line.newly).to_double(), f.people);
    sheet.number(saved_of(s, line), f.decimal);
    sheet.number(line.near.to_double(), f.people);
    sheet.next_row();
  }
  finish(page, sheet, 3);
}

void sites(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("选中的设施");
  Sheet sheet(book, page);
  heads(sheet, {{"编号", 18},
                {"名称", 30},
                {"做法", 10},
                {"价格", 12},
                {"圈内人数", 14},
                {"其中现有覆盖不到", 18},
                {"以它为最近", 14},
                {"不选它少覆盖", 14},
                {"最好的替换", 30},
                {"换后覆盖增减", 14}});
  const auto& f = book.formats();
  const SitingValue plan = evaluate(siting_request(s.request, s.problem), s.plan.answer.sites);
  for (std::uint32_t j = 0; j < s.problem.state.size(); ++j) {
    const std::string_view state = state_word(s, j);
    if (state != "chosen" && state != "kept" && state != "closing") continue;
    const Facility& site = facility_of(s, j);
    const std::uint32_t c = s.problem.candidate_of[j];
    sheet.text(site.id);
    sheet.wrapped(site.name);
    sheet.text(state == "chosen" ? "新设" : state == "kept" ? "保留" : "关闭");
    sheet.number(c != SiteProblem::kExisting && s.candidates[c].price
                     ? std::optional(static_cast<double>(*s.candidates[c].price))
                     : std::nullopt,
                 f.whole);
    sheet.number(s.plan.sites[j].in_reach.to_double(), f.people);
    sheet.number(s.plan.sites[j].alone.to_double(), f.people);
    sheet.number(s.plan.sites[j].nearest.to_double(), f.people);
    const Replacement* without = nullptr;
    const Replacement* best = nullptr;
    for (const Replacement& r : s.plan.replacements) {
      if (r.out != j) continue;
      if (!r.in)
        without = &r;
      else if (best == nullptr)
        best = &r;  // the best comes first
    }
    sheet.number(
        without ? std::optional(plain(plan.covered - without->value.covered)) : std::nullopt,
        f.people);
    sheet.wrapped(best ? facility_of(s, *best->in).name : "");
    sheet.number(best ? std::optional(plain(best->value.covered - plan.covered)) : std::nullopt,
                 f.people);
    sheet.next_row();
  }
  finish(page, sheet, 2);
}

void periods(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("分期");
  Sheet sheet(book, page);
  heads(sheet, {{"年份", 8},
                {"本期新设", 10},
                {"累计新设", 10},
                {"本期花费", 12},
                {"累计花费", 12},
                {"需要的人", 16},
                {"得到服务（最佳分配）", 20},
                {"得到服务（就近分配）", 20}});
  const auto& f = book.formats();
  for (const PeriodLine& l : s.plan.phased->periods) {
    sheet.number(l.year != 0 ? std::optional(static_cast<double>(l.year)) : std::nullopt, f.whole);
    sheet.number(l.opened, f.whole);
    sheet.number(l.opened_until, f.whole);
    sheet.number(static_cast<double>(l.spent), f.whole);
    sheet.number(static_cast<double>(l.spent_until), f.whole);
    sheet.number(l.people.to_double(), f.people);
    sheet.number(l.served.to_double(), f.people);
    sheet.number(l.nearest_first.to_double(), f.people);
    sheet.next_row();
  }
  finish(page, sheet, 1);
}

void curve(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("设施数与覆盖");
  Sheet sheet(book, page);
  heads(sheet, {{"设施数", 10},
                {"覆盖人数", 16},
                {"比例", 10},
                {"上界", 16},
                {"是否最优", 12},
                {"比前一行多", 14}});
  const auto& f = book.formats();
  People all;
  for (const People p : s.problem.everyone) all += p;
  std::optional<double> last;
  for (const CurvePoint& p : s.plan.curve) {
    const double covered = plain(p.covered);
    sheet.number(p.sites, f.whole);
    sheet.number(covered, f.people);
    sheet.number(all > Amount() ? std::optional(covered / all.to_double()) : std::nullopt, f.share);
    sheet.number(plain(p.bound), f.people);
    sheet.text(p.status == SitingStatus::optimal ? "最优" : "不一定");
    sheet.number(last ? std::optional(covered - *last) : std::nullopt, f.people);
    last = covered;
    sheet.next_row();
  }
  finish(page, sheet, 1);
}

}  // namespace

void write_site_book(const SiteSummary& summary, const std::filesystem::path& path) {
  XlsxBook book(path, summary.study->project.name, summary.study->project.date);
  overview(book, summary);
  if (summary.request.kind == SiteKind::score) {
    scores(book, summary);
  } else if (summary.plan.answer.found()) {
    sites(book, summary);
    summary.plan.phased ? periods(book, summary) : curve(book, summary);
  }
  book.close();
}

}  // namespace fangyuan
