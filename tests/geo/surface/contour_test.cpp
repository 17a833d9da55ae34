// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/contour.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
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

/// Costs around the limit of 100, smooth or rough, over some tiles.
CostField random_field(unsigned seed, std::int64_t size = 2) {
  std::mt19937 random(seed);
  CostField f(6);
  const double wave = 3 + seed % 5 * 4;
  for (std::int64_t j = -20 * size; j < 30 * size; ++j) {
    for (std::int64_t i = -35 * size; i < 25 * size; ++i) {
      const double smooth = 100 + 60 * std::sin(static_cast<double>(i) / wave) *
                                      std::cos(static_cast<double>(j + i) / wave);
      const auto rough = static_cast<double>(random() % (1 + seed % 3 * 60));
      const auto cost = static_cast<std::uint32_t>(smooth + rough);
      if (random() % 20 != 0) f.at_most(i, j, Cost(cost));
    }
  }
  return f;
}

/// All rings of polygons, not closed, in the order of their first points from the south.
std::vector<std::vector<XY>> rings_of(const std::vector<Circle::Polygon>& polygons) {
  std::vector<std::vector<XY>> rings;
  for (const auto& polygon : polygons) {
    rings.push_back(polygon.outer);
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
  }
  for (auto& ring : rings) ring.pop_back();
  return rings;
}

TEST(Contour, EqualsMarchingSquaresDoneCornerByCorner) {
  std::size_t rings = 0, saddles = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const CostField f = random_field(seed);
    for (const std::uint32_t one_cell : {5U, 40U, 100U}) {
      auto expected = PlainOutline(f, Cost(100), one_cell).rings();
      for (const Deep deep : {Deep::by_bit, Deep::numbered}) {
        auto drawn = rings_of(contour(f, Cost(100), one_cell, 0, deep));
        const auto less = [](const std::vector<XY>& a, const std::vector<XY>& b) {
          return std::pair{a[0].y, a[0].x} < std::pair{b[0].y, b[0].x};
        };
        std::sort(drawn.begin(), drawn.end(), less);
        std::sort(expected.begin(), expected.end(), less);
        ASSERT_EQ(drawn, expected) << seed << ' ' << one_cell;
        rings += drawn.size();
      }
    }
    for (std::int64_t j = -41; j < 60; ++j)
      for (std::int64_t i = -71; i < 50; ++i) {
        const auto in = [&](std::int64_t di, std::int64_t dj) {
          return f.at(i + di, j + dj) <= Cost(100);
        };
        saddles += in(0, 0) == in(1, 1) && in(1, 0) == in(0, 1) && in(0, 0) != in(1, 0);
      }
  }
  EXPECT_GT(rings, 1000U);
  EXPECT_GT(saddles, 1000U);
}

double distance_to(const std::vector<XY>& ring, XY p) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < ring.size(); ++k) {
    const XY a = ring[k], b = ring[(k + 1) % ring.size()];
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t =
        std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    least = std::min(least, std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy));
  }
  return least;
}

TEST(Contour, ThinnedOutlinesStayValidAndNearAndChangeNoCorner) {
  std::size_t before = 0, after = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const CostField f = random_field(seed, 1);
    const auto full = contour(f, Cost(100), 40);
    for (const double thin_m : {0.1, 1.0, 2.5, 100.0}) {
      const auto thin = contour(f, Cost(100), 40, thin_m);
      ASSERT_TRUE(shape::is_valid(thin)) << seed << ' ' << thin_m;
      ASSERT_TRUE(shape::is_oriented(thin));
      const auto full_rings = rings_of(full), thin_rings = rings_of(thin);
      ASSERT_EQ(full_rings.size(), thin_rings.size());
      std::map<std::int64_t, std::vector<double>> cuts;  // of the thin outline with rows of corners
      for (std::size_t r = 0; r < full_rings.size(); ++r) {
        const std::vector<XY>&fr = full_rings[r], &tr = thin_rings[r];
        ASSERT_GE(tr.size(), 3U);
        ASSERT_EQ(tr[0], fr[0]);
        if (thin_m == 1.0) before += fr.size(), after += tr.size();
        // Every cut lies near the chord over it; chords have no other ends than cuts.
        for (const XY& p : fr) ASSERT_LE(distance_to(tr, p), thin_m + 1e-9);
        for (std::size_t k = 0; k < tr.size(); ++k) {
          ASSERT_LE(distance_to(fr, tr[k]), 1e-9);
          const XY a = tr[k], b = tr[(k + 1) % tr.size()];
          for (int n = 1; n < 8; ++n) {
            const double t = n / 8.0;
            ASSERT_LE(distance_to(fr, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}),
                      thin_m + 1e-9);
          }
          for (std::int64_t j = -42; j <= 61; ++j) {
            const double y = static_cast<double>(j) * f.cell_m();
            if ((a.y > y) != (b.y > y))
              cuts[j].push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
          }
        }
      }
      for (std::int64_t j = -42; j <= 61; ++j)
        for (std::int64_t i = -72; i <= 51; ++i) {
          const double x = static_cast<double>(i) * f.cell_m();
          const auto west =
              std::count_if(cuts[j].begin(), cuts[j].end(), [&](double c) { return c < x; });
          ASSERT_EQ(west % 2 == 1, f.at(i, j) <= Cost(100)) << seed << ": " << i << ' ' << j;
        }
    }
  }
  EXPECT_LT(after * 5, before * 4);  // else it is not worth having
}

}  // namespace
}  // namespace fangyuan
