// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/coverage/measured.h"
#include "geo/out/words_zh.h"
#include "sim/proposals/write_proposal.h"

namespace fangyuan {
namespace {

void add(Text& to, const Text& part) {
  if (!to.zh.empty()) to.zh += "；";
  if (!to.en.empty()) to.en += "; ";
  to.zh += part.zh;
  to.en += part.en;
}

std::string name_of(const SiteCheck& c) {
  return c.kind == SiteCheck::Kind::layer ? c.name : amount_zh(c.name);
}

/// What stands against the option's sites, the worst first. What was not checked is a list of the
/// sheet; here it is counted where it is long.
void add_checks(const ProposalSummary& s, const ProposalOption& option, Text& to) {
  constexpr std::size_t kListed = 3;
  Text vetoes;
  std::vector<std::string> unchecked;
  for (const std::uint32_t i : option.sites)
    for (const SiteCheck& c : s.sites[i].checks) {
      const std::string site = option.sites.size() > 1 ? s.sites[i].shape.name + " " : "";
      const bool layer = c.kind == SiteCheck::Kind::layer;
      if (c.verdict == Verdict::veto)
        add(vetoes, {site + (layer ? c.name + "：" : "") + c.words.zh,
                     site + (layer ? c.name + ": " : "") + c.words.en});
      if (c.verdict == Verdict::unchecked &&
          std::find(unchecked.begin(), unchecked.end(), name_of(c)) == unchecked.end())
        unchecked.push_back(name_of(c));
    }
  if (!vetoes.zh.empty()) add(to, {"否决：" + vetoes.zh, "vetoed: " + vetoes.en});
  if (unchecked.empty()) return;
  if (unchecked.size() > kListed)
    add(to, {fmt::format("未核 {} 项", unchecked.size()),
             fmt::format("{} things not checked", unchecked.size())});
  else
    add(to, {fmt::format("未核：{}", fmt::join(unchecked, "、")),
             fmt::format("not checked: {}", fmt::join(unchecked, ", "))});
}

/// The best-placed option of a tie, or of all.
std::optional<std::uint32_t> first_of(const ProposalSummary& s) {
  for (const std::uint32_t o : s.order)
    if (s.standing.options[o].rank > 0) return o;
  return std::nullopt;
}

/// The best-placed option of one site.
std::optional<std::uint32_t> first_single(const ProposalSummary& s) {
  for (const std::uint32_t o : s.order)
    if (s.standing.options[o].rank > 0 && s.options[o].sites.size() == 1) return o;
  return std::nullopt;
}

/// No ranked option has a lower price for each newly served, and some other has a higher one.
bool is_cheapest(const ProposalSummary& s, double each) {
  bool dearer = false;
  for (const OptionScore& other : s.scores) {
    const auto price = price_per_newly(other);
    if (!price || !other.ranked()) continue;
    if (*price < each) return false;
    dearer = dearer || *price > each;
  }
  return dearer;
}

}  // namespace

std::string whole_text(double value) {
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return fmt::format("{}{}", value <= -0.5 ? "-" : "", digits);
}

Amount of_wide(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths));
}

double saved_of(const ProposalSummary& s, const OptionScore& score) {
  // Millionths × ms as hours, or × mm as kilometres.
  return static_cast<double>(score.saved) / 1e6 / (s.in_ms ? 3.6e6 : 1e6);
}

std::optional<double> price_per_newly(const OptionScore& score) {
  if (!score.price || score.newly <= 0) return std::nullopt;
  return static_cast<double>(*score.price) / of_wide(score.newly).to_double();
}

std::string ranking_limit(const ProposalSummary& s) {
  return covering_limit(s.request.site, s.service).to_string();
}

People newly_of(const ProposalSummary& s, const OptionScore& score, std::size_t group) {
  const std::string limit = ranking_limit(s);
  for (const ServedLine& line : score.served)
    if (line.group == group && line.limit == limit) return line.after - line.before;
  return {};
}

Text reason_of(const ProposalSummary& s, std::uint32_t o) {
  const OptionScore& score = s.scores[o];
  const ProposalOption& option = s.options[o];
  const Cells& cells = s.study->population.cells;
  const auto leading = find_group(cells, s.service.group);
  Text text;
  if (option.sites.empty()) {
    const std::string limit = ranking_limit(s);
    for (const ServedLine& line : score.served)
      if (leading && line.group == *leading && line.limit == limit && line.total > Amount())
        add(text, {fmt::format("现状：{} {} 人中可享 {:.1f} %", group_zh(s.service.group),
                               whole_text(line.total.to_double()),
                               100 * line.before.to_double() / line.total.to_double()),
                   fmt::format("as it is: {:.1f} % of {} people ({}) are served",
                               100 * line.before.to_double() / line.total.to_double(),
                               whole_text(line.total.to_double()), s.service.group)});
    return text;
  }
  add_checks(s, option, text);
  const double newly = leading ? newly_of(s, score, *leading).to_double() : 0;
  const auto first = first_of(s);
  const double behind =
      first && leading ? newly_of(s, s.scores[*first], *leading).to_double() - newly : 0;
  if (s.request.rank_by == RankBy::newly && score.ranked() && behind >= 0.5)
    add(text,
        {fmt::format("新增可享 {} 人，比居首的少 {} 人", whole_text(newly), whole_text(behind)),
         fmt::format("{} people newly served, {} fewer than the first", whole_text(newly),
                     whole_text(behind))});
  else
    add(text, {fmt::format("新增可享 {} 人{}", whole_text(newly),
                           first == o && s.request.rank_by == RankBy::newly ? "，最多" : ""),
               fmt::format("{} people newly served{}", whole_text(newly),
                           first == o && s.request.rank_by == RankBy::newly ? ", the most" : "")});
  if (const auto each = price_per_newly(score); each && score.ranked() && is_cheapest(s, *each))
    add(text, {"每新增一人的造价最低", "the lowest price for each newly served"});
  if (score.in_reach > Amount()) {
    const double share = 100 * score.overlap.to_double() / score.in_reach.to_double();
    if (share < 0.5)
      add(text, {"与现有服务没有重叠", "no overlap with what exists"});
    else
      add(text, {fmt::format("圈内 {} 人里 {:.0f} % 已在现有服务圈内",
                             whole_text(score.in_reach.to_double()), share),
                 fmt::format("of {} people in its reach {:.0f} % are in reach of what exists",
                             whole_text(score.in_reach.to_double()), share)});
  } else {
    add(text, {"圈内没有人", "nobody is in its reach"});
  }
  if (score.capacity && *score.capacity > Amount() && !(*score.load < *score.capacity))
    add(text, {"容量用满", "its places are all taken"});
  if (score.over_budget) add(text, {"超出预算，不排名", "beyond the budget, not ranked"});
  for (const std::uint32_t i : option.sites)
    if (!s.sites[i].connected)
      add(text,
          {s.sites[i].shape.name + " 附近没有道路", s.sites[i].shape.name + ": no street near"});
  const OptionStanding& standing = s.standing.options[o];
  if (standing.tie > 0 && first && *first != o && s.standing.options[*first].tie == standing.tie)
    add(text, {"与“" + s.options[*first].name + "”不分先后",
               "not to be told apart from " + s.options[*first].name});
  return text;
}

Text conclusion_of(const ProposalSummary& s) {
  const auto first = first_of(s);
  if (!first)
    return {"没有可排名的方案：全部有否决项或超出预算。",
            "No option is ranked: all are vetoed or beyond the budget."};
  const OptionStanding& standing = s.standing.options[*first];
  const std::size_t draws = s.standing.draws.size();
  std::string tied;
  for (const std::uint32_t o : s.order)
    if (o != *first && standing.tie > 0 && s.standing.options[o].tie == standing.tie)
      tied += (tied.empty() ? "“" : "、“") + s.options[o].name + "”";
  Text text;
  const std::string& name = s.options[*first].name;
  if (tied.empty())
    text = {"居首的是“" + name + "”", "First is " + name};
  else
    text = {"“" + name + "”与" + tied + "不分先后（并列）", name + " is tied with " + tied};
  if (draws > 0)
    add(text, {fmt::format("抽样 {} 次中 {} 次居第一", draws, standing.first),
               fmt::format("first in {} of {} draws", standing.first, draws)});
  if (const auto one = first_single(s); one && s.options[*first].sites.size() > 1)
    add(text, {"只建一处时居首的是“" + s.options[*one].name + "”",
               "of single sites " + s.options[*one].name + " is first"});
  if (s.scores[*first].verdict == Verdict::unchecked)
    add(text, {"仍有未核的禁建或用地，核清之前不能算通过",
               "layers or sizes are not checked yet: that is no pass"});
  text.zh += "。";
  text.en += ".";
  return text;
}

}  // namespace fangyuan
