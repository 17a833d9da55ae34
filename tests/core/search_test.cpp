// SPDX-License-Identifier: Apache-2.0
#include "core/reach/search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/sketch.h"

namespace fangyuan {
namespace {

using namespace sketch;

//   a ──100 m── b ──200 m── c        b → d is one-way
//               │
//              50 m
//               ▼
//               d
struct Town {
  Network n;
  VertexId a = vertex(n, 0, 0), b = vertex(n, 100, 0), c = vertex(n, 300, 0),
           d = vertex(n, 100, -50);
  EdgeId ab = edge(n, a, b), bc = edge(n, b, c), bd = edge(n, b, d, Way::forward);
};

Source walk_in(const Network& n, EdgeId e, std::uint32_t offset_mm, std::uint32_t access = 0) {
  return {on(n, e, offset_mm, access), Cost(access)};
}

TEST(Search, MinutesByHand) {
  const Town t;
  const ModeGraph g(t.n, Mode::walk, 1.25, Metric::time);  // 100 m in 80 s
  Search s(g);
  const Source site[] = {{on(t.n, t.ab, 25'000), Cost(10'000)}};
  s.run(site, Cost(500'000), Direction::to_facility);
  EXPECT_EQ(s.at(t.a), Cost(10'000 + 20'000));
  EXPECT_EQ(s.at(t.b), Cost(10'000 + 60'000));
  EXPECT_EQ(s.at(t.c), Cost(10'000 + 60'000 + 160'000));
  EXPECT_FALSE(s.at(t.d).reached()) << "nobody may walk up the one-way street";
  EXPECT_EQ(s.at(t.bc, 50'000), Cost(10'000 + 60'000 + 40'000));
  EXPECT_FALSE(s.at(t.bd, 10'000).reached());
  s.run(site, Cost(500'000), Direction::from_facility);
  EXPECT_EQ(s.at(t.d), Cost(10'000 + 60'000 + 40'000));
  EXPECT_EQ(s.at(t.bd, 25'000), Cost(10'000 + 60'000 + 20'000));
}

TEST(Search, TwoPlacesOnOneStreetGoAlongItDirectly) {
  const Town t;
  const ModeGraph g(t.n, Mode::walk, 1.0, Metric::length);
  Search s(g);
  s.run(std::vector{walk_in(t.n, t.bc, 150'000, 7)}, Cost(40'000), Direction::to_facility);
  EXPECT_TRUE(s.reached().empty());
  EXPECT_EQ(s.at(t.bc, 140'000), Cost(10'007));
  EXPECT_EQ(s.at(t.bc, 150'000), Cost(7));
  EXPECT_EQ(s.at(t.bc, 189'993), Cost(40'000)) << "exactly at the limit counts";
  EXPECT_FALSE(s.at(t.bc, 189'994).reached());
  EXPECT_EQ(s.touched_edges(), std::vector{t.bc});
}

TEST(Search, OnAOneWayStreetOnlyThePlacesBeforeTheSiteReachItDirectly) {
  const Town t;
  const ModeGraph g(t.n, Mode::car, 1.0, Metric::length);
  Search s(g);
  s.run(std::vector{walk_in(t.n, t.bd, 20'000)}, Cost(60'000), Direction::to_facility);
  EXPECT_EQ(s.at(t.bd, 5'000), Cost(15'000));
  EXPECT_FALSE(s.at(t.bd, 30'000).reached());
  EXPECT_EQ(s.at(t.b), Cost(20'000));
  EXPECT_FALSE(s.at(t.d).reached());
  s.run(std::vector{walk_in(t.n, t.bd, 20'000)}, Cost(60'000), Direction::from_facility);
  EXPECT_FALSE(s.at(t.bd, 5'000).reached());
  EXPECT_EQ(s.at(t.bd, 30'000), Cost(10'000));
  EXPECT_FALSE(s.at(t.b).reached());
  EXPECT_EQ(s.at(t.d), Cost(30'000));
}

TEST(Search, EachDirectionOfAnEdgeRoundsItsPartsFromTheFirstPoint) {
  Network n;
  const VertexId a = vertex(n, 0, 0), b = vertex(n, 1, 0);
  const EdgeId e = edge(n, a, b, 3);
  const ModeGraph g(n, Mode::walk, 0.75, Metric::time);  // 4 ms for 3 mm: f = 0, 1, 2, 4
  Search s(g);
  s.run(std::vector{walk_in(n, e, 2)}, Cost(100), Direction::to_facility);
  EXPECT_EQ(s.at(a), Cost(2));
  EXPECT_EQ(s.at(b), Cost(2));
  EXPECT_EQ(s.at(e, 1), Cost(1));
  EXPECT_EQ(s.at(e, 3), Cost(2));
}

TEST(Search, CarsTakeEachStreetAtItsOwnSpeedAndAtLeastOneMillisecond) {
  Network n;
  const VertexId a = vertex(n, 0, 0), b = vertex(n, 1, 0), c = vertex(n, 2, 0);
  edge(n, a, b, 100'000, Way::both, 50);
  edge(n, b, c, 0, Way::both, 50);
  const ModeGraph g(n, Mode::car, 1.0, Metric::time);
  EXPECT_EQ(g.forward(EdgeId(0U)), Cost(7'200));
  EXPECT_EQ(g.forward(EdgeId(1U)), Cost(1));
  const ModeGraph length(n, Mode::car, 1.0, Metric::length);
  EXPECT_EQ(length.forward(EdgeId(1U)), Cost(0));
}

TEST(Search, EqualCostsComeFromTheLowestSource) {
  const Town t;
  const ModeGraph g(t.n, Mode::walk, 1.0, Metric::length);
  Search s(g);
  // Both 100 m from b; the cell at 100 m on bc likewise has both at 200 m.
  const Source at_a = walk_in(t.n, t.ab, 0), below = walk_in(t.n, t.bc, 100'000);
  for (const auto& sources : {std::vector{at_a, below}, std::vector{below, at_a}}) {
    s.run(sources, Cost(), Direction::to_facility);
    EXPECT_EQ(s.at(t.b), Cost(100'000));
    EXPECT_EQ(s.source_of(t.b), 0U);
  }
  s.run(std::vector{at_a, at_a}, Cost(), Direction::to_facility);
  EXPECT_EQ(s.source_at(t.ab, 50'000), 0U);
  EXPECT_EQ(s.source_at(t.bc, 1), 0U);
}

TEST(Search, ManySourcesEqualTheLeastOfSingleOnesAndTouchEveryEdgeWithinTheLimit) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const Network n = random_network(random, 40, 70);
    const Metric metric = round % 2 == 0 ? Metric::time : Metric::length;
    const auto direction = round % 3 == 0 ? Direction::from_facility : Direction::to_facility;
    const ModeGraph g(n, round % 4 < 2 ? Mode::car : Mode::walk, 1.3, metric);
    const Cost limit(static_cast<std::uint32_t>(random() % 120'000));
    std::vector<Source> sources;
    for (int i = 0; i < 5; ++i) {
      const Entrance e = random_entrance(random, n);
      sources.push_back({e, Cost(e.access_mm)});
    }
    Search all(g), one(g);
    all.run(sources, limit, direction);
    const auto touched = all.touched_edges();
    EXPECT_TRUE(std::adjacent_find(touched.begin(), touched.end(), std::greater_equal<>()) ==
                touched.end());
    std::vector<Search> singles;
    for (const Source& s : sources) {
      singles.emplace_back(g);
      singles.back().run({&s, 1}, limit, direction);
      one.run({&s, 1}, limit, direction);  // the same labels, cleaned between runs
      for (std::size_t v = 0; v < n.vertices.size(); ++v)
        ASSERT_EQ(one.at(VertexId(v)), singles.back().at(VertexId(v)));
    }
    for (std::size_t i = 0; i < 200; ++i) {
      const Entrance p = random_entrance(random, n);
      Cost least;
      std::size_t origin = 0;
      for (std::size_t s = 0; s < singles.size(); ++s)
        if (const Cost c = singles[s].at(p.edge, p.offset_mm); c < least) least = c, origin = s;
      ASSERT_EQ(all.at(p.edge, p.offset_mm), least);
      if (!least.reached()) continue;
      EXPECT_EQ(all.source_at(p.edge, p.offset_mm), origin);
      EXPECT_TRUE(std::binary_search(touched.begin(), touched.end(), p.edge));
    }
  }
}

}  // namespace
}  // namespace fangyuan
