// SPDX-License-Identifier: Apache-2.0
// Lines between units, where they meet, and their thinning for maps.
#include <gtest/gtest.h>

#include <map>

#include "geo/topology/line_map.h"
#include "geo/topology/simplify.h"
#include "geo/units/geos.h"
#include "tests/geo/topology/tile_world.h"

namespace fangyuan {
namespace {

using namespace test;
using Shapes = std::vector<std::vector<PolygonXY>>;

PolygonXY box(double x0, double y0, double x1, double y1) {
  return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}};
}
EdgeTable table_of(const Shapes& shapes) { return make_edge_table(input_of(shapes).units); }

std::vector<std::vector<PolygonXY>> simplified(const Shapes& shapes, double tolerance_m) {
  return simplify_shared(input_of(shapes).units, tolerance_m);
}

TEST(Lines, FourSquaresHaveEightLinesAndOneFourCorner) {
  const Shapes shapes{
      {box(0, 0, 10, 10)}, {box(10, 0, 20, 10)}, {box(0, 10, 10, 20)}, {box(10, 10, 20, 20)}};
  const auto table = table_of(shapes);
  const auto map = make_line_map(table);
  // Four between squares, and one of two edges on the outside of each.
  EXPECT_EQ(map.lines.size(), 8U);
  std::size_t four = 0, ends = 0;
  for (const Junction& j : map.junctions) {
    four += j.units.size() == 4 && !j.outside ? 1U : 0U;
    ends += j.units.size() == 2 && j.outside ? 1U : 0U;
  }
  EXPECT_EQ(four, 1U);
  EXPECT_EQ(ends, 4U);
}

TEST(Lines, EveryEdgeIsInOneLineAndBothSidesAreTheNeighbours) {
  const auto world = make_tile_world(3, 300, 4);
  const auto shapes = world.shapes();
  const auto table = table_of(shapes);
  const auto map = make_line_map(table);
  std::size_t edges = 0;
  for (const MapLine& line : map.lines) {
    edges += line.points.size() - 1;
    if (line.uses.size() == 2) {
      EXPECT_EQ(line.uses[0].side + line.uses[1].side, 0);
    }
  }
  EXPECT_EQ(edges, table.size());
  // Counted another way: points with three neighbours or more.
  std::map<std::pair<double, double>, std::set<std::pair<double, double>>> around;
  for (const auto& shape : shapes)
    for (std::size_t i = 0; i + 1 < shape[0].outer.size(); ++i) {
      const XY a = shape[0].outer[i], b = shape[0].outer[i + 1];
      around[{a.x, a.y}].emplace(b.x, b.y);
      around[{b.x, b.y}].emplace(a.x, a.y);
    }
  const auto nodes = std::count_if(around.begin(), around.end(),
                                   [](const auto& p) { return p.second.size() >= 3; });
  EXPECT_EQ(map.junctions.size(), static_cast<std::size_t>(nodes));
}

double distance(XY p, XY a, XY b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const double t =
      length == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0);
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

TEST(Simplify, NeighboursKeepSharingTheirLines) {
  const Geos geos;
  for (const double tolerance : {5.0, 50.0, 400.0}) {
    const auto shapes = make_tile_world(11, 300, 8).shapes();
    const auto made = simplified(shapes, tolerance);
    const auto report = check_tiling(input_of(made));
    EXPECT_TRUE(report.faults.empty()) << tolerance;
    EXPECT_EQ(report.noise, 0U);
    std::size_t before = 0, after = 0;
    for (std::size_t u = 0; u < shapes.size(); ++u) {
      const auto& old_ring = shapes[u][0].outer;
      const auto& ring = made[u][0].outer;
      before += old_ring.size();
      after += ring.size();
      ASSERT_GE(ring.size(), 4U);
      EXPECT_FALSE(geos.flaw(geos.make(made[u]).get()).has_value()) << u;
      for (const XY p : old_ring) {
        double nearest = 1e300;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
          nearest = std::min(nearest, distance(p, ring[i], ring[i + 1]));
        ASSERT_LE(nearest, tolerance + 1e-3) << u;
      }
    }
    EXPECT_LT(after * 2, before) << tolerance;
  }
}

TEST(Simplify, WithoutToleranceNothingChanges) {
  const Shapes shapes{{box(0, 0, 10, 10)}, {box(10, 0, 20, 10), box(30, 0, 40, 10)}};
  const auto made = simplified(shapes, 0);
  ASSERT_EQ(made[1].size(), 2U);
  EXPECT_EQ(make_edge_table(input_of(made).units).size(), table_of(shapes).size());
}

TEST(Simplify, NothingFallsBelowATriangle) {
  // A lens between two units: both its lines alone would become one straight one.
  const PolygonXY lens{{{100, 0}, {103, 50}, {100, 100}, {97, 50}, {100, 0}}, {}};
  const PolygonXY left{{{0, 0}, {100, 0}, {97, 50}, {100, 100}, {0, 100}, {0, 0}}, {}};
  const PolygonXY right{{{100, 0}, {200, 0}, {200, 100}, {100, 100}, {103, 50}, {100, 0}}, {}};
  const Shapes shapes{{left}, {right}, {lens}, {box(1000, 0, 1001, 1)}};
  const auto made = simplified(shapes, 1000);
  const Geos geos;
  for (const auto& unit : made) {
    EXPECT_GE(unit[0].outer.size(), 4U);
    EXPECT_GT(geos.area(geos.make(unit).get()), 0.1);
  }
  EXPECT_TRUE(check_tiling(input_of(made)).faults.empty());
}

TEST(Simplify, ALineDoesNotPassOverAnEnclave) {
  // The enclave lies in a spur that would be cut off.
  const PolygonXY spur{
      {{0, 0}, {1000, 0}, {1000, 400}, {1040, 500}, {1000, 600}, {1000, 1000}, {0, 1000}, {0, 0}},
      {{{1010, 495}, {1010, 505}, {1020, 505}, {1020, 495}, {1010, 495}}}};
  const Shapes shapes{{spur}, {box(1010, 495, 1020, 505)}};
  const auto made = simplified(shapes, 50);
  EXPECT_TRUE(check_tiling(input_of(made)).faults.empty());
  const Geos geos;
  EXPECT_FALSE(geos.flaw(geos.make(made[0]).get()).has_value());
  EXPECT_EQ(made[0][0].holes.size(), 1U);
}

}  // namespace
}  // namespace fangyuan
