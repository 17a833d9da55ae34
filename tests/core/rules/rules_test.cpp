// SPDX-License-Identifier: Apache-2.0
// Presence and supply against demand, on a city of one county with five township-level units:
//   S1 街道 (one centre, located)   S2 街道 (one, unlocated)   S3 街道 (none)   T1 乡   N1 (class
//   ?)
#include <gtest/gtest.h>

#include "core/coverage/presence.h"
#include "core/rules/indicators.h"

namespace fangyuan {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr Date on(int y, unsigned m, unsigned d) { return Date{year(y), month(m), day(d)}; }
Amount whole(std::int64_t n) { return Amount::from_whole(n); }

struct Town {
  Units units;
  std::vector<Facility> facilities;
  Cells cells;
  std::vector<GroupBalance> balance;
  std::vector<std::vector<People>> unlocated_of;

  Town() {
    add(Level::county, "410202", "鼓楼区", "市辖区");
    add(Level::township, "410202001", "一街", "街道");
    add(Level::township, "410202002", "二街", "街道");
    add(Level::township, "410202003", "三街", "街道");
    add(Level::township, "410202200", "某乡", "乡");
    add(Level::township, "410202999", "不明", "");
    units.layers = {{Tree::legal, Level::county, {UnitId(0U)}},
                    {Tree::legal,
                     Level::township,
                     {UnitId(1U), UnitId(2U), UnitId(3U), UnitId(4U), UnitId(5U)}}};
    site("a", "street_care", 1, true, 200);
    site("b", "care_home", 2, false, 100).functions = {"street_care"};
    site("c", "street_care", 4, true, 50);
    site("d", "street_care", 3, true, 40).status = Status::building;
    cells.groups = {"total", "older60"};
    cells.place.resize(2);
    cells.people = {{whole(5000), whole(5000)}, {whole(4000), whole(6000)}};
    cells.unit_of = {{UnitId(0U), UnitId(0U)}, {UnitId(1U), UnitId(3U)}};
  }

  void add(Level level, std::string code, std::string name, std::string unit_class) {
    Unit u;
    u.level = level;
    u.code = std::move(code);
    u.name = std::move(name);
    u.unit_class = std::move(unit_class);
    if (level == Level::township) u.parent = UnitId(0U);
    units.all.push_back(u);
  }

  Facility& site(std::string id, std::string type, std::uint32_t unit, bool located, int beds) {
    Facility f;
    f.id = f.name = std::move(id);
    f.type = std::move(type);
    if (located) f.place = Place{};
    f.unit_of = {UnitId(0U), UnitId(unit)};
    f.amounts["beds"] = whole(beds);
    facilities.push_back(f);
    return facilities.back();
  }

  std::vector<IndicatorRow> evaluate(Rule rule, Date date = on(2025, 12, 31)) const {
    RulePack pack;
    pack.rules = {std::move(rule)};
    return fangyuan::evaluate(std::span(&pack, 1),
                              {units, facilities, cells, date, balance, unlocated_of});
  }
};

Rule street_rule() {
  Rule r;
  r.id = "street-care";
  r.query.types = {"street_care"};
  r.query.classes = {"街道"};
  r.denominator = "街道";
  r.claims = {{.base_year = 2020,
               .base = Amount::parse("0.17"),
               .target = whole(1),
               .comparator = Comparator::at_least,
               .due = on(2025, 12, 31),
               .attribute = "预期性",
               .source = "plan",
               .source_line = "L178"}};
  return r;
}

const IndicatorRow& row_of(const std::vector<IndicatorRow>& rows, const std::string& code) {
  for (const IndicatorRow& r : rows)
    if (r.code == code) return r;
  throw std::out_of_range(code);
}

TEST(Presence, BindsOnlyUnitsOfTheClassAndListsTheMissing) {
  const Town town;
  const Presence p = count_presence(town.units, town.facilities, street_rule().query);
  ASSERT_EQ(p.units.size(), 3U);
  EXPECT_EQ(p.units[0].located, 1U);
  EXPECT_EQ(p.units[1].located, 0U);
  EXPECT_EQ(p.units[1].unlocated, 1U);  // 多站合一, and only in the list
  EXPECT_EQ(p.with_any, 2U);
  EXPECT_EQ(p.missing(), std::vector<UnitId>{UnitId(3U)});
  EXPECT_EQ(p.of_unknown_class, std::vector<UnitId>{UnitId(5U)});
}

TEST(Presence, CountsSitesOfNoUnitForNobody) {
  Town town;
  town.site("sea", "street_care", 3, true, 1).unit_of = {UnitId::none(), UnitId::none()};
  const Presence p = count_presence(town.units, town.facilities, street_rule().query);
  EXPECT_EQ(p.with_any, 2U);
  EXPECT_EQ(p.unplaced, 1U);
}

TEST(Presence, AsksForTheStateAndTheSize) {
  const Town town;
  PresenceQuery q = street_rule().query;
  q.statuses = {Status::building};
  EXPECT_EQ(count_presence(town.units, town.facilities, q).with_any, 1U);
  q = street_rule().query;
  q.at_least = {{"beds", whole(200)}};
  EXPECT_EQ(count_presence(town.units, town.facilities, q).with_any, 1U);
  q.at_least = {{"land_mu", whole(1)}};  // nobody said how much land: not known is not enough
  EXPECT_EQ(count_presence(town.units, town.facilities, q).with_any, 0U);
}

TEST(Presence, MayHaveMoreSitesThanUnits) {
  Town town;
  for (int i = 0; i < 3; ++i) town.site("x" + std::to_string(i), "street_care", 1, true, 1);
  const Presence p = count_presence(town.units, town.facilities, street_rule().query);
  EXPECT_EQ(p.sites, 5U);
  EXPECT_EQ(p.with_any, 2U);
}

TEST(PresenceRule, SaysTheShareTheGapAndEveryUnit) {
  const auto rows = Town().evaluate(street_rule());
  // all, the county, three 街道, the one of unknown class; the 乡 is not bound.
  ASSERT_EQ(rows.size(), 6U);
  const IndicatorRow& all = rows[0];
  EXPECT_EQ(all.level, "all");
  EXPECT_EQ(all.value->to_string(), "0.666667");
  EXPECT_EQ(all.base->to_string(), "0.17");
  EXPECT_EQ(all.target->to_string(), "1");
  EXPECT_EQ(all.gap->to_string(), "1");
  EXPECT_EQ(all.gap_unit, "units");
  EXPECT_EQ(all.status, RuleStatus::not_yet_due);  // due on the project's very day
  EXPECT_EQ(all.year, 2025);
  EXPECT_EQ(row_of(rows, "410202").value, all.value);
  EXPECT_FALSE(row_of(rows, "410202").base);
  EXPECT_EQ(row_of(rows, "410202001").status, RuleStatus::met);
  EXPECT_EQ(row_of(rows, "410202002").value->to_string(), "1");
  EXPECT_EQ(row_of(rows, "410202003").status, RuleStatus::not_yet_due);
  EXPECT_EQ(row_of(rows, "410202003").gap->to_string(), "1");
  EXPECT_EQ(row_of(rows, "410202999").status, RuleStatus::no_data);
}

TEST(PresenceRule, KnowsWhetherTheDeadlineHasPassed) {
  const Town town;
  EXPECT_EQ(town.evaluate(street_rule(), on(2026, 1, 1))[0].status, RuleStatus::overdue);
  Rule open = street_rule();
  open.claims[0].due.reset();
  EXPECT_EQ(town.evaluate(open)[0].status, RuleStatus::not_met);
  Rule modest = street_rule();
  modest.claims[0].target = Amount::parse("0.6");
  EXPECT_EQ(town.evaluate(modest, on(2026, 1, 1))[0].status, RuleStatus::met);
}

TEST(PresenceRule, JudgesTheShareUnrounded) {
  // 2 of 3 is 0.666667 as printed and less than that in truth.
  Rule r = street_rule();
  r.claims[0].target = Amount::parse("0.666667");
  EXPECT_EQ(Town().evaluate(r)[0].status, RuleStatus::not_yet_due);
  r.claims[0].target = Amount::parse("0.666666");
  r.claims[0].comparator = Comparator::more_than;
  EXPECT_EQ(Town().evaluate(r)[0].status, RuleStatus::met);
}

TEST(PresenceRule, NeverPassesWhatWasNotSupplied) {
  const Town town;
  Rule r = street_rule();
  r.query.types = {"funeral_home"};
  auto rows = town.evaluate(r);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].status, RuleStatus::not_checked);
  r = street_rule();
  r.query.level = Level::village;
  EXPECT_EQ(town.evaluate(r)[0].status, RuleStatus::not_checked);
  Town known;
  known.units.all[5].unit_class = "镇";
  r = street_rule();
  r.query.classes = {"民族乡"};
  rows = known.evaluate(r);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].status, RuleStatus::not_binding);
}

TEST(PresenceRule, KeepsSourcesThatDisagreeApart) {
  Rule r = street_rule();
  r.claims.push_back(r.claims[0]);
  r.claims[1].due = on(2022, 12, 31);
  r.claims[1].source_line = "L211";
  const auto rows = Town().evaluate(r);
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[0].status, RuleStatus::not_yet_due);
  EXPECT_EQ(rows[6].status, RuleStatus::overdue);
  EXPECT_EQ(rows[6].source_line, "L211");
}

Rule bed_rule() {
  Rule r;
  r.id = "beds-9073";
  r.metric = RuleMetric::supply_demand;
  r.query.types = {"street_care", "care_home"};
  r.query.level = Level::township;
  r.amount = {Quantity::Kind::amount, "beds"};
  r.group = "older60";
  r.need = *Amount::parse("0.03");
  r.claims.resize(1);
  return r;
}

TEST(SupplyRule, ComparesBedsWithNeed) {
  const auto rows = Town().evaluate(bed_rule());
  // 10,000 older people need 300; 200 + 100 + 50 stand, the 40 still building do not.
  EXPECT_EQ(rows[0].value->to_string(), "350");
  EXPECT_EQ(rows[0].target->to_string(), "300");
  EXPECT_EQ(rows[0].gap->to_string(), "0");
  EXPECT_EQ(rows[0].status, RuleStatus::met);
  const IndicatorRow& third = row_of(rows, "410202003");
  EXPECT_EQ(third.value->to_string(), "0");
  EXPECT_EQ(third.target->to_string(), "180");
  EXPECT_EQ(third.gap->to_string(), "180");
  EXPECT_EQ(third.gap_unit, "beds");
  EXPECT_EQ(third.status, RuleStatus::not_met);
}

TEST(SupplyRule, NeedCountsTheUnlocatedAsSupplyDoes) {
  Town town;
  town.balance.resize(2);
  town.balance[1].unlocated = whole(3000);
  town.unlocated_of.assign(2, std::vector<People>(town.units.all.size()));
  town.unlocated_of[1][3] = whole(1000);  // a village's code in 三街
  town.unlocated_of[1][0] = whole(500);   // of the county, no one knows which township
  const auto rows = town.evaluate(bed_rule());
  const IndicatorRow& all = rows[0];
  EXPECT_EQ(all.target->to_string(), "390");  // 3 % of 10,000 placed and 3,000 unlocated
  EXPECT_EQ(all.people->to_string(), "13000");
  EXPECT_EQ(all.people_unlocated->to_string(), "3000");
  EXPECT_EQ(all.people_unassigned->to_string(), "2000");  // 500 of the county, 1,500 of nobody
  EXPECT_EQ(all.value_unlocated->to_string(), "100");     // site b
  EXPECT_EQ(all.gap->to_string(), "40");
  const IndicatorRow& third = row_of(rows, "410202003");
  EXPECT_EQ(third.target->to_string(), "210");
  EXPECT_EQ(third.people_unlocated->to_string(), "1000");
  EXPECT_FALSE(third.people_unassigned);
  EXPECT_EQ(row_of(rows, "410202001").people_unlocated->to_string(), "0");
  Rule county = bed_rule();
  county.query.level = Level::county;
  const auto by_county = town.evaluate(county);
  EXPECT_EQ(row_of(by_county, "410202").people->to_string(), "11500");
  EXPECT_EQ(by_county[0].people_unassigned->to_string(), "1500");
}

TEST(SupplyRule, GivesTheFiguresOfTheNineThousandSeventyThree) {
  Town town;
  town.facilities.clear();
  town.site("all", "care_home", 1, true, 20308);
  town.cells.people[1] = {whole(900'000), whole(30'000)};
  const auto rows = town.evaluate(bed_rule());
  EXPECT_EQ(rows[0].target->to_string(), "27900");
  EXPECT_EQ(rows[0].value->to_string(), "20308");
  EXPECT_EQ(rows[0].gap->to_string(), "7592");
}

TEST(SupplyRule, TakesListedSitesButNotThoseOutsideTheStudy) {
  Town town;
  town.site("listed", "care_home", 1, false, 7).unit_of = {UnitId::none(), UnitId::none()};
  town.site("abroad", "care_home", 1, true, 1000).unit_of = {UnitId::none(), UnitId::none()};
  EXPECT_EQ(town.evaluate(bed_rule())[0].value->to_string(), "357");
}

TEST(SupplyRule, SaysWhatIsMissing) {
  Town town;
  town.cells.groups = {"total", "older65"};
  const auto rows = town.evaluate(bed_rule());
  EXPECT_EQ(rows[0].status, RuleStatus::no_data);
  EXPECT_EQ(rows[0].value->to_string(), "350");
  EXPECT_FALSE(rows[0].target);
  town.facilities.clear();
  EXPECT_EQ(town.evaluate(bed_rule())[0].status, RuleStatus::not_checked);
}

TEST(Comparator, TellsAtLeastFromMoreThan) {
  const Amount a = whole(30);
  EXPECT_TRUE(holds(a, *parse_comparator(">="), a));
  EXPECT_FALSE(holds(a, *parse_comparator(">"), a));
  EXPECT_TRUE(holds(a, *parse_comparator("<="), a));
  EXPECT_FALSE(holds(a, *parse_comparator("<"), a));
  EXPECT_TRUE(holds(a, *parse_comparator("="), a));
  EXPECT_FALSE(parse_comparator("≥"));
}

}  // namespace
}  // namespace fangyuan
