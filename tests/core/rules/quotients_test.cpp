// SPDX-License-Identifier: Apache-2.0
// Metrics that divide: per unit, per thousand, per hundred households, shares, ratios, minimum.
#include <gtest/gtest.h>

#include "tests/core/rules/city.h"

namespace fangyuan::test {
namespace {

const Quantity kSites{Quantity::Kind::sites, ""};
Quantity amount(const char* name) { return {Quantity::Kind::amount, name}; }
Quantity group(const char* name) { return {Quantity::Kind::group, name}; }
Quantity statistic(const char* name) { return {Quantity::Kind::statistic, name}; }

TEST(PerUnit, MayPassAHundredPerCent) {
  City city;  // three 街道 with 4 sites: 133 %, not clamped; the 镇's sites count for nobody
  for (const auto t : {City::kYijie, City::kYijie, City::kErjie, City::kErjie, City::kNan})
    city.site("community_service_centre", t);
  const auto rows =
      city.evaluate(of_level(rule_of(RuleMetric::per_unit, {"community_service_centre"}, ">=", "1"),
                             Level::township, {"街道"}));
  EXPECT_EQ(text(at(rows, "all").value), "1.333333");
  EXPECT_EQ(at(rows, "all").status, RuleStatus::met);
  EXPECT_EQ(text(at(rows, "419902").value), "2");
  EXPECT_EQ(text(at(rows, "419922").value), "0");
  EXPECT_EQ(text(at(rows, "419922").gap), "1");
  EXPECT_EQ(at(rows, "419922001").status, RuleStatus::not_met);
  EXPECT_THROW(at(rows, "419922100"), std::out_of_range);
}

TEST(PerUnit, GivesHenansHundredAndThirtyTwo) {
  City city;
  city.units.layers[2].units.clear();
  for (std::uint32_t i = 0; i < 25; ++i) {
    city.add(Level::township, "4", "街", "街道", UnitId(City::kBing), 0);
    city.units.layers[2].units.push_back(UnitId(10U + i));
  }
  for (int i = 0; i < 33; ++i) city.site("community_service_centre", 10);
  const auto rows = city.evaluate(of_level(
      rule_of(RuleMetric::per_unit, {"community_service_centre"}, ">=", "1"), Level::township));
  EXPECT_EQ(text(at(rows, "all").value), "1.32");
  EXPECT_EQ(text(at(rows, "all").gap), "0");
}

TEST(PerPeople, CountsPlacesPerThousandAndSaysHowManyAreMissing) {
  City city;
  city.site("nursery", City::kDong).amounts["places"] = whole(5);
  city.site("nursery", City::kYijie).amounts["places"] = whole(18);
  Rule r = rule_of(RuleMetric::per_people, {"nursery"}, ">=", "4.5");
  r.amount = amount("places");
  r.group = "total";
  r.per = whole(1000);
  const auto rows = city.evaluate(of_level(r, Level::county));
  EXPECT_EQ(text(at(rows, "all").value), "3.833333");  // 23 for 6,000
  EXPECT_EQ(text(at(rows, "all").gap), "4");           // 27 are needed
  EXPECT_EQ(at(rows, "all").gap_unit, "places");
  EXPECT_EQ(at(rows, "419902").status, RuleStatus::met);  // 9 per thousand
  EXPECT_EQ(text(at(rows, "419921").gap), "4");           // 5 of 9
  EXPECT_EQ(text(at(rows, "419922").value), "0");
}

TEST(PerPeople, LeavesThoseOutWhomTheRuleDoesNotBind) {
  City city;  // workers per 10,000 of the towns' people: the 3 街道 hold 3,000
  city.statistics["workers"].resize(10);
  for (const auto t :
       {City::kDong, City::kXi, City::kNan, City::kChengguan, City::kYijie, City::kErjie})
    city.statistics["workers"][t] = whole(2);
  Rule r = rule_of(RuleMetric::per_people, {}, ">=", "18");
  r.amount = statistic("workers");
  r.group = "total";
  r.per = whole(10'000);
  auto rows = city.evaluate(of_level(r, Level::township, {"街道"}));
  EXPECT_EQ(text(at(rows, "all").value), "20");
  EXPECT_EQ(text(at(rows, "419902").value), "20");
  r.claims[0].target = number("21");
  r.counts = "people";
  rows = city.evaluate(of_level(r, Level::township, {"街道"}));
  EXPECT_EQ(text(at(rows, "all").gap), "1");  // 6.3 for 3,000: 0.3 short, and people are whole
}

TEST(PerPeople, IsNoDataWithoutTheGroupOrTheAmount) {
  City city;
  city.site("nursery", City::kDong);
  Rule r = rule_of(RuleMetric::per_people, {"nursery"}, ">=", "1");
  r.amount = amount("places");
  r.group = "total";
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::no_data);  // places are not told
  r.amount = kSites;
  r.group = "disabled";
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::no_data);
  r.query.types = {"library"};
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::not_checked);
}

TEST(Share, KeepsTheTwoBasesOfKaifengApartAndSaysWhatIsMissing) {
  City city;
  Facility& f = city.site("care_home", City::kYijie);
  f.amounts["beds"] = whole(16582);
  f.amounts["nursing_beds"] = whole(4540);
  Rule r = rule_of(RuleMetric::share, {"care_home"}, ">=", "0.55");
  r.amount = amount("nursing_beds");
  r.whole = amount("beds");
  r.claims[0].base = number("0.439");  // the table's; the text's figures give 27.4 %
  r.claims[0].is_share = true;
  const auto rows = city.evaluate(of_whole(r));
  EXPECT_EQ(text(rows[0].base), "0.439");
  EXPECT_EQ(text(rows[0].value), "0.273791");
  EXPECT_EQ(text(rows[0].gap), "4581");  // 9,120.1 − 4,540, whole beds
  EXPECT_TRUE(rows[0].is_share);
}

TEST(Share, OfBenxiNeedsThreeThousandSevenHundredTwentyFourBeds) {
  City city;
  Facility& f = city.site("care_home", City::kYijie);
  f.amounts["beds"] = whole(12092);
  f.amounts["nursing_beds"] = whole(0);
  Rule r = rule_of(RuleMetric::share, {"care_home"}, ">=", "0.308");
  r.amount = amount("nursing_beds");
  r.whole = amount("beds");
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "3725");  // 3,724.336, whole beds
  city.facilities[0].amounts["nursing_beds"] = whole(3724);
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "1");
  r.claims[0].target = number("0.55");
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "2927");  // to be converted
}

TEST(Ratio, OfTownAndCountryIsBenxis) {
  City city;
  city.statistics["urban"].resize(10);
  city.statistics["rural"].resize(10);
  city.statistics["urban"][City::kCity] = whole(665);   // a month
  city.statistics["rural"][City::kCity] = whole(5400);  // a year
  Rule r = rule_of(RuleMetric::ratio, {}, "<=", "1.3");
  r.amount = statistic("urban");
  r.whole = statistic("rural");
  r.times = whole(12);
  const auto rows = city.evaluate(of_whole(r));
  EXPECT_EQ(text(rows[0].value), "1.477778");
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  // Less is better, and what is missing is missing in the country: 7,980 ÷ 1.3 − 5,400.
  EXPECT_EQ(text(rows[0].gap), "738.461539");
  EXPECT_EQ(rows[0].gap_unit, "rural");
}

TEST(FloorArea, TellsMoreThanFromAtLeast) {
  City city;  // 2,400 households; 30 m² per hundred are 720 m²
  city.site("community_service_centre", City::kYijie).amounts["area_m2"] = whole(720);
  Rule r = rule_of(RuleMetric::floor_area, {"community_service_centre"}, ">=", "30");
  r.amount = amount("area_m2");
  r.group = "households";
  r.per = whole(100);
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::met);
  r.claims[0].comparator = Comparator::more_than;
  const auto rows = city.evaluate(of_level(r, Level::county));
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(text(rows[0].gap), "0.000001");
  EXPECT_EQ(text(at(rows, "419921").gap), "240.000001");
  EXPECT_EQ(rows[0].gap_unit, "m2");
}

TEST(Total, AsksForOneMoreWhereMoreIsAsked) {
  City city;
  city.statistics["workers"].resize(10);
  for (const auto t : City::ids(City::kDong, City::kErjie + 1))
    city.statistics["workers"][t.index()] = whole(30);
  Rule r = rule_of(RuleMetric::total, {}, ">", "2000");
  r.amount = statistic("workers");
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "1821");  // 180 now
  r.claims[0].target = number("180");
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "1");
  r.claims[0].comparator = Comparator::at_least;
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::met);
}

TEST(FloorArea, NeverMixesNewAndExistingQuarters) {
  City city;
  city.site("community_care", City::kYijie).amounts["area_m2"] = whole(150);
  city.site("community_care", City::kErjie).amounts["area_m2"] = whole(200);
  city.estates = {{"e1", "新苑", true, whole(600), {0}},
                  {"e2", "老院", false, whole(1000), {1}},
                  {"e3", "旧里", false, whole(500), {}}};
  Rule r = rule_of(RuleMetric::floor_area, {"community_care"}, ">=", "30");
  r.amount = amount("area_m2");
  r.per = whole(100);
  r.quarter = QuarterKind::new_built;
  auto rows = city.evaluate(of_whole(r));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(text(rows[0].value), "25");
  EXPECT_EQ(text(at(rows, "e1").gap), "30");  // 180 are needed
  r.quarter = QuarterKind::existing;
  r.claims[0].target = number("20");
  rows = city.evaluate(of_whole(r));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(text(rows[0].value), "13.333333");
  EXPECT_EQ(at(rows, "e2").status, RuleStatus::met);
  EXPECT_EQ(text(at(rows, "e3").gap), "100");
  city.estates.clear();
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::not_binding);
}

/// 40 m² for 150 households, 120 for 400, none for 100; the last two are old.
City three_estates() {
  City city;
  const std::int64_t areas[] = {40, 120};
  for (const std::int64_t m2 : areas)
    city.site("community_care", City::kYijie).amounts["area_m2"] = whole(m2);
  city.estates = {{"e1", "新园", true, whole(150), {0}},
                  {"e2", "新城", true, whole(400), {1}},
                  {"e3", "老街", false, whole(100), {}}};
  return city;
}

TEST(EstateShare, IsThatOfTheEstatesThatComply) {
  City city = three_estates();
  Rule r = rule_of(RuleMetric::estate_share, {"community_care"}, ">=", "1");
  r.amount = amount("area_m2");
  r.minimum = whole(30);
  r.per = whole(100);
  r.quarter = QuarterKind::new_built;
  auto rows = city.evaluate(of_whole(r));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(text(rows[0].value), "0.5");  // 30 m² in 新城, 26.67 in 新园: the mean would be 29.1
  EXPECT_EQ(text(rows[0].gap), "1");
  EXPECT_EQ(rows[0].gap_unit, "estates");
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(rows[0].note.zh, "1 个小区不达标，共 2 个");
  EXPECT_EQ(text(at(rows, "e1").value), "26.666667");
  EXPECT_EQ(text(at(rows, "e1").gap), "5");
  EXPECT_EQ(at(rows, "e1").level, "estate");
  EXPECT_EQ(at(rows, "e2").status, RuleStatus::met);  // exactly 30
  r.quarter = QuarterKind::any;
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].value), "0.333333");
  city.estates[0].households.reset();  // undecided: half or all of the new ones
  r.quarter = QuarterKind::new_built;
  rows = city.evaluate(of_whole(r));
  EXPECT_EQ(rows[0].status, RuleStatus::no_data);
  EXPECT_EQ(at(rows, "e1").status, RuleStatus::no_data);
  r.claims[0].target = number("0.5");
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::met);  // whatever 新园 has
  city.estates = {city.estates[2]};
  EXPECT_EQ(city.evaluate(of_whole(r))[0].status, RuleStatus::not_binding);
}

TEST(Minimum, IsTheLeastUnitNotTheMean) {
  City city;
  city.statistics["vaccinated"] = std::vector<std::optional<Amount>>(10);
  auto& v = city.statistics["vaccinated"];
  for (const auto t : {City::kDong, City::kXi, City::kNan, City::kChengguan, City::kYijie})
    v[t] = whole(290);
  v[City::kErjie] = whole(260);
  Rule r = rule_of(RuleMetric::minimum, {}, ">=", "0.9");
  r.amount = statistic("vaccinated");
  r.whole = group("older60");
  auto rows = city.evaluate(of_level(r, Level::township));
  EXPECT_EQ(text(rows[0].value), "0.866667");  // the mean is 0.95
  EXPECT_EQ(rows[0].status, RuleStatus::not_met);
  EXPECT_EQ(text(rows[0].gap), "1");
  EXPECT_EQ(rows[0].note.zh, "最低：二街");
  v[City::kErjie] = whole(270);
  v[City::kDong].reset();  // all that are told comply, but one is not told
  EXPECT_EQ(city.evaluate(of_level(r, Level::township))[0].status, RuleStatus::no_data);
}

TEST(Total, IsOfTheWholeAlone) {
  City city;
  for (int i = 0; i < 3; ++i) city.site("lottery_outlet", City::kDong);
  Rule r = rule_of(RuleMetric::total, {"lottery_outlet"}, ">=", "320");
  r.amount = kSites;
  const auto rows = city.evaluate(of_level(r, Level::county));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text(rows[0].value), "3");
  EXPECT_EQ(text(rows[0].gap), "317");
}

TEST(OnePer, RoundsAsTheRuleSays) {
  City city;
  city.site("funeral_service_station", City::kYijie);
  Rule r = rule_of(RuleMetric::one_per, {"funeral_service_station"}, ">=", nullptr);
  r.group = "total";
  r.per = whole(2500);
  auto rows = city.evaluate(of_whole(r));
  EXPECT_EQ(text(rows[0].target), "3");  // 6,000 ÷ 2,500 = 2.4
  EXPECT_EQ(text(rows[0].gap), "2");
  r.rounding = Rounding::nearest;
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].target), "2");
  rows = city.evaluate(of_level(r, Level::county, {"市辖区"}));
  EXPECT_EQ(text(rows[0].target), "1");  // the districts' 2,000 alone
  EXPECT_EQ(rows[0].status, RuleStatus::met);
}

TEST(Words, AloneAreNotJudged) {
  City city;
  city.site("lottery_outlet", City::kDong);
  Rule r = rule_of(RuleMetric::total, {"lottery_outlet"}, ">=", nullptr);
  r.amount = kSites;
  r.claims[0].target_text = "稳步增加";
  const auto rows = city.evaluate(of_whole(r));
  EXPECT_EQ(rows[0].status, RuleStatus::not_checked);
  EXPECT_EQ(text(rows[0].value), "1");
  EXPECT_EQ(rows[0].note.zh, "规划没有写数：稳步增加");
}

TEST(AtMost, TellsWhatThereIsTooMuchOf) {
  City city;  // six townships of 1,000 people; seven sites
  for (int i = 0; i < 7; ++i) city.site("cemetery_commercial", City::kDong);
  Rule r = rule_of(RuleMetric::total, {"cemetery_commercial"}, "<=", "4");
  r.amount = kSites;
  const auto gap = [&](const char* comparator) {
    r.claims[0].comparator = *parse_comparator(comparator);
    const auto rows = city.evaluate(of_whole(r));
    EXPECT_EQ(rows[0].gap_unit, "sites");
    return text(rows[0].gap);
  };
  EXPECT_EQ(gap("<="), "3");
  EXPECT_EQ(gap("<"), "4");  // three may stay
  r.claims[0].target = whole(7);
  EXPECT_EQ(gap("<="), "0");
  EXPECT_EQ(gap("<"), "1");
  r.metric = RuleMetric::per_people;
  r.group = "total";
  r.per = whole(1000);
  r.claims[0].target = number("0.4");  // of 6,000 people: 2.4
  EXPECT_EQ(gap("<="), "5");           // whole sites: two may stay
  r.claims[0].comparator = Comparator::equal;
  EXPECT_EQ(text(city.evaluate(of_whole(r))[0].gap), "-");
}

TEST(Counts, SayWhetherAGapIsOfWholeThings) {
  City city;
  city.statistics["told"] = {whole(7)};
  city.statistics["told"].resize(city.units.all.size());
  Rule r = rule_of(RuleMetric::per_people, {}, ">=", "1.25");  // of 6,000 people: 7.5
  r.amount = statistic("told");
  r.group = "total";
  r.per = whole(1000);
  const auto row = [&](const char* counts) {
    r.counts = counts;
    return city.evaluate(of_whole(r))[0];
  };
  EXPECT_EQ(text(row("").gap), "0.5");  // nobody said what it counts
  EXPECT_EQ(row("").gap_unit, "told");
  EXPECT_EQ(text(row("people").gap), "1");
  EXPECT_EQ(row("people").gap_unit, "people");
  EXPECT_EQ(text(row("yuan").gap), "0.5");
  EXPECT_EQ(row("yuan").gap_unit, "yuan");
}

TEST(Grades, OfUnconfirmedFiguresPrintSo) {
  City city;
  city.site("lottery_outlet", City::kDong);
  Rule r = of_whole(rule_of(RuleMetric::total, {"lottery_outlet"}, ">=", "1"));
  r.amount = kSites;
  EXPECT_EQ(city.evaluate(r)[0].confidence, "A");
  r.claims[0].confidence = "K";
  EXPECT_EQ(city.evaluate(r)[0].confidence, "K 待核对");
  r.claims[0].confidence = "A";
  r.claims[0].draft = true;
  EXPECT_EQ(city.evaluate(r)[0].confidence, "A 待核对");
}

TEST(UntoldAmounts, AreNoZero) {
  City city;
  const auto home = [&](std::uint32_t at, int beds, int nursing) {
    Facility& f = city.site("care_home", at);
    f.amounts["beds"] = whole(beds);
    if (nursing >= 0) f.amounts["nursing_beds"] = whole(nursing);
  };
  home(City::kDong, 300, -1);  // 甲县 does not tell its nursing beds
  home(City::kNan, 100, 55);
  Rule r = of_level(rule_of(RuleMetric::share, {"care_home"}, ">=", "0.55"), Level::county);
  r.amount = {Quantity::Kind::amount, "nursing_beds"};
  r.whole = {Quantity::Kind::amount, "beds"};
  auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "419921").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "419921").value), "-");
  EXPECT_EQ(text(at(rows, "419921").gap), "-");
  EXPECT_EQ(at(rows, "419922").status, RuleStatus::met);
  // At the least 55 of 400; of the site that tells, 55 of 100.
  EXPECT_EQ(at(rows, "all").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "all").value), "0.55");
  EXPECT_EQ(at(rows, "all").note.zh, "1 处设施没有填 nursing_beds，现值只计填了的");
  r.claims[0].target = number("0.1375");  // whatever the rest, it is met
  EXPECT_EQ(at(city.evaluate(r), "all").status, RuleStatus::met);
  city.facilities[0].amounts.erase("beds");  // nothing told to divide by
  city.facilities[0].amounts["nursing_beds"] = whole(10);
  rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "all").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "all").value), "-");
}

TEST(UntoldAmounts, StayOutOfBothSidesOfTheValue) {
  City city;
  const auto home = [&](std::uint32_t at, int beds, const char* area_m2) {
    Facility& f = city.site("care_home", at);
    f.amounts["beds"] = whole(beds);
    if (area_m2 != nullptr) f.amounts["area_m2"] = number(area_m2);
  };
  home(City::kDong, 104, "10482.16");  // 100.79 m² a bed
  home(City::kDong, 120, nullptr);
  home(City::kNan, 50, "1000");  // 20
  home(City::kNan, 30, nullptr);
  Rule r = of_level(rule_of(RuleMetric::ratio, {"care_home"}, ">=", "35"), Level::county);
  r.amount = {Quantity::Kind::amount, "area_m2"};
  r.whole = {Quantity::Kind::amount, "beds"};
  auto rows = city.evaluate(r);
  EXPECT_EQ(text(at(rows, "419921").value), "100.79");
  EXPECT_EQ(at(rows, "419921").status, RuleStatus::met);  // 46.795357 whatever the rest
  EXPECT_EQ(text(at(rows, "419922").value), "20");
  EXPECT_EQ(at(rows, "419922").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "all").value), "74.559481");  // 11482.16 ÷ 154
  EXPECT_EQ(at(rows, "all").note.zh, "2 处设施没有填 area_m2，现值只计填了的");
  r.query.classes = {"县"};  // the whole is then that of the bound units
  EXPECT_EQ(text(at(city.evaluate(r), "all").value), "74.559481");
  r.metric = RuleMetric::minimum;
  rows = city.evaluate(r);
  EXPECT_EQ(text(at(rows, "419921").value), "100.79");
  EXPECT_EQ(text(at(rows, "419922").value), "20");
}

TEST(TotalOfBoundUnits, IsTheirSum) {
  City city;
  for (const std::uint32_t at : {City::kDong, City::kNan, City::kYijie})
    city.site("care_home", at).amounts["beds"] = whole(300);
  Rule r = of_level(rule_of(RuleMetric::total, {"care_home"}, ">=", "600"), Level::county, {"县"});
  r.amount = {Quantity::Kind::amount, "beds"};
  const auto rows = city.evaluate(r);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text(rows[0].value), "600");  // 丙区 is a 市辖区
  EXPECT_EQ(rows[0].status, RuleStatus::met);
}

TEST(SupplyOfBoundUnits, CountsThemAlone) {
  City city;
  for (const std::uint32_t at : {City::kDong, City::kNan, City::kYijie})
    city.site("care_home", at).amounts["beds"] = whole(10);
  Rule r = of_level(rule_of(RuleMetric::supply_demand, {"care_home"}, ">=", nullptr), Level::county,
                    {"县"});
  r.amount = {Quantity::Kind::amount, "beds"};
  r.group = "older60";
  r.need = number("0.0305");
  auto rows = city.evaluate(r);
  EXPECT_EQ(text(at(rows, "all").value), "20");
  EXPECT_EQ(text(at(rows, "all").target), "36.6");
  EXPECT_EQ(text(at(rows, "all").gap), "17");  // whole beds
  EXPECT_EQ(text(at(rows, "419921").gap), "9");
  for (Facility& f : city.facilities) f.amounts.clear();
  rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "all").status, RuleStatus::no_data);
  EXPECT_EQ(text(at(rows, "all").value), "-");
  EXPECT_EQ(text(at(rows, "all").gap), "-");
  r.query.classes = {"自治县"};
  rows = city.evaluate(r);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].status, RuleStatus::not_binding);
}

TEST(MinimumOverUnits, LeavesOutAUnitWithNobodyInTheGroup) {
  City city;
  for (std::uint32_t t = City::kDong; t <= City::kErjie; ++t)
    if (t != City::kErjie) city.site("care_home", t).amounts["beds"] = whole(20);
  city.cells.people[1][5] = People();  // 二街 has no older people
  Rule r = of_level(rule_of(RuleMetric::minimum, {"care_home"}, ">=", "0.05"), Level::township);
  r.amount = {Quantity::Kind::amount, "beds"};
  r.whole = {Quantity::Kind::group, "older60"};
  const auto rows = city.evaluate(r);
  EXPECT_EQ(at(rows, "all").status, RuleStatus::met);
  EXPECT_EQ(text(at(rows, "all").value), "0.066667");
}

}  // namespace
}  // namespace fangyuan::test
