// SPDX-License-Identifier: Apache-2.0
// The figures of the plans and standards, each from its parameters.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "core/burial/parameters.h"
#include "core/burial/plots.h"

namespace fangyuan {
namespace {

Amount dec(std::string_view text) { return *Amount::parse(text); }
Amount par(std::string_view id) { return burial_parameter(id).value; }

TEST(Burial, FiftyMuMissOrPassToTheSquareCentimetre) {
  EXPECT_FALSE(is_at_least_mu(m2_of_mu(dec("48.7")), par("township_cemetery_mu")));
  EXPECT_TRUE(is_at_least_mu(dec("33333.34"), par("township_cemetery_mu")));
  EXPECT_FALSE(is_at_least_mu(dec("33333.33"), par("township_cemetery_mu")));
  EXPECT_FALSE(is_at_least_mu(dec("33333.333333"), par("township_cemetery_mu")));
  EXPECT_TRUE(is_at_least_mu(dec("33333.333334"), par("township_cemetery_mu")));
  EXPECT_EQ(missing_m2(dec("33333.34"), dec("50")), Amount());
  EXPECT_EQ(missing_m2(dec("33333"), dec("50")), dec("0.333334"));
  EXPECT_EQ(missing_m2(dec("32466.666667"), dec("50")), dec("866.666667"));  // 1.3 亩
}

TEST(Burial, FiftyMuAtTwoAndAHalfSquareMetresAre13333Plots) {
  EXPECT_EQ(plots_by_gross_mu(par("township_cemetery_mu"), par("gross_urn_m2")), 13'333);
  EXPECT_EQ(plots_by_gross(m2_of_mu(dec("50")), dec("2.5")), 13'333);
  EXPECT_EQ(plots_by_gross_mu(dec("3"), dec("2")), 1'000);  // 2,000 m² exactly
  EXPECT_EQ(plots_by_gross_mu(dec("100"), par("gross_urn_m2_low")), 33'333);
  EXPECT_EQ(plots_by_gross_mu(dec("100"), par("gross_urn_m2_high")), 22'222);
  EXPECT_EQ(plots_by_gross(dec("0"), dec("2")), 0);
  EXPECT_THROW(plots_by_gross(dec("1"), dec("0")), std::invalid_argument);
}

TEST(Burial, FortyThousandPeopleFillThemIn82Point9Years) {
  const Amount demand =
      yearly_demand(Amount::from_whole(40'000), par("death_rate"), par("public_share"));
  EXPECT_EQ(demand, dec("160.8"));
  const std::optional<Amount> years = years_left(13'333, demand);
  ASSERT_TRUE(years);
  EXPECT_EQ(*years, dec("82.916666"));
  EXPECT_FALSE(years_left(13'333, Amount()));
  EXPECT_EQ(years_left(0, demand), Amount());
}

TEST(Burial, AMillionPeopleNeed80400UrnsInTwentyYears) {
  const Amount urns = urns_needed(Amount::from_whole(1'000'000), par("death_rate"),
                                  par("public_share"), par("service_years"));
  EXPECT_EQ(urns, dec("80400"));
  // Sixteen to twenty hectares at 2 to 2.5 m².
  EXPECT_EQ(plots_by_gross(dec("160800"), par("gross_urn_m2_low")), 80'400);
  EXPECT_EQ(plots_by_gross(dec("201000"), par("gross_urn_m2")), 80'400);
  EXPECT_EQ(urns_needed(Amount::from_whole(1'400'000'000), dec("8.04"), dec("1"), dec("20")),
            dec("225120000"));
}

TEST(Burial, SharesOfLandMakeTheGrossArea) {
  const LandShares shares{par("green_share"), dec("0.3"), dec("0.05")};
  EXPECT_EQ(gross_of_plot(par("single_plot_m2"), shares), dec("2"));
  EXPECT_EQ(gross_of_plot(par("double_plot_m2"), shares), dec("3.2"));
  EXPECT_EQ(plots_by_shares(dec("1000"), dec("0.5"), shares), 500);
  EXPECT_EQ(plots_by_shares(dec("1000"), dec("0.8"), shares), 312);  // 312.5
  EXPECT_EQ(plots_by_shares(dec("1000"), dec("0.5"), {}), 2'000);
  EXPECT_THROW(gross_of_plot(dec("0.5"), {dec("0.6"), dec("0.4"), {}}), std::invalid_argument);
  EXPECT_THROW(plots_by_shares(dec("9"), dec("0.5"), {dec("-0.1"), {}, {}}), std::invalid_argument);
}

TEST(Burial, JointGravesAndNichesSaveLand) {
  EXPECT_EQ(plot_m2_per_urn(dec("0.5"), dec("0.8"), dec("0")), dec("0.5"));
  EXPECT_EQ(plot_m2_per_urn(dec("0.5"), dec("0.8"), dec("1")), dec("0.4"));
  EXPECT_EQ(plot_m2_per_urn(dec("0.5"), dec("0.8"), dec("0.5")), dec("0.45"));
  EXPECT_THROW(plot_m2_per_urn(dec("0.5"), dec("0.8"), dec("1.1")), std::invalid_argument);
  EXPECT_EQ(niches_by_floor(dec("1000"), par("niche_m2")), 4'000);
  // 320 graves per 亩 leave 2.083 m² to each.
  EXPECT_EQ(plots_by_gross_mu(dec("1"), dec("2.083333")), 320);
}

TEST(Burial, DemandThatGrowsFillsUpInAYear) {
  const std::vector<Amount> demand{dec("100"), dec("120.5"), dec("140")};
  EXPECT_EQ(year_of_exhaustion(99, demand, 2026), 2026);
  EXPECT_EQ(year_of_exhaustion(100, demand, 2026), 2027);
  EXPECT_EQ(year_of_exhaustion(220, demand, 2026), 2027);
  EXPECT_EQ(year_of_exhaustion(221, demand, 2026), 2028);
  EXPECT_FALSE(year_of_exhaustion(361, demand, 2026));
}

TEST(Burial, EveryParameterSaysItsSource) {
  std::set<std::string_view> ids;
  for (const Parameter& p : burial_parameters()) {
    EXPECT_TRUE(ids.empty() || *ids.rbegin() < p.id) << p.id;
    ids.insert(p.id);
    EXPECT_FALSE(p.name_zh.empty() || p.unit.empty()) << p.id;
    EXPECT_EQ(p.has_value(), p.value > Amount()) << p.id;
    EXPECT_EQ(&burial_parameter(p.id), &p);
  }
  EXPECT_THROW(burial_parameter("no_such"), std::invalid_argument);
}

/// The line of the seeds' file whose name begins so.
std::string line_of(const std::filesystem::path& seeds, const std::string& front, int number) {
  for (const auto& entry : std::filesystem::directory_iterator(seeds)) {
    if (!entry.path().filename().string().starts_with(front)) continue;
    std::ifstream in(entry.path());
    std::string line;
    while (number-- > 0) std::getline(in, line);
    return line;
  }
  return {};
}

TEST(Burial, WhatIsGradedAIsReadInThePlanItself) {
  const auto seeds = std::filesystem::path(FANGYUAN_SHARED_DATA).parent_path() / "seeds";
  if (!std::filesystem::exists(seeds)) GTEST_SKIP() << "the plans are not beside the project";
  static const std::regex form("(开封市|河南省)“十四五”民政事业发展规划 L([0-9]+)「(.+)」");
  int read = 0;
  for (const Parameter& p : burial_parameters()) {
    if (p.grade != Grade::A) continue;
    const std::string source(p.source);
    std::smatch m;
    ASSERT_TRUE(std::regex_match(source, m, form)) << source;
    const std::string line = line_of(seeds, m[1] == "开封市" ? "000_" : "001_", std::stoi(m[2]));
    EXPECT_NE(line.find(m[3].str()), std::string::npos) << p.id;
    // The figure stands in the words quoted.
    EXPECT_NE(source.find(p.value.to_string()), std::string::npos) << p.id;
    ++read;
  }
  EXPECT_EQ(read, 5);
}

}  // namespace
}  // namespace fangyuan
