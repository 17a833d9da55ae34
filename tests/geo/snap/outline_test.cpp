// SPDX-License-Identifier: Apache-2.0
// Where one enters a facility that is drawn as a polygon.
#include <gtest/gtest.h>

#include "geo/snap/snapper.h"
#include "tests/geo/snap/drawing.h"

namespace fangyuan {
namespace {

using drawing::at;
using drawing::Drawing;
using drawing::frame;

/// A ground of 100 × 100 m, its south-west corner at the origin.
Facility ground() {
  Facility f;
  f.place = at(50, 50);
  f.outline = {at(0, 0), at(100, 0), at(100, 100), at(0, 100), at(0, 0)};
  return f;
}

std::vector<Entrance> entrances(const Drawing& d, const Facility& f, const Barriers& barriers = {},
                                double limit_m = 500) {
  return Snapper(d.network(), Mode::walk, barriers, frame(), {.island_m = 0})
      .entrances_of(f, limit_m);
}

TEST(Outline, GivenEntrancesAreTakenAndTheirOrderKept) {
  Drawing d;
  const EdgeId south = d.street({{0, -30}, {100, -30}});
  const EdgeId north = d.street({{0, 120}, {100, 120}});
  Facility f = ground();
  f.entrances = {at(50, 100), at(20, 0), at(5000, 0)};  // the last has no street near
  const auto found = entrances(d, f);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].edge, north);
  EXPECT_NEAR(found[0].access_mm, 20'000, 1);
  EXPECT_EQ(found[1].edge, south);
  EXPECT_NEAR(found[1].offset_mm, 20'000, 1);
}

TEST(Outline, ElseWhereTheOutlineIsNearestToAStreet) {
  Drawing d;
  d.street({{-100, -30}, {200, -30}});
  const EdgeId near = d.street({{300, 60}, {110, 60}, {300, 160}});
  const auto found = entrances(d, ground());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].edge, near);
  EXPECT_NEAR(found[0].offset_mm, 190'000, 1);
  EXPECT_NEAR(found[0].access_mm, 10'000, 1);
}

TEST(Outline, ACornerMayBeNearestToTheMiddleOfAStreet) {
  Drawing d;
  d.street({{100, 140}, {140, 100}});
  const auto found = entrances(d, ground());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].access_mm, 28'284, 1);
  EXPECT_NEAR(found[0].offset_mm, 28'284, 1);
}

TEST(Outline, StreetsThatCrossItAreEntrancesWithoutALeg) {
  Drawing d;
  const EdgeId through = d.street({{-50, 40}, {150, 40}});
  const EdgeId dead_end = d.street({{60, 60}, {60, 150}});
  d.street({{-50, -1}, {150, -1}});  // near, but passes by
  Barriers fence;                    // the gate is in the fence
  fence.areas.push_back(
      {drawing::line({{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}), {}, false});
  const auto found = entrances(d, ground(), fence);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].edge, through);
  EXPECT_NEAR(found[0].offset_mm, 50'000, 1);
  EXPECT_EQ(found[1].edge, through);
  EXPECT_NEAR(found[1].offset_mm, 150'000, 1);
  EXPECT_EQ(found[2].edge, dead_end);
  EXPECT_NEAR(found[2].offset_mm, 40'000, 1);
  for (const Entrance& e : found) EXPECT_EQ(e.access_mm, 0U);
}

TEST(Outline, AJunctionOnItIsOneEntrance) {
  Drawing d;
  d.street({{-50, -50}, {0, 0}});
  d.street({{0, 0}, {-50, 20}});
  const auto found = entrances(d, ground());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].edge, EdgeId(0U));
  EXPECT_EQ(found[0].offset_mm, d.network().edges[0].length_mm);
}

TEST(Outline, ABarrierSendsItToTheNextStreet) {
  Drawing d;
  d.street({{-50, -20}, {150, -20}});
  const EdgeId north = d.street({{-50, 190}, {150, 190}});
  Barriers river;
  river.lines.push_back(drawing::line({{-500, -10}, {500, -10}}));
  const auto found = entrances(d, ground(), river);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].edge, north);
  EXPECT_NEAR(found[0].access_mm, 90'000, 1);
  EXPECT_TRUE(entrances(d, ground(), river, 89.9).empty());
}

TEST(Outline, APointHasItsOwnEntranceAndNoPlaceHasNone) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  Facility f;
  EXPECT_TRUE(entrances(d, f).empty());
  f.place = at(10, 20);
  const auto found = entrances(d, f);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].offset_mm, 10'000, 1);
  f.place = at(10, 600);
  EXPECT_TRUE(entrances(d, f).empty());
}

}  // namespace
}  // namespace fangyuan
