// SPDX-License-Identifier: Apache-2.0
// What rules need beside the study: residential land as cells, circles as services.
#include "sim/run/rule_material.h"

#include <gtest/gtest.h>

namespace fangyuan {
namespace {

LandFeature square(const Frame& frame, double x, double y, double side) {
  LandFeature f;
  f.role = LandRole::residential;
  LandPolygon p;
  for (const XY c :
       {XY{x, y}, XY{x + side, y}, XY{x + side, y + side}, XY{x, y + side}, XY{x, y}}) {
    p.outer.push_back(c);
    p.outer_lonlat.push_back(frame.to_lonlat(c));
  }
  f.polygons.push_back(p);
  f.area_m2 = geodesic_ring_area_m2(p.outer_lonlat);
  return f;
}

TEST(LandCells, HoldEveryAreaWholeAndASmallOneToo) {
  const Frame frame("EPSG:4547");
  Land land;
  land.features = {square(frame, 500'000, 3'850'000, 100), square(frame, 500'310, 3'850'010, 10)};
  land.features.push_back(square(frame, 501'000, 3'850'000, 100));
  land.features.back().role = LandRole::estate;  // no residential land of its own
  const Cells cells = land_cells(land, Boundaries{}, frame, 50);
  ASSERT_EQ(cells.size(), 5U);  // four of 50 m, and the one that no centre lies in
  Amount sum;
  for (const People m2 : cells.people[0]) sum += m2;
  EXPECT_EQ(sum, Amount::from_double(land.features[0].area_m2) +
                     Amount::from_double(land.features[1].area_m2));
  EXPECT_NEAR(cells.people[0][0].to_double(), 2500, 5);
  EXPECT_NEAR(cells.people[0][4].to_double(), 100, 1);
}

TEST(Circles, AreServicesOfOneLimitAndStraightLinesOfTheirSpeed) {
  RuleCircle c;
  c.types = {"street_care"};
  c.limit = {true, 900'000};
  c.own_unit = {Tree::legal, Level::township};
  const Service s = service_of(c);
  EXPECT_EQ(s.facility_types, c.types);
  EXPECT_EQ(s.limits, std::vector<Limit>{c.limit});
  EXPECT_EQ(s.own_unit, c.own_unit);
  EXPECT_EQ(straight_mm_of(c, 1.1), 990'000U);  // although 1.1 is no binary number
  c.speed_mps = 0.8;
  EXPECT_EQ(straight_mm_of(c, 1.1), 720'000U);
  c.mode = Mode::car;
  EXPECT_FALSE(straight_mm_of(c, 1.1));
  c.limit = {false, 3'000'000};
  EXPECT_EQ(straight_mm_of(c, 1.1), 3'000'000U);
}

TEST(Circles, ThatDifferInTheirLimitAloneAreMeasuredOnce) {
  std::vector<RuleCircle> circles(5);
  for (RuleCircle& c : circles) c.types = {"street_care"};
  circles[0].limit = {true, 300'000};
  circles[1].limit = {true, 900'000};
  circles[2].limit = {false, 900'000};  // metres are another measure
  circles[3].limit = {true, 600'000};
  circles[4].limit = {true, 300'000};
  circles[4].direction = Direction::from_facility;
  RulePack pack;
  pack.rules.resize(4);
  for (Rule& r : pack.rules) r.metric = RuleMetric::reach;
  pack.rules[0].circles = {circles[0], circles[2]};
  pack.rules[0].measures = {Measure::network};
  pack.rules[1].circles = {circles[1]};
  pack.rules[1].measures = {Measure::network, Measure::straight};
  pack.rules[2].circles = {circles[4]};
  pack.rules[2].metric = RuleMetric::blank_spot;  // which no circle decides
  pack.rules[2].measures = {Measure::network};
  const CircleServices s = services_of(circles, std::span(&pack, 1));
  EXPECT_TRUE(s.services.at(0).measure_network && s.services.at(0).measure_straight);
  EXPECT_TRUE(s.services.at(1).measure_network && !s.services.at(1).measure_straight);
  EXPECT_FALSE(s.services.at(2).measure_network || s.services.at(2).measure_straight);
  ASSERT_EQ(s.services.size(), 3U);
  EXPECT_EQ(s.of, (std::vector<std::size_t>{0, 0, 1, 0, 2}));
  EXPECT_EQ(s.services[0].limits, (std::vector<Limit>{{true, 900'000}}));
  EXPECT_EQ(s.services[1].limits, (std::vector<Limit>{{false, 900'000}}));
  EXPECT_EQ(s.services[2].direction, Direction::from_facility);
}

}  // namespace
}  // namespace fangyuan
