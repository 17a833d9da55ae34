// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/straight_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "geo/crs/frame.h"

namespace fangyuan {
namespace {

double uniform(std::mt19937_64& random, double from, double to) {
  return std::uniform_real_distribution<double>(from, to)(random);
}

TEST(StraightLine, FastDistancesAreTheGeodesicToTheMillimetre) {
  std::mt19937_64 random(20);
  for (int i = 0; i < 400'000; ++i) {
    const LonLat a{uniform(random, -180, 180), uniform(random, -89.9, 89.9)};
    const double metres = std::pow(10.0, uniform(random, -3, 5.2)), turn = uniform(random, 0, 6.3);
    const LonLat b{a.lon + metres / 111e3 * std::sin(turn) / std::cos(a.lat * 0.01745329),
                   std::clamp(a.lat + metres / 111e3 * std::cos(turn), -90.0, 90.0)};
    ASSERT_EQ(fast_whole_geodesic_mm(a, b), whole_geodesic_mm(a, b))
        << a.lon << ' ' << a.lat << " to " << b.lon << ' ' << b.lat;
  }
}

struct Around : ::testing::Test {
  std::vector<Place> cells;
  std::vector<Facility> sites;
  Frame frame{"EPSG:4547"};
  std::mt19937_64 random{3};

  void scatter(std::size_t n, double lon, double lat, double spread) {
    for (std::size_t i = 0; i < n; ++i)
      cells.push_back(frame.place(
          LonLat{lon + uniform(random, -spread, spread), lat + uniform(random, -spread, spread)}));
  }
  std::vector<CellCost> found(std::size_t site, std::uint32_t radius_mm) const {
    std::vector<CellCost> out;
    GeodesicLines(cells, sites).within(SiteId(site), radius_mm, out);
    std::sort(out.begin(), out.end(),
              [](const CellCost& a, const CellCost& b) { return a.cell < b.cell; });
    return out;
  }
};

TEST_F(Around, FindsEveryCellWithinTheRadiusAndNoOther) {
  scatter(3000, 114.3, 34.8, 0.4);
  for (int i = 0; i < 20; ++i)
    sites.emplace_back().place =
        frame.place(LonLat{114.3 + uniform(random, -0.5, 0.5), 34.8 + uniform(random, -0.5, 0.5)});
  sites.emplace_back();  // unlocated
  for (std::size_t s = 0; s < sites.size(); ++s)
    for (const std::uint32_t radius : {0U, 1'000U, 900'000U, 20'000'000U, 4'294'967'294U}) {
      std::vector<CellCost> expected;
      for (std::size_t c = 0; c < cells.size() && sites[s].place; ++c) {
        const std::uint32_t mm = whole_geodesic_mm(sites[s].place->lonlat, cells[c].lonlat);
        if (mm <= radius) expected.push_back({CellId(c), Cost(mm)});
      }
      ASSERT_EQ(found(s, radius), expected) << s << ' ' << radius;
    }
}

TEST_F(Around, ARadiusThatACellLiesOnExactlyCounts) {
  cells = {frame.place(LonLat{114.31, 34.8})};
  sites.emplace_back().place = frame.place(LonLat{114.3, 34.8});
  const std::uint32_t mm = whole_geodesic_mm(sites[0].place->lonlat, cells[0].lonlat);
  EXPECT_EQ(found(0, mm).size(), 1U);
  EXPECT_TRUE(found(0, mm - 1).empty());
}

TEST_F(Around, CellsAcrossTheDateLineAndNearThePoleAreFoundOnce) {
  cells = {{{179.99, 10}, {}}, {{-179.99, 10}, {}}, {{90, 89.95}, {}}, {{-90, 89.95}, {}}};
  sites.emplace_back().place = Place{{-179.999, 10}, {}};
  sites.emplace_back().place = Place{{0, 89.99}, {}};
  EXPECT_EQ(found(0, 3'000'000).size(), 2U);
  EXPECT_EQ(found(1, 20'000'000).size(), 2U);
}

TEST_F(Around, AnOutlineCountsFromItsBorderItsEntrancesAndInsideAsZero) {
  Facility& park = sites.emplace_back();
  const auto ring = [&](XY low, XY high) {
    std::vector<Place> r;
    for (const XY p : {low, {high.x, low.y}, high, {low.x, high.y}, low})
      r.push_back(frame.place(p));
    return r;
  };
  const XY o{480'000, 3'850'000};
  park.outline = ring(o, {o.x + 1000, o.y + 1000});
  park.holes = {ring({o.x + 400, o.y + 400}, {o.x + 600, o.y + 600})};
  park.place = park.outline[0];
  park.entrances = {frame.place(XY{o.x + 1300, o.y})};
  for (const XY p : {XY{o.x + 100, o.y + 100},    // inside
                     XY{o.x + 500, o.y + 450},    // in the hole, 50 m from its border
                     XY{o.x - 200, o.y + 500},    // 200 m west
                     XY{o.x + 1310, o.y},         // 10 m from the gate
                     XY{o.x + 1000, o.y + 500},   // on the border
                     XY{o.x + 500, o.y + 3000}})  // too far
    cells.push_back(frame.place(p));
  const auto near = found(0, 250'000);
  ASSERT_EQ(near.size(), 5U);
  EXPECT_EQ(near[0].cost, Cost(0));
  EXPECT_NEAR(near[1].cost.value(), 50'000, 20);
  EXPECT_NEAR(near[2].cost.value(), 200'000, 40);
  EXPECT_NEAR(near[3].cost.value(), 10'000, 5);
  EXPECT_EQ(near[4].cost, Cost(0));
}

}  // namespace
}  // namespace fangyuan
