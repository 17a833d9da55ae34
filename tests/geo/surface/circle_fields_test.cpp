// SPDX-License-Identifier: Apache-2.0
// Circles against the plainest way to the same polygons: every corner asked for its cost, and
// marching squares done corner by corner.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/reach/access.h"
#include "geo/surface/circles.h"
#include "tests/geo/snap/drawing.h"
#include "tests/geo/surface/cost_field.h"
#include "tests/geo/surface/shape.h"

namespace fangyuan {
namespace {

constexpr double kAccessLimitM = 90;
constexpr double kTownM = 900;

/// Crooked streets between crossings, some of one way, some slow, some long; a wall.
struct Town {
  explicit Town(unsigned seed) : random(seed) {
    std::vector<std::vector<XY>> crossings;
    for (int j = 0; j < 6; ++j) {
      auto& row = crossings.emplace_back();
      for (int i = 0; i < 6; ++i) row.push_back({i * 170 + pick(-50, 50), j * 170 + pick(-50, 50)});
    }
    const auto join = [&](XY a, XY b) {
      if (random() % 6 == 0) return;
      const XY middle{(a.x + b.x) / 2 + pick(-20, 20), (a.y + b.y) / 2 + pick(-20, 20)};
      const auto way = static_cast<drawing::Way>(random() % 5 < 2 ? 1 + random() % 2 : 0);
      drawing.street({a, middle, b}, way, static_cast<float>(pick(3, 20)));
    };
    for (std::size_t j = 0; j < 6; ++j)
      for (std::size_t i = 0; i < 6; ++i) {
        if (i + 1 < 6) join(crossings[j][i], crossings[j][i + 1]);
        if (j + 1 < 6) join(crossings[j][i], crossings[j + 1][i]);
      }
    barriers.lines.push_back(drawing::line({{-100, 333}, {420, 345}}));
  }
  double pick(double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(random);
  }
  std::mt19937 random;
  drawing::Drawing drawing;
  Barriers barriers;
};

struct Kind {
  Mode mode;
  Metric metric;
  Direction direction;
  double off_mps;
};

std::int32_t level_of(double base_m, double cell_m) {
  std::int32_t level = 0;
  while (cell_m_of(base_m, level) < cell_m - 1e-9) ++level;
  return level;
}

/// Costs of all corners of the town as the contract words them.
CostField field_of(const Circle& circle, const Search& search, NearestStreets& streets,
                   double off_mps) {
  CostField field(circle.cell_m);
  const std::int32_t level = level_of(streets.base_cell_m(), circle.cell_m);
  const double side = circle.cell_m * kTileSide, margin = 2 * kAccessLimitM + 60;
  const auto tile = [&](double v) { return static_cast<std::int32_t>(std::floor(v / side)); };
  const XY from = drawing::xy(-margin, -margin), to = drawing::xy(kTownM + margin, kTownM + margin);
  for (std::int32_t y = tile(from.y); y <= tile(to.y); ++y)
    for (std::int32_t x = tile(from.x); x <= tile(to.x); ++x) {
      const auto street = streets.tile({level, x, y});
      if (!street) continue;
      const CornerStreets corners = street->corners();
      for (std::int32_t j = 0; j < kTileSide; ++j)
        for (std::int32_t i = 0; i < kTileSide; ++i) {
          const CornerStreet& c = corners[corner_in_tile(i, j)];
          if (c.edge.is_none()) continue;
          const std::uint32_t length = search.graph().network().edges[c.edge.index()].length_mm;
          field.at_most(std::int64_t{x} * kTileSide + i, std::int64_t{y} * kTileSide + j,
                        search.at(c.edge, c.foot.offset_mm(length)) +
                            access_cost(c.foot.access * streets.access_unit_mm(),
                                        search.graph().metric(), off_mps));
        }
    }
  return field;
}

std::vector<std::vector<XY>> sorted_rings(const std::vector<Circle::Polygon>& polygons) {
  std::vector<std::vector<XY>> rings;
  for (const auto& polygon : polygons) {
    rings.push_back(polygon.outer);
    rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
  }
  for (auto& ring : rings) ring.pop_back();
  return rings;
}

struct Counts {
  std::size_t rings = 0, holes = 0, several = 0, points = 0, thinned = 0;
};

void compare(Town& town, const Kind& kind, std::size_t sites, Counts& counts) {
  const Snapper snapper(town.drawing.network(), kind.mode, town.barriers, drawing::frame(), {0});
  NearestStreets streets(snapper, kAccessLimitM, finest_cell_m(kind.mode));
  const ModeGraph graph(town.drawing.network(), kind.mode, 1.3, kind.metric);
  CircleRequest request{.service = ServiceId(0U), .off_network_mps = kind.off_mps};
  std::vector<Source> sources;
  while (sources.size() < sites) {
    const Place place = drawing::at(town.pick(0, kTownM), town.pick(0, kTownM));
    const Entrance e = snapper.nearest(place, kAccessLimitM);
    if (!e.connected()) continue;
    sources.push_back({e, access_cost(e.access_mm, kind.metric, kind.off_mps)});
    request.places.push_back(place.xy);
  }
  for (const std::uint32_t limit : {40'000U, 190'000U, 420'000U})
    request.limits.push_back({kind.metric == Metric::time, limit});
  Search search(graph);
  search.run(sources, search_limit(request.limits, kind.mode, kind.off_mps, streets.base_cell_m()),
             kind.direction);
  CirclePen pen;
  const std::vector<Circle> drawn = pen.draw(request, search, streets);
  request.thin_m = 1;
  const std::vector<Circle> thin = pen.draw(request, search, streets);
  for (std::size_t k = 0; k < drawn.size(); ++k) {
    const Circle& circle = drawn[k];
    const Cost limit(request.limits[k].value);
    CostField field = field_of(circle, search, streets, kind.off_mps);
    for (const XY& p : request.places) {
      const auto i = static_cast<std::int64_t>(std::floor(p.x / circle.cell_m));
      const auto j = static_cast<std::int64_t>(std::floor(p.y / circle.cell_m));
      for (const auto& [di, dj] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}})
        field.at_most(i + di, j + dj, limit);
    }
    const double cell_cost =
        kind.metric == Metric::time ? circle.cell_m * 1000 / kind.off_mps : circle.cell_m * 1000;
    const auto bound = static_cast<std::uint32_t>(std::min(std::ceil(cell_cost), 60'000.0));
    auto expected = PlainOutline(field, limit, bound).rings();
    auto rings = sorted_rings(circle.polygons);
    std::sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) {
      return std::pair{a[0].y, a[0].x} < std::pair{b[0].y, b[0].x};
    });
    std::sort(rings.begin(), rings.end(), [](const auto& a, const auto& b) {
      return std::pair{a[0].y, a[0].x} < std::pair{b[0].y, b[0].x};
    });
    ASSERT_EQ(rings, expected) << "limit " << limit.value();
    ASSERT_TRUE(shape::is_valid(circle.polygons));
    ASSERT_TRUE(shape::is_oriented(circle.polygons));
    ASSERT_TRUE(shape::is_valid(thin[k].polygons));
    ASSERT_TRUE(shape::is_oriented(thin[k].polygons));
    ASSERT_EQ(thin[k].polygons.size(), circle.polygons.size());
    for (const XY& p : request.places) EXPECT_TRUE(shape::contains(thin[k].polygons, p));
    counts.several += circle.polygons.size() > 1;
    for (std::size_t p = 0; p < circle.polygons.size(); ++p) {
      ASSERT_EQ(thin[k].polygons[p].holes.size(), circle.polygons[p].holes.size());
      counts.holes += circle.polygons[p].holes.size();
      counts.points += circle.polygons[p].outer.size();
      counts.thinned += thin[k].polygons[p].outer.size();
    }
    counts.rings += rings.size();
  }
}

TEST(CircleFields, EqualThePlainFieldsAndOutlines) {
  Counts counts;
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Town town(seed);
    for (const Mode mode : {Mode::walk, Mode::bicycle, Mode::ebike, Mode::car})
      for (const Metric metric : {Metric::time, Metric::length})
        for (const Direction direction : {Direction::to_facility, Direction::from_facility})
          for (const std::size_t sites : {std::size_t{1}, std::size_t{7}}) {
            compare(town, {mode, metric, direction, seed == 2 ? 0.7 : 1.0}, sites, counts);
            if (HasFatalFailure()) return;
          }
  }
  // All that can go wrong was met.
  EXPECT_GT(counts.rings, 1000U);
  EXPECT_GT(counts.holes, 200U);
  EXPECT_GT(counts.several, 50U);
  EXPECT_LT(counts.thinned * 10, counts.points * 8);
}

}  // namespace
}  // namespace fangyuan
