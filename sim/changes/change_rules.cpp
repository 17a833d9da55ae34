// SPDX-License-Identifier: Apache-2.0
// Rules at the units that a change touches, before and after.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sim/changes/change_parts.h"
#include "sim/run/rule_material.h"

namespace fangyuan {
namespace {

/// A rule's row of one unit, by the unit's id afterwards ("-code": gone).
using Key =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;

bool binds(const IndicatorRow& row) { return row.status != RuleStatus::not_binding; }

}  // namespace

void add_rules(const ChangeSides& s, ChangeReport& report) {
  if (s.study.rules.empty()) return;
  const auto after = evaluate(s.study.rules, plain_inputs(s.study));
  const TouchedUnits touched = touched_units(s);
  // Codes of one level are one tree's where the trees share none; that is what rows carry.
  std::map<std::pair<std::string, std::string>, std::string> before_name, after_name;
  for (const UnitId u : touched.before) {
    const Unit& unit = s.old_units()[u];
    const UnitId now = s.now(u);
    before_name[{std::string(to_string(unit.level)), unit.code}] =
        now ? std::to_string(now.index()) : "-" + unit.code;
  }
  for (const UnitId u : touched.after) {
    const Unit& unit = s.units()[u];
    after_name[{std::string(to_string(unit.level)), unit.code}] = std::to_string(u.index());
  }
  const auto rows_of = [](const std::vector<IndicatorRow>& rows, const auto& names) {
    std::map<Key, const IndicatorRow*> out;
    for (const IndicatorRow& row : rows) {
      std::string unit = row.code;
      if (row.level != "all") {
        const auto it = names.find({row.level, row.code});
        if (it == names.end()) continue;
        unit = it->second;
      }
      out.emplace(Key(row.rule, row.source, row.source_line, row.measure, row.level, unit), &row);
    }
    return out;
  };
  const auto old_rows = rows_of(s.before.rules, before_name), new_rows = rows_of(after, after_name);
  std::set<Key> keys;
  for (const auto* rows : {&old_rows, &new_rows})
    for (const auto& [key, row] : *rows) keys.insert(key);
  for (const Key& key : keys) {
    const auto find = [&](const auto& rows) -> const IndicatorRow* {
      const auto it = rows.find(key);
      return it == rows.end() ? nullptr : it->second;
    };
    const IndicatorRow *a = find(old_rows), *b = find(new_rows);
    const bool bound = a && binds(*a), binds_now = b && binds(*b);
    if (!bound && !binds_now) continue;
    UnitRuleChange c;
    if (bound != binds_now)
      c.kind = binds_now ? UnitRuleChange::Kind::starts : UnitRuleChange::Kind::ceases;
    else if (a->status != b->status)
      c.kind = UnitRuleChange::Kind::status;
    else if (a->value != b->value || a->target != b->target)
      c.kind = UnitRuleChange::Kind::value;
    else
      continue;
    const IndicatorRow& row = b ? *b : *a;
    c.rule = row.rule;
    c.name = row.name;
    c.source = row.source;
    c.source_line = row.source_line;
    c.confidence = row.confidence;
    c.level = parse_level(row.level).value_or(Level::prefecture);
    c.code = row.code;
    c.unit = row.unit;
    if (a) c.before = a->status;
    if (b) c.after = b->status;
    if (a) c.value_before = a->value;
    if (b) c.value_after = b->value;
    if (a) c.target_before = a->target;
    if (b) c.target_after = b->target;
    c.is_share = row.is_share;
    report.rules.push_back(std::move(c));
  }
  // What binds anew and what no longer does is read first.
  std::stable_sort(
      report.rules.begin(), report.rules.end(),
      [](const UnitRuleChange& x, const UnitRuleChange& y) { return x.kind < y.kind; });
}

}  // namespace fangyuan
