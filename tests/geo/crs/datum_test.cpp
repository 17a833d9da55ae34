// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/datum.h"

#include <gtest/gtest.h>

#include <random>

#include "geo/crs/frame.h"

namespace fangyuan {
namespace {

TEST(Datum, ForwardAndInverseMeetToBetterThanAMillimetreAllOverChina) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> lon(73.5, 135.1), lat(18, 53.6);
  int tried = 0;
  while (tried < 50'000) {
    const LonLat p{lon(random), lat(random)};
    for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
      const LonLat q = shift_datum(datum, p);
      if (!in_shifted_area(p) || !in_shifted_area(q)) continue;
      ASSERT_LT(geodesic_mm(undo_datum(datum, q), p), 0.1) << p.lon << ' ' << p.lat;
      ++tried;
    }
  }
}

TEST(Datum, ShiftsByTheKnownAmounts) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> lon(73.5, 135.1), lat(18, 53.6);
  for (int i = 0; i < 20'000; ++i) {
    const LonLat p{lon(random), lat(random)};
    if (!in_shifted_area(p)) continue;
    const double metres = geodesic_mm(p, shift_datum(Datum::gcj02, p)) / 1000;
    ASSERT_GT(metres, 15) << p.lon << ' ' << p.lat;
    ASSERT_LT(metres, 720) << p.lon << ' ' << p.lat;
  }
  // Published test values of the open formula, Tian'anmen's surroundings.
  const LonLat gcj = shift_datum(Datum::gcj02, {116.397, 39.908});
  EXPECT_NEAR(gcj.lon - 116.397, 0.00624, 0.0002);
  EXPECT_NEAR(gcj.lat - 39.908, 0.00140, 0.0002);
  const LonLat bd = shift_datum(Datum::bd09, {116.397, 39.908});
  EXPECT_NEAR(bd.lon - gcj.lon, 0.0064, 0.0005);
  EXPECT_NEAR(bd.lat - gcj.lat, 0.0060, 0.0008);
}

TEST(Datum, CoversEveryCornerOfTheMainlandAndNoNeighbour) {
  // Towns on the border, each a hand's breadth from a neighbour.
  for (const LonLat p :
       {LonLat{127.5, 50.25}, {122.37, 53.48}, {117.45, 49.58}, {82.98, 46.75},  {75.23, 37.77},
        {88.9, 27.49},        {97.85, 24.01},  {106.75, 22.1},  {103.96, 22.53}, {109.5, 18.25},
        {118.1, 24.48},       {122.45, 30.72}, {124.38, 40.12}, {130.37, 42.86}, {134.3, 48.36},
        {111.98, 43.65},      {119.94, 47.18}, {101.05, 41.95}, {85.98, 27.99},  {122.7, 37.4},
        {114.35, 34.8},       {123.7, 41.3}})
    EXPECT_TRUE(in_shifted_area(p)) << p.lon << ' ' << p.lat;
  for (const LonLat p : {LonLat{121.5, 25.04},
                         {120.3, 22.6},
                         {127.0, 37.5},
                         {131.9, 43.1},
                         {106.9, 47.9},
                         {76.9, 43.25},
                         {105.85, 21.03},
                         {85.3, 27.7},
                         {-8.6, 41.1},
                         {-51.2, -30.0},
                         {77.2, 28.6}}) {
    EXPECT_FALSE(in_shifted_area(p)) << p.lon << ' ' << p.lat;
    EXPECT_EQ(shift_datum(Datum::gcj02, p), p);
    EXPECT_EQ(undo_datum(Datum::bd09, p), p);
  }
}

TEST(Datum, AsDeclaredChangesNothing) {
  const LonLat p{114.3, 34.8};
  EXPECT_EQ(shift_datum(Datum::as_declared, p), p);
  EXPECT_EQ(undo_datum(Datum::as_declared, p), p);
  for (const char* word : {"as-declared", "gcj02", "bd09"})
    EXPECT_EQ(to_string(parse_datum(word).value()), word);
  EXPECT_FALSE(parse_datum("GCJ-02"));
}

}  // namespace
}  // namespace fangyuan
