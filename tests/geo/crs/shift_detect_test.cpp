// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/shift_detect.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "geo/crs/frame.h"

namespace fangyuan {
namespace {

/// A square of crooked cells, 800 m wide, and roads that pass their borders at the middle vertex.
struct Town {
  ShiftLayer cells{.name = "cells", .lines = {}, .points = {}};
  ShiftLayer blocks{.name = "blocks", .lines = {}, .points = {}};
  ShiftLayer roads{.name = "roads", .lines = {}, .points = {}};
  std::vector<ShiftUnit> units;
  std::vector<ShiftRow> rows;  ///< places in the cells
};

Town make_town(std::uint64_t seed, LonLat corner, int n = 12) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> crook(-0.25, 0.25);
  const double step = 0.008;
  const auto side = static_cast<std::size_t>(n) + 1;
  std::vector<std::vector<LonLat>> at(side, std::vector<LonLat>(side));
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j)
      at[i][j] = {corner.lon + (static_cast<double>(i) + crook(random)) * step,
                  corner.lat + (static_cast<double>(j) + crook(random)) * step};
  const auto middle = [&](LonLat a, LonLat b) {
    const std::uint64_t h = static_cast<std::uint64_t>(std::llround((a.lon + b.lon) * 1e7)) * 31 +
                            static_cast<std::uint64_t>(std::llround((a.lat + b.lat) * 1e7));
    const double off = (static_cast<double>(h % 1000) / 1000 - 0.5) * 0.002;
    return LonLat{(a.lon + b.lon) / 2 + off, (a.lat + b.lat) / 2 - off};
  };
  Town town;
  for (std::size_t i = 0; i + 1 < side; ++i)
    for (std::size_t j = 0; j + 1 < side; ++j) {
      const LonLat a = at[i][j], b = at[i + 1][j], c = at[i + 1][j + 1], d = at[i][j + 1];
      const std::vector<LonLat> ring = {a, middle(a, b), b, middle(b, c), c, middle(c, d),
                                        d, middle(d, a), a};
      town.cells.lines.push_back(ring);
      town.units.push_back({{ring}});
      if (i % 3 == 0 && j % 3 == 0) town.blocks.lines.push_back(ring);
      const LonLat centre{(a.lon + c.lon) / 2, (a.lat + c.lat) / 2};
      town.roads.lines.push_back({middle(d, a), centre, middle(b, c)});
      town.roads.lines.push_back({middle(a, b), centre, middle(c, d)});
      std::uniform_real_distribution<double> within(-0.0025, 0.0025);
      town.rows.push_back(
          {{centre.lon + within(random), centre.lat + within(random)}, town.units.size() - 1});
    }
  return town;
}

void shift(ShiftLayer& layer, Datum datum) {
  for (auto& line : layer.lines)
    for (LonLat& p : line) p = shift_datum(datum, p);
  for (LonLat& p : layer.points) p = shift_datum(datum, p);
}

class ShiftDetect : public ::testing::TestWithParam<Datum> {};
INSTANTIATE_TEST_SUITE_P(Datums, ShiftDetect, ::testing::Values(Datum::gcj02, Datum::bd09));

TEST_P(ShiftDetect, NamesOutlinesThatLieBesideTheRoads) {
  for (const LonLat corner : {LonLat{114.3, 34.8}, {123.7, 41.2}, {104.0, 30.6}, {87.6, 43.8}}) {
    Town town = make_town(1, corner);
    shift(town.cells, GetParam());
    shift(town.blocks, GetParam());
    const std::vector<ShiftLayer> layers = {town.cells, town.roads, town.blocks};
    const auto found = detect_shifts(layers);
    ASSERT_EQ(found.size(), 2U) << corner.lon;
    EXPECT_EQ(found[0].layer, 0U);
    EXPECT_EQ(found[0].against, 1U);
    EXPECT_EQ(found[0].datum, GetParam());
    EXPECT_GT(found[0].share_after, 2 * found[0].share_before);
    EXPECT_NEAR(found[0].shift_m, geodesic_mm(corner, shift_datum(GetParam(), corner)) / 1000, 60);
    EXPECT_EQ(found[1].layer, 2U);  // it lies on the cells
    EXPECT_EQ(found[1].datum, GetParam());
  }
}

TEST_P(ShiftDetect, NamesTheRoadsWhenTheyAreTheOnesThatAreShifted) {
  Town town = make_town(2, {114.3, 34.8});
  shift(town.roads, GetParam());
  const auto found = detect_shifts(std::vector<ShiftLayer>{town.cells, town.roads});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].layer, 1U);
  EXPECT_EQ(found[0].datum, GetParam());
}

TEST_P(ShiftDetect, SuspectsNoLayerWhoseDatumWasGiven) {
  Town town = make_town(3, {114.3, 34.8});
  shift(town.cells, GetParam());
  town.cells.settled = true;
  EXPECT_TRUE(detect_shifts(std::vector<ShiftLayer>{town.cells, town.roads}).empty());
}

TEST(ShiftDetect, LeavesSoundLayersAlone) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Town town = make_town(seed, {114.3, 34.8});
    EXPECT_TRUE(
        detect_shifts(std::vector<ShiftLayer>{town.cells, town.roads, town.blocks}).empty());
  }
}

TEST(ShiftDetect, LeavesLayersThatHaveNothingToDoWithEachOtherAlone) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Town a = make_town(seed, {114.3, 34.8}), b = make_town(seed + 100, {114.3, 34.8});
    ShiftLayer points{.name = "points", .lines = {}, .points = {}};
    for (const ShiftRow& row : make_town(seed + 200, {114.31, 34.79}).rows)
      points.points.push_back(row.at);
    EXPECT_TRUE(detect_shifts(std::vector<ShiftLayer>{a.cells, b.roads, points}).empty()) << seed;
  }
}

TEST(ShiftDetect, FindsNothingOutsideChinaOrInOtherDirections) {
  Town porto = make_town(4, {-8.6, 41.1});
  for (auto& line : porto.cells.lines)
    for (LonLat& p : line) p = {p.lon + 0.005, p.lat + 0.001};
  EXPECT_TRUE(detect_shifts(std::vector<ShiftLayer>{porto.cells, porto.roads}).empty());
  Town west = make_town(5, {114.3, 34.8});
  for (auto& line : west.cells.lines)
    for (LonLat& p : line) p = {p.lon - 0.006, p.lat + 0.001};
  EXPECT_TRUE(detect_shifts(std::vector<ShiftLayer>{west.cells, west.roads}).empty());
  EXPECT_TRUE(detect_shifts({}).empty());
  EXPECT_TRUE(detect_shifts(std::vector<ShiftLayer>(3)).empty());
}

TEST(ListShift, TellsAShiftedListFromShiftedUnits) {
  for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
    Town town = make_town(7, {114.3, 34.8});
    std::vector<ShiftRow> shifted = town.rows;
    for (ShiftRow& row : shifted) row.at = shift_datum(datum, row.at);
    const ListShift list = detect_list_shift(shifted, town.units);
    EXPECT_EQ(list.list, datum);
    EXPECT_EQ(list.units, Datum::as_declared);
    for (ShiftUnit& unit : town.units)
      for (LonLat& p : unit.rings[0]) p = shift_datum(datum, p);
    const ListShift units = detect_list_shift(town.rows, town.units);
    EXPECT_EQ(units.units, datum);
    EXPECT_EQ(units.list, Datum::as_declared);
  }
}

TEST(ListShift, TakesCarelessCodesForCareless) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Town town = make_town(seed, {114.3, 34.8});
    for (std::size_t i = 0; i < town.rows.size(); i += 2)
      town.rows[i].unit = (town.rows[i].unit + 1 + i % 3) % town.units.size();
    const ListShift found = detect_list_shift(town.rows, town.units);
    EXPECT_EQ(found.list, Datum::as_declared);
    EXPECT_EQ(found.units, Datum::as_declared);
  }
}

TEST(Telltale, KnowsTheColumnsOfACommercialMap) {
  EXPECT_EQ(telltale_columns(std::vector<std::string>{"adcode", "name", "acroutes"}),
            "adcode, acroutes");
  EXPECT_EQ(telltale_columns(std::vector<std::string>{"adcode", "name"}), "");
  EXPECT_EQ(telltale_columns(std::vector<std::string>{"code", "centroid", "level"}), "");
}

TEST(DatumInWords, KnowsMapsAndDatums) {
  EXPECT_EQ(datum_in_words("高德地图"), Datum::gcj02);
  EXPECT_EQ(datum_in_words("GCJ-02"), Datum::gcj02);
  EXPECT_EQ(datum_in_words("百度拾取"), Datum::bd09);
  EXPECT_EQ(datum_in_words("CGCS2000"), Datum::as_declared);
  EXPECT_FALSE(datum_in_words("汴州市"));
}

}  // namespace
}  // namespace fangyuan
