// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/nearest_streets.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "tests/geo/snap/drawing.h"

namespace fangyuan {
namespace {

using drawing::Drawing;
using drawing::frame;

constexpr SnapOptions kNoIslands{.island_m = 0};

/// Crooked streets at random, thinner to the east, with walls and ponds between them.
struct Town {
  explicit Town(unsigned seed) {
    std::mt19937 random(seed);
    const auto pick = [&](double from, double to) {
      return std::uniform_real_distribution<double>(from, to)(random);
    };
    for (int k = 0; k < 150; ++k) {
      const double x = pick(0, 1) * pick(0, 1) * 3000;
      std::vector<XY> points{{x, pick(0, 1500)}};
      for (int n = 1 + static_cast<int>(pick(0, 12)); n > 0; --n) {
        points.push_back({points.back().x + pick(-90, 90), points.back().y + pick(-90, 90)});
      }
      drawing.street(points);
    }
    for (int k = 0; k < 40; ++k) {
      const double x = pick(0, 2000), y = pick(0, 1500);
      barriers.lines.push_back(drawing::line({{x, y}, {x + pick(-200, 200), y + pick(-200, 200)}}));
      const double a = pick(0, 2000), b = pick(0, 1500), r = pick(10, 60);
      barriers.areas.push_back(
          {drawing::line({{a, b}, {a + r, b}, {a + r, b + r}, {a, b + r}, {a, b}}),
           {},
           k % 2 == 0});
    }
  }
  Drawing drawing;
  Barriers barriers;
};

TileKey tile_at(const NearestStreets& streets, std::int32_t level, double east, double north) {
  const double side = cell_m_of(streets.base_cell_m(), level) * kTileSide;
  const XY p = drawing::xy(east, north);
  return {level, static_cast<std::int32_t>(std::floor(p.x / side)),
          static_cast<std::int32_t>(std::floor(p.y / side))};
}

TEST(NearestStreets, ACornerEntersWhereAPlaceThereDoes) {
  const Town town(3);
  const double limit_m = 60;
  const Snapper snapper(town.drawing.network(), Mode::walk, town.barriers, frame(), kNoIslands);
  NearestStreets streets(snapper, limit_m);
  std::size_t with = 0, without = 0;
  for (const auto& [level, east] : std::vector<std::pair<std::int32_t, double>>{
           {0, 300}, {0, 700}, {0, 1500}, {1, 900}, {2, 1200}, {4, 700}, {5, 700}, {6, 700}}) {
    const TileKey key = tile_at(streets, level, east, 600);
    const auto tile = streets.tile(key);
    ASSERT_NE(tile, nullptr);
    const CornerStreets corners = tile->corners();
    const double cell = cell_m_of(streets.base_cell_m(), level);
    for (std::int32_t j = 0; j < kTileSide; ++j) {
      for (std::int32_t i = 0; i < kTileSide; ++i) {
        const CornerStreet corner = corners[corner_in_tile(i, j)];
        const Place place =
            frame().place(XY{(key.x * kTileSide + i) * cell, (key.y * kTileSide + j) * cell});
        const Entrance e = snapper.nearest(place, limit_m);
        // Where the leg is within the rounding of the limit, either may say no.
        if (corner.edge != e.edge) {
          const Entrance farther = snapper.nearest(place, limit_m + 0.02);
          ASSERT_NEAR(farther.access_mm, limit_m * 1000, 20) << level << ' ' << i << ' ' << j;
          continue;
        }
        ++(e.connected() ? with : without);
        if (!e.connected()) continue;
        const std::uint32_t length = snapper.network().edges[e.edge.index()].length_mm;
        EXPECT_NEAR(corner.foot.offset_mm(length), e.offset_mm, length / 65535.0 + 1);
        EXPECT_NEAR(corner.foot.access * streets.access_unit_mm(), e.access_mm, 8);
      }
    }
  }
  EXPECT_GT(with, 4000U);
  EXPECT_GT(without, 1000U);
}

TEST(NearestStreets, TilesWithoutStreetsAreAbsentAndTakeNothing) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const Snapper snapper(d.network(), Mode::walk, {}, frame(), kNoIslands);
  NearestStreets streets(snapper, 500);
  EXPECT_NE(streets.tile(tile_at(streets, 0, 50, 0)), nullptr);
  EXPECT_EQ(streets.tile(tile_at(streets, 0, 50, 5000)), nullptr);
  EXPECT_EQ(streets.tiles_kept(), 1U);
}

TEST(NearestStreets, WhoAsksFirstDoesNotMatter) {
  const Town town(5);
  const Snapper snapper(town.drawing.network(), Mode::walk, town.barriers, frame(), kNoIslands);
  NearestStreets one(snapper, 500), many(snapper, 500);
  std::vector<TileKey> keys;
  for (double x = 0; x < 1500; x += 500) {
    for (double y = 0; y < 1500; y += 500) keys.push_back(tile_at(one, 0, x, y));
  }
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t k = 0; k < keys.size(); ++k) many.tile(keys[(k * (t + 1)) % keys.size()]);
    });
  }
  for (std::thread& t : threads) t.join();
  for (const TileKey& key : keys) {
    const auto a = one.tile(key);
    const auto b = many.tile(key);
    ASSERT_EQ(a == nullptr, b == nullptr);
    if (!a) continue;
    const CornerStreets of_a = a->corners(), of_b = b->corners();
    for (std::size_t k = 0; k < kTileCorners; ++k) {
      ASSERT_EQ(of_a[k].edge, of_b[k].edge);
      ASSERT_EQ(of_a[k].foot.along, of_b[k].foot.along);
      ASSERT_EQ(of_a[k].foot.access, of_b[k].foot.access);
    }
  }
}

TEST(NearestStreets, TilesForgottenAreMadeAnewAndTheSame) {
  const Town town(4);
  const Snapper snapper(town.drawing.network(), Mode::walk, town.barriers, frame(), kNoIslands);
  NearestStreets streets(snapper, 500, kFinestCellM, 4);
  const auto before = streets.tile(tile_at(streets, 0, 300, 300));
  for (double x = 0; x < 3000; x += 512) {
    EXPECT_NE(streets.tile(tile_at(streets, 0, x, 700)), nullptr);
    EXPECT_LE(streets.tiles_kept(), 4U);
  }
  const auto after = streets.tile(tile_at(streets, 0, 300, 300));
  EXPECT_NE(before, after);
  const CornerStreets corners_before = before->corners(), corners_after = after->corners();
  for (std::size_t k = 0; k < kTileCorners; ++k) {
    ASSERT_EQ(corners_before[k].edge, corners_after[k].edge);
    ASSERT_EQ(corners_before[k].foot.along, corners_after[k].foot.along);
  }
}

TEST(NearestStreets, ALongAccessLimitCoarsensTheUnit) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const Snapper snapper(d.network(), Mode::walk, {}, frame(), kNoIslands);
  EXPECT_EQ(NearestStreets(snapper, 500).access_unit_mm(), 10U);
  NearestStreets far(snapper, 5000);
  EXPECT_GT(far.access_unit_mm(), 70U);
  const TileKey key = tile_at(far, 0, 50, 4500);
  const auto tile = far.tile(key);
  ASSERT_NE(tile, nullptr);
  const double north = key.y * kTileSide * far.base_cell_m() - drawing::kCorner.y;
  const CornerStreet corner = tile->corners()[corner_in_tile(0, 0)];
  const double east = key.x * kTileSide * far.base_cell_m() - drawing::kCorner.x;
  const double sideways = east < 0 ? east : east > 100 ? east - 100 : 0;
  EXPECT_NEAR(corner.foot.access * far.access_unit_mm(), std::hypot(north, sideways) * 1000, 50);
}

}  // namespace
}  // namespace fangyuan
