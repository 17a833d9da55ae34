// SPDX-License-Identifier: Apache-2.0
// siting.xlsx: what is laid on the table when sites are compared.
#include <fmt/format.h>

#include <functional>

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

/// What the numbers of people are of: weighted groups, or who needs a place.
std::string people_zh(const SiteSummary& s) {
  if (s.request.capacity) {
    if (s.service.need_group) return "需要的人：" + group_zh(*s.service.need_group);
    return fmt::format("需要的人：{} × {} %", group_zh(s.service.group),
                       grouped(100 * s.service.need, 2));
  }
  std::string weights;
  for (const auto& [group, weight] : s.request.weights)
    weights += fmt::format("{}{} × {}", weights.empty() ? "" : "，", group_zh(group), weight);
  return weights.empty() ? group_zh(s.service.group) + " × 1" : weights;
}

std::string limit_words(const SiteSummary& s) {
  const std::string cover = limit_zh(covering_limit(s.request, s.service).to_string());
  if (s.request.covering()) return cover;
  return (s.request.limit ? limit_zh(s.request.limit->to_string()) : "不限") + "（覆盖按 " + cover +
         " 数）";
}

/// Whom the chosen sites cover, of a plan that seeks something else.
double covered_by_plan(const SiteSummary& s) {
  return plain(evaluate(s.problem.covering(std::nullopt), s.plan.answer.sites).covered);
}

using Line = std::function<void(const char*, const std::string&)>;

void result_lines(const SiteSummary& s, const Line& line) {
  line("结果", answer_zh(s));
  if (s.plan.answer.found()) {
    line("选中", fmt::format("{} 处", s.plan.answer.sites.size()));
    if (const Text spare = spare_text(s); !spare.zh.empty()) line("为什么不更多", spare.zh);
    line("求到的数值", sought_text(s).zh + "：" + value_text(s, s.plan.answer.value).zh);
  }
  line("已证明的界", value_text(s, s.plan.answer.bound).zh);
  if (const Text floors = floor_text(s); !floors.zh.empty()) line("下限", floors.zh);
  if (!s.plan.phased || !s.request.capacity) return;
  for (const PeriodLine& p : s.plan.phased->periods)
    line("得到服务",
         fmt::format("{}：{} → {}（新增 {}），需要 {} 人",
                     p.year != 0 ? fmt::format("{} 年", p.year) : "建成后",
                     grouped(p.served_before.to_double(), 2), grouped(p.served.to_double(), 2),
                     grouped((p.served - p.served_before).to_double(), 2),
                     grouped(p.people.to_double(), 2)));
}

/// The service's group first, and of the others those whose number changes.
void coverage_lines(const SiteSummary& s, const Line& line) {
  const auto& groups = s.study->population.cells.groups;
  const char* name = s.request.capacity ? "圈内（不看容量）" : "覆盖";
  for (const bool main : {true, false})
    for (const CoverageLine& c : s.plan.coverage) {
      if ((groups[c.group] == s.service.group) != main) continue;
      if (!main && (c.before == c.after || s.request.capacity)) continue;
      line(name, fmt::format("{} {}：{} → {}（新增 {}），共 {} 人", limit_zh(c.limit),
                             group_zh(groups[c.group]), grouped(c.before.to_double(), 2),
                             grouped(c.after.to_double(), 2),
                             grouped((c.after - c.before).to_double(), 2),
                             grouped(c.total.to_double(), 2)));
    }
}

void overview(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("说明");
  Sheet sheet(book, page);
  heads(sheet, {{"项", 22}, {"内容", 90}});
  sheet.next_row();
  const auto line = [&](const char* name, const std::string& value) {
    sheet.text(name, true);
    sheet.wrapped(value);
    sheet.next_row();
  };
  line("用途", kCaution);
  line("请求", s.request.name);
  line("服务", s.service.name.empty() ? s.service.id : s.service.name);
  line("求什么", kind_zh(s.request.kind));
  line("限值", limit_words(s));
  line("度量", s.measure == Measure::network ? "路网" : "直线");
  line(s.request.capacity ? "需要的人" : "人群和权重", people_zh(s));
  line("候选点",
       fmt::format("{} 处，其中可选 {} 处", s.candidates.size(),
                   std::ranges::count(s.candidates, CandidateFate::usable, &Candidate::fate)));
  if (s.request.kind != SiteKind::score) {
    result_lines(s, line);
    coverage_lines(s, line);
    if (!s.request.covering() && s.plan.answer.found())
      line("设施数与最多覆盖",
           fmt::format("这张表另问：同样多的设施至多能使多少人在限值内。所选的方案求的不是这个，"
                       "它覆盖 {} 人",
                       grouped(covered_by_plan(s), 2)));
  }
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
  sheet.next_row();
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

/// What a plan without a site, or with another in its place, is worse or better by.
class Differences {
 public:
  explicit Differences(const SiteSummary& s)
      : s_(s), plan_(evaluate(siting_request(s.request, s.problem), s.plan.answer.sites)) {
    for (const Replacement& r : s.plan.replacements) strands_ |= r.value.left_out > plan_.left_out;
  }
  bool by_cost() const { return !s_.request.covering(); }
  bool strands() const { return by_cost() && strands_; }  ///< some plan leaves people with no site
  const char* unit() const { return s_.problem.in_ms ? "（分钟）" : "（米）"; }
  std::string title(const char* before) const {
    if (!by_cost()) return std::string(before) + "覆盖增减";
    const bool worst = s_.request.kind == SiteKind::least_worst;
    return std::string(before) + (worst ? "最远增减" : "平均增减") + unit();
  }
  /// Covered people, minutes or metres, after − before; absent: somebody is left without a site.
  std::optional<double> of(const Replacement& r) const {
    if (!by_cost()) return plain(r.value.covered - plan_.covered);
    if (r.value.left_out > plan_.left_out) return std::nullopt;
    const double part = s_.problem.in_ms ? 60 : 1;
    if (s_.request.kind == SiteKind::least_worst)
      return (static_cast<double>(r.value.worst.value()) - static_cast<double>(plan_worst())) /
             1000 / part;
    const auto before = mean_of(plan_), after = mean_of(r.value);
    return before && after ? std::optional((*after - *before) / part) : std::nullopt;
  }
  double stranded(const Replacement& r) const { return plain(r.value.left_out - plan_.left_out); }

 private:
  std::uint32_t plan_worst() const { return plan_.worst.value(); }

  const SiteSummary& s_;
  SitingValue plan_;
  bool strands_ = false;
};

void sites(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("选中的设施");
  Sheet sheet(book, page);
  const Differences differences(s);
  const bool phased = s.plan.phased.has_value(), prices = s.request.budget.has_value();
  const bool dated = phased && s.plan.phased->periods.front().year != 0;
  const bool places = phased && !s.plan.phased->capacity.empty();
  heads(sheet, {{"编号", 18}, {"名称", 30}, {"做法", 10}});
  const auto& f = book.formats();
  lxw_format* change = differences.by_cost() ? f.decimal : f.people;
  const auto title = [&](const std::string& text, double width) { sheet.head(text, width); };
  if (dated) title("开办年份", 10);
  if (places) title("位子", 10);
  if (prices) title("价格", 12);
  title("圈内人数", 14);
  title("其中现有覆盖不到", 18);
  title("以它为最近", 14);
  if (!phased) {
    title(differences.title("不选它"), 20);
    if (differences.strands()) title("不选它无处可去的人", 18);
    title("最好的替换", 30);
    title(differences.title("换后"), 20);
  }
  sheet.next_row();
  for (std::uint32_t j = 0; j < s.problem.state.size(); ++j) {
    const std::string_view state = state_word(s, j);
    if (state != "chosen" && state != "kept" && state != "closing") continue;
    const Facility& site = facility_of(s, j);
    const std::uint32_t c = s.problem.candidate_of[j];
    sheet.text(site.id);
    sheet.wrapped(site.name);
    sheet.text(state == "chosen" ? "新设" : state == "kept" ? "保留" : "关闭");
    if (dated) {
      const std::uint32_t t = s.plan.phased->period_of[j];
      sheet.number(t == PhasedPlan::kNever ? std::nullopt
                                           : std::optional<double>(s.plan.phased->periods[t].year),
                   book.numbers("0"));
    }
    if (places) sheet.number(s.plan.phased->capacity[j].to_double(), f.people);
    if (prices)
      sheet.number(c != SiteProblem::kExisting && s.candidates[c].price
                       ? std::optional(static_cast<double>(*s.candidates[c].price))
                       : std::nullopt,
                   f.whole);
    sheet.number(s.plan.sites[j].in_reach.to_double(), f.people);
    sheet.number(s.plan.sites[j].alone.to_double(), f.people);
    sheet.number(s.plan.sites[j].nearest.to_double(), f.people);
    if (!phased) {
      const Replacement* without = nullptr;
      const Replacement* best = nullptr;
      for (const Replacement& r : s.plan.replacements) {
        if (r.out != j) continue;
        if (!r.in)
          without = &r;
        else if (best == nullptr)
          best = &r;  // the best comes first
      }
      sheet.number(without ? differences.of(*without) : std::nullopt, change);
      if (differences.strands())
        sheet.number(without ? std::optional(differences.stranded(*without)) : std::nullopt,
                     f.people);
      sheet.wrapped(best ? facility_of(s, *best->in).name : "");
      sheet.number(best ? differences.of(*best) : std::nullopt, change);
    }
    sheet.next_row();
  }
  finish(page, sheet, 2);
}

void periods(XlsxBook& book, const SiteSummary& s) {
  const auto& lines = s.plan.phased->periods;
  const bool dated = lines.front().year != 0, places = s.request.capacity;
  const bool prices = s.request.budget.has_value();
  lxw_worksheet* page = book.add_sheet(dated ? "分期" : "建成前后");
  Sheet sheet(book, page);
  if (dated) {
    sheet.head("年份", 8);
    sheet.head("本期新设", 10);
  }
  sheet.head(dated ? "累计新设" : "新设", 10);
  if (prices && dated) sheet.head("本期花费", 12);
  if (prices) sheet.head(dated ? "累计花费" : "花费", 12);
  sheet.head(places ? "需要的人" : "人数（加权）", 16);
  sheet.head(places ? "现有设施能服务（最佳分配）" : "现有设施圈内", 26);
  sheet.head(places ? "建后得到服务（最佳分配）" : "建后圈内", 24);
  sheet.head("新增", 12);
  if (places) {
    sheet.head("现有设施能服务（就近分配）", 26);
    sheet.head("建后得到服务（就近分配）", 24);
  }
  sheet.next_row();
  const auto& f = book.formats();
  for (const PeriodLine& l : lines) {
    if (dated) {
      sheet.number(l.year, book.numbers("0"));
      sheet.number(l.opened, f.whole);
    }
    sheet.number(l.opened_until, f.whole);
    if (prices && dated) sheet.number(static_cast<double>(l.spent), f.whole);
    if (prices) sheet.number(static_cast<double>(l.spent_until), f.whole);
    sheet.number(l.people.to_double(), f.people);
    sheet.number(l.served_before.to_double(), f.people);
    sheet.number(l.served.to_double(), f.people);
    sheet.number((l.served - l.served_before).to_double(), f.people);
    if (places) {
      sheet.number(l.nearest_first_before.to_double(), f.people);
      sheet.number(l.nearest_first.to_double(), f.people);
    }
    sheet.next_row();
  }
  finish(page, sheet, dated ? 1 : 0);
}

void floors(XlsxBook& book, const SiteSummary& s) {
  lxw_worksheet* page = book.add_sheet("各区划下限");
  Sheet sheet(book, page);
  const SiteRequest& r = s.request;
  heads(sheet, {{"代码", 14}, {"名称", 20}});
  if (r.floor_sites) {
    sheet.head("现有设施", 10);
    sheet.head("建后设施", 10);
    sheet.head("至少", 8);
  }
  sheet.head("人数（加权）", 16);
  sheet.head("现有圈内", 14);
  sheet.head("建后圈内", 14);
  sheet.head("建后圈内比例", 14);
  if (r.floor_share) sheet.head("至少比例", 10);
  sheet.head("是否达到", 10);
  sheet.next_row();
  const auto& f = book.formats();
  for (const FloorLine& l : s.plan.phased->floors) {
    const Unit& unit = s.study->boundaries.units[l.unit];
    sheet.text(unit.code);
    sheet.text(unit.name);
    if (r.floor_sites) {
      sheet.number(l.sites_before, f.whole);
      sheet.number(l.sites_after, f.whole);
      sheet.number(*r.floor_sites, f.whole);
    }
    sheet.number(l.people.to_double(), f.people);
    sheet.number(l.covered_before.to_double(), f.people);
    sheet.number(l.covered_after.to_double(), f.people);
    sheet.number(l.people > Amount()
                     ? std::optional(l.covered_after.to_double() / l.people.to_double())
                     : std::nullopt,
                 f.share);
    if (r.floor_share) sheet.number(*r.floor_share, f.share);
    sheet.text(l.holds ? "达到" : "未达到");
    sheet.next_row();
  }
  finish(page, sheet, 2);
}

void curve(XlsxBook& book, const SiteSummary& s) {
  const bool sought = s.request.covering();
  lxw_worksheet* page = book.add_sheet(sought ? "设施数与覆盖" : "设施数与最多覆盖");
  Sheet sheet(book, page);
  heads(sheet, {{"设施数", 10},
                {sought ? "覆盖人数" : "最多覆盖人数", 16},
                {"比例", 10},
                {"上界", 16},
                {"是否最优", 12},
                {"比前一行多", 14}});
  sheet.next_row();
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
    if (!summary.plan.phased) {
      curve(book, summary);
    } else {
      periods(book, summary);
      if (!summary.plan.phased->floors.empty()) floors(book, summary);
    }
  }
  book.close();
}

}  // namespace fangyuan
