// SPDX-License-Identifier: Apache-2.0
// Metrics that ask unit by unit: land, spread, sets, co-location, blank spots; and reach.
#include <gtest/gtest.h>

#include "core/rules/spread.h"
#include "tests/core/rules/city.h"

namespace fangyuan::test {
namespace {

Rule township_cemetery() {
  Rule r = of_level(rule_of(RuleMetric::land_area, {"cemetery_township"}, ">=", "1"),
                    Level::township, {"镇", "乡", "民族乡"});
  r.minimum = whole(50);
  r.exemption = Exemption{{"cemetery_urban", "cemetery_county"}};
  return r;
}

TEST(LandArea, MissesByOnePointThreeAndPassesByAThird) {
  City city;
  city.site("cemetery_township", City::kDong).amounts["land_mu"] = number("48.7");
  city.site("cemetery_township", City::kXi).amounts["land_m2"] = number("33333.34");
  city.site("cemetery_township", City::kNan).amounts["land_m2"] = number("33333.33");
  const auto rows = city.evaluate(township_cemetery());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::not_met);
  EXPECT_EQ(text(at(rows, "419921100").value), "48.7");
  EXPECT_EQ(text(at(rows, "419921100").gap), "1.3");
  EXPECT_EQ(at(rows, "419921100").gap_unit, "mu");
  EXPECT_EQ(at(rows, "419921200").status, RuleStatus::met);      // 33,333.33… are 50 亩
  EXPECT_EQ(at(rows, "419922100").status, RuleStatus::not_met);  // a third of a hundredth short
  EXPECT_EQ(text(at(rows, "all").value), "0.333333");
  EXPECT_EQ(text(at(rows, "all").gap), "2");
  EXPECT_THROW(at(rows, "419902001"), std::out_of_range);  // 街道 are not bound
}

TEST(LandArea, CountsNeitherCommercialNorUnacceptedCemeteries) {
  City city;
  city.site("cemetery_commercial", City::kDong).amounts["land_mu"] = whole(90);
  city.site("cemetery_township", City::kXi).amounts["land_mu"] = whole(90);
  city.facilities.back().status = Status::built;
  const auto rows = city.evaluate(township_cemetery());
  EXPECT_EQ(text(at(rows, "419921100").value), "0");
  EXPECT_EQ(text(at(rows, "419921100").gap), "50");
  EXPECT_EQ(at(rows, "419921200").status, RuleStatus::not_met);
  city.facilities.back().status = Status::accepted;
  EXPECT_EQ(at(city.evaluate(township_cemetery()), "419921200").status, RuleStatus::met);
}

TEST(LandArea, IsNoDataWhereLandIsNotTold) {
  City city;
  city.site("cemetery_township", City::kDong);
  const auto rows = city.evaluate(township_cemetery());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::no_data);
  EXPECT_EQ(at(rows, "all").status, RuleStatus::not_met);  // two others have none in any case
  City two;
  for (const auto t : {City::kXi, City::kNan})
    two.site("cemetery_township", t).amounts["land_mu"] = whole(60);
  two.site("cemetery_township", City::kDong);
  EXPECT_EQ(at(two.evaluate(township_cemetery()), "all").status, RuleStatus::no_data);
}

TEST(Exemption, HoldsOnlyWithADocumentAndASiteHosted) {
  City city;
  city.site("cemetery_township", City::kXi).amounts["land_mu"] = whole(60);
  city.site("cemetery_county", City::kDong);
  const auto status = [&](const char* code) {
    return at(city.evaluate(township_cemetery()), code).status;
  };
  EXPECT_EQ(status("419921100"), RuleStatus::not_met);  // hosts one, but nobody approved
  city.exemptions = {{"pack/rule", "东镇", ""}};
  EXPECT_EQ(status("419921100"), RuleStatus::not_met);  // no number
  city.exemptions = {{"pack/rule", "东镇", "汴民文〔2022〕15号"}, {"pack/rule", "419922100", "号"}};
  EXPECT_EQ(status("419921100"), RuleStatus::not_binding);
  EXPECT_EQ(status("419922100"), RuleStatus::not_met);  // approved, but hosts none
  const auto rows = city.evaluate(township_cemetery());
  EXPECT_EQ(at(rows, "419921100").note.zh, "豁免，批准文号 汴民文〔2022〕15号");
  EXPECT_EQ(text(at(rows, "all").value), "0.5");  // of 西乡 and 南镇
  EXPECT_EQ(at(rows, "419921").status, RuleStatus::met);
}

TEST(Exemption, OfABlankDocumentIsNone) {
  City city;
  city.site("cemetery_township", City::kXi).amounts["land_mu"] = whole(60);
  city.site("cemetery_county", City::kDong);
  for (const char* blank : {"  ", "\t", "\u3000 "}) {
    city.exemptions = {{"pack/rule", "东镇", blank}};
    const auto rows = city.evaluate(township_cemetery());
    EXPECT_EQ(at(rows, "419921100").status, RuleStatus::not_met) << '[' << blank << ']';
    EXPECT_EQ(at(rows, "419921100").note.zh, "豁免无效：没有批准文号");
  }
  city.exemptions.push_back({"pack/rule", "东镇", "汴民文〔2022〕15号"});  // the second entry holds
  EXPECT_EQ(at(city.evaluate(township_cemetery()), "419921100").status, RuleStatus::not_binding);
}

TEST(Exemption, ByANameOfTwoUnitsNeedsTheCode) {
  City city;
  city.units.all[City::kNan].name = "东镇";  // 乙县 has one of the name too
  city.site("cemetery_county", City::kDong);
  city.site("cemetery_county", City::kNan);
  city.site("cemetery_township", City::kXi).amounts["land_mu"] = whole(60);
  city.exemptions = {{"pack/rule", "东镇", "汴民文〔2022〕15号"}};
  auto rows = city.evaluate(township_cemetery());
  for (const char* code : {"419921100", "419922100"}) {
    EXPECT_EQ(at(rows, code).status, RuleStatus::not_met) << code;
    EXPECT_EQ(at(rows, code).note.zh,
              "豁免无效：同名单元不止一个（甲县 东镇 419921100、乙县 东镇 419922100），"
              "请写区划代码");
  }
  city.exemptions[0].unit = "419921100";
  rows = city.evaluate(township_cemetery());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::not_binding);
  EXPECT_EQ(at(rows, "419922100").status, RuleStatus::not_met);
}

TEST(BlankSpot, IsOneThoughTheNeighboursIsNear) {
  City city;
  city.site("funeral_home", City::kXi).place->xy.x = 2000;  // a kilometre from 乙县's middle
  city.site("funeral_home", City::kYijie);
  const auto rows = city.evaluate(
      of_level(rule_of(RuleMetric::blank_spot, {"funeral_home"}, "<=", "0"), Level::county));
  EXPECT_EQ(text(at(rows, "all").value), "1");
  EXPECT_EQ(at(rows, "all").status, RuleStatus::not_met);
  EXPECT_EQ(at(rows, "419922").status, RuleStatus::not_met);
  EXPECT_EQ(at(rows, "419922").note.zh, "空白点；最近的是 funeral_home0，直线 1 公里");
  EXPECT_EQ(at(rows, "419921").status, RuleStatus::met);
}

TEST(LandArea, LooksAtWhatWasToldAndNotAtTheReadersCopy) {
  City city;
  Facility& short_of_it = city.site("cemetery_township", City::kDong);
  short_of_it.amounts["land_m2"] = number("33333.3333");
  short_of_it.amounts["land_mu"] = whole(50);  // as the reader fills it, to the millionth
  Facility& in_mu = city.site("cemetery_township", City::kXi);
  in_mu.amounts["land_mu"] = whole(50);
  in_mu.amounts["land_m2"] = number("33333.333333");
  const auto rows = city.evaluate(township_cemetery());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::not_met);
  EXPECT_EQ(at(rows, "419921200").status, RuleStatus::met);
}

TEST(AmountPerUnit, KnowsNothingOfACentreThatDoesNotTellItsArea) {
  City city;
  city.site("community_service_centre", City::kYijie).amounts["area_m2"] = whole(300);
  city.site("community_service_centre", City::kYijie);  // enough without it
  city.site("community_service_centre", City::kErjie);
  Rule r = of_level(rule_of(RuleMetric::amount_per_unit, {"community_service_centre"}, ">=", "1"),
                    Level::township, {"街道"});
  r.amount = {Quantity::Kind::amount, "area_m2"};
  r.minimum = whole(300);
  const auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419902001").status, RuleStatus::met);
  EXPECT_EQ(at(rows, "419902002").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "419902002").value), "-");
  EXPECT_EQ(text(at(rows, "419902002").gap), "-");
  EXPECT_EQ(at(rows, "419902002").note.zh, "1 处设施没有填 area_m2，现值只计填了的");
  EXPECT_EQ(at(rows, "419922001").status, RuleStatus::not_met);  // it has none at all
}

TEST(AmountPerUnit, FlagsNoneAndTooSmall) {
  City city;
  city.site("community_service_centre", City::kYijie).amounts["area_m2"] = whole(180);
  city.site("community_service_centre", City::kYijie).amounts["area_m2"] = whole(120);
  city.site("community_service_centre", City::kErjie).amounts["area_m2"] = whole(299);
  Rule r = of_level(rule_of(RuleMetric::amount_per_unit, {"community_service_centre"}, ">=", "1"),
                    Level::township, {"街道"});
  r.amount = {Quantity::Kind::amount, "area_m2"};
  r.minimum = whole(300);
  const auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419902001").status, RuleStatus::met);
  EXPECT_EQ(text(at(rows, "419902002").gap), "1");
  EXPECT_EQ(text(at(rows, "419922001").gap), "300");
  EXPECT_EQ(text(at(rows, "all").gap), "2");
}

TEST(Spread, CountsSitesInDifferentTownshipsAndDirections) {
  const UnitId a(0U), b(1U), c(2U);
  EXPECT_EQ(spread_count({{a, 0}, {a, 180}}, 90), 1U);   // one township
  EXPECT_EQ(spread_count({{a, 350}, {b, 20}}, 90), 1U);  // 30° across north
  EXPECT_EQ(spread_count({{a, 350}, {b, 80}}, 90), 2U);
  EXPECT_EQ(spread_count({{a, 0}, {b, 60}, {c, 120}}, 90), 2U);  // not the greedy one
  EXPECT_EQ(spread_count({{b, 60}, {a, 0}, {c, 120}}, 90), 2U);
  EXPECT_EQ(spread_count({}, 90), 0U);
  City city;  // both of 甲县 lie east of its middle, in 东镇 and 西乡
  for (const auto t : {City::kDong, City::kXi})
    city.site("funeral_service_station", t).place->xy = {1400.0 + t, 500};
  Rule r = of_level(rule_of(RuleMetric::presence, {"funeral_service_station"}, ">=", "1"),
                    Level::county, {"县"});
  r.sites_needed = 2;
  EXPECT_EQ(at(city.evaluate(r), "419921").status, RuleStatus::met);
  r.spread = Spread{Level::township, 90, {}};
  EXPECT_EQ(at(city.evaluate(r), "419921").status, RuleStatus::not_met);
  EXPECT_EQ(text(at(city.evaluate(r), "419921").value), "1");
  city.facilities[0].place->xy.x = 200;  // west of it
  EXPECT_EQ(at(city.evaluate(r), "419921").status, RuleStatus::met);
}

TEST(Completeness, NeedsEveryMemberInEveryUnitItBinds) {
  City city;
  city.site("county_support_home", City::kNan);
  city.site("county_support_home", City::kYijie);
  city.site("street_care", City::kChengguan);
  city.site("street_care", City::kYijie);
  Rule r = of_level(rule_of(RuleMetric::completeness, {}, ">=", "1"), Level::county);
  r.members.resize(2);
  r.members[0].name = "县级供养";
  r.members[0].query.types = {"county_support_home"};
  r.members[0].query.level = Level::county;
  r.members[1].name = "街道中心";
  r.members[1].query.types = {"street_care"};
  r.members[1].query.classes = {"街道"};
  auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419922").status, RuleStatus::met);
  EXPECT_EQ(at(rows, "419921").note.zh, "缺：县级供养");  // it has no 街道: nothing else is asked
  EXPECT_EQ(text(at(rows, "419921").target), "1");
  EXPECT_EQ(at(rows, "419902").note.zh, "缺：街道中心");  // 二街 lacks one
  EXPECT_EQ(text(at(rows, "all").value), "0.333333");
  r.members[1].query.types = {"happiness_home"};
  r.members[1].query.level = Level::village;  // the study has no villages: never a pass
  rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419922").status, RuleStatus::no_data);
  EXPECT_EQ(at(rows, "419922").note.zh, "未核：街道中心");
}

/// A station, or an officer as the statistics tell them.
Rule station_or_officer() {
  Rule r = of_level(rule_of(RuleMetric::either_or, {}, ">=", "1"), Level::township);
  r.members.resize(2);
  r.members[0].name = "工作站";
  r.members[0].query.types = {"minor_protection_station"};
  r.members[1].name = "专干";
  r.members[1].amount = {Quantity::Kind::statistic, "officers"};
  return r;
}

TEST(EitherOr, IsMetByOneOfTheTwo) {
  City city;
  city.site("minor_protection_station", City::kDong);
  city.site("minor_protection_station", City::kYijie).status = Status::planned;
  auto& officers = city.statistics["officers"];
  officers.resize(10);
  officers[City::kDong] = whole(0);
  officers[City::kXi] = whole(2);
  officers[City::kNan] = whole(0);
  officers[City::kYijie] = whole(0);
  officers[City::kErjie] = whole(1);
  auto rows = city.evaluate(station_or_officer());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::met);
  EXPECT_EQ(at(rows, "419921100").note.zh, "满足：工作站");
  EXPECT_EQ(at(rows, "419921200").note.zh, "满足：专干");
  EXPECT_EQ(at(rows, "419922100").status, RuleStatus::not_met);
  EXPECT_EQ(at(rows, "419922100").note.zh, "都没有：工作站、专干");
  EXPECT_EQ(text(at(rows, "419922100").gap), "1");
  EXPECT_EQ(text(at(rows, "419922100").target), "1");
  EXPECT_EQ(at(rows, "419922001").status, RuleStatus::no_data);  // its officers are not told
  EXPECT_EQ(at(rows, "419922001").note.zh, "都没有：工作站；未核：专干");
  EXPECT_EQ(text(at(rows, "all").value), "0.5");
  EXPECT_EQ(at(rows, "all").status, RuleStatus::not_met);  // two fail whatever 城关 has
  EXPECT_EQ(at(rows, "419921").status, RuleStatus::met);
}

TEST(EitherOr, IsNotCheckedWithoutAnyOfThem) {
  City city;
  EXPECT_EQ(at(city.evaluate(station_or_officer()), "all").status, RuleStatus::not_checked);
  city.site("minor_protection_station", City::kDong);
  const auto rows = city.evaluate(station_or_officer());
  EXPECT_EQ(at(rows, "419921100").status, RuleStatus::met);
  EXPECT_EQ(at(rows, "419921200").status, RuleStatus::no_data);
  Rule set = station_or_officer();  // the same as a set asks for both
  set.metric = RuleMetric::completeness;
  EXPECT_EQ(at(city.evaluate(set), "419921100").note.zh, "未核：专干");
  EXPECT_EQ(at(city.evaluate(set), "419921200").note.zh, "缺：工作站；未核：专干");
  city.statistics["officers"] = std::vector<std::optional<Amount>>(10, whole(3));
  set.members[1].minimum = whole(3);
  EXPECT_EQ(at(city.evaluate(set), "419921100").status, RuleStatus::met);
  set.members[1].minimum = whole(4);
  EXPECT_EQ(at(city.evaluate(set), "419921100").note.zh, "缺：专干");
}

TEST(CoLocation, TakesFunctionsAndNeighbours) {
  City city;
  city.site("community_service_centre", City::kYijie).functions = {"volunteer_point"};
  city.site("community_service_centre", City::kErjie);
  city.site("volunteer_point", City::kErjie).place->xy.x += 40;
  city.site("community_service_centre", City::kChengguan);
  Rule r = rule_of(RuleMetric::co_location, {"volunteer_point"}, ">=", "0.8");
  r.hosts = {"community_service_centre"};
  r.within_m = 50;
  auto rows = city.evaluate(of_level(r, Level::county));
  EXPECT_EQ(text(at(rows, "all").value), "0.666667");
  EXPECT_EQ(text(at(rows, "all").gap), "1");  // 2.4 of 3
  EXPECT_EQ(at(rows, "419902").status, RuleStatus::met);
  r.within_m = 39;
  EXPECT_EQ(text(at(city.evaluate(of_level(r, Level::county)), "419902").value), "0.5");
}

TEST(Functions, ThatNobodyTellsAreNotChecked) {
  City city;
  city.site("street_care", City::kYijie);
  Rule r = of_level(rule_of(RuleMetric::presence, {"street_care"}, ">=", "1"), Level::township,
                    {"街道"});
  r.query.functions = {"day_care"};
  EXPECT_EQ(at(city.evaluate(r), "all").status, RuleStatus::not_checked);
  city.site("street_care", City::kErjie).functions = {"day_care"};
  const auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419902002").status, RuleStatus::met);
  EXPECT_EQ(at(rows, "419902001").status, RuleStatus::not_met);
}

TEST(Bound, UnitsMayBeNamed) {
  City city;
  city.site("minor_protection_centre", City::kDong);
  Rule r = of_level(rule_of(RuleMetric::presence, {"minor_protection_centre"}, ">=", "1"),
                    Level::county, {"县"});
  r.query.also = {"丙区"};
  EXPECT_EQ(text(at(city.evaluate(r), "all").value), "0.333333");
  r.query.except = {"419922"};
  EXPECT_EQ(text(at(city.evaluate(r), "all").value), "0.5");
  r.query.only = {"甲县"};
  EXPECT_EQ(text(at(city.evaluate(r), "all").value), "1");
}

TEST(Bound, TheWholeNamesTheUnitsThatNobodySupplied) {
  City city;
  city.site("minor_protection_centre", City::kDong);
  Rule r = of_level(rule_of(RuleMetric::presence, {"minor_protection_centre"}, ">=", "1"),
                    Level::county);
  r.query.only = {"甲县", "丁市", "419922", "戊县"};
  const auto rows = city.evaluate(r);
  EXPECT_EQ(text(at(rows, "all").value), "0.5");
  EXPECT_EQ(at(rows, "all").note.zh, "规则点名的单元没有提供，不在其中：丁市、戊县");
  EXPECT_EQ(at(rows, "419921").note.zh, "");
  r.query.only = {"甲县", "419922"};
  EXPECT_EQ(at(city.evaluate(r), "all").note.zh, "");
}

TEST(DueDay, IsStillOpenAndSaysSo) {
  City city;
  city.site("funeral_home", City::kDong);
  Rule r = of_level(rule_of(RuleMetric::presence, {"funeral_home"}, ">=", "1"), Level::county);
  r.claims[0].due = city.date;
  auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "all").status, RuleStatus::not_yet_due);
  EXPECT_EQ(at(rows, "419922").note.zh, "限期就是项目日期当天，过了当天才算逾期");
  EXPECT_TRUE(at(rows, "419921").note.zh.empty());  // met
  r.claims[0].due = on(2025, 7, 1);
  EXPECT_TRUE(at(city.evaluate(r), "419922").note.zh.empty());
  r.claims[0].due = on(2025, 6, 29);
  EXPECT_EQ(at(city.evaluate(r), "419922").status, RuleStatus::overdue);
}

TEST(InForce, RulesOfOtherDaysDoNotBind) {
  City city;
  city.site("funeral_home", City::kDong);
  Rule r = of_level(rule_of(RuleMetric::presence, {"funeral_home"}, ">=", "1"), Level::county);
  r.valid_to = on(2025, 6, 29);
  EXPECT_EQ(at(city.evaluate(r), "all").status, RuleStatus::not_binding);
  r.valid_to = on(2025, 6, 30);
  EXPECT_EQ(at(city.evaluate(r), "all").status, RuleStatus::not_met);
}

/// Circles of 1 km and 3 km; by the network 丙区's cells are within both, 城关's within the larger.
struct Circles {
  std::vector<Cost> one, three;  ///< by the network
  City city;
  Rule rule = rule_of(RuleMetric::reach, {"community_care", "street_care"}, ">=", "1");

  Circles() {
    city.site("community_care", City::kYijie);
    city.site("street_care", City::kYijie);
    for (const std::uint32_t mm : {0U, 0U, 0U, 0U, 900'000U, 1'000'000U})
      one.push_back(mm ? Cost(mm) : Cost());
    for (const std::uint32_t mm : {0U, 0U, 0U, 3'000'000U, 900'000U, 1'000'000U})
      three.push_back(mm ? Cost(mm) : Cost());
    rule.circles.resize(2);
    rule.circles[0].types = {"community_care"};
    rule.circles[0].limit = {false, 1'000'000};
    rule.circles[1].types = {"street_care"};
    rule.circles[1].limit = {false, 3'000'000};
    rule.group = "older60";
    rule.measures = {Measure::network, Measure::straight};
    city.reach = {{rule.circles[0], one}, {rule.circles[1], three}};
  }
};

TEST(Reach, IsWithinAllCirclesAtOnce) {
  Circles c;
  auto rows = c.city.evaluate(of_level(c.rule, Level::county));
  EXPECT_EQ(text(rows[0].value), "0.333333");  // 丙区's two of six; exactly 1 km counts
  EXPECT_EQ(text(rows[0].gap), "1200");
  EXPECT_EQ(rows[0].gap_unit, "people");
  EXPECT_EQ(rows[0].measure, "network");
  EXPECT_EQ(at(rows, "419902").status, RuleStatus::met);
  EXPECT_EQ(rows.back().status, RuleStatus::not_checked);  // no straight lines were computed
  EXPECT_EQ(rows.back().measure, "straight");
  rows = c.city.evaluate(of_level(c.rule, Level::county, {"市辖区"}));
  EXPECT_EQ(text(rows[0].value), "1");  // the towns alone: the counties' people are not asked
}

TEST(Reach, IsNotCheckedWithoutItsCircle) {
  Circles c;
  c.city.reach.pop_back();
  EXPECT_EQ(c.city.evaluate(of_whole(c.rule))[0].status, RuleStatus::not_checked);
  c.rule.group = "disabled";
  EXPECT_EQ(c.city.evaluate(of_whole(c.rule))[0].status, RuleStatus::no_data);
}

TEST(Reach, IsNotCheckedWhereOneOfItsListsIsMissing) {
  Circles c;
  EXPECT_EQ(c.city.evaluate(of_whole(c.rule))[0].status, RuleStatus::not_met);
  std::erase_if(c.city.facilities, [](const Facility& f) { return f.type == "street_care"; });
  const auto rows = c.city.evaluate(of_whole(c.rule));
  ASSERT_EQ(rows.size(), 1U);  // not one for each measure
  EXPECT_EQ(rows[0].status, RuleStatus::not_checked);
  EXPECT_FALSE(rows[0].value);
  EXPECT_FALSE(rows[0].gap);
  EXPECT_EQ(rows[0].note.zh, "各圈中有一类设施没有提供清单");
}

TEST(Reach, IsMissingInWholePeople) {
  Circles c;
  c.city.cells.people[1][0] = number("299.5");
  const auto rows = c.city.evaluate(of_whole(c.rule));
  EXPECT_EQ(text(rows[0].gap), "1200");  // 1,199.5 people
}

/// Every metric that binds units says the same of a layer that is not there.
TEST(Units, ThatWereNotSuppliedAreNotCheckedAndNoneOfTheClassIsNotBinding) {
  City city;
  city.site("hospital_tertiary", City::kYijie).amounts["beds"] = whole(10);
  for (const RuleMetric metric :
       {RuleMetric::presence, RuleMetric::per_unit, RuleMetric::amount_per_unit,
        RuleMetric::land_area, RuleMetric::minimum, RuleMetric::per_people, RuleMetric::one_per,
        RuleMetric::blank_spot, RuleMetric::supply_demand}) {
    Rule r = rule_of(metric, {"hospital_tertiary"}, ">=", "1");
    r.amount = {Quantity::Kind::amount, "beds"};
    r.group = "total";
    r.minimum = whole(1);
    r.query.level = Level::county;
    r.query.only = {"东城区", "西城区"};
    const auto row = [&] {
      const auto rows = city.evaluate(r);
      EXPECT_EQ(rows.size(), 1U) << to_string(metric);
      return rows.at(0);
    };
    EXPECT_EQ(row().status, RuleStatus::not_checked) << to_string(metric);
    EXPECT_EQ(row().note.zh, "所提供的区划里没有规则点名的单元：东城区、西城区");
    r.query.tree = Tree::management;
    EXPECT_EQ(row().status, RuleStatus::not_checked) << to_string(metric);
    EXPECT_NE(row().note.zh.find("没有提供这一级的管理区划"), std::string::npos);
    r.query.tree = Tree::legal;
    r.query.only.clear();
    r.query.classes = {"自治县"};
    EXPECT_EQ(row().status, RuleStatus::not_binding) << to_string(metric);
  }
}

TEST(LandReach, IsTheShareOfLandWithPeopleBesideIt) {
  Circles c;
  c.rule.metric = RuleMetric::land_reach;
  c.rule.measures = {Measure::network};
  c.rule.circles.resize(1);
  Cells land = c.city.cells;  // one hectare per cell, five times that in 一街
  land.groups = {"residential_m2"};
  land.people = {std::vector<People>(6, whole(10'000))};
  land.people[0][4] = whole(50'000);
  RulePack pack;
  pack.rules = {of_whole(c.rule)};
  RuleInputs in{.units = c.city.units,
                .facilities = c.city.facilities,
                .cells = c.city.cells,
                .date = c.city.date};
  in.reach = c.city.reach;
  EXPECT_EQ(evaluate(std::span(&pack, 1), in)[0].status, RuleStatus::not_checked);  // no land
  in.land = &land;
  in.land_reach = c.city.reach;
  const auto rows = evaluate(std::span(&pack, 1), in);
  EXPECT_EQ(text(rows[0].value), "0.6");  // 6 of 10 hectares
  EXPECT_EQ(text(rows[0].gap), "40000");
  EXPECT_EQ(text(rows[0].share_total), "0.333333");
  EXPECT_EQ(text(rows[0].share_older60), "0.333333");
}

}  // namespace
}  // namespace fangyuan::test
