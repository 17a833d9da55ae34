// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/coverage/measured.h"
#include "geo/out/words_zh.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan {
namespace {

/// More than a page holds at a readable size: the rest is in options.csv.
constexpr std::size_t kMostRows = 24, kA4Rows = 12;

class PageMaker {
 public:
  explicit PageMaker(const ProposalSummary& s) : s_(s), cells_(s.study->population.cells) {
    leading_ = find_group(cells_, s.service.group);
    for (std::size_t g = 0; g < cells_.groups.size(); ++g)
      if (leading_ != g && (cells_.groups[g] == "total" || cells_.groups[g].starts_with("older")) &&
          others_.size() < 2)
        others_.push_back(g);
    priced_ =
        std::ranges::any_of(s.sites, [](const ProposedSite& p) { return p.price.has_value(); });
    fills_ = s.service.capacity.has_value();
    drawn_ = !s.standing.draws.empty();
  }

  Page run() {
    Page page;
    page.title = "选址比选表：" + s_.request.site.name;
    page.warning = "初筛，不代替用地预审与选址意见";
    page.date = s_.study->project.date;
    lines(page);
    columns(page);
    std::size_t shown = 0;
    for (const std::uint32_t o : s_.order) {
      if (shown++ == kMostRows) break;
      page.rows.push_back(row(o));
    }
    page.a3 = s_.request.a3 || page.rows.size() > kA4Rows;
    notes(page);
    return page;
  }

 private:
  void lines(Page& page) const {
    const Service& v = s_.service;
    page.lines.push_back(fmt::format(
        "{}（{}）　服务：{}　{}　限值 {}　{}　{}", s_.study->project.name,
        to_string(s_.study->project.date), v.name.empty() ? v.id : v.name, mode_zh(v.mode),
        limit_zh(ranking_limit(s_)), s_.measure == Measure::network ? "按路网" : "按直线",
        s_.request.rank_by == RankBy::newly ? "按新增可享排名" : "按每新增一人的造价排名"));
    page.lines.push_back("结论：" + conclusion_of(s_).zh);
  }

  void columns(Page& page) const {
    auto& c = page.columns;
    c.push_back({"名次", 5});
    c.push_back({"方案", 15, true});
    c.push_back({"否决\n未核", 8, true});
    c.push_back({"新增可享\n" + group_zh(s_.service.group), 9});
    for (const std::size_t g : others_) c.push_back({"新增\n" + group_zh(cells_.groups[g]), 9});
    if (s_.service.limits.size() > 1) c.push_back({"其他限值\n新增", 11, true});
    c.push_back({s_.in_ms ? "省下\n人·小时" : "省下\n人·公里", 8});
    if (fills_) c.push_back({"容量\n占用", 9});
    if (priced_) {
      c.push_back({"造价\n" + s_.request.price_unit, 7});
      c.push_back({"每新增\n一人\n" + s_.request.price_unit, 7});
    }
    c.push_back({"与现有\n重叠", 7});
    if (worst_differs()) c.push_back({"最差单元\n可享比例", 12, true});
    c.push_back({"基尼", 6});
    c.push_back({"500 米\n内居民", 8});
    if (drawn_) {
      c.push_back({"新增\n90 % 区间", 12});
      c.push_back({"居第一", 6});
    }
    c.push_back({"理由", 32, true});
  }

  static PageCell whole(double value) {
    return {whole_text(value), std::round(value) + 0.0, "#,##0"};
  }
  static PageCell decimal(double value, int places) {
    return {fmt::format("{:.{}f}", value, places), value,
            places == 1   ? "0.0"
            : places == 2 ? "0.00"
                          : "0.000"};
  }
  static PageCell share(double value) {
    return {fmt::format("{:.0f} %", 100 * value), value, "0%"};
  }
  static PageCell words(std::string text) { return {std::move(text)}; }

  PageCell rank(std::uint32_t o) const {
    const OptionStanding& standing = s_.standing.options[o];
    if (standing.rank == 0) return words(s_.scores[o].verdict == Verdict::veto ? "否决" : "超预算");
    if (standing.tie == 0)
      return {fmt::format("{}", standing.rank), static_cast<double>(standing.rank), "0"};
    std::uint32_t best = standing.rank;
    for (const OptionStanding& other : s_.standing.options)
      if (other.rank > 0 && other.tie == standing.tie) best = std::min(best, other.rank);
    return words(fmt::format("并列 {}", best));
  }

  PageCell verdict(std::uint32_t o) const {
    if (s_.options[o].sites.empty()) return words("—");
    std::set<std::string> vetoed, unchecked;
    for (const std::uint32_t i : s_.options[o].sites)
      for (const SiteCheck& c : s_.sites[i].checks) {
        if (c.verdict == Verdict::veto) vetoed.insert(c.name);
        if (c.verdict == Verdict::unchecked) unchecked.insert(c.name);
      }
    std::string text;
    if (!vetoed.empty()) text = fmt::format("否决 {} 项", vetoed.size());
    if (!unchecked.empty())
      text += fmt::format("{}未核 {} 项", text.empty() ? "" : "，", unchecked.size());
    if (text.empty()) text = s_.scores[o].verdict == Verdict::clear ? "未见否决" : "未核";
    return words(text);
  }

  std::string other_limits(const OptionScore& score) const {
    std::string text;
    const std::string ranking = ranking_limit(s_);
    for (const ServedLine& line : score.served)
      if (leading_ && line.group == *leading_ && line.limit != ranking)
        text += fmt::format("{}{} {}", text.empty() ? "" : "；", limit_zh(line.limit),
                            whole((line.after - line.before).to_double()).text);
    return text;
  }

  PageRow row(std::uint32_t o) const {
    const OptionScore& score = s_.scores[o];
    const bool nothing = s_.options[o].sites.empty();
    PageRow r;
    if (!score.ranked()) r.tone = PageRow::Tone::faint;
    if (o == s_.order.front() && score.ranked()) r.tone = PageRow::Tone::first;
    auto& c = r.cells;
    c.push_back(rank(o));
    c.push_back(words(s_.options[o].name));
    c.push_back(verdict(o));
    c.push_back(whole(leading_ ? newly_of(s_, score, *leading_).to_double() : 0));
    for (const std::size_t g : others_) c.push_back(whole(newly_of(s_, score, g).to_double()));
    if (s_.service.limits.size() > 1) c.push_back(words(other_limits(score)));
    c.push_back(decimal(saved_of(s_, score), 1));
    if (fills_)
      c.push_back(words(score.capacity ? fmt::format("{}／{}", whole(score.load->to_double()).text,
                                                     whole(score.capacity->to_double()).text)
                                       : "—"));
    if (priced_) {
      const auto each = price_per_newly(score);
      c.push_back(score.price ? whole(static_cast<double>(*score.price)) : words("未知"));
      c.push_back(each ? decimal(*each, 3) : words("—"));
    }
    c.push_back(score.in_reach > Amount()
                    ? share(score.overlap.to_double() / score.in_reach.to_double())
                    : words("—"));
    if (worst_differs()) c.push_back(words(worst(score)));
    c.push_back(score.gini ? decimal(*score.gini, 3) : words("—"));
    c.push_back(nothing ? words("—") : whole(score.near.to_double()));
    if (drawn_) {
      const OptionStanding& standing = s_.standing.options[o];
      c.push_back(nothing ? words("—")
                          : words(whole(of_wide(standing.newly_low).to_double()).text + "–" +
                                  whole(of_wide(standing.newly_high).to_double()).text));
      c.push_back(standing.rank == 0 ? words("—")
                                     : share(static_cast<double>(standing.first) /
                                             static_cast<double>(s_.standing.draws.size())));
    }
    c.push_back(words(reason_of(s_, o).zh));
    return r;
  }

  /// The same in every row is said once, below.
  bool worst_differs() const {
    return std::ranges::any_of(s_.scores, [&](const OptionScore& score) {
      return worst(score) != worst(s_.scores.front());
    });
  }

  std::string worst(const OptionScore& score) const {
    if (!score.worst) return "—";
    const std::string& name = s_.study->boundaries.units[score.worst->unit].name;
    const std::string now = fmt::format("{} {:.1f} %", name, 100 * score.worst->share);
    if (std::abs(score.worst->share - score.worst_was) < 0.0005) return now;
    return now + fmt::format("（原 {:.1f} %）", 100 * score.worst_was);
  }

  void notes(Page& page) const {
    for (const ProposedSite& site : s_.sites) page.notes.push_back(checks(site));
    if (!worst_differs() && s_.scores.front().worst)
      page.notes.push_back("可享比例最低的单元，各方案都是：" + worst(s_.scores.front()) + "。");
    page.notes.push_back(
        "占压面积为椭球面积（WGS "
        "84），在项目坐标系里求交。未核不算通过。重叠：圈内已在现有服务圈内的人；"
        "省下：原来已在限值内的人到最近设施少走的；500 米内居民自红线边起算（邻避）。");
    if (drawn_) {
      const Variation& v = s_.request.vary;
      std::string varied;
      const auto add = [&](bool on, const char* what, double spread) {
        if (on)
          varied += fmt::format("{}{} ±{:.0f} %", varied.empty() ? "" : "、", what, 100 * spread);
      };
      add(s_.standing.speed, "出行速度", v.speed);
      add(s_.standing.demand, "各单元需求", v.demand);
      add(s_.standing.capacity, "新设容量", v.capacity);
      page.notes.push_back(
          fmt::format("抽样 {} 次（种子 {}）：{}，均匀分布。区间为 5 %–95 "
                      "%；居第一者不到九成五的抽样里胜过另一方案的，称并列。",
                      s_.standing.draws.size(), v.seed, varied));
    } else {
      page.notes.push_back("没有作抽样（" + s_.standing.left_out.zh + "）。");
    }
    if (s_.order.size() > page.rows.size())
      page.notes.push_back(fmt::format("共 {} 个方案，这里列前 {} 个，其余见 options.csv。",
                                       s_.order.size(), page.rows.size()));
    page.footer = fmt::format("方圆 fangyuan {} · 请求 {} · 编号 {}", FANGYUAN_VERSION,
                              s_.request.site.file, s_.request.site.hash.substr(0, 12));
  }

  std::string checks(const ProposedSite& site) const {
    std::string text = site.shape.name;
    if (site.shape.name != site.shape.id) text += "（" + site.shape.id + "）";
    text += site.has_outline() ? fmt::format("，红线 {} 平方米：", whole_text(site.shape.area_m2))
                               : "，点位：";
    for (const Verdict wanted : {Verdict::veto, Verdict::unchecked, Verdict::clear}) {
      std::string part;
      for (const SiteCheck& c : site.checks) {
        if (c.verdict != wanted) continue;
        if (!part.empty()) part += "、";
        const bool layer = c.kind == SiteCheck::Kind::layer;
        if (wanted == Verdict::clear && !layer) continue;
        if (wanted == Verdict::veto)
          part += (layer ? c.name + " " : "") + c.words.zh;
        else
          part += layer ? c.name : amount_zh(c.name);
      }
      if (part.empty()) continue;
      text += (wanted == Verdict::veto        ? "否决 "
               : wanted == Verdict::unchecked ? "未核 "
                                              : "未见占压 ") +
              part + "。";
    }
    std::string sizes;
    for (const SiteCheck& c : site.checks)
      if (c.verdict == Verdict::clear && c.kind == SiteCheck::Kind::size)
        sizes += (sizes.empty() ? "" : "、") + c.words.zh;
    if (!sizes.empty()) text += "达到 " + sizes + "。";
    if (site.checks.empty()) text += "没有比对任何图层。";
    return text;
  }

  const ProposalSummary& s_;
  const Cells& cells_;
  std::optional<std::size_t> leading_;
  std::vector<std::size_t> others_;
  bool priced_ = false, fills_ = false, drawn_ = false;
};

}  // namespace

Page comparison_page(const ProposalSummary& summary) { return PageMaker(summary).run(); }

}  // namespace fangyuan
