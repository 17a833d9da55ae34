// SPDX-License-Identifier: Apache-2.0
// A city that one can reckon by hand:
//
//   市 4199 ── 甲县 419921 ── 东镇 419921100 (镇), 西乡 419921200 (乡)
//           ├─ 乙县 419922 ── 南镇 419922100 (镇), 城关 419922001 (街道)
//           └─ 丙区 419902 ── 一街 419902001, 二街 419902002 (街道)
//
// Each township is one kilometre square, one cell in its middle; they lie in a row from west to
// east in the order above. Every cell holds 1,000 people, 300 of them older, in 400 households.
#pragma once

#include <string>
#include <vector>

#include "core/rules/indicators.h"

namespace fangyuan::test {

inline Amount whole(std::int64_t n) { return Amount::from_whole(n); }
inline Amount number(const char* text) { return *Amount::parse(text); }
constexpr Date on(int y, unsigned m, unsigned d) {
  return Date{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

struct City {
  Units units;
  std::vector<Facility> facilities;
  Cells cells;
  StatisticValues statistics;
  std::vector<GivenExemption> exemptions;
  std::vector<Estate> estates;
  std::vector<CircleReach> reach;
  Date date = on(2025, 6, 30);

  static constexpr std::uint32_t kCity = 0, kJia = 1, kYi = 2, kBing = 3, kDong = 4, kXi = 5,
                                 kNan = 6, kChengguan = 7, kYijie = 8, kErjie = 9;

  City() {
    add(Level::prefecture, "4199", "汴州市", "地级市", UnitId::none(), 3000);
    add(Level::county, "419921", "甲县", "县", UnitId(kCity), 1000);
    add(Level::county, "419922", "乙县", "县", UnitId(kCity), 3000);
    add(Level::county, "419902", "丙区", "市辖区", UnitId(kCity), 5000);
    add(Level::township, "419921100", "东镇", "镇", UnitId(kJia), 500);
    add(Level::township, "419921200", "西乡", "乡", UnitId(kJia), 1500);
    add(Level::township, "419922100", "南镇", "镇", UnitId(kYi), 2500);
    add(Level::township, "419922001", "城关", "街道", UnitId(kYi), 3500);
    add(Level::township, "419902001", "一街", "街道", UnitId(kBing), 4500);
    add(Level::township, "419902002", "二街", "街道", UnitId(kBing), 5500);
    units.layers = {{Tree::legal, Level::prefecture, ids(0, 1)},
                    {Tree::legal, Level::county, ids(1, 4)},
                    {Tree::legal, Level::township, ids(4, 10)}};
    cells.groups = {"total", "older60", "households"};
    cells.people = {std::vector<People>(6, whole(1000)), std::vector<People>(6, whole(300)),
                    std::vector<People>(6, whole(400))};
    cells.unit_of.resize(3);
    for (std::uint32_t t = kDong; t <= kErjie; ++t) {
      cells.place.push_back({{}, units.all[t].label.xy});
      cells.unit_of[0].push_back(UnitId(kCity));
      cells.unit_of[1].push_back(units.all[t].parent);
      cells.unit_of[2].push_back(UnitId(t));
    }
  }

  static std::vector<UnitId> ids(std::uint32_t from, std::uint32_t to) {
    std::vector<UnitId> out;
    for (; from < to; ++from) out.push_back(UnitId(from));
    return out;
  }

  void add(Level level, const char* code, const char* name, const char* unit_class, UnitId parent,
           double x) {
    Unit u;
    u.level = level;
    u.code = code;
    u.name = name;
    u.unit_class = unit_class;
    u.parent = parent;
    u.label.xy = {x, 500};
    units.all.push_back(u);
  }

  /// A site in a township; in the middle of it unless moved.
  Facility& site(const std::string& type, std::uint32_t township) {
    Facility f;
    f.id = f.name = type + std::to_string(facilities.size());
    f.type = type;
    f.place = units.all[township].label;
    f.unit_of = {UnitId(kCity), units.all[township].parent, UnitId(township)};
    facilities.push_back(f);
    return facilities.back();
  }

  std::vector<IndicatorRow> evaluate(const Rule& rule) const {
    RulePack pack;
    pack.rules = {rule};
    RuleInputs in{.units = units, .facilities = facilities, .cells = cells, .date = date};
    in.statistics = &statistics;
    in.reach = reach;
    in.estates = estates;
    in.exemptions = exemptions;
    return fangyuan::evaluate(std::span(&pack, 1), in);
  }
};

/// A rule with one claim, `comparator` and `target` as in a pack.
inline Rule rule_of(RuleMetric metric, std::vector<std::string> types, const char* comparator,
                    const char* target) {
  Rule r;
  r.id = "pack/rule";
  r.metric = metric;
  r.query.types = std::move(types);
  r.claims.resize(1);
  r.claims[0].comparator = *parse_comparator(comparator);
  if (target) r.claims[0].target = number(target);
  r.claims[0].confidence = "A";
  return r;
}

inline Rule of_level(Rule r, Level level, std::vector<std::string> classes = {}) {
  r.query.level = level;
  r.query.classes = std::move(classes);
  return r;
}
inline Rule of_whole(Rule r) {
  r.has_level = false;
  return r;
}

inline const IndicatorRow& at(const std::vector<IndicatorRow>& rows, const std::string& code) {
  for (const IndicatorRow& r : rows)
    if (r.code == code) return r;
  throw std::out_of_range("no row of " + code);
}
inline std::string text(const std::optional<Amount>& a) { return a ? a->to_string() : "-"; }

}  // namespace fangyuan::test
