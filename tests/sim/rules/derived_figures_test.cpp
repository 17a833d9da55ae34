// SPDX-License-Identifier: Apache-2.0
// Figures that follow from the plans' own numbers, through the packs that ship. The town:
//   X  one county with 3 communities (a, b, c)
#include <gtest/gtest.h>

#include "core/rules/indicators.h"
#include "sim/project/rule_packs.h"

namespace fangyuan {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

Amount whole(std::int64_t n) { return Amount::from_whole(n); }
Amount millionths(std::int64_t n) { return Amount::from_millionths(n); }

struct Town {
  Units units;
  std::vector<Facility> facilities;
  Cells cells;
  StatisticValues statistics;
  std::vector<Estate> estates;

  Town() {
    add(Level::county, "210502", "县", UnitId::none());
    for (const char* code : {"210502001001", "210502001002", "210502001003"})
      add(Level::village, code, "社区", UnitId(0U));
    units.layers = {{Tree::legal, Level::county, {UnitId(0U)}},
                    {Tree::legal, Level::village, {UnitId(1U), UnitId(2U), UnitId(3U)}}};
  }
  void add(Level level, std::string code, std::string unit_class, UnitId parent) {
    Unit& u = units.all.emplace_back();
    u.level = level;
    u.code = u.name = std::move(code);
    u.unit_class = std::move(unit_class);
    u.parent = parent;
  }
  Facility& site(std::string type, std::uint32_t village) {
    Facility& f = facilities.emplace_back();
    f.id = f.name = std::to_string(facilities.size());
    f.type = std::move(type);
    f.place = Place{};
    f.unit_of = {UnitId(0U), UnitId(village)};
    return f;
  }
  void tell(const std::string& name, std::int64_t value) {
    auto& values = statistics[name];
    values.resize(units.all.size());
    values[0] = whole(value);
  }
  /// The rows of the whole study for one rule, one per claim.
  std::vector<IndicatorRow> rows(const std::string& id) const {
    Problems problems;
    std::vector<RulePack> packs =
        read_rule_packs(std::vector<std::string>{id.substr(0, id.find('/'))}, ".", problems);
    std::erase_if(packs.at(0).rules, [&](const Rule& r) { return r.id != id; });
    RuleInputs in{.units = units,
                  .facilities = facilities,
                  .cells = cells,
                  .date = Date{year(2025), month(12), day(31)}};
    in.statistics = &statistics;
    if (!estates.empty()) in.estates = estates;
    std::vector<IndicatorRow> out = evaluate(packs, in);
    std::erase_if(out, [](const IndicatorRow& r) { return r.level != "all"; });
    return out;
  }
};

TEST(DerivedFigures, BenxisAllowancesDifferBy1478) {
  Town town;
  town.tell("urban_allowance_month", 665);  // 004 L141
  town.tell("rural_allowance_year", 5400);
  const auto rows = town.rows("benxi-145/allowance-gap");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].value, millionths(1'477'778));  // 7980 ÷ 5400
  EXPECT_EQ(rows[0].base, millionths(1'480'000));   // as the table rounds it
  EXPECT_EQ(rows[0].comparator, "<=");              // lower is better
  EXPECT_EQ(rows[0].status, RuleStatus::not_yet_due);
  EXPECT_EQ(rows[0].gap, millionths(738'461'539));  // the country's: 7,980 ÷ 1.3 − 5,400
  EXPECT_EQ(rows[0].gap_unit, "yuan");
}

TEST(DerivedFigures, BenxiHas3724NursingBedsAndLacks2927) {
  const Amount nursing = scaled_nearest(whole(12'092), millionths(308'000), whole(1));
  EXPECT_EQ(nursing, millionths(3'724'336'000));
  Town town;
  Facility& home = town.site("care_home", 1);
  home.amounts["beds"] = whole(12'092);
  home.amounts["nursing_beds"] = whole(3'724);
  const auto rows = town.rows("benxi-145/nursing-beds");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].value, millionths(307'972));
  EXPECT_EQ(rows[0].base, millionths(308'000));
  EXPECT_EQ(rows[0].attribute, "约束性");
  EXPECT_EQ(rows[0].gap, whole(6'651 - 3'724));  // 55 % of 12,092 is 6,650.6
  EXPECT_EQ(rows[0].gap_unit, "nursing_beds");
}

TEST(DerivedFigures, FacilitiesPerUnitPassOneHundredPerCent) {
  Town town;
  for (const std::uint32_t village : {1U, 1U, 1U, 2U})
    town.site("community_service_centre", village);
  const auto per_unit = town.rows("henan-145/urban-community-2020");
  ASSERT_EQ(per_unit.size(), 1U);
  EXPECT_EQ(per_unit[0].base, millionths(1'320'000));   // 132 %, a legal value
  EXPECT_EQ(per_unit[0].value, millionths(1'333'333));  // 4 centres, 3 communities
  EXPECT_EQ(per_unit[0].status, RuleStatus::met);
  // Who has one at all is another figure: two of three.
  const auto presence = town.rows("benxi-145/BX-C1");
  ASSERT_EQ(presence.size(), 2U);
  EXPECT_EQ(presence[0].value, millionths(666'667));
}

// New estates of 100 households each: A with 40 m², B with 25 m².
TEST(DerivedFigures, OneEstateShortIsNotMadeUpForByAnother) {
  Town town;
  town.site("community_care", 1).amounts["area_m2"] = whole(40);
  town.site("community_care", 2).amounts["area_m2"] = whole(25);
  town.estates = {{"A", "A", true, whole(100), {0}}, {"B", "B", true, whole(100), {1}}};
  const auto rows = town.rows("kaifeng-145/SP-14");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].value, millionths(32'500'000));
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(rows[0].gap, whole(5));
}

TEST(DerivedFigures, KaifengsTwoNursingSharesStayApart) {
  Town town;
  Facility& home = town.site("care_home", 1);
  home.amounts["beds"] = whole(16'582);  // 000 L77
  home.amounts["nursing_beds"] = whole(4'540);
  const auto rows = town.rows("kaifeng-145/SP-26");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].base, millionths(439'000));  // the table
  EXPECT_EQ(rows[1].base, millionths(273'791));  // the text
  EXPECT_EQ(rows[0].value, rows[1].base);
  EXPECT_EQ(rows[0].source_line, "L175");
  EXPECT_EQ(rows[1].source_line, "L77");
  EXPECT_EQ(rows[1].confidence, "D 待核对");
  EXPECT_NE(rows[1].status, RuleStatus::met);  // a base alone is no target
}

}  // namespace
}  // namespace fangyuan
