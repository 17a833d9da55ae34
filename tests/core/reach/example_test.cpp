// SPDX-License-Identifier: Apache-2.0
// How the searches are called: the example that docs/newcomers.md points to, with answers that can
// be counted on a drawing.
//
//   a ──100 m── b ──100 m── c ──100 m── d      people at a, b, c, d: 1, 2, 4, 8; on foot, 1 m/s
#include <gtest/gtest.h>

#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "core/reach/search.h"
#include "tests/core/sketch.h"

namespace fangyuan {
namespace {

using sketch::on;

TEST(ReachExample, EverySearchOnOneStreet) {
  Network network;
  std::vector<VertexId> corners;
  for (int i = 0; i < 4; ++i) corners.push_back(sketch::vertex(network, i * 100, 0));
  for (std::size_t i = 0; i < 3; ++i) sketch::edge(network, corners[i], corners[i + 1]);
  const ModeGraph graph(network, Mode::walk, 1.0, Metric::time);
  const Direction to = Direction::to_facility;

  // One circle: a site 10 m along the first street, 5 s from its door to the street.
  Search search(graph);
  const Source door{on(network, EdgeId(0U), 10'000, 5'000), Cost(5'000)};
  search.run({&door, 1}, Cost(120'000), to);
  EXPECT_EQ(search.at(corners[1]), Cost(95'000));
  EXPECT_FALSE(search.at(corners[2]).reached());
  EXPECT_EQ(search.at(EdgeId(1U), 20'000), Cost(115'000));

  // The index: the hierarchy once, weights per speed and metric, the places that are wanted.
  const Hierarchy hierarchy(graph);
  HierarchyWeights weights(hierarchy, graph);
  const LaneTargets homes(hierarchy, corners);
  const LaneInputs inputs{graph, weights, homes, to};

  // Who is within 1 and 2 minutes of each corner, and of the door.
  std::vector<std::vector<People>> people(1);
  for (const int n : {1, 2, 4, 8}) people[0].push_back(People::from_whole(n));
  const std::vector<Cost> limits{Cost(60'000), Cost(120'000)};
  LaneSearches searches(inputs);  // kept for the next call
  const PeopleWithinRequest request{.searches = searches, .groups = people, .limits = limits};
  const PeopleWithin around = people_within(request, corners);
  EXPECT_EQ(around.at(0, 0, 0), People::from_whole(1));
  EXPECT_EQ(around.at(2, 1, 0), People::from_whole(2 + 4 + 8));
  const LaneSource site{.entrances = {&door, 1}, .same_place = {}};
  EXPECT_EQ(people_within(request, {&site, 1}).at(0, 1, 0), People::from_whole(1 + 2));

  // Every place that is reached, with the costs of all sources at once.
  LaneSearch lanes(inputs);
  lanes.run(corners, Cost(100'000));
  std::size_t pairs = 0;
  auto count = [&](std::uint32_t, const LaneRow& row) {
    for (std::size_t lane = 0; lane < corners.size(); ++lane) pairs += row.lane[lane] < kFar;
  };
  lanes.for_each_place(count);
  EXPECT_EQ(pairs, 4U + 2 * 3);

  // The nearest two of three sites; of two at the same cost, the one with the lower number.
  const std::vector<VertexId> sites{corners[3], corners[0], corners[2]};
  const NearestSites nearest = nearest_sites(inputs, sites, 2, Cost(150'000));
  EXPECT_EQ(nearest.of(1)[0], (SiteCost{Cost(100'000), 1}));
  EXPECT_EQ(nearest.of(1)[1], (SiteCost{Cost(100'000), 2}));
  EXPECT_FALSE(nearest.of(0)[1].cost.reached());

  // All costs, without a limit: [source × places + place].
  const CostMatrix matrix(inputs);
  EXPECT_EQ(matrix.costs(sites)[0 * 4 + 0], Cost(300'000));

  // Other speeds: the same hierarchy, the same memory.
  const ModeGraph faster(network, Mode::walk, 2.0, Metric::time);
  weights.customise(faster);
  EXPECT_EQ(CostMatrix({faster, weights, homes, to}).costs(sites)[0], Cost(150'000));
}

}  // namespace
}  // namespace fangyuan
