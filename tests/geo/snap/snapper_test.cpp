// SPDX-License-Identifier: Apache-2.0
#include "geo/snap/snapper.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <limits>
#include <random>

#include "tests/geo/snap/drawing.h"

namespace fangyuan {
namespace {

using drawing::at;
using drawing::Drawing;
using drawing::frame;
using drawing::Way;

constexpr SnapOptions kNoIslands{.island_m = 0};

Entrance enter(const Network& network, const Place& place, double limit_m = 500,
               const Barriers& barriers = {}, Mode mode = Mode::walk) {
  return Snapper(network, mode, barriers, frame(), kNoIslands).nearest(place, limit_m);
}

bool same(const Entrance& a, const Entrance& b) {
  return a.edge == b.edge && a.offset_mm == b.offset_mm && a.access_mm == b.access_mm &&
         a.point.xy == b.point.xy && a.point.lonlat == b.point.lonlat;
}

TEST(Snapper, PlaceEntersAtTheFootOfThePerpendicular) {
  Drawing d;
  d.street({{0, 0}, {100, 0}, {100, 100}});  // a bend: offsets run over the shape points
  const EdgeId far = d.street({{0, 300}, {200, 300}});
  const Entrance e = enter(d.network(), at(130, 40));
  EXPECT_EQ(e.edge, EdgeId(0U));
  EXPECT_NEAR(e.offset_mm, 140'000, 1);
  EXPECT_NEAR(e.access_mm, 30'000, 1);
  EXPECT_NEAR(e.point.xy.x - drawing::kCorner.x, 100, 1e-6);
  EXPECT_NEAR(e.point.xy.y - drawing::kCorner.y, 40, 1e-6);
  EXPECT_EQ(enter(d.network(), at(130, 240)).edge, far);
}

TEST(Snapper, BeyondTheEndOfAStreetTheEndIsTheEntrance) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const Entrance e = enter(d.network(), at(130, 40));
  EXPECT_EQ(e.offset_mm, d.network().edges[0].length_mm);
  EXPECT_EQ(e.point.xy, d.network().vertices[1].xy);
  EXPECT_NEAR(e.access_mm, 50'000, 1);
}

TEST(Snapper, ExactTieGoesToTheLowerEdge) {
  Drawing d;
  d.street({{0, 64}, {64, 64}});
  d.street({{64, 0}, {0, 0}});
  d.street({{0, 0}, {64, 0}});  // lies on the one before, drawn the other way
  EXPECT_EQ(enter(d.network(), at(32, 32)).edge, EdgeId(0U));
  EXPECT_EQ(enter(d.network(), at(10, 7)).edge, EdgeId(1U));
}

TEST(Snapper, AtAJunctionTheLowestEdgeIsEntered) {
  Drawing d;
  d.street({{-70, 13}, {0, 0}});
  d.street({{0, 0}, {-50, -31}});
  d.street({{-90, -1}, {0, 0}});
  const Entrance e = enter(d.network(), at(40, 3));
  EXPECT_EQ(e.edge, EdgeId(0U));
  EXPECT_EQ(e.offset_mm, d.network().edges[0].length_mm);
}

TEST(Snapper, TheAccessLimitItselfStillConnects) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const std::uint32_t leg_mm = enter(d.network(), at(50, 123.4567)).access_mm;
  EXPECT_TRUE(enter(d.network(), at(50, 123.4567), leg_mm / 1000.0).connected());
  EXPECT_FALSE(enter(d.network(), at(50, 123.4567), (leg_mm - 1) / 1000.0).connected());
}

TEST(Snapper, OnlyEdgesOfTheModeAreEnteredInWhicheverDirection) {
  Drawing d;
  d.street({{0, 10}, {100, 10}}, Way::both, 0);  // a path: no cars
  const EdgeId one_way = d.street({{0, 40}, {100, 40}}, Way::backward);
  d.street({{0, 5}, {100, 5}}, Way::none);
  EXPECT_EQ(enter(d.network(), at(50, 0)).edge, EdgeId(0U));
  EXPECT_EQ(enter(d.network(), at(50, 0), 500, {}, Mode::car).edge, one_way);
}

TEST(Snapper, IslandsAreNotEntered) {
  Drawing d;
  d.street({{0, 0}, {1000, 0}});
  d.street({{1000, 0}, {1000, 999}});  // 1,999 m together
  const EdgeId main = d.street({{0, 100}, {2001, 100}});
  const Snapper snapper(d.network(), Mode::walk, {}, frame());
  EXPECT_EQ(snapper.nearest(at(500, 10), 500).edge, main);
  EXPECT_EQ(enter(d.network(), at(500, 10)).edge, EdgeId(0U));
}

TEST(Snapper, NothingToEnterIsUnconnected) {
  EXPECT_FALSE(enter(Network(), at(0, 0)).connected());
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(enter(d.network(), {{nan, nan}, {nan, nan}}).connected());
  EXPECT_FALSE(enter(d.network(), at(0, 600)).connected());
}

TEST(Snapper, ARiverSendsAPlaceToItsOwnBank) {
  Drawing d;
  d.street({{0, 0}, {100, 0}});
  const EdgeId own = d.street({{0, 200}, {100, 200}});
  Barriers river;
  river.lines.push_back(drawing::line({{-500, 20}, {600, 20}}));
  EXPECT_EQ(enter(d.network(), at(50, 30), 500, river).edge, own);
  EXPECT_EQ(enter(d.network(), at(50, 10), 500, river).edge, EdgeId(0U));
  EXPECT_FALSE(enter(d.network(), at(50, 30), 100, river).connected());
}

TEST(Snapper, OnlyTheNearestPointOfAnEdgeIsTried) {
  Drawing d;
  const EdgeId around = d.street({{0, 0}, {100, 0}, {100, 90}, {0, 90}});
  const EdgeId other = d.street({{0, 300}, {100, 300}});
  Barriers wall;
  wall.lines.push_back(drawing::line({{40, 5}, {60, 5}}));
  EXPECT_EQ(enter(d.network(), at(50, 20)).edge, around);
  EXPECT_EQ(enter(d.network(), at(50, 20), 500, wall).edge, other);
}

TEST(Snapper, ALegMayEndOnABarrier) {
  Drawing d;
  const EdgeId quay = d.street({{0, 0}, {70, 31}, {100, 0}});
  Barriers river;  // along the street, sharing its points
  river.lines.push_back(drawing::line({{0, 0}, {70, 31}, {100, 0}}));
  for (const Place& place : {at(35, 40), at(33, -20), at(90, 21.7), at(70, 80)}) {
    EXPECT_EQ(enter(d.network(), place, 500, river).edge, quay);
  }
  Barriers at_place;  // the place stands on the line
  at_place.lines.push_back(drawing::line({{0, 80}, {100, 80}}));
  EXPECT_TRUE(enter(d.network(), at(50, 80), 500, at_place).connected());
  EXPECT_FALSE(enter(d.network(), at(50, 81), 500, at_place).connected());
}

Barriers pond(bool is_water) {
  Barriers barriers;
  barriers.areas.push_back({drawing::line({{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}),
                            {drawing::line({{40, 40}, {40, 60}, {60, 60}, {60, 40}, {40, 40}})},
                            is_water});
  return barriers;
}

TEST(Snapper, WaterThatHoldsThePlaceIsIgnored) {
  Drawing d;
  const EdgeId street = d.street({{-50, -20}, {150, -20}});
  const auto edge = [&](double x, double y, const Barriers& b) {
    return enter(d.network(), at(x, y), 500, b).edge;
  };
  EXPECT_EQ(edge(50, 10, pond(true)), street);       // in the water
  EXPECT_TRUE(edge(50, 50, pond(true)).is_none());   // on the island in it
  EXPECT_TRUE(edge(50, 120, pond(true)).is_none());  // behind it
  EXPECT_TRUE(edge(50, 10, pond(false)).is_none());  // a fenced ground stops both ways
  EXPECT_EQ(edge(50, 0, pond(false)), street);       // on its outline

  Barriers with_line = pond(true);  // other barriers in the water still count
  with_line.lines.push_back(drawing::line({{0, 5}, {100, 5}}));
  EXPECT_TRUE(edge(50, 10, with_line).is_none());
}

// Everything on a lattice on which all feet and distances are exact, so that ties really are ties.
class Lattice {
 public:
  explicit Lattice(unsigned seed) : random_(seed) {
    for (int k = 0; k < 25; ++k) {
      std::vector<XY> points{{64 * pick(10), 64 * pick(10)}};
      for (int n = 1 + static_cast<int>(pick(3)); n > 0; --n) {
        const XY from = points.back();
        const double step = 64 * (1 << static_cast<int>(pick(3)));
        const double dx = pick(3) - 1, dy = dx == 0 ? 1 : pick(3) - 1;
        points.push_back({from.x + dx * step, from.y + dy * step});
      }
      if (points.front() == points.back()) continue;
      const double way = pick(6);
      drawing_.street(points, way == 0 ? Way::none : way == 1 ? Way::forward : Way::both);
    }
    for (int k = 0; k < 6; ++k) {
      barriers_.lines.push_back(
          drawing::line({{pick(640) + 0.5, pick(640) + 0.5}, {pick(640) + 0.5, pick(640) + 0.5}}));
    }
  }
  double pick(unsigned below) {
    return std::uniform_int_distribution<int>(0, static_cast<int>(below) - 1)(random_);
  }
  Place place() { return at(pick(1281) / 2, pick(1281) / 2); }
  const Network& network() const { return drawing_.network(); }
  const Barriers& barriers() const { return barriers_; }

  /// The rules once more, looking at every segment and every barrier.
  EdgeId nearest_edge(XY p) const {
    std::vector<std::pair<double, EdgeId>> order;
    std::vector<XY> foot(network().edges.size());
    for (std::size_t e = 0; e < network().edges.size(); ++e) {
      const EdgeUse use = network().use[0][e];
      if (use.forward_kmh <= 0 && use.backward_kmh <= 0) continue;
      double least = std::numeric_limits<double>::infinity();
      const auto shape = network().shape_of(EdgeId(e));
      for (std::size_t s = 0; s + 1 < shape.size(); ++s) {
        const XY a = shape[s].xy, b = shape[s + 1].xy;
        const double dx = b.x - a.x, dy = b.y - a.y;
        double t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        const XY q{a.x + t * dx, a.y + t * dy};
        const double squared = (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y);
        if (squared < least) {
          least = squared;
          foot[e] = q;
        }
      }
      order.emplace_back(least, EdgeId(e));
    }
    std::sort(order.begin(), order.end());
    for (const auto& [squared, e] : order) {
      if (!crosses(p, foot[e.index()])) return squared <= 500.0 * 500 ? e : EdgeId();
    }
    return {};
  }

 private:
  bool crosses(XY p, XY q) const {
    for (const auto& line : barriers_.lines) {
      const XY a = line[0], b = line[1];
      // p + t (q − p) = a + u (b − a)
      const double dx = q.x - p.x, dy = q.y - p.y, ex = b.x - a.x, ey = b.y - a.y;
      const double det = dx * ey - dy * ex;
      if (det == 0) continue;  // parallel; half-metre offsets keep them off lattice legs
      const double t = ((a.x - p.x) * ey - (a.y - p.y) * ex) / det;
      const double u = ((a.x - p.x) * dy - (a.y - p.y) * dx) / det;
      const double length = std::hypot(dx, dy);
      if (u >= 0 && u <= 1 && t * length > 1e-3 && (1 - t) * length > 1e-3) return true;
    }
    return false;
  }

  std::mt19937 random_;
  Drawing drawing_;
  Barriers barriers_;
};

TEST(Snapper, AgreesWithLookingAtEverySegment) {
  std::size_t connected = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Lattice lattice(seed);
    const Snapper snapper(lattice.network(), Mode::walk, lattice.barriers(), frame(), kNoIslands);
    for (int k = 0; k < 100; ++k) {
      const Place p = lattice.place();
      const Entrance e = snapper.nearest(p, 500);
      ASSERT_EQ(e.edge, lattice.nearest_edge(p.xy))
          << "seed " << seed << " at " << p.xy.x - drawing::kCorner.x << ' '
          << p.xy.y - drawing::kCorner.y;
      connected += e.connected();
    }
  }
  EXPECT_GT(connected, 3000U);
}

TEST(Snapper, ManyPlacesAreTheSameOnAnyNumberOfThreads) {
  Lattice lattice(7);
  const Snapper snapper(lattice.network(), Mode::walk, lattice.barriers(), frame(), kNoIslands);
  std::vector<Place> places;
  for (int k = 0; k < 3000; ++k) places.push_back(lattice.place());
  for (const std::size_t threads : {1U, 2U, 8U}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    const std::vector<Entrance> entrances = snapper.nearest(places, 500);
    ASSERT_EQ(entrances.size(), places.size());
    for (std::size_t k = 0; k < places.size(); ++k) {
      ASSERT_TRUE(same(entrances[k], snapper.nearest(places[k], 500))) << k;
    }
  }
}

}  // namespace
}  // namespace fangyuan
