// SPDX-License-Identifier: Apache-2.0
#include "geo/out/gaps.h"

#include <gtest/gtest.h>
#include <ogr_geometry.h>

#include <map>
#include <memory>
#include <random>

#include "geo/out/cell_side.h"
#include "tests/geo/out/square_city.h"

namespace fangyuan {
namespace {

/// Squares drawn as '#', the first line on top.
std::vector<GridCorner> draw(const std::vector<std::string>& picture) {
  std::vector<GridCorner> squares;
  for (std::size_t line = 0; line < picture.size(); ++line)
    for (std::size_t c = 0; c < picture[line].size(); ++c)
      if (picture[line][c] == '#')
        squares.push_back(
            {static_cast<std::int32_t>(picture.size() - 1 - line), static_cast<std::int32_t>(c)});
  return squares;
}

OGRLinearRing to_ring(const std::vector<GridCorner>& points) {
  OGRLinearRing ring;
  for (const GridCorner p : points) ring.addPoint(p.column, p.row);
  return ring;
}

OGRMultiPolygon to_polygons(const std::vector<GridPolygon>& shape) {
  OGRMultiPolygon all;
  for (const GridPolygon& p : shape) {
    OGRPolygon polygon;
    OGRLinearRing outer = to_ring(p.outer);
    polygon.addRing(&outer);
    for (const auto& hole : p.holes) {
      OGRLinearRing inner = to_ring(hole);
      polygon.addRing(&inner);
    }
    all.addGeometry(&polygon);
  }
  return all;
}

TEST(GridOutline, OneSquareIsFourCorners) {
  const auto shape = outline({{2, 5}, {2, 5}});
  ASSERT_EQ(shape.size(), 1U);
  EXPECT_EQ(shape[0].outer, (std::vector<GridCorner>{{2, 5}, {2, 6}, {3, 6}, {3, 5}, {2, 5}}));
  EXPECT_TRUE(outline({}).empty());
}

TEST(GridOutline, KeepsHolesAndBendsOnly) {
  const auto shape = outline(draw({"####",  //
                                   "#..#",  //
                                   "####"}));
  ASSERT_EQ(shape.size(), 1U);
  EXPECT_EQ(shape[0].outer.size(), 5U);
  ASSERT_EQ(shape[0].holes.size(), 1U);
  EXPECT_EQ(shape[0].holes[0].size(), 5U);
}

TEST(GridOutline, SquaresThatTouchAtACornerAreTwoPolygons) {
  EXPECT_EQ(outline(draw({"#.",  //
                          ".#"}))
                .size(),
            2U);
}

TEST(GridOutline, AHoleThatTouchesTheOutsideAtACornerStaysAHole) {
  const auto shape = outline(draw({".##",  //
                                   "#.#",  //
                                   "###"}));
  ASSERT_EQ(shape.size(), 1U);
  EXPECT_EQ(shape[0].holes.size(), 1U);
  EXPECT_TRUE(to_polygons(shape).IsValid());
}

TEST(GridOutline, IsValidAndEqualsTheUnionOfItsSquares) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<GridCorner> squares;
    OGRMultiPolygon separate;
    for (std::int32_t row = 0; row < 9; ++row) {
      for (std::int32_t column = 0; column < 9; ++column) {
        if (random() % 100 >= static_cast<unsigned>(20 + round)) continue;
        squares.push_back({row - 4, column - 4});
        OGRLinearRing ring = to_ring({{row - 4, column - 4},
                                      {row - 4, column - 3},
                                      {row - 3, column - 3},
                                      {row - 3, column - 4},
                                      {row - 4, column - 4}});
        OGRPolygon square;
        square.addRing(&ring);
        separate.addGeometry(&square);
      }
    }
    const OGRMultiPolygon ours = to_polygons(outline(squares));
    ASSERT_TRUE(ours.IsValid()) << "round " << round;
    ASSERT_EQ(ours.get_Area(), static_cast<double>(squares.size()));
    const std::unique_ptr<OGRGeometry> theirs(separate.UnionCascaded());
    ASSERT_TRUE(theirs->Equals(&ours) || theirs->Within(&ours)) << "round " << round;
  }
}

TEST(Gaps, HoldExactlyThePeopleWhomTheTablesCallOutOfReach) {
  const test::SquareCity city;
  const RunContents contents = city.contents();
  std::map<std::pair<std::size_t, UnitId>, Parts> in_tables;
  for (const CoverageRow& row : city.coverage) {
    const Service& s = city.services[row.service.index()];
    if (row.unit_layer == 2U && row.measure == Measure::network &&
        row.limit == s.limits.back().to_string() && city.cells.groups[row.group] == s.group)
      in_tables[{row.service.index(), row.unit}] = row.parts;
  }
  People out, unconnected;
  const std::vector<Gap> gaps = find_gaps(contents).gaps;
  for (const Gap& gap : gaps) {
    const Parts& parts = in_tables.at({gap.service.index(), gap.unit});
    EXPECT_EQ(gap.out_of_reach, parts.out_of_reach);
    EXPECT_EQ(gap.unconnected, parts.unconnected);
    EXPECT_FALSE(gap.shape.empty());
    in_tables.erase({gap.service.index(), gap.unit});
    out += gap.out_of_reach;
    unconnected += gap.unconnected;
  }
  EXPECT_GT(out, People());
  EXPECT_GT(unconnected, People());
  for (const auto& [key, parts] : in_tables)
    EXPECT_EQ(parts.out_of_reach + parts.unconnected, People()) << "a gap is missing";
}

TEST(Gaps, OfAJointServiceAreWhereAnyMemberIsMissing) {
  test::SquareCity city;
  Service joint;
  joint.id = "both";
  joint.all = {ServiceId(0U), ServiceId(1U)};
  city.services.push_back(joint);
  People lacking;
  for (std::size_t c = 0; c < city.cells.size(); ++c)
    if (!city.reach[0].network[c].reached() || !city.reach[1].network[c].reached())
      lacking += city.cells.people[0][c];
  People found;
  const Gaps gaps = find_gaps(city.contents());
  for (const Gap& gap : gaps.gaps)
    if (gap.service == ServiceId(2U)) found += gap.out_of_reach + gap.unconnected;
  EXPECT_EQ(found, lacking);
}

TEST(Gaps, WithoutRoadsAreInAStraightLine) {
  test::SquareCity city;
  // What a run without roads holds: nothing reached by network, everyone unconnected.
  for (ServiceReach& r : city.reach) {
    r.has_network = false;
    std::fill(r.network.begin(), r.network.end(), Cost());
    std::fill(r.unconnected.begin(), r.unconnected.end(), std::uint8_t{1});
  }
  const std::vector<Gap> gaps = find_gaps(city.contents()).gaps;
  ASSERT_FALSE(gaps.empty());
  for (const Gap& gap : gaps) {
    EXPECT_EQ(gap.measure, Measure::straight);
    EXPECT_EQ(gap.unconnected, People());
  }
}

TEST(Gaps, AreDrawnAsWideAsTheirPeopleLieApart) {
  test::SquareCity city;
  EXPECT_EQ(cell_side_m(city.contents()), 100);
  // The same places three times as far apart: squares of 300 m; farther than 1 km: no more.
  for (Place& place : city.cells.place) place.xy = {3 * place.xy.x, 3 * place.xy.y};
  EXPECT_NEAR(cell_side_m(city.contents()), 300, 1e-6);
  EXPECT_NEAR(find_gaps(city.contents()).grid_m, 150, 1e-6);
  for (Place& place : city.cells.place) place.xy = {9 * place.xy.x, 9 * place.xy.y};
  EXPECT_EQ(cell_side_m(city.contents()), 1'000);
}

}  // namespace
}  // namespace fangyuan
