// SPDX-License-Identifier: Apache-2.0
// Small drawings, each with one thing to find or to let pass.
#include "geo/topology/tiling.h"

#include <gtest/gtest.h>

#include "tests/geo/topology/tile_world.h"

namespace fangyuan {
namespace {

using test::input_of;
using Shapes = std::vector<std::vector<PolygonXY>>;
using Ring = std::vector<XY>;

PolygonXY poly(Ring outer, std::vector<Ring> holes = {}) {
  const auto close = [](Ring& ring) {
    for (XY& p : ring) p = {530'000 + p.x, 3'850'000 + p.y};
    ring.push_back(ring.front());
  };
  close(outer);
  for (Ring& hole : holes) close(hole);
  return {outer, holes};
}
PolygonXY box(double x0, double y0, double x1, double y1) {
  return poly({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
}
Ring box_ring(double x0, double y0, double x1, double y1) {
  return {{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}};
}

TilingFault only(const TilingReport& report) {
  EXPECT_EQ(report.faults.size(), 1U);
  return report.faults.empty() ? TilingFault{} : report.faults.front();
}

TEST(Tiling, NeighboursAreCleanWhicheverWayTheirRingsRun) {
  const Shapes shapes{{box(0, 0, 1000, 1000)},
                      {poly({{1000, 0}, {1000, 1000}, {2000, 1000}, {2000, 0}})}};
  const auto report = check_tiling(input_of(shapes));
  EXPECT_TRUE(report.faults.empty());
  EXPECT_EQ(report.noise, 0U);
  EXPECT_EQ(report.edges, 7U);
  EXPECT_EQ(report.matched_edges, 1U);
}

TEST(Tiling, NothingIsClean) {
  EXPECT_TRUE(check_tiling(input_of({})).faults.empty());
  EXPECT_TRUE(check_tiling(input_of({{}})).faults.empty());
}

TEST(Tiling, ACornerThatOnlyOneNeighbourHasIsClean) {
  const Shapes shapes{{box(0, 0, 1000, 1000)},
                      {poly({{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}, {1000, 430}})}};
  EXPECT_TRUE(check_tiling(input_of(shapes)).faults.empty());
}

TEST(Tiling, CornersATwentiethOfAMillimetreApartAreOne) {
  for (const double d : {0.00005, -0.00005, 0.00003}) {
    const Shapes shapes{{box(0, 0, 1000, 1000)},
                        {poly({{1000 + d, 0}, {2000, 0}, {2000, 1000}, {1000 - d, 1000 + d}})},
                        {box(0, 1000, 2000, 2000)}};
    const auto report = check_tiling(input_of(shapes));
    EXPECT_TRUE(report.faults.empty());
    EXPECT_EQ(report.noise, 0U);
  }
}

TEST(Tiling, AnOverlapHasItsUnitsPlaceAndArea) {
  const Shapes shapes{{box(0, 0, 1000, 1000)}, {box(900, 0, 2000, 1000)}};
  const auto report = check_tiling(input_of(shapes));
  const auto f = only(report);
  EXPECT_EQ(f.kind, FaultKind::overlap);
  EXPECT_EQ(f.a, 0U);
  EXPECT_EQ(f.b, 1U);
  EXPECT_DOUBLE_EQ(f.area_m2, 100'000);
  EXPECT_DOUBLE_EQ(f.perimeter_m, 2200);
  EXPECT_GT(f.where.x, 530'900);
  EXPECT_LT(f.where.x, 531'000);
  EXPECT_FALSE(f.sliver);
}

TEST(Tiling, AGapIsWhatUnitsEncloseOrAParentHas) {
  // A ring of four units around a square of nobody.
  const Shapes ring{{box(0, 0, 2000, 1000)},
                    {box(2000, 0, 3000, 2000)},
                    {box(1000, 2000, 3000, 3000)},
                    {box(0, 1000, 1000, 3000)}};
  const auto f = only(check_tiling(input_of(ring)));
  EXPECT_EQ(f.kind, FaultKind::gap);
  EXPECT_DOUBLE_EQ(f.area_m2, 1e6);
  EXPECT_EQ(f.parent, kNobody);
  EXPECT_EQ(f.beside.size(), 4U);
  // A parent with a hole there says that it is nobody's.
  const Shapes with_hole{
      {poly({{0, 0}, {3000, 0}, {3000, 3000}, {0, 3000}}, {box_ring(1000, 1000, 2000, 2000)})}};
  EXPECT_TRUE(check_tiling(input_of(ring, with_hole, {0, 0, 0, 0})).faults.empty());
  const Shapes whole{{box(0, 0, 3000, 3000)}};
  EXPECT_EQ(only(check_tiling(input_of(ring, whole, {0, 0, 0, 0}))).parent, 0U);
}

TEST(Tiling, AThinGapBesideSeveralUnitsIsMeasuredAcross) {
  // A village of 1,000 m shifted 2 m to the east, away from three in a row.
  const Shapes units{{box(0, 0, 500, 300)},
                     {box(0, 300, 500, 700)},
                     {box(0, 700, 500, 1000)},
                     {box(502, 0, 1000, 1000)}};
  for (const bool reversed : {false, true}) {
    Shapes order = units;
    if (reversed) std::reverse(order.begin(), order.end());
    const Shapes parent{{box(0, 0, 1000, 1000)}};
    const auto f = only(check_tiling(input_of(order, parent, {0, 0, 0, 0})));
    EXPECT_EQ(f.kind, FaultKind::gap);
    EXPECT_EQ(f.beside.size(), 4U);
    EXPECT_DOUBLE_EQ(f.area_m2, 2000);
    EXPECT_NEAR(f.apart_m, 2, 1e-9);
  }
}

TEST(Tiling, AThinGapBetweenSeveralOnBothSidesIsNotMeasuredAlong) {
  const Shapes units{{box(0, 0, 500, 300)},
                     {box(0, 300, 500, 700)},
                     {box(0, 700, 500, 1000)},
                     {box(502, 0, 1000, 450)},
                     {box(502, 450, 1000, 1000)}};
  const Shapes parent{{box(0, 0, 1000, 1000)}};
  const auto f = only(check_tiling(input_of(units, parent, {0, 0, 0, 0, 0})));
  EXPECT_EQ(f.beside.size(), 5U);
  EXPECT_NEAR(f.apart_m, 2, 1e-9);
}

TEST(Tiling, TwoUnitsAlongTheParentsLineAreMeasuredFromItAndNotFromOneAnother) {
  const Shapes units{{box(0, 0, 500, 998)}, {box(500, 0, 1000, 997)}};
  const Shapes parent{{box(0, 0, 1000, 1000)}};
  const auto f = only(check_tiling(input_of(units, parent, {0, 0})));
  EXPECT_EQ(f.kind, FaultKind::gap);
  EXPECT_NEAR(f.apart_m, 3, 1e-9);
}

TEST(Tiling, AHoleThatAnEnclaveFillsIsClean) {
  const Shapes shapes{
      {box(0, 0, 1000, 1000), box(1400, 400, 1600, 600)},
      {poly({{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}}, {box_ring(1400, 400, 1600, 600)})}};
  EXPECT_TRUE(check_tiling(input_of(shapes)).faults.empty());
}

TEST(Tiling, AnEnclaveDrawnOverItsNeighbourIsAnOverlap) {
  const Shapes shapes{{box(0, 0, 1000, 1000), box(1400, 400, 1600, 600)},
                      {box(1000, 0, 2000, 1000)}};
  EXPECT_DOUBLE_EQ(only(check_tiling(input_of(shapes))).area_m2, 40'000);
}

TEST(Tiling, GroundOutsideTheParentIsToldOnceAndIsNoGapOfTheOther) {
  const Shapes parents{{box(0, 0, 1000, 1000)}, {box(1000, 0, 2000, 1000)}};
  const Shapes units{{box(0, 0, 1100, 1000)}, {box(1100, 0, 2000, 1000)}};
  const auto f = only(check_tiling(input_of(units, parents, {0, 1})));
  EXPECT_EQ(f.kind, FaultKind::outside_parent);
  EXPECT_EQ(f.a, 0U);
  EXPECT_EQ(f.parent, 0U);
  EXPECT_DOUBLE_EQ(f.area_m2, 100'000);
}

TEST(Tiling, AWrongParentPutsTheWholeUnitOutside) {
  const Shapes parents{{box(0, 0, 1000, 1000)}, {box(1000, 0, 2000, 1000)}};
  const Shapes units{{box(0, 0, 500, 1000)}, {box(500, 0, 1000, 1000)}, {box(1000, 0, 2000, 1000)}};
  const auto f = only(check_tiling(input_of(units, parents, {0, 1, 1})));
  EXPECT_EQ(f.kind, FaultKind::outside_parent);
  EXPECT_EQ(f.a, 1U);
  EXPECT_DOUBLE_EQ(f.area_m2, 500'000);
}

TEST(Tiling, OnARegularGridOnlyTheUnitWithTheWrongParentIsTold) {
  // Lines far from what is in doubt are left out; points asked there may lie on them.
  Shapes units;
  std::vector<std::uint32_t> parents;
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x) {
      units.push_back({box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100)});
      parents.push_back(x < 4 ? 0 : 1);
    }
  const Shapes above{{box(0, 0, 400, 800)}, {box(400, 0, 800, 800)}};
  for (std::uint32_t a = 0; a < 64; ++a)
    for (std::uint32_t b = a + 1; b < 64; b += 5) {
      auto spoilt = parents;
      spoilt[a] = 1 - spoilt[a];
      spoilt[b] = 1 - spoilt[b];
      const auto report = check_tiling(input_of(units, above, spoilt));
      ASSERT_EQ(report.faults.size(), 2U) << a << ' ' << b;
      for (const auto& f : report.faults) {
        EXPECT_EQ(f.kind, FaultKind::outside_parent);
        EXPECT_DOUBLE_EQ(f.area_m2, 10'000);
      }
    }
}

TEST(Tiling, AUnitDrawnTwiceAcrossOthersOverlapsEachOfThem) {
  Shapes shapes;
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x)
      shapes.push_back({box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100)});
  shapes.push_back({box(100, 100, 300, 300)});
  const auto report = check_tiling(input_of(shapes));
  ASSERT_EQ(report.faults.size(), 4U);
  for (const auto& f : report.faults) {
    EXPECT_EQ(f.kind, FaultKind::overlap);
    EXPECT_EQ(f.b, 16U);
    EXPECT_DOUBLE_EQ(f.area_m2, 10'000);
  }
}

TEST(Tiling, ThreeUnitsOnOneGroundAreThreePairs) {
  const Shapes shapes{{box(0, 0, 300, 300)}, {box(200, 0, 500, 300)}, {box(200, 200, 300, 600)}};
  const auto report = check_tiling(input_of(shapes));
  ASSERT_EQ(report.faults.size(), 3U);
  EXPECT_DOUBLE_EQ(report.faults[0].area_m2, 30'000);
  EXPECT_EQ(report.faults[0].b, 1U);
  EXPECT_DOUBLE_EQ(report.faults[1].area_m2, 10'000);
  EXPECT_DOUBLE_EQ(report.faults[2].area_m2, 10'000);
}

TEST(Tiling, TwoCopiesOfOneLineThatCrossAreOneUnmatchedLine) {
  // The left unit's line bends left and right of the right unit's straight one by 3 m.
  const Shapes shapes{
      {poly({{0, 0}, {1000, 0}, {997, 250}, {1000, 500}, {1003, 750}, {1000, 1000}, {0, 1000}})},
      {box(1000, 0, 2000, 1000)},
      {box(0, 1000, 2000, 1500)},
      {box(0, -500, 2000, 0)}};
  const auto f = only(check_tiling(input_of(shapes)));
  EXPECT_EQ(f.kind, FaultKind::unmatched_line);
  EXPECT_EQ(f.a, 0U);
  EXPECT_EQ(f.b, 1U);
  EXPECT_DOUBLE_EQ(f.gap_m2, 750);
  EXPECT_DOUBLE_EQ(f.overlap_m2, 750);
  EXPECT_NEAR(f.apart_m, 3, 0.01);
  EXPECT_NEAR(f.length_m, 1000, 1);
}

TEST(Tiling, HowFarCopiesAreApartIsMeasuredAcrossNotAlong) {
  // Teeth of 1 m over a slanted line of 900 m: their sharp ends point along it.
  Ring teeth{{0, 0}, {1000, 0}};
  for (int i = 1; i < 30; ++i)
    teeth.push_back(
        {1000 + i * 10.0 + (i % 2 == 0 ? 1 : -1) * 0.95, i * 30.0 - (i % 2 == 0 ? 1 : -1) * 0.31});
  teeth.insert(teeth.end(), {{1300, 900}, {0, 900}});
  const Shapes shapes{{poly(teeth)},
                      {poly({{1000, 0}, {2000, 0}, {2000, 900}, {1300, 900}})},
                      {box(0, 900, 2000, 1500)},
                      {box(0, -500, 2000, 0)}};
  const auto f = only(check_tiling(input_of(shapes)));
  EXPECT_EQ(f.kind, FaultKind::unmatched_line);
  EXPECT_NEAR(f.apart_m, 1, 0.01);
}

TEST(Tiling, LinesOfTwoLevelsThatDifferAreOneGapAndOneStrayForEachUnit) {
  // The parents' line wriggles around the units' straight one.
  Ring wriggle;
  for (int i = 1; i < 40; ++i) wriggle.push_back({1000 + (i % 2 == 0 ? 2.0 : -2.0), i * 25.0});
  Ring west{{0, 0}, {1000, 0}}, east{{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}};
  west.insert(west.end(), wriggle.begin(), wriggle.end());
  west.insert(west.end(), {{1000, 1000}, {0, 1000}});
  east.insert(east.end(), wriggle.rbegin(), wriggle.rend());
  const Shapes units{{box(0, 0, 1000, 1000)}, {box(1000, 0, 2000, 1000)}};
  const auto strays = check_tiling(input_of(units, {{poly(west)}, {poly(east)}}, {0, 1}));
  ASSERT_EQ(strays.faults.size(), 2U);
  EXPECT_EQ(strays.faults[0].kind, FaultKind::outside_parent);
  EXPECT_GT(strays.faults[0].shape.size(), 15U);
  // One parent alone, with its outer line wriggling: gaps and strays.
  const auto both = check_tiling(input_of({units[0]}, {{poly(west)}}, {0}));
  ASSERT_EQ(both.faults.size(), 2U);
  EXPECT_EQ(both.faults[0].kind, FaultKind::gap);
  EXPECT_EQ(both.faults[0].parent, 0U);
  EXPECT_EQ(both.faults[1].kind, FaultKind::outside_parent);
}

TEST(Tiling, CopiesThatNeverMeetLeaveAGapOpenAtBothEnds) {
  const Shapes shapes{{box(0, 0, 1000, 1000)}, {box(1003, 0, 2000, 1000)}};
  const auto f = only(check_tiling(input_of(shapes)));
  EXPECT_EQ(f.kind, FaultKind::gap);
  EXPECT_TRUE(f.open);
  EXPECT_TRUE(f.sliver);
  EXPECT_NEAR(f.area_m2, 3000, 1);
  EXPECT_NEAR(f.apart_m, 3, 1e-4);
  ASSERT_EQ(f.beside.size(), 2U);
}

TEST(Tiling, ASharpBayAndADistantNeighbourAreNoFaults) {
  const Shapes bay{{poly({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 100}})},
                   {poly({{1000, 0}, {2000, 20}, {2000, -1000}, {0, -1000}, {0, 0}})}};
  // The second unit's top runs up to 20 m away from the first's bottom line: it is beside it.
  const auto report = check_tiling(input_of(bay));
  for (const auto& f : report.faults) EXPECT_NE(f.kind, FaultKind::gap);
  const Shapes apart{{box(0, 0, 1000, 1000)}, {box(1011, 0, 2000, 1000)}};
  EXPECT_TRUE(check_tiling(input_of(apart)).faults.empty());
}

TEST(Tiling, ARingDrawnTwiceOrTurningBackIsTold) {
  const Shapes twice{{box(0, 0, 100, 100), box(0, 0, 100, 100)}};
  const auto report = check_tiling(input_of(twice));
  ASSERT_EQ(report.repeated.size(), 1U);
  EXPECT_EQ(report.repeated[0].edges, 4U);
  const Shapes spike{{poly({{0, 0}, {100, 0}, {150, 0}, {100, 0}, {100, 100}, {0, 100}})}};
  const auto turned = check_tiling(input_of(spike));
  ASSERT_EQ(turned.repeated.size(), 1U);
  EXPECT_DOUBLE_EQ(turned.repeated[0].length_m, 50);
  EXPECT_TRUE(turned.faults.empty());
}

TEST(Tiling, DrawingNoiseIsCountedAndNotTold) {
  // 1 mm over 500 m.
  const Shapes shapes{{box(0, 0, 1000, 500)},
                      {poly({{1000, 0}, {2000, 0}, {2000, 500}, {1000, 500}, {1000.001, 250}})},
                      {box(0, 500, 2000, 900)}};
  const auto report = check_tiling(input_of(shapes));
  EXPECT_TRUE(report.faults.empty());
  EXPECT_EQ(report.noise, 1U);
}

TEST(Tiling, CoordinatesBeyondTheGridAreRefused) {
  EXPECT_THROW(check_tiling(input_of({{box(0, 0, 1e12, 1)}})), std::invalid_argument);
}

}  // namespace
}  // namespace fangyuan
