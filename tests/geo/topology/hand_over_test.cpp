// SPDX-License-Identifier: Apache-2.0
// Ground handed over: by hand on squares, and hundreds of moves on a tiling held against
// check_tiling and against the sums of areas.
#include "geo/topology/hand_over.h"

#include <gtest/gtest.h>

#include <random>

#include "geo/topology/grid.h"
#include "geo/topology/left_strip.h"
#include "tests/geo/topology/tile_world.h"

namespace fangyuan::test {
namespace {

PolygonXY box(double x0, double y0, double x1, double y1) {
  return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}};
}

double area_of(const std::vector<PolygonXY>& polygons) {
  double twice = 0;
  const auto ring = [&](const std::vector<XY>& r) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < r.size(); ++i)
      sum += (r[i].x - r[0].x) * (r[i + 1].y - r[0].y) - (r[i].y - r[0].y) * (r[i + 1].x - r[0].x);
    return std::abs(sum);
  };
  for (const PolygonXY& p : polygons) {
    twice += ring(p.outer);
    for (const auto& hole : p.holes) twice -= ring(hole);
  }
  return twice / 2;
}

const std::vector<PolygonXY> kWest{box(0, 0, 10, 10)}, kEast{box(10, 0, 20, 10)};

TEST(HandOver, WhatTheGiverHasOfTheGroundGoesAndNothingElse) {
  const std::vector<PolygonXY> ground{box(5, -5, 25, 15)};
  const auto out = hand_over({kWest, kEast, ground, false});
  EXPECT_DOUBLE_EQ(area_of(out.from), 50);
  EXPECT_DOUBLE_EQ(area_of(out.to), 150);
  EXPECT_DOUBLE_EQ(area_of(out.moved), 50);
  EXPECT_TRUE(out.back.empty());
  EXPECT_EQ(out.twice_moved, static_cast<Wide>(2 * 50 * kGridPerMetre * kGridPerMetre));
  EXPECT_EQ(out.from_parts.size(), 1U);
  EXPECT_EQ(out.to_parts.size(), 1U);
  ASSERT_FALSE(out.outside.empty());  // 5 m over the outline all around the east
}

TEST(HandOver, BothWays) {
  // A new line from (10, 0) over (12, 5) to (10, 10) and one bend into the west.
  const std::vector<PolygonXY> ground{
      {{{10, 0}, {12, 2.5}, {10, 5}, {8, 7.5}, {10, 10}, {10, 0}}, {}}};
  const auto out = hand_over({kWest, kEast, ground, true});
  EXPECT_DOUBLE_EQ(area_of(out.moved), 5);  // the west's bend
  EXPECT_DOUBLE_EQ(area_of(out.back), 5);
  EXPECT_DOUBLE_EQ(area_of(out.from), 100);
  EXPECT_EQ(out.twice_moved, 0);
  EXPECT_TRUE(out.outside.empty());
}

TEST(HandOver, PiecesAreCounted) {
  const std::vector<PolygonXY> middle{box(4, -1, 6, 11)}, all{box(0, 0, 10, 10)};
  const auto torn = hand_over({kWest, kEast, middle, false});
  EXPECT_EQ(torn.from_parts_before, 1U);
  ASSERT_EQ(torn.from_parts.size(), 2U);
  EXPECT_DOUBLE_EQ(torn.from_parts.front().area_m2, 40);
  EXPECT_EQ(torn.to_parts.size(), 2U);  // the middle does not touch the east
  const auto merged = hand_over({kWest, kEast, all, false});
  EXPECT_TRUE(merged.from.empty());
  EXPECT_DOUBLE_EQ(area_of(merged.to), 200);
  EXPECT_EQ(merged.to_parts.size(), 1U);
  const auto split = hand_over({kWest, {}, middle, false});
  EXPECT_DOUBLE_EQ(area_of(split.to), 20);
}

TEST(HandOver, AStripThatStaysIsSeen) {
  // 0.3 m short of the line between the two: a piece of its own.
  const std::vector<PolygonXY> short_of_it{box(5, 0, 9.7, 10)};
  const auto out = hand_over({kWest, kEast, short_of_it, false});
  ASSERT_EQ(out.from_parts.size(), 2U);
  EXPECT_NEAR(out.from_parts.front().width_m(), 0.3, 0.01);
  EXPECT_NEAR(out.from_parts.front().where.x, 9.85, 0.01);
  // 0.3 m along the outline: it stays joined to the rest.
  const std::vector<PolygonXY> along{box(5, 0.3, 10, 10)};
  const auto joined = hand_over({kWest, kEast, along, false});
  EXPECT_EQ(joined.from_parts.size(), 1U);
  const auto strip = left_strip(joined.from, joined.moved, 1);
  ASSERT_TRUE(strip);
  EXPECT_NEAR(strip->width_m(), 0.3, 0.01);
  EXPECT_NEAR(strip->where.y, 0.15, 0.01);
  // Three metres are ground as any.
  const std::vector<PolygonXY> wide{box(5, 3, 10, 10)};
  const auto honest = hand_over({kWest, kEast, wide, false});
  EXPECT_FALSE(left_strip(honest.from, honest.moved, 1));
}

TEST(HandOver, HundredsOfMovesLeaveNoSliver) {
  const auto world = make_tile_world(11, 120, 3);
  const auto villages = world.shapes();
  std::mt19937_64 random(5);
  std::vector<std::size_t> owner(villages.size());
  std::vector<std::vector<PolygonXY>> towns(5);
  for (std::size_t v = 0; v < villages.size(); ++v) {
    owner[v] = random() % towns.size();
    towns[owner[v]] = hand_over({villages[v], towns[owner[v]], villages[v], false}).to;
  }
  for (int step = 0; step < 400; ++step) {
    const std::size_t v = random() % villages.size(), to = random() % towns.size();
    if (to == owner[v]) continue;
    const auto out = hand_over({towns[owner[v]], towns[to], villages[v], false});
    ASSERT_NEAR(area_of(out.moved), area_of(villages[v]), 1e-6);
    ASSERT_TRUE(out.outside.empty());
    towns[owner[v]] = out.from;
    towns[to] = out.to;
    owner[v] = to;
  }
  std::vector<std::uint32_t> parent_of(owner.begin(), owner.end());
  const auto report = check_tiling(input_of(villages, towns, parent_of));
  EXPECT_TRUE(report.faults.empty());
  EXPECT_EQ(report.noise, 0U);
  const auto of_towns = check_tiling(input_of(towns));
  EXPECT_TRUE(of_towns.repeated.empty());
  for (std::size_t t = 0; t < towns.size(); ++t) {
    double sum = 0;
    for (std::size_t v = 0; v < villages.size(); ++v)
      if (owner[v] == t) sum += area_of(villages[v]);
    EXPECT_NEAR(area_of(towns[t]), sum, 1e-3);
  }
}

}  // namespace
}  // namespace fangyuan::test
