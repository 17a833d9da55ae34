// SPDX-License-Identifier: Apache-2.0
// Every search over the hierarchy between vertices, without streets' parts or access legs, against
// Boost's Dijkstra: the entry points whose speed docs/performance.md tells.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <map>

#include "core/network/boost_graph.h"
#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "tests/core/reach/networks.h"
#include "tests/core/reach/town.h"

namespace fangyuan {
namespace {

using namespace sketch;

constexpr std::uint32_t kSeeds = 26;  // × kinds: more than 200 networks

/// Sources and places at vertices, both with repetitions, and what Boost says of them.
struct Corners {
  Corners(const Network& n, const Setting& s, std::mt19937& random)
      : graph(n, s.mode, speed_of(s.mode), s.metric), direction(s.direction) {
    const auto any = [&] { return VertexId(random() % graph.vertex_count()); };
    // More sources than a batch has, often more than there are vertices, from a few places.
    std::vector<VertexId> few;
    for (int i = 0; i < 30; ++i) few.push_back(any());
    for (auto count = 1 + random() % 150; count-- > 0;)
      sources.push_back(few[random() % few.size()]);
    for (int i = 0; i < 70; ++i) places.push_back(any());
    for (std::size_t p = 0; p < places.size(); ++p)
      people.push_back(People::from_millionths(static_cast<std::int64_t>(random())));
  }

  /// [vertex]; not reached beyond the limit.
  const std::vector<Cost>& from(VertexId source) {
    const auto [known, is_new] = costs_.try_emplace(source);
    if (!is_new) return known->second;
    std::vector<std::uint32_t> cost(graph.vertex_count());
    const auto search = [&](const auto& arcs) {
      boost::dijkstra_shortest_paths(arcs, source,
                                     boost::distance_map(boost::make_iterator_property_map(
                                         cost.begin(), get(boost::vertex_index, graph))));
    };
    if (direction == Direction::from_facility)
      search(graph);
    else
      search(boost::make_reverse_graph(graph));
    for (const std::uint32_t c : cost)
      known->second.push_back(c == ~std::uint32_t{0} ? Cost() : Cost(c));
    return known->second;
  }
  Cost between(std::size_t source, std::size_t place) {
    return from(sources[source])[places[place].index()];
  }

  ModeGraph graph;
  Direction direction;
  std::vector<VertexId> sources, places;
  std::vector<People> people;

 private:
  std::map<VertexId, std::vector<Cost>> costs_;
};

void expect_people(Corners& c, const LaneInputs& in, Cost limit) {
  const std::vector<std::vector<People>> groups{c.people};
  for (const std::vector<Cost>& limits :
       {std::vector<Cost>{limit}, std::vector<Cost>{Cost(limit.value() / 2), limit}})
    for (const LaneSet set : lane_sets()) {
      LaneSearches searches(in, set);
      const PeopleWithin found =
          people_within({.searches = searches, .groups = groups, .limits = limits}, c.sources);
      for (std::size_t s = 0; s < c.sources.size(); ++s)
        for (std::size_t l = 0; l < limits.size(); ++l) {
          People sum;
          for (std::size_t p = 0; p < c.places.size(); ++p)
            if (c.between(s, p) <= limits[l]) sum += c.people[p];
          ASSERT_EQ(found.at(s, l, 0), sum) << "source " << s << " limit " << l;
        }
    }
}

void expect_every_place(Corners& c, const LaneInputs& in, Cost limit) {
  for (const LaneSet set : lane_sets()) {
    LaneSearch search(in, set);  // used again: every run wipes what the last one left
    for (std::size_t begin = 0; begin < c.sources.size(); begin += kLanes) {
      const std::size_t count = std::min(kLanes, c.sources.size() - begin);
      search.run(std::span(c.sources).subspan(begin, count), limit);
      std::vector<int> seen(c.places.size());
      std::size_t wrong = 0;
      auto use = [&](std::uint32_t place, const LaneRow& row) __attribute__((always_inline)) {
        ++seen[place];
        for (std::size_t lane = 0; lane < count; ++lane) {
          const Cost cost = row.lane[lane] < kFar ? Cost(row.lane[lane] - search.base()) : Cost();
          const Cost want = c.between(begin + lane, place);
          if (cost != (want <= limit ? want : Cost())) ++wrong;
        }
      };
      search.for_each_place(use);
      ASSERT_EQ(wrong, 0U);
      for (std::size_t p = 0; p < c.places.size(); ++p) {
        bool reached = false;
        for (std::size_t lane = 0; lane < count; ++lane)
          reached = reached || c.between(begin + lane, p) <= limit;
        ASSERT_EQ(seen[p], reached ? 1 : 0) << p;
      }
    }
  }
}

void expect_nearest(Corners& c, const LaneInputs& in, Cost limit) {
  for (const std::size_t k : {1U, 3U, 4U}) {
    const NearestSites found = nearest_sites(in, c.sources, k, limit);
    for (std::size_t p = 0; p < c.places.size(); ++p) {
      std::vector<std::pair<Cost, std::uint32_t>> all;
      for (std::uint32_t s = 0; s < c.sources.size(); ++s)
        if (const Cost cost = c.between(s, p); cost <= limit) all.emplace_back(cost, s);
      std::sort(all.begin(), all.end());
      for (std::size_t i = 0; i < k; ++i) {
        const SiteCost want = i < all.size() ? SiteCost{all[i].first, all[i].second}
                                             : SiteCost{Cost(), ~std::uint32_t{0}};
        ASSERT_EQ(found.of(p)[i], want) << "place " << p << ", nearest " << i << " of " << k;
      }
    }
  }
}

void expect_matrix(Corners& c, const LaneInputs& in) {
  std::vector<Cost> want;
  for (std::size_t s = 0; s < c.sources.size(); ++s)
    for (std::size_t p = 0; p < c.places.size(); ++p) want.push_back(c.between(s, p));
  for (const LaneSet set : lane_sets()) ASSERT_EQ(CostMatrix(in, set).costs(c.sources), want);
}

/// Rows of a batch: every source in one lane, every rank that was swept right in all of them, and
/// no place's rank left out.
void expect_batches(Corners& c, const LaneInputs& in) {
  const Hierarchy& h = in.weights.hierarchy();
  for (const LaneSet set : lane_sets()) {
    const CostMatrix matrix(in, set);
    std::vector<std::vector<Cost>> rows(c.sources.size());  // [source][vertex]
    std::vector<std::uint8_t> swept(c.graph.vertex_count());
    std::vector<int> seen(c.sources.size());
    matrix.for_each_batch(c.sources, [&](const CostMatrix::BatchRows& batch) {
      for (std::size_t lane = 0; lane < batch.sources.size(); ++lane) {
        std::vector<Cost>& row = rows[batch.sources[lane]];
        ++seen[batch.sources[lane]];
        row.resize(c.graph.vertex_count());
        for (std::size_t i = 0; i < batch.ranks.size(); ++i) {
          const std::uint32_t cost = batch.rows[i].lane[lane];
          row[h.vertex_at(Rank(batch.ranks[i])).index()] = cost < kFar ? Cost(cost) : Cost();
        }
      }
    });
    // Single-threaded check of what is swept, from one batch of one source.
    matrix.for_each_batch(std::span(c.sources).first(1), [&](const CostMatrix::BatchRows& batch) {
      for (const std::uint32_t r : batch.ranks) swept[h.vertex_at(Rank(r)).index()] = 1;
    });
    for (const VertexId v : c.places) ASSERT_TRUE(swept[v.index()]);
    for (std::size_t s = 0; s < c.sources.size(); ++s) {
      ASSERT_EQ(seen[s], 1);
      const std::vector<Cost>& want = c.from(c.sources[s]);
      for (std::size_t v = 0; v < want.size(); ++v)
        if (swept[v] != 0) {
          ASSERT_EQ(rows[s][v], want[v]) << "source " << s << ", vertex " << v;
        }
    }
  }
}

class AtVertices : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Kinds, AtVertices, testing::Range(0, kKinds));

TEST_P(AtVertices, EverySearchSaysWhatBoostSays) {
  for (std::uint32_t seed = 0; seed < kSeeds; ++seed) {
    const Network n = made(GetParam(), seed);
    std::mt19937 random(seed);
    for (const Setting& setting : kSettings) {
      SCOPED_TRACE(testing::Message() << "kind " << GetParam() << ", seed " << seed);
      Corners corners(n, setting, random);
      const Hierarchy hierarchy(corners.graph);
      const HierarchyWeights weights(hierarchy, corners.graph);
      const LaneTargets targets(hierarchy, corners.places);
      const LaneInputs in{corners.graph, weights, targets, setting.direction};
      const Cost limit = seed % 5 == 0   ? Cost(0)
                         : seed % 5 == 1 ? kMostSwept
                                         : Cost(static_cast<std::uint32_t>(random() % 150'000));
      ASSERT_NO_FATAL_FAILURE(expect_people(corners, in, limit));
      ASSERT_NO_FATAL_FAILURE(expect_every_place(corners, in, limit));
      ASSERT_NO_FATAL_FAILURE(expect_nearest(corners, in, limit));
      ASSERT_NO_FATAL_FAILURE(expect_matrix(corners, in));
      ASSERT_NO_FATAL_FAILURE(expect_batches(corners, in));
    }
  }
}

}  // namespace
}  // namespace fangyuan
