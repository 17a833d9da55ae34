// SPDX-License-Identifier: Apache-2.0
// One cemetery and one study at a time; the end-to-end story is tests/app/burial_story_test.cpp.
#include "core/burial/account.h"

#include <gtest/gtest.h>

namespace fangyuan {
namespace {

Amount dec(std::string_view text) { return *Amount::parse(text); }

Facility cemetery(const char* type, std::map<std::string, Amount> amounts) {
  Facility f;
  f.id = f.name = f.type = type;
  f.amounts = std::move(amounts);
  return f;
}

BurialSettings by(PlotMethod method) {
  BurialSettings s;
  s.plots = method;
  return s;
}

CemeteryRow row_of(const Facility& f, const BurialSettings& s) {
  const auto row = cemetery_row(SiteId(std::size_t{0}), f, s, PlotArea(s));
  EXPECT_TRUE(row);
  return row.value_or(CemeteryRow{});
}

TEST(Cemetery, EveryMethodReckonsPlotsAndTheLandForThem) {
  const Facility f = cemetery("cemetery_township", {{"land_mu", dec("50")}});
  EXPECT_EQ(row_of(f, by(PlotMethod::gross)).graves, 13'333);
  EXPECT_EQ(row_of(f, by(PlotMethod::gross_low)).graves, 16'666);
  EXPECT_EQ(row_of(f, by(PlotMethod::gross_high)).graves, 11'111);
  EXPECT_EQ(row_of(f, by(PlotMethod::per_mu)).graves, 16'000);
  BurialSettings shares = by(PlotMethod::shares);
  shares.given["road_share"] = {dec("0.3"), "x"};
  shares.given["service_share"] = {dec("0.05"), "x"};
  EXPECT_EQ(row_of(f, shares).graves, 16'666);
  shares.given["joint_share"] = {dec("0.5"), "x"};  // 0.45 m² each
  EXPECT_EQ(row_of(f, shares).graves, 18'518);
  EXPECT_EQ(PlotArea(by(PlotMethod::gross)).mu_for(dec("1000")), dec("3.75"));
  EXPECT_EQ(PlotArea(by(PlotMethod::per_mu)).mu_for(dec("1000")), dec("3.125"));
}

TEST(Cemetery, RoundedCopiesOfTheLandAreNotReckonedWith) {
  // 0.001 亩 is 2/3 m²; its copy 0.666667 would hold one more plot of just that size.
  BurialSettings s = by(PlotMethod::gross);
  s.given["gross_urn_m2"] = {dec("0.666667"), "x"};
  EXPECT_EQ(
      row_of(cemetery("cemetery_city", {{"land_mu", dec("0.001")}, {"land_m2", dec("0.666667")}}),
             s)
          .graves,
      0);
  EXPECT_EQ(
      row_of(cemetery("cemetery_city", {{"land_mu", dec("0.001005")}, {"land_m2", dec("0.67")}}), s)
          .graves,
      1);
}

TEST(Cemetery, FunctionsCountAndOtherGroundsNever) {
  Facility park = cemetery("funeral_park", {{"land_mu", dec("120")}});
  EXPECT_FALSE(cemetery_row(SiteId(std::size_t{0}), park, by(PlotMethod::gross), PlotArea({})));
  park.functions = {"cemetery_county"};
  const CemeteryRow row = row_of(park, by(PlotMethod::gross));
  EXPECT_TRUE(row.counts);
  EXPECT_EQ(row.tier, CemeteryTier::county);
  EXPECT_EQ(row.missing_mu, Amount());
  for (const char* type : {"cemetery_commercial", "cemetery", "illegal_cemetery"}) {
    const CemeteryRow other = row_of(cemetery(type, {}), by(PlotMethod::gross));
    EXPECT_FALSE(other.counts || other.tier) << type;
    EXPECT_FALSE(other.note.zh.empty()) << type;
  }
}

TEST(Cemetery, MoreUsedThanThereAreLeavesNone) {
  const CemeteryRow row =
      row_of(cemetery("cemetery_village", {{"graves", dec("10")}, {"places_used", dec("11")}}),
             by(PlotMethod::gross));
  EXPECT_EQ(row.left, 0);
  EXPECT_FALSE(row.least_mu);
}

/// One county, a township of each class, ten thousand people in each.
struct Study {
  Units units;
  Cells cells;
  std::vector<Facility> facilities;
  BurialSettings settings;

  Study() {
    add(Level::county, "1", "县", UnitId::none());
    for (const char* unit_class : {"镇", "街道", ""})
      add(Level::township, unit_class, unit_class, UnitId(std::size_t{0}));
    units.layers = {{Tree::legal, Level::county, {UnitId(std::size_t{0})}},
                    {Tree::legal,
                     Level::township,
                     {UnitId(std::size_t{1}), UnitId(std::size_t{2}), UnitId(std::size_t{3})}}};
    cells.groups = {"total"};
    cells.people.resize(1);
    cells.unit_of.resize(2);
    for (std::size_t t = 1; t <= 3; ++t) {
      cells.place.emplace_back();
      cells.people[0].push_back(Amount::from_whole(10'000));
      cells.unit_of[0].push_back(UnitId(std::size_t{0}));
      cells.unit_of[1].push_back(UnitId(t));
    }
    settings.units.resize(2);
    settings.units[0].level = Level::county;
    settings.units[1].classes = {"镇", "乡"};
  }
  void add(Level level, const char* code, const char* unit_class, UnitId parent) {
    Unit u;
    u.level = level;
    u.code = u.name = code;
    u.unit_class = unit_class;
    u.parent = parent;
    units.all.push_back(u);
  }
  void site(const char* type, std::size_t township, std::map<std::string, Amount> amounts) {
    facilities.push_back(cemetery(type, std::move(amounts)));
    facilities.back().unit_of = {UnitId(std::size_t{0}), UnitId(township)};
  }
  BurialAccount account() const {
    const Date date{std::chrono::year(2025), std::chrono::month(6), std::chrono::day(30)};
    return burial_account(
        settings, {.units = units, .facilities = facilities, .cells = cells, .date = date}, {});
  }
};

TEST(BurialAccount, UnitsOfUnknownClassAreNotJudgedAndStreetsAreLeftOut) {
  Study study;
  study.site("cemetery_township", 1, {{"graves", dec("402")}});
  const BurialAccount account = study.account();
  ASSERT_EQ(account.units.size(), 4U);  // all, the county, 镇, the one without a class
  EXPECT_EQ(account.units[2].unit, UnitId(std::size_t{1}));
  // 10,000 × 8.04 ‰ × 0.5 = 40.2 a year: ten years to the last place.
  EXPECT_EQ(account.units[2].demand, dec("40.2"));
  EXPECT_EQ(account.units[2].years_left, dec("10"));
  EXPECT_EQ(account.units[2].short_year, 2036);
  EXPECT_EQ(account.units[2].missing, dec("402"));
  EXPECT_EQ(account.units[3].unit, UnitId(std::size_t{3}));
  EXPECT_FALSE(account.units[3].left || account.units[3].demand);
  EXPECT_FALSE(account.units[3].note.zh.empty());
  EXPECT_EQ(account.units[0].demand, dec("120.6"));
}

TEST(BurialAccount, SitesWithoutATierServeWhereverTheyLie) {
  Study study;
  study.site("cemetery_public", 1, {{"graves", dec("100")}});
  study.site("cemetery_county", 1, {{"graves", dec("1000")}});
  const BurialAccount account = study.account();
  EXPECT_EQ(account.units[1].left, 1'100);
  EXPECT_EQ(account.units[2].left, 100);
  EXPECT_EQ(account.units[2].sites, 1U);
}

TEST(BurialAccount, WithoutPeopleDemandIsNotKnown) {
  Study study;
  study.cells.groups = {"older60"};
  study.site("cemetery_township", 1, {{"graves", dec("100")}});
  const BurialAccount account = study.account();
  EXPECT_EQ(account.units[0].left, 100);
  EXPECT_FALSE(account.units[0].demand || account.units[0].years_left);
  EXPECT_NE(account.units[0].note.zh.find("没有人群 total"), std::string::npos);
}

TEST(BurialAccount, NobodyDiesAndNothingFillsUp) {
  Study study;
  study.settings.given["death_rate"] = {Amount(), "x"};
  study.site("cemetery_township", 1, {{"graves", dec("100")}});
  const BurialUnitRow all = study.account().units[0];
  EXPECT_EQ(all.demand, Amount());
  EXPECT_FALSE(all.years_left || all.short_year);
  EXPECT_EQ(all.missing, Amount());
}

}  // namespace
}  // namespace fangyuan
