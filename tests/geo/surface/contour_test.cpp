// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/contour.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/geo/surface/cost_field.h"
#include "tests/geo/surface/shape.h"

namespace fangyuan {
namespace {

/// Rows from the north; '#' costs 0, '+' exactly the limit of 100, '-' just more, ' ' is not
/// reached.
CostField field(const std::vector<std::string>& rows, std::int64_t west = 0,
                std::int64_t south = 0) {
  CostField f(10);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const char c = rows[r][i];
      const Cost cost = c == '#' ? Cost(0) : c == '+' ? Cost(100) : c == '-' ? Cost(101) : Cost();
      f.at_most(west + static_cast<std::int64_t>(i),
                south + static_cast<std::int64_t>(rows.size() - 1 - r), cost);
    }
  }
  return f;
}

std::vector<Circle::Polygon> draw(const CostField& f) { return contour(f, Cost(100), 100); }

TEST(Contour, NothingReachedIsNoPolygon) {
  EXPECT_TRUE(draw(field({"   ", "   "})).empty());
  EXPECT_TRUE(draw(CostField(10)).empty());
}

TEST(Contour, OneCornerIsADiamondAroundIt) {
  const auto polygons = draw(field({"#"}, 3, 4));
  ASSERT_EQ(polygons.size(), 1U);
  ASSERT_EQ(polygons[0].outer.size(), 5U);
  // 0 and (clamped) 200 around 100.5: cut at 0.5025 of a cell.
  EXPECT_NEAR(polygons[0].outer[0].x, 30, 1e-9);
  EXPECT_NEAR(polygons[0].outer[0].y, 40 - 5.025, 1e-9);
  EXPECT_NEAR(shape::area_m2(polygons), 2 * 5.025 * 5.025, 1e-6);
}

TEST(Contour, TheLimitItselfIsInsideAndOneMoreIsNot) {
  EXPECT_EQ(draw(field({"+"})).size(), 1U);
  EXPECT_TRUE(draw(field({"-"})).empty());
  // Between the two the outline runs in the middle, and never through a corner.
  EXPECT_NEAR(shape::extent(draw(field({"+-"}))).east, 5, 1e-9);
  EXPECT_NEAR(shape::extent(draw(field({"+ "}))).east, 0.1, 1e-9);
}

TEST(Contour, HolesAreKept) {
  const auto polygons = draw(field({"#####",  //
                                    "#   #",  //
                                    "# # #",  //
                                    "#   #",  //
                                    "#####"}));
  ASSERT_EQ(polygons.size(), 2U);
  EXPECT_EQ(polygons[0].holes.size(), 1U);
  EXPECT_TRUE(polygons[1].holes.empty());
  EXPECT_TRUE(shape::is_oriented(polygons));
  EXPECT_FALSE(shape::contains({polygons[0]}, {20, 20}));
  EXPECT_TRUE(shape::contains({polygons[1]}, {20, 20}));
}

TEST(Contour, HolesSideBySideBelongToOnePolygon) {
  const auto polygons = draw(field({"########",  //
                                    "# # ## #",  //
                                    "# ###  #",  //
                                    "########"}));
  ASSERT_EQ(polygons.size(), 1U);
  EXPECT_EQ(polygons[0].holes.size(), 3U);
}

TEST(Contour, SaddleIsJoinedWhenTheMeanIsWithinTheLimit) {
  EXPECT_EQ(draw(field({"# ", " #"})).size(), 1U);  // 0, 0, 200, 200: the mean is the limit
  EXPECT_EQ(draw(field({"#-", "-#"})).size(), 1U);
  EXPECT_EQ(draw(field({"+ ", " #"})).size(), 2U);
  EXPECT_EQ(draw(field({" #", "# "})).size(), 1U);
  EXPECT_EQ(draw(field({" +", "# "})).size(), 2U);
}

TEST(Contour, TilesDoNotShow) {
  const std::vector<std::string> rows{"#####", "##  #", "##  #", "#   +", "#####"};
  const auto inside_a_tile = draw(field(rows, 10, 10));
  // Around the corner where four tiles meet, and where coordinates are negative.
  for (const auto& [west, south] :
       std::vector<std::pair<int, int>>{{62, 62}, {63, 61}, {-2, -2}, {-3, 126}, {64, -66}}) {
    auto moved = draw(field(rows, west, south));
    ASSERT_EQ(moved.size(), 1U);
    ASSERT_EQ(moved[0].holes.size(), 1U);
    ASSERT_EQ(moved[0].outer.size(), inside_a_tile[0].outer.size());
    for (std::size_t k = 0; k < moved[0].outer.size(); ++k) {
      EXPECT_NEAR(moved[0].outer[k].x - 10 * west, inside_a_tile[0].outer[k].x - 100, 1e-9);
      EXPECT_NEAR(moved[0].outer[k].y - 10 * south, inside_a_tile[0].outer[k].y - 100, 1e-9);
    }
  }
}

TEST(Contour, EveryCornerIsOnItsSideAndThePolygonsAreValid) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    CostField f(10);
    const std::uint32_t top = 110 + 40 * seed;  // from mostly inside to mostly outside
    for (std::int64_t j = 20; j < 110; ++j) {
      for (std::int64_t i = -50; i < 90; ++i) {
        const std::uint32_t cost = static_cast<std::uint32_t>(random() % top);
        f.at_most(i, j, cost % 7 == 6 ? Cost() : Cost(cost));
      }
    }
    const auto polygons = draw(f);
    ASSERT_TRUE(shape::is_valid(polygons)) << seed;
    ASSERT_TRUE(shape::is_oriented(polygons)) << seed;
    // Even-odd over all rings is the same as polygon by polygon, since they are valid; it is
    // faster.
    std::vector<XY> rings;
    for (std::int64_t j = 19; j <= 110; ++j) {
      const double y = static_cast<double>(j) * 10;
      std::vector<double> cuts;
      const auto cut = [&](const std::vector<XY>& ring) {
        for (std::size_t k = 1; k < ring.size(); ++k) {
          const XY a = ring[k - 1], b = ring[k];
          if ((a.y > y) == (b.y > y)) continue;
          cuts.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
      };
      for (const auto& polygon : polygons) {
        cut(polygon.outer);
        for (const auto& hole : polygon.holes) cut(hole);
      }
      for (std::int64_t i = -51; i <= 90; ++i) {
        const double x = static_cast<double>(i) * 10;
        const auto west = std::count_if(cuts.begin(), cuts.end(), [&](double c) { return c < x; });
        ASSERT_EQ(west % 2 == 1, f.at(i, j) <= Cost(100)) << seed << ": " << i << ' ' << j;
      }
    }
  }
}

}  // namespace
}  // namespace fangyuan
