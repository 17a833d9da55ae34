// SPDX-License-Identifier: Apache-2.0
#include "geo/units/polygon.h"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <random>

#include "geo/units/unit_locator.h"

namespace fangyuan {
namespace {

using Rational = boost::multiprecision::cpp_rational;

int exact_orientation(XY a, XY b, XY c) {
  const Rational det = (Rational(a.x) - Rational(c.x)) * (Rational(b.y) - Rational(c.y)) -
                       (Rational(a.y) - Rational(c.y)) * (Rational(b.x) - Rational(c.x));
  return det.sign();
}

TEST(Orientation, IsExactWhereRoundingWouldDecide) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> coordinate(0, 1);
  int on_line = 0;
  for (int i = 0; i < 3000; ++i) {
    const XY a{530'000 + coordinate(random), 3'850'000 + coordinate(random)};
    const XY b{530'000 + 1000 * coordinate(random), 3'850'000 + 1000 * coordinate(random)};
    const double t = coordinate(random);
    XY c{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    if (i % 3 == 1) c.x = std::nextafter(c.x, 0);
    if (i % 3 == 2) c = {a.x + 2 * (b.x - a.x), a.y + 2 * (b.y - a.y)};
    const int expected = exact_orientation(a, b, c);
    on_line += expected == 0 ? 1 : 0;
    EXPECT_EQ(orientation(a, b, c), expected);
    EXPECT_EQ(orientation(b, a, c), -expected);
  }
  EXPECT_GT(on_line, 0);
}

TEST(PolygonIndex, KnowsInsideBorderAndOutsideAlsoInHolesAndAtCorners) {
  const std::vector<PolygonXY> polygons{
      {{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{{4, 4}, {4, 6}, {6, 6}, {6, 4}, {4, 4}}}},
      {{{20, 0}, {30, 5}, {20, 10}, {20, 0}}, {}}};
  const PolygonIndex index(polygons);
  EXPECT_EQ(index.side({1, 1}), Side::inside);
  EXPECT_EQ(index.side({5, 5}), Side::outside);
  EXPECT_EQ(index.side({4, 5}), Side::border);
  EXPECT_EQ(index.side({0, 0}), Side::border);
  EXPECT_EQ(index.side({5, 10}), Side::border);
  EXPECT_EQ(index.side({25, 5}), Side::inside);
  EXPECT_EQ(index.side({30, 5}), Side::border);
  EXPECT_EQ(index.side({24, 2}), Side::border);
  EXPECT_EQ(index.side({15, 5}), Side::outside);
  EXPECT_EQ(PolygonIndex().side({0, 0}), Side::outside);
}

TEST(UnitLocator, EveryPointOfATilingIsInExactlyTheFirstUnitThatTouchesIt) {
  // A grid of bent quadrilaterals whose inner corners are moved at random.
  std::mt19937 random(5);
  std::uniform_real_distribution<double> bend(-0.3, 0.3), coordinate(-0.1, 8.1);
  constexpr std::size_t kSide = 8;
  XY corner[kSide + 1][kSide + 1];
  for (std::size_t r = 0; r <= kSide; ++r)
    for (std::size_t c = 0; c <= kSide; ++c) {
      const bool outer = r == 0 || c == 0 || r == kSide || c == kSide;
      corner[r][c] = {static_cast<double>(c) + (outer ? 0 : bend(random)),
                      static_cast<double>(r) + (outer ? 0 : bend(random))};
    }
  std::vector<std::vector<PolygonXY>> areas;
  for (std::size_t r = 0; r < kSide; ++r)
    for (std::size_t c = 0; c < kSide; ++c)
      areas.push_back(
          {{{corner[r][c], corner[r][c + 1], corner[r + 1][c + 1], corner[r + 1][c], corner[r][c]},
            {}}});
  std::vector<UnitLocator::Entry> entries;
  for (std::size_t i = 0; i < areas.size(); ++i) entries.push_back({UnitId(i), areas[i]});
  const UnitLocator locator(entries);
  const auto check = [&](XY p) {
    UnitId first;
    for (std::size_t i = areas.size(); i-- > 0;)
      if (PolygonIndex(areas[i]).side(p) != Side::outside) first = UnitId(i);
    EXPECT_EQ(locator.find(p), first);
    EXPECT_EQ(first.is_none(), p.x < 0 || p.y < 0 || p.x > kSide || p.y > kSide);
  };
  for (int i = 0; i < 2000; ++i) check({coordinate(random), coordinate(random)});
  for (const auto& row : corner)
    for (const auto& p : row) check(p);
}

}  // namespace
}  // namespace fangyuan
