// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include "sim/compare/book_parts.h"

namespace fangyuan {
namespace {

std::string status_name(const std::string& status) {
  for (const RuleStatus s :
       {RuleStatus::met, RuleStatus::not_met, RuleStatus::not_binding, RuleStatus::not_yet_due,
        RuleStatus::overdue, RuleStatus::no_data, RuleStatus::not_checked})
    if (status == to_string(s)) return std::string(rule_status_zh(s));
  return status.empty() ? "（没有这一行）" : status;
}

/// What is read first: states that flip, figures that differ, rows that come or go, and last what
/// nobody checked.
int rank_of(const RuleChange& r) {
  const auto open = [](const std::string& s) { return s.empty() || s == "not_checked"; };
  if (r.flips()) return 0;
  if (open(r.status_a) && open(r.status_b)) return 3;
  return r.is_of_one_run() ? 2 : 1;
}

/// Rows that differ, with all sources of those that else say the same.
std::vector<RuleChange> told_once(const Comparison& c) {
  std::vector<RuleChange> out;
  using Key =
      std::tuple<std::string, std::string, std::string, std::string, std::string, std::string,
                 std::optional<Amount>, std::optional<Amount>, std::optional<Amount>,
                 std::optional<Amount>, std::optional<Amount>, std::optional<Amount>>;
  std::map<Key, std::size_t> seen;
  for (const RuleChange& r : c.rules) {
    if (!r.any()) continue;
    const Key key{r.rule,    r.level,   r.code,  r.measure, r.status_a, r.status_b,
                  r.value.a, r.value.b, r.gap.a, r.gap.b,   r.target.a, r.target.b};
    const auto [at, is_new] = seen.emplace(key, out.size());
    if (is_new)
      out.push_back(r);
    else if (out[at->second].source.find(r.source) == std::string::npos)
      out[at->second].source += "；" + r.source;
  }
  std::stable_sort(out.begin(), out.end(), [](const RuleChange& a, const RuleChange& b) {
    return rank_of(a) < rank_of(b);
  });
  return out;
}

std::string target_text(const RuleChange& r, const std::optional<Amount>& target) {
  if (!target) return "";
  const char* sign = r.comparator == ">"    ? "＞ "
                     : r.comparator == "<"  ? "＜ "
                     : r.comparator == "<=" ? "≤ "
                                            : "≥ ";
  if (!r.is_share) return sign + target->to_string();
  return sign +
         scaled_nearest(*target, Amount::from_whole(100), Amount::from_whole(1)).to_string() + "%";
}

}  // namespace

void write_rule_sheet(XlsxBook& book, const Comparison& c) {
  lxw_worksheet* page = book.add_sheet("指标变化");
  Sheet sheet(book, page);
  heads(sheet, {{"指标", 40},
                {"层级", 8},
                {"代码", 13},
                {"单元", 18},
                {"度量", 6},
                {"目标", 12},
                {"现值 前", 10},
                {"现值 后", 10},
                {"缺口 前", 10},
                {"缺口 后", 10},
                {"缺口单位", 9},
                {"达标 前", 13},
                {"达标 后", 13},
                {"依据", 40}});
  const auto number = [&](const std::optional<Amount>& a, bool share) {
    sheet.number(plain(a), share ? book.formats().share : book.numbers(a ? digits(*a) : "#,##0"));
  };
  for (const RuleChange& row : told_once(c)) {
    const bool flips = row.flips();
    sheet.wrapped(row.name);
    sheet.text(level_name(row.level));
    sheet.text(code_of(row.code));
    sheet.text(row.level == "all" ? "" : row.unit);
    sheet.text(measure_zh(row.measure));
    const std::string before = target_text(row, row.target.a),
                      after = target_text(row, row.target.b);
    sheet.text(before == after || after.empty() ? before
               : before.empty()                 ? after
                                                : before + " → " + after);
    number(row.value.a, row.is_share);
    number(row.value.b, row.is_share);
    // The gap of a share is counted in units or people.
    number(row.gap.a, false);
    number(row.gap.b, false);
    sheet.text(std::string(gap_unit_zh(row.gap_unit)));
    sheet.text(status_name(row.status_a), flips);
    sheet.text(status_name(row.status_b), flips);
    sheet.wrapped(row.source);
    sheet.next_row();
  }
  finish(page, sheet, 1);
}

}  // namespace fangyuan
