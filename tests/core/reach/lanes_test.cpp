// SPDX-License-Identifier: Apache-2.0
// Every search over the hierarchy against the plain one, on networks of every kind.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <tuple>

#include "core/network/boost_graph.h"
#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "core/reach/search.h"
#include "tests/core/reach/networks.h"
#include "tests/core/reach/town.h"

namespace fangyuan {
namespace {

using namespace sketch;

constexpr std::uint32_t kSeeds = 26;  // × 9 kinds = 234 networks

class Lanes : public testing::TestWithParam<int> {
 protected:
  template <class Check>
  void for_each_town(const Check& check) {
    for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
      const Network n = made(GetParam(), seed);
      std::mt19937 random(seed);
      for (const Setting& setting : kSettings) {
        const Town town(n, setting, random);
        const Hierarchy hierarchy(town.graph);
        const HierarchyWeights weights(hierarchy, town.graph);
        const LaneTargets targets(hierarchy, town.graph, town.places, setting.direction);
        const Cost limit = seed % 5 == 0   ? Cost(0)
                           : seed % 5 == 1 ? kMostSwept
                                           : Cost(static_cast<std::uint32_t>(random() % 150'000));
        check(town, LaneInputs{town.graph, weights, targets, setting.direction}, limit);
        if (HasFatalFailure()) FAIL() << "kind " << GetParam() << ", seed " << seed;
      }
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Kinds, Lanes, testing::Range(0, kKinds));

TEST(HierarchyParts, HoldEveryRankOnceAndNoneNeedsAnother) {
  std::mt19937 random(5);
  for (const std::size_t vertices : {1U, 50U, 3'000U, 40'000U}) {
    const Network n =
        vertices == 1 ? made(kOneVertex, 0) : random_network(random, vertices, vertices);
    const Hierarchy h(ModeGraph(n, Mode::walk, 1.0, Metric::time));
    ASSERT_EQ(h.vertex_count(), vertices);
    constexpr std::uint32_t kAbove = ~std::uint32_t{0}, kNowhere = kAbove - 1;
    std::vector<std::uint32_t> part_of(h.vertex_count(), kNowhere);
    for (std::uint32_t i = 0; i < h.parts().size(); ++i)
      for (std::uint32_t r = h.parts()[i].begin; r < h.parts()[i].end; ++r) {
        ASSERT_EQ(part_of[r], kNowhere);
        part_of[r] = i;
      }
    for (const std::uint32_t r : h.above_parts()) {
      ASSERT_EQ(part_of[r], kNowhere);
      part_of[r] = kAbove;
    }
    for (std::uint32_t r = 0; r < h.vertex_count(); ++r) {
      ASSERT_NE(part_of[r], kNowhere);
      for (std::uint32_t a = h.up_begin(r); a < h.up_end(r); ++a) {
        const std::uint32_t of_head = part_of[h.heads()[a]];
        ASSERT_TRUE(of_head == kAbove || of_head == part_of[r]) << vertices;
      }
    }
  }
}

TEST_P(Lanes, EveryVertexCostsWhatBoostSays) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost) {
    const std::size_t n = town.graph.vertex_count();
    const auto search_all = [&](auto&& graph, std::size_t source) {
      std::vector<std::uint32_t> cost(n);
      boost::dijkstra_shortest_paths(graph, VertexId(source),
                                     boost::distance_map(boost::make_iterator_property_map(
                                         cost.begin(), get(boost::vertex_index, graph))));
      return cost;
    };
    LaneSweep sweep(in.weights);
    std::vector<LaneStart> starts;
    for (std::uint32_t v = 0; v < std::min<std::size_t>(n, kLanes); ++v)
      starts.push_back({v, in.weights.hierarchy().rank_of(VertexId(std::size_t{v})).value(), 0});
    sweep.run(starts, kMostSwept, Direction::from_facility);
    for (const LaneStart& s : starts) {
      const auto cost = search_all(town.graph, s.lane);
      for (std::size_t v = 0; v < n; ++v) {
        const Cost ours = sweep.cost(in.weights.hierarchy().rank_of(VertexId(v)).value(), s.lane);
        ASSERT_EQ(ours, cost[v] == ~std::uint32_t{0} ? Cost() : Cost(cost[v])) << v;
      }
    }
  });
}

TEST_P(Lanes, PeopleWithinEverySourceAndLimit) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost limit) {
    std::mt19937 random(1);
    std::vector<std::vector<People>> groups(3);  // whole, in millionths, more than 32 bits hold
    for (std::size_t p = 0; p < town.places.size(); ++p) {
      groups[0].push_back(People::from_whole(static_cast<std::int64_t>(random() % 90)));
      groups[1].push_back(People::from_millionths(static_cast<std::int64_t>(random())));
      groups[2].push_back(People::from_millionths(static_cast<std::int64_t>(random()) * 3000 + 1));
    }
    const std::vector<Cost> limits{Cost(limit.value() / 3), Cost(limit.value() / 2), limit};
    const auto plain = town.plain(limit);
    for (const LaneSet set : lane_sets()) {
      LaneSearches searches(in, set);
      const PeopleWithin found =
          people_within({.searches = searches, .groups = groups, .limits = limits}, town.sources);
      for (std::size_t s = 0; s < town.sources.size(); ++s)
        for (std::size_t l = 0; l < limits.size(); ++l)
          for (std::size_t g = 0; g < groups.size(); ++g) {
            People sum;
            for (std::size_t p = 0; p < town.places.size(); ++p)
              if (plain[s * town.places.size() + p] <= limits[l]) sum += groups[g][p];
            ASSERT_EQ(found.at(s, l, g), sum) << "source " << s << " limit " << l << " group " << g;
          }
    }
  });
}

TEST_P(Lanes, EveryPlaceOnceWithAllItsCosts) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost limit) {
    const auto plain = town.plain(limit);
    for (const LaneSet set : lane_sets())
      for (std::size_t begin = 0; begin < town.sources.size(); begin += kLanes) {
        LaneSearch search(in, set);
        const std::size_t count = std::min(kLanes, town.sources.size() - begin);
        search.run(std::span(town.sources).subspan(begin, count), limit);
        std::vector<int> seen(town.places.size());
        std::size_t wrong = 0;
        auto use = [&](std::uint32_t place, const LaneRow& row) __attribute__((always_inline)) {
          ++seen[place];
          for (std::size_t lane = 0; lane < count; ++lane) {
            const Cost cost = row.lane[lane] < kFar ? Cost(row.lane[lane] - search.base()) : Cost();
            if (cost != plain[(begin + lane) * town.places.size() + place]) ++wrong;
          }
        };
        search.for_each_place(use);
        ASSERT_EQ(wrong, 0U);
        for (std::size_t p = 0; p < town.places.size(); ++p) {
          bool reached = false;
          for (std::size_t lane = 0; lane < count; ++lane)
            reached = reached || plain[(begin + lane) * town.places.size() + p].reached();
          ASSERT_LE(seen[p], 1);
          ASSERT_GE(seen[p], reached ? 1 : 0) << p;
        }
      }
  });
}

TEST_P(Lanes, NearestSitesByCostThenNumber) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost limit) {
    const auto plain = town.plain(limit);
    for (const std::size_t k : {1U, 2U, 3U, 5U}) {
      const NearestSites found = nearest_sites(in, town.sources, k, limit);
      for (std::size_t p = 0; p < town.places.size(); ++p) {
        std::vector<std::pair<Cost, std::uint32_t>> all;
        for (std::uint32_t s = 0; s < town.sources.size(); ++s)
          if (const Cost c = plain[s * town.places.size() + p]; c.reached()) all.emplace_back(c, s);
        std::sort(all.begin(), all.end());
        for (std::size_t i = 0; i < k; ++i) {
          const SiteCost want = i < all.size() ? SiteCost{all[i].first, all[i].second}
                                               : SiteCost{Cost(), ~std::uint32_t{0}};
          ASSERT_EQ(found.of(p)[i], want) << "place " << p << ", nearest " << i << " of " << k;
        }
      }
    }
  });
}

TEST_P(Lanes, MatrixOfAllCosts) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost) {
    const auto plain = town.plain(kMostSwept);
    for (const LaneSet set : lane_sets()) ASSERT_EQ(CostMatrix(in, set).costs(town.sources), plain);
  });
}

TEST_P(Lanes, CustomisedAfreshForOtherSpeedsAndClosedStreets) {
  for_each_town([](const Town& town, const LaneInputs& in, Cost) {
    Network changed = town.graph.network();
    std::mt19937 random(3);
    auto& use = changed.use[static_cast<std::size_t>(town.graph.mode())];
    for (auto& u : use) {
      if (random() % 6 == 0) u.forward_kmh = 0;
      if (random() % 6 == 0) u.backward_kmh = 0;
      if (u.forward_kmh > 0) u.forward_kmh += static_cast<float>(random() % 30);
    }
    const ModeGraph other(changed, town.graph.mode(), 0.7, town.graph.metric());
    HierarchyWeights again(in.weights.hierarchy(), town.graph);
    again.customise(other);
    const Hierarchy own(other);
    const HierarchyWeights fresh(own, other);
    const LaneTargets targets(in.weights.hierarchy(), other, town.places, town.direction),
        own_targets(own, other, town.places, town.direction);
    ASSERT_EQ(CostMatrix({other, again, targets, town.direction}).costs(town.sources),
              CostMatrix({other, fresh, own_targets, town.direction}).costs(town.sources));
  });
}

// What lies beyond 2^31 − 2 ms (24.8 days) is not reached by a sweep, however it adds up.
TEST(LanesFar, CostsBeyondWhatASweepHolds) {
  Network n;
  for (int i = 0; i < 4; ++i) vertex(n, i, 0);
  const std::uint32_t most = kMostSwept.value();
  edge(n, VertexId(0U), VertexId(1U), most);            // just fits
  edge(n, VertexId(1U), VertexId(2U), 1);               // one more
  edge(n, VertexId(2U), VertexId(3U), 4'000'000'000U);  // never
  const ModeGraph graph(n, Mode::walk, 1.0, Metric::length);
  const Hierarchy hierarchy(graph);
  const HierarchyWeights weights(hierarchy, graph);
  const std::vector<VertexId> all{VertexId(0U), VertexId(1U), VertexId(2U), VertexId(3U)};
  const LaneTargets targets(hierarchy, all);
  const LaneInputs in{graph, weights, targets, Direction::to_facility};
  const Cost none, zero(0), one(1), far(most);
  EXPECT_EQ(CostMatrix(in).costs(all),
            (std::vector<Cost>{zero, far, none, none, far, zero, one, none, none, one, zero, none,
                               none, none, none, zero}));
  // A longer limit than a sweep has is taken as its longest.
  LaneSweep sweep(weights);
  const std::vector<LaneStart> starts{{0, hierarchy.rank_of(all[0]).value(), 0}};
  sweep.run(starts, Cost::not_reached(), Direction::to_facility);
  EXPECT_EQ(sweep.cost(hierarchy.rank_of(all[1]).value(), 0), far);
  EXPECT_EQ(sweep.cost(hierarchy.rank_of(all[2]).value(), 0), none);
}

TEST(LanesFar, AWeekIsALimitLikeAnyOther) {
  Network n;
  vertex(n, 0, 0);
  vertex(n, 1, 0);
  edge(n, VertexId(0U), VertexId(1U), 604'800'000);
  const ModeGraph graph(n, Mode::walk, 1.0, Metric::time);
  const Hierarchy hierarchy(graph);
  const HierarchyWeights weights(hierarchy, graph);
  LaneSweep sweep(weights);
  const std::vector<LaneStart> starts{{3, hierarchy.rank_of(VertexId(0U)).value(), 0}};
  const std::uint32_t end = hierarchy.rank_of(VertexId(1U)).value();
  sweep.run(starts, Cost(604'800'000), Direction::to_facility);
  EXPECT_EQ(sweep.cost(end, 3), Cost(604'800'000));
  EXPECT_FALSE(sweep.cost(end, 2).reached());
  sweep.run(starts, Cost(604'799'999), Direction::to_facility);
  EXPECT_FALSE(sweep.cost(end, 3).reached());
}

TEST(LanesFar, NoVerticesNoSourcesNoPlaces) {
  const Network nothing;
  const ModeGraph graph(nothing, Mode::walk, 1.0, Metric::time);
  const Hierarchy hierarchy(graph);
  const HierarchyWeights weights(hierarchy, graph);
  const LaneTargets targets(hierarchy, std::span<const VertexId>());
  const LaneInputs in{graph, weights, targets, Direction::to_facility};
  EXPECT_TRUE(CostMatrix(in).costs(std::span<const VertexId>()).empty());
  EXPECT_TRUE(nearest_sites(in, std::span<const VertexId>(), 3, Cost(1)).nearest.empty());
  LaneSweep sweep(weights);
  sweep.run({}, Cost(10), Direction::to_facility);
  EXPECT_TRUE(sweep.visited().empty());
}

}  // namespace
}  // namespace fangyuan
