// SPDX-License-Identifier: Apache-2.0
#include "sim/compare/headlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/out/words_zh.h"

namespace fangyuan {
namespace {

/// 1234567 → "1,234,567".
std::string grouped(double value) {
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return (std::round(value) < 0 ? "-" : "") + digits;
}

std::string whole(Amount a) { return grouped(a.to_double()); }

std::string with_sign(Amount change) {
  return (std::round(change.to_double()) > 0 ? "+" : "") + whole(change);
}

std::string limit_en(const std::string& limit) {
  if (const auto plus = limit.find('+'); plus != std::string::npos)
    return limit_en(limit.substr(0, plus)) + " + " + limit_en(limit.substr(plus + 1));
  const bool metres = limit.ends_with('m');
  const auto value = Amount::parse(metres ? limit.substr(0, limit.size() - 1) : limit);
  if (!value) return limit;
  return metres ? value->to_string() + " m" : fmt::format("{:g} min", value->to_double() / 60);
}

/// Whose figures a row tells, before the colon.
Text subject(const Comparison& c, const CoverageChange& row) {
  const std::string& before = c.limit_in_a(row.service, row.limit);
  const bool same = before == row.limit;
  return {
      fmt::format("{} {}{} {} {}", c.b.name_of(row.service), same ? "" : limit_zh(before) + " → ",
                  limit_zh(row.limit), row.measure == "straight" ? "直线" : "路网",
                  group_zh(row.group)),
      fmt::format("{} {}{} {} {}", c.b.name_of(row.service), same ? "" : limit_en(before) + " → ",
                  limit_en(row.limit), row.measure, row.group)};
}

Text movement(const Comparison& c, const CoverageChange& row) {
  for (const Movement& m : c.movements) {
    if (m.service != row.service || m.limit != row.limit || m.group != row.group ||
        m.measure != row.measure)
      continue;
    Text out{fmt::format("；进圈 {}，退圈 {}", whole(m.gained), whole(m.lost)),
             fmt::format("; came within {}, fell out {}", whole(m.gained), whole(m.lost))};
    if (m.kept_change != People()) {
      out.zh += "；圈内原有处人口 " + with_sign(m.kept_change);
      out.en += "; people who stay within " + with_sign(m.kept_change);
    }
    if (m.new_within + m.new_beyond > People()) {
      out.zh += fmt::format("；新增人口圈内 {}，圈外 {}", whole(m.new_within), whole(m.new_beyond));
      out.en += fmt::format("; new people within {}, beyond {}", whole(m.new_within),
                            whole(m.new_beyond));
    }
    return out;
  }
  return {};
}

/// How many a leading group are, where that differs: once for all services.
void add_totals(const Comparison& c, std::vector<Text>& out) {
  std::vector<std::string> told;
  for (const CoverageChange& row : c.coverage) {
    const auto change = row.total.change();
    if (row.level != "all" || !c.leads(row.service, row.group) || !change || *change == Amount() ||
        std::find(told.begin(), told.end(), row.group) != told.end())
      continue;
    told.push_back(row.group);
    const std::string figures =
        fmt::format("{} → {} ({})", whole(*row.total.a), whole(*row.total.b), with_sign(*change));
    out.push_back({group_zh(row.group) + "：" + figures, row.group + ": " + figures});
  }
}

void add_coverage(const Comparison& c, std::vector<Text>& out) {
  std::size_t of_one_run = 0, told = 0;
  for (const CoverageChange& row : c.coverage) {
    if (row.level != "all" || !row.any() || !c.leads(row.service, row.group)) continue;
    const auto change = row.served.change();
    of_one_run += change ? 0U : 1U;
    if (!change || *change == Amount()) continue;
    ++told;
    const Text who = subject(c, row), more = movement(c, row);
    const std::string figures = fmt::format("{} → {}", whole(*row.served.a), whole(*row.served.b));
    out.push_back(
        {fmt::format("{}：可享 {}（{}）{}", who.zh, figures, with_sign(*change), more.zh),
         fmt::format("{}: served {} ({}){}", who.en, figures, with_sign(*change), more.en)});
  }
  if (told == 0 && of_one_run == 0)
    out.push_back({"各服务可享的人没有变化", "nobody more or less is served"});
  if (of_one_run > 0)
    out.push_back(
        {fmt::format("只有一次结果里有的限值行 {} 行，没有增减可言（见各表）", of_one_run),
         fmt::format("rows of limits that only one run has: {}; they have no change (see the "
                     "tables)",
                     of_one_run)});
}

void add_rules(const Comparison& c, std::vector<Text>& out) {
  std::size_t flips = 0, to_met = 0, from_met = 0, only_a = 0, only_b = 0, values = 0;
  for (const RuleChange& r : c.rules) {
    if (r.flips()) {
      ++flips;
      to_met += r.status_b == "met" ? 1U : 0U;
      from_met += r.status_a == "met" ? 1U : 0U;
    } else if (r.is_of_one_run()) {
      ++(r.status_b.empty() ? only_a : only_b);
    } else if (r.any()) {
      ++values;
    }
  }
  Text text{
      fmt::format("达标情况改变的指标行：{}（变为达标 {}，不再达标 {}）；达标情况不变而数值变的 {}",
                  flips, to_met, from_met, values),
      fmt::format("indicator rows that flip: {} ({} to met, {} from met); others whose "
                  "figures differ: {}",
                  flips, to_met, from_met, values)};
  if (only_a + only_b > 0) {
    text.zh += fmt::format("；只有现状有的 {}，只有方案有的 {}", only_a, only_b);
    text.en += fmt::format("; only in the first run {}, only in the second {}", only_a, only_b);
  }
  out.push_back(std::move(text));
}

void add_burial(const Comparison& c, std::vector<Text>& out) {
  for (const FigureTable& table : c.tables) {
    if (table.name != "burial") continue;
    const auto figure = [&](const FigureTable::Row& row, const char* name) -> Pair {
      const auto it = std::find(table.figures.begin(), table.figures.end(), name);
      if (it == table.figures.end()) return {};
      return row.figures[static_cast<std::size_t>(it - table.figures.begin())];
    };
    for (const FigureTable::Row& row : table.rows) {
      const Pair left = figure(row, "left"), years = figure(row, "years_left");
      if (row.keys.front() != "all" || !left.change()) continue;
      if (!left.differs() && !years.differs()) continue;
      Text text{fmt::format("公墓剩余穴位：{} → {}（{}）", whole(*left.a), whole(*left.b),
                            with_sign(*left.change())),
                fmt::format("burial places left: {} → {} ({})", whole(*left.a), whole(*left.b),
                            with_sign(*left.change()))};
      if (years.change()) {
        text.zh +=
            fmt::format("；可用 {:.1f} → {:.1f} 年", years.a->to_double(), years.b->to_double());
        text.en += fmt::format("; they last {:.1f} → {:.1f} years", years.a->to_double(),
                               years.b->to_double());
      }
      out.push_back(std::move(text));
    }
  }
}

}  // namespace

std::vector<Text> headlines(const Comparison& comparison) {
  std::vector<Text> out;
  add_totals(comparison, out);
  add_coverage(comparison, out);
  add_rules(comparison, out);
  add_burial(comparison, out);
  out.push_back({fmt::format("有变化的人口点：{}", comparison.cells.size()),
                 fmt::format("cells that changed: {}", comparison.cells.size())});
  return out;
}

}  // namespace fangyuan
