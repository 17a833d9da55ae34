// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/circles.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "tests/geo/snap/drawing.h"
#include "tests/geo/surface/shape.h"

namespace fangyuan {
namespace {

using drawing::at;
using drawing::Drawing;
using drawing::frame;
using drawing::xy;

struct Setting {
  Mode mode = Mode::walk;
  Metric metric = Metric::time;
  double access_limit_m = 500;
  Barriers barriers = {};
  double island_m = 0;
};

/// A town in which circles can be asked for.
class Town {
 public:
  Town(const Drawing& drawing, Setting setting = {})
      : setting_(setting),
        snapper_(drawing.network(), setting.mode, setting.barriers, frame(), {setting.island_m}),
        streets_(snapper_, setting.access_limit_m),
        graph_(drawing.network(), setting.mode, 1.0, setting.metric) {}

  /// Around places, for limits in seconds or metres.
  std::vector<Circle> around(const std::vector<Place>& places,
                             const std::vector<std::uint32_t>& limits) {
    CircleRequest request{.service = ServiceId(1U), .site = SiteId(2U)};
    std::vector<Source> sources;
    for (const Place& place : places) {
      const Entrance e = snapper_.nearest(place, setting_.access_limit_m);
      EXPECT_TRUE(e.connected());
      sources.push_back({e, Cost(e.access_mm)});  // 1 m/s: a millimetre is a millisecond
      request.places.push_back(place.xy);
    }
    for (const std::uint32_t limit : limits) {
      request.limits.push_back({setting_.metric == Metric::time, limit * 1000});
    }
    Search search(graph_);
    search.run(sources, search_limit(request.limits, setting_.mode, request.off_network_mps),
               Direction::to_facility);
    return circles(request, search, streets_);
  }

 private:
  Setting setting_;
  Snapper snapper_;
  NearestStreets streets_;
  ModeGraph graph_;
};

void expect_sound(const std::vector<Circle>& all) {
  for (const Circle& c : all) {
    EXPECT_TRUE(shape::is_valid(c.polygons));
    EXPECT_TRUE(shape::is_oriented(c.polygons));
  }
}

TEST(Circles, OneStreetGivesADiamond) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  Town town(d);
  const auto all = town.around({at(0, 0)}, {150, 300});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].service, ServiceId(1U));
  EXPECT_EQ(all[1].site, SiteId(2U));
  EXPECT_EQ(all[1].limit, (Limit{true, 300'000}));
  EXPECT_LE(all[1].cell_m, 10);
  expect_sound(all);
  // |x| along the street and |y| off it, at 1 m/s each.
  for (const auto& [k, r] : {std::pair<std::size_t, double>{0, 150}, {1, 300}}) {
    const shape::Extent e = shape::extent(all[k].polygons, drawing::kCorner);
    EXPECT_NEAR(e.west, -r, all[k].cell_m);
    EXPECT_NEAR(e.east, r, all[k].cell_m);
    EXPECT_NEAR(e.south, -r, all[k].cell_m);
    EXPECT_NEAR(e.north, r, all[k].cell_m);
    EXPECT_NEAR(shape::area_m2(all[k].polygons), 2 * r * r, 0.02 * 2 * r * r);
  }
}

TEST(Circles, TheAccessLimitCutsItToABand) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  Town town(d, {.access_limit_m = 50});
  const auto all = town.around({at(0, 0)}, {300});
  expect_sound(all);
  const shape::Extent e = shape::extent(all[0].polygons, drawing::kCorner);
  EXPECT_NEAR(e.north, 50, all[0].cell_m);
  EXPECT_NEAR(e.south, -50, all[0].cell_m);
  EXPECT_NEAR(e.east, 300, all[0].cell_m);
  // The diamond less its two tips.
  EXPECT_NEAR(shape::area_m2(all[0].polygons), 2 * 300 * 300 - 2 * 250 * 250, 4000);
}

TEST(Circles, TheEndOfAStreetIsRoundedOff) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  Town town(d);
  const auto all = town.around({at(0, 0)}, {150});
  // Half a disc of 150 m to the west, of 50 m to the east of the end, a trapezium between.
  const double expected = std::acos(-1) * (150 * 150 + 50 * 50) / 2 + 100 * (150 + 50);
  EXPECT_NEAR(shape::area_m2(all[0].polygons), expected, 0.02 * expected);
}

TEST(Circles, ARiverStopsIt) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  Barriers river;
  river.lines.push_back(drawing::line({{-2000, 41}, {2000, 41}}));
  Town town(d, {.barriers = river});
  const auto all = town.around({at(0, 0)}, {300});
  expect_sound(all);
  const shape::Extent e = shape::extent(all[0].polygons, drawing::kCorner);
  EXPECT_NEAR(e.north, 41, all[0].cell_m);
  EXPECT_NEAR(e.south, -300, all[0].cell_m);
}

TEST(Circles, GroundBelongsToItsNearestStreetThoughThatIsNotReached) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  d.street({{-1000, 100}, {1000, 100}});  // not connected to the first
  Town town(d);
  const shape::Extent e =
      shape::extent(town.around({at(0, 0)}, {300})[0].polygons, drawing::kCorner);
  EXPECT_NEAR(e.north, 50, 10);
  EXPECT_NEAR(e.south, -300, 10);
}

TEST(Circles, AnIslandOfStreetsLeavesNoHole) {
  Drawing d;
  d.street({{-1500, 0}, {1500, 0}});
  d.street({{-20, 30}, {20, 30}});
  EXPECT_FALSE(shape::contains(Town(d).around({at(0, 0)}, {300})[0].polygons, xy(0, 32)));
  Town town(d, {.island_m = 2000});
  EXPECT_TRUE(shape::contains(town.around({at(0, 0)}, {300})[0].polygons, xy(0, 32)));
}

TEST(Circles, ABigBlockStaysAHole) {
  Drawing d;
  d.street({{0, 0}, {600, 0}, {600, 600}});
  d.street({{600, 600}, {0, 600}, {0, 0}});
  Town town(d, {.access_limit_m = 100});
  const auto all = town.around({at(0, 0)}, {900, 1300});
  expect_sound(all);
  // 900 s do not close the ring of 2,400 m.
  ASSERT_EQ(all[0].polygons.size(), 1U);
  EXPECT_TRUE(all[0].polygons[0].holes.empty());
  ASSERT_EQ(all[1].polygons.size(), 1U);
  ASSERT_EQ(all[1].polygons[0].holes.size(), 1U);
  EXPECT_NEAR(-shape::area2(all[1].polygons[0].holes[0]) / 2, 400 * 400, 0.05 * 400 * 400);
  EXPECT_FALSE(shape::contains(all[1].polygons, xy(300, 300)));
}

TEST(Circles, ALengthLimitCountsMetresOffTheStreetToo) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  Town town(d, {.metric = Metric::length});
  const auto all = town.around({at(0, 100)}, {300});
  EXPECT_EQ(all[0].limit, (Limit{false, 300'000}));
  const shape::Extent e = shape::extent(all[0].polygons, drawing::kCorner);
  EXPECT_NEAR(e.east, 200, all[0].cell_m);
  EXPECT_NEAR(e.north, 200, all[0].cell_m);
}

TEST(Circles, AFacilityLiesInItsOwnCircleHoweverFarFromTheStreet) {
  Drawing d;
  d.street({{-1000, 0}, {1000, 0}});
  Town town(d);
  for (const Place& place : {at(3, 400), at(4, 2), at(-995, 0.5)}) {
    const auto all = town.around({place}, {1, 30, 300});
    expect_sound(all);
    for (const Circle& c : all) EXPECT_TRUE(shape::contains(c.polygons, place.xy));
  }
  // Nothing is within 30 s of a site 400 m off the street: one cell marks it.
  const auto lonely = town.around({at(3, 400)}, {30});
  EXPECT_LT(shape::area_m2(lonely[0].polygons), 2 * 64);
}

TEST(Circles, ASiteInTheMiddleOfAStreetIsWalkedFromThoughItsEndsAreAtTheLimit) {
  Drawing d;
  d.street({{-140, 190}, {140, 190}});  // a row of tiles ends at 240
  Town town(d);
  const auto all = town.around({at(0, 190)}, {145});
  EXPECT_NEAR(shape::extent(all[0].polygons, drawing::kCorner).north, 190 + 145, 8);
}

TEST(Circles, OtherLimitsDoNotChangeACircle) {
  Drawing d;
  for (int k = 0; k <= 10; ++k) {
    d.street({{0, k * 100.0}, {500, k * 100.0 + 17}, {1000, k * 100.0}});
    if (k < 10) d.street({{0, k * 100.0}, {0, k * 100.0 + 100}});
  }
  Town town(d);
  const Place place = at(130, 333);
  const auto together = town.around({place}, {200, 400});
  EXPECT_EQ(together[0].polygons.front().outer,
            town.around({place}, {200})[0].polygons.front().outer);
}

TEST(Circles, ALongerLimitNeverShowsLess) {
  Drawing d;
  d.street({{0, 0}, {300, 40}, {500, -60}});
  d.street({{500, -60}, {500, 400}});
  d.street({{500, 400}, {0, 0}});
  Town town(d);
  const auto all = town.around({at(120, 60)}, {100, 200, 400});
  for (double x = -300; x < 900; x += 13) {
    for (double y = -300; y < 800; y += 13) {
      const XY p = xy(x, y);
      EXPECT_LE(shape::contains(all[0].polygons, p), shape::contains(all[1].polygons, p));
      EXPECT_LE(shape::contains(all[1].polygons, p), shape::contains(all[2].polygons, p));
    }
  }
}

TEST(Circles, TheUnionOfAServiceIsOneSearchFromAllItsSites) {
  Drawing d;
  d.street({{0, 0}, {2000, 0}});
  Town town(d);
  const Place west = at(300, 20), east = at(700, -20);
  const auto both = town.around({west, east}, {150, 300})[1];
  const auto a = town.around({west}, {300})[0], b = town.around({east}, {300})[0];
  EXPECT_EQ(both.polygons.size(), 1U);
  for (double x = -100; x < 1100; x += 7) {
    for (double y = -350; y < 350; y += 7) {
      const XY p = xy(x, y);
      // Corners agree; between them outlines may differ where the two circles meet.
      const double cell = both.cell_m;
      const XY corner{std::round(p.x / cell) * cell, std::round(p.y / cell) * cell};
      EXPECT_EQ(shape::contains(both.polygons, corner),
                shape::contains(a.polygons, corner) || shape::contains(b.polygons, corner));
    }
  }
}

TEST(Circles, ByCarTheGridGrowsWithTheCircle) {
  Drawing d;
  d.street({{0, 0}, {30'000, 0}}, drawing::Way::both, 60);
  d.street({{15'000, 0}, {15'000, 40}}, drawing::Way::both, 60);
  Town town(d, {.mode = Mode::car});
  const auto all = town.around({at(0, 0)}, {60, 1800});
  expect_sound(all);
  EXPECT_LE(all[0].cell_m, 10);
  EXPECT_LE(all[1].cell_m, 30'000 / 500.0);
  EXPECT_GT(all[1].cell_m, 30'000 / 500.0 / 1.5);
}

TEST(Circles, ThreadsThatShareTilesDrawTheSame) {
  Drawing d;
  for (int k = 0; k <= 10; ++k) {
    d.street({{0, k * 100.0}, {500, k * 100.0 + 17}, {1000, k * 100.0}});
    d.street({{k * 100.0, 0}, {k * 100.0, 1000}});
    if (k < 10) d.street({{0, k * 100.0}, {0, k * 100.0 + 100}});
  }
  Town alone(d), shared(d);
  std::vector<std::vector<Circle>> found(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < found.size(); ++t) {
    threads.emplace_back([&, t] {
      found[t] = shared.around({at(100.0 * static_cast<double>(t), 333)}, {200, 400});
    });
  }
  for (std::thread& t : threads) t.join();
  for (std::size_t t = 0; t < found.size(); ++t) {
    const auto expected = alone.around({at(100.0 * static_cast<double>(t), 333)}, {200, 400});
    ASSERT_EQ(found[t].size(), expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      ASSERT_EQ(found[t][k].polygons.size(), expected[k].polygons.size());
      for (std::size_t p = 0; p < expected[k].polygons.size(); ++p) {
        EXPECT_EQ(found[t][k].polygons[p].outer, expected[k].polygons[p].outer);
        EXPECT_EQ(found[t][k].polygons[p].holes, expected[k].polygons[p].holes);
      }
    }
  }
}

}  // namespace
}  // namespace fangyuan
