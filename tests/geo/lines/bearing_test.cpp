// SPDX-License-Identifier: Apache-2.0
// Sectors at their very borders, directions in words, and markers' numbers.
#include "geo/lines/bearing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/crs/azimuth.h"
#include "geo/lines/marker_code.h"

namespace fangyuan::test {
namespace {

TEST(Bearing, TheSixteenSectorsAsTheStandardNamesThem) {
  // 北 348°45′–11°15′, 北偏东北 11°15′–33°45′, 东北 33°45′–56°15′, …
  const char* names[] = {"北",   "北偏东北", "东北", "东偏东北", "东",   "东偏东南",
                         "东南", "南偏东南", "南",   "南偏西南", "西南", "西偏西南",
                         "西",   "西偏西北", "西北", "北偏西北"};
  for (int s = 0; s < kSectors; ++s) {
    EXPECT_EQ(sector_name(s).zh, names[s]);
    EXPECT_EQ(sector_of(22.5 * s), s);
  }
  EXPECT_EQ(sector_of(348.75), 0);
  EXPECT_EQ(sector_of(348.74), 15);
  EXPECT_EQ(sector_of(11.24), 0);
  EXPECT_EQ(sector_of(11.25), 1);
  EXPECT_EQ(sector_of(33.75), 2);
  EXPECT_EQ(sector_of(359.999999), 0);
  EXPECT_EQ(sector_of(-11.25), 0);
  EXPECT_EQ(sector_of(-11.26), 15);
  EXPECT_EQ(sector_of(720 + 90), 4);
}

TEST(Bearing, ADoubleBesideABorderIsOnItsOwnSide) {
  for (int s = 0; s < kSectors; ++s) {
    const double border = 11.25 + 22.5 * s;
    EXPECT_EQ(sector_of(border), (s + 1) % kSectors) << border;
    EXPECT_EQ(sector_of(std::nextafter(border, 0)), s) << border;
    EXPECT_EQ(sector_of(std::nextafter(border, 1000)), (s + 1) % kSectors) << border;
  }
  EXPECT_EQ(sector_of(-1e-300), 0);
  EXPECT_EQ(sector_of(std::nextafter(360.0, 0)), 0);
}

TEST(Bearing, WholeSecondsAndDegreesAgree) {
  for (std::int64_t arcsec = -2 * 1296000; arcsec <= 2 * 1296000; arcsec += 4500)
    EXPECT_EQ(sector_of_seconds(arcsec), sector_of(static_cast<double>(arcsec) / 3600)) << arcsec;
  EXPECT_EQ(sector_of_seconds(11 * 3600 + 15 * 60), 1);
  EXPECT_EQ(sector_of_seconds(11 * 3600 + 15 * 60 - 1), 0);
  EXPECT_EQ(sector_of_seconds(348 * 3600 + 45 * 60), 0);
}

TEST(Bearing, GeodesicDirections) {
  const LonLat a{114, 34};
  EXPECT_EQ(geodesic_azimuth_deg(a, a), 0);
  EXPECT_NEAR(geodesic_azimuth_deg(a, {114, 35}), 0, 1e-9);
  EXPECT_NEAR(geodesic_azimuth_deg({0, 0}, {1, 0}), 90, 1e-9);
  EXPECT_NEAR(geodesic_azimuth_deg(a, {114, 33}), 180, 1e-9);
  EXPECT_NEAR(geodesic_azimuth_deg({1, 0}, {0, 0}), 270, 1e-9);
  // From true north, not the grid's: at 34° N along a parallel a little less than east.
  EXPECT_NEAR(geodesic_azimuth_deg(a, {115, 34}), 90 - 0.5 * std::sin(34 * M_PI / 180), 1e-3);
}

TEST(Bearing, HowFarOutsideASector) {
  EXPECT_EQ(outside_sector_deg(0, 0), 0);
  EXPECT_EQ(outside_sector_deg(11.25, 0), 0);
  EXPECT_DOUBLE_EQ(outside_sector_deg(20, 0), 8.75);
  EXPECT_DOUBLE_EQ(outside_sector_deg(340, 0), 8.75);
  EXPECT_DOUBLE_EQ(outside_sector_deg(180, 0), 168.75);
}

std::vector<int> directions(const char* text) { return read_run(text).sectors; }

TEST(WrittenRuns, DirectionsAreFoundAndNamesAreNot) {
  using V = std::vector<int>;
  EXPECT_EQ(directions("界线从0203001Q起，沿山脊向东北行约500米"), V{2});
  EXPECT_EQ(directions("向北偏东北方向延伸"), V{1});
  EXPECT_EQ(directions("自西北向东南，经河北村、东河、西姜寨"), V{6});
  EXPECT_EQ(directions("由西向东行，转向南行，再折西北行至终点"), (V{4, 8, 14}));
  EXPECT_EQ(directions("沿东风渠正北方向"), V{0});
  EXPECT_EQ(directions("北偏东30°行100米"), V{1});
  EXPECT_EQ(directions("南偏西 45.0 度"), V{10});
  EXPECT_EQ(directions("西距河东村南北大街"), V{});
  EXPECT_EQ(directions(""), V{});
  EXPECT_EQ(directions("向東行"), V{4});
}

TEST(WrittenRuns, LengthsAreSummedUnlessTheWholeIsGiven) {
  EXPECT_FALSE(read_run("向东行").length_m);
  EXPECT_DOUBLE_EQ(*read_run("向东行320米，转向南行1.5公里").length_m, 1820);
  EXPECT_DOUBLE_EQ(*read_run("向东行320米，转向南行100米；全长 430 米").length_m, 430);
  EXPECT_DOUBLE_EQ(*read_run("向东行1,320米").length_m, 1320);
  EXPECT_FALSE(read_run("高程 320米处的山头").length_m);
}

TEST(MarkerCodes, TheFormOfTheStandard) {
  const auto single = read_marker_code("1112001Q");
  ASSERT_TRUE(single.code);
  EXPECT_EQ(single.code->line, "1112");
  EXPECT_EQ(single.code->serial, 1);
  EXPECT_EQ(single.code->standing, MarkerStanding::single);
  for (const char* written : {"1112 001 Q", "1112-001-q", "１１１２００１Ｑ", "1112001Q号界桩"}) {
    ASSERT_TRUE(read_marker_code(written).code) << written;
    EXPECT_EQ(read_marker_code(written).code->text, "1112001Q") << written;
  }
  EXPECT_EQ(read_marker_code("0203017B").code->standing, MarkerStanding::twin);
  EXPECT_EQ(read_marker_code("0203017B").code->place(), 1);
  EXPECT_EQ(read_marker_code("0203999E").code->standing, MarkerStanding::triple);
  EXPECT_EQ(read_marker_code("0203999E").code->place(), 2);
  const auto junction = read_marker_code("238184I");
  ASSERT_TRUE(junction.code);
  EXPECT_EQ(junction.code->standing, MarkerStanding::junction);
  EXPECT_EQ(junction.code->units, (std::array<std::string, 3>{"23", "81", "84"}));
}

TEST(MarkerCodes, WhatIsNoneIsToldWhy) {
  for (const char* written : {"", "号", "1112001", "1112001F", "1112000Q", "111A001Q", "11120A1Q",
                              "1112001QQ", "218184", "812384I", "232384I", "界桩", "1112001界"}) {
    const auto reading = read_marker_code(written);
    EXPECT_FALSE(reading.code) << written;
    EXPECT_FALSE(reading.fault.zh.empty()) << written;
    EXPECT_FALSE(reading.fault.en.empty()) << written;
  }
}

TEST(MarkerCodes, LineNumbersOfTheUnits) {
  EXPECT_EQ(line_number_of("110000", "120000"), "1112");
  EXPECT_EQ(line_number_of("120000", "110000"), "1112");
  EXPECT_EQ(line_number_of("350781", "350723"), "2381");
  EXPECT_EQ(line_number_of("410200", "410100"), "0102");
  EXPECT_EQ(line_number_of("410202001", "410202103"), "0103");
  EXPECT_EQ(line_number_of("410202", "410202001"), "");
  EXPECT_EQ(line_number_of("甲", "乙"), "");
}

}  // namespace
}  // namespace fangyuan::test
