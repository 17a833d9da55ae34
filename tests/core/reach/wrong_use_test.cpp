// SPDX-License-Identifier: Apache-2.0
// Inputs that do not belong together end the program with a word, in release builds as well: never
// a wrong cost, never a write beyond a table.
#include <gtest/gtest.h>

#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "core/reach/search.h"
#include "tests/core/sketch.h"

namespace fangyuan {
namespace {

using namespace sketch;

Network two_streets() {
  Network n;
  const VertexId a = vertex(n, 0, 0), b = vertex(n, 100, 0), c = vertex(n, 200, 0);
  edge(n, a, b);
  edge(n, b, c);
  return n;
}

class WrongUse : public testing::Test {
 protected:
  WrongUse() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  LaneInputs in() const { return {graph, weights, targets, Direction::to_facility}; }
  Source source(EdgeId e, std::uint32_t offset_mm) const {
    return {{e, offset_mm, 0, {}}, Cost(0)};
  }

  /// Dies in every search from sources on streets.
  void expect_refused(const Source& wrong, std::span<const std::uint32_t> same_place) {
    const LaneSource one[] = {{{&wrong, 1}, same_place}};
    const std::vector<std::vector<People>> groups{{People::from_whole(1)}};
    const std::vector<Cost> limits{Cost(1000)};
    LaneSearches searches(in());
    EXPECT_DEATH(LaneSearch(in()).run(one, Cost(1000)), "Assertion");
    EXPECT_DEATH(nearest_sites(in(), one, 1, Cost(1000)), "Assertion");
    EXPECT_DEATH(CostMatrix(in()).costs(one), "Assertion");
    EXPECT_DEATH(people_within({searches, groups, limits}, one), "Assertion");
  }

  Network network = two_streets();
  ModeGraph graph{network, Mode::walk, 1.0, Metric::time};
  ModeGraph lengths{network, Mode::walk, 1.0, Metric::length};
  Hierarchy hierarchy{graph};
  HierarchyWeights weights{hierarchy, graph};
  LanePlace home{on(network, EdgeId(0U), 20'000), Cost(0)};
  LaneTargets targets{hierarchy, graph, {&home, 1}, Direction::to_facility};
};

TEST_F(WrongUse, PartsThatDoNotBelongTogether) {
  const LaneInputs other_way{graph, weights, targets, Direction::from_facility};
  EXPECT_DEATH(LaneSearch{other_way}, "Assertion");
  EXPECT_DEATH(CostMatrix{other_way}, "Assertion");
  EXPECT_DEATH(nearest_sites(other_way, std::span<const VertexId>(), 1, Cost(1)), "Assertion");
  const LaneInputs other_metric{lengths, weights, targets, Direction::to_facility};
  EXPECT_DEATH(LaneSearch{other_metric}, "Assertion");
  const HierarchyWeights of_lengths(hierarchy, lengths);
  const LaneInputs other_targets{lengths, of_lengths, targets, Direction::to_facility};
  EXPECT_DEATH(CostMatrix{other_targets}, "Assertion");
  // Places at vertices have no direction: they fit both.
  const std::vector<VertexId> ends{VertexId(0U)};
  const LaneTargets at_vertices(hierarchy, ends);
  EXPECT_EQ(CostMatrix({lengths, of_lengths, at_vertices, Direction::from_facility})
                .costs(std::vector{VertexId(2U)}),
            std::vector{Cost(200'000)});
}

TEST_F(WrongUse, SourcesThatAreNowhere) {
  expect_refused(source(EdgeId(), 0), {});
  expect_refused(source(EdgeId(9U), 0), {});
  expect_refused(source(EdgeId(0U), 100'001), {});
  const std::vector<std::uint32_t> no_such_place{1};
  expect_refused(source(EdgeId(0U), 0), no_such_place);
  const std::vector<VertexId> beyond{VertexId(3U)};
  EXPECT_DEATH(LaneSearch(in()).run(beyond, Cost(1000)), "Assertion");
  EXPECT_DEATH(nearest_sites(in(), beyond, 1, Cost(1000)), "Assertion");
  EXPECT_DEATH(CostMatrix(in()).costs(beyond), "Assertion");
  EXPECT_DEATH(LaneTargets(hierarchy, beyond), "Assertion");
}

TEST_F(WrongUse, PlacesAndQuestionsThatAreNowhere) {
  const LanePlace beyond{{EdgeId(0U), 100'001, 0, {}}, Cost(0)};
  const std::span<const LanePlace> places(&beyond, 1);
  EXPECT_DEATH(LaneTargets(hierarchy, graph, places, Direction::to_facility), "Assertion");
  Search search(graph);
  EXPECT_DEATH(search.at(VertexId()), "Assertion");
  EXPECT_DEATH(search.at(EdgeId(), 0), "Assertion");
  network.edges[1].v = VertexId(7U);
  EXPECT_DEATH(ModeGraph(network, Mode::walk, 1.0, Metric::time), "Assertion");
}

}  // namespace
}  // namespace fangyuan
