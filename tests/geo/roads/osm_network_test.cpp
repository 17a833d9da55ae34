// SPDX-License-Identifier: Apache-2.0
// Where OSM ways are cut, and what comes of odd ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "geo/roads/checks.h"
#include "tests/geo/roads/osm_text.h"

namespace fangyuan::test {
namespace {

const char* const kStreet = "highway=residential";

TEST(OsmNetwork, WaysAreCutWhereTheyShareANodeAndNowhereElse) {
  Drawing map(R"(
A B C D
  E
  F
)");
  map.way("ABCD", kStreet);
  map.way("FEB", kStreet);
  const Network n = map.read().network;
  EXPECT_EQ(n.vertices.size(), 4U);
  EXPECT_EQ(map.arcs(n, Mode::walk), (Arcs{"AB", "BA", "BCD", "DCB", "FEB", "BEF"}));
}

TEST(OsmNetwork, WaysThatCrossWithoutASharedNodeAreBridges) {
  Drawing map(R"(
  A
C   D
  B
)");
  map.way("AB", "highway=primary bridge=yes");
  map.way("CD", kStreet);
  const Network n = map.read().network;
  EXPECT_EQ(n.vertices.size(), 4U);
  EXPECT_EQ(n.edges.size(), 2U);
}

TEST(OsmNetwork, TwoNodesAtOnePlaceAreNotJoined) {
  Drawing map(R"(
A B C
)");
  map.same_place('X', 'B');
  map.way("AB", kStreet);
  map.way("XC", kStreet);
  EXPECT_EQ(map.read().network.vertices.size(), 4U);
}

TEST(OsmNetwork, WaysOfNobodyCutNothing) {
  Drawing map(R"(
A B C
  D
)");
  map.way("ABC", kStreet);
  map.way("BD", "highway=construction");
  EXPECT_EQ(map.read().network.edges.size(), 1U);
}

TEST(OsmNetwork, LoopsAreCutInTheMiddle) {
  Drawing map(R"(
A B
D C
)");
  map.way("ABCDA", "highway=residential oneway=yes");
  const Network n = map.read().network;
  EXPECT_EQ(map.arcs(n, Mode::car), (Arcs{"ABC", "CDA"}));
  for (const Edge& e : n.edges) EXPECT_NE(e.u, e.v);
}

TEST(OsmNetwork, ALollipopIsCutAtItsStickAndInItsLoop) {
  Drawing map(R"(
A B C
  D E
)");
  map.way("ABCEDB", kStreet);
  EXPECT_EQ(map.arcs(map.read().network, Mode::walk),
            (Arcs{"AB", "BA", "BCE", "ECB", "EDB", "BDE"}));
}

TEST(OsmNetwork, AWayThereAndBackBecomesTwoEdges) {
  Drawing map("A B C");
  map.way("ABA", kStreet);
  map.way("BC", kStreet);
  EXPECT_EQ(map.arcs(map.read().network, Mode::walk), (Arcs{"AB", "BA", "AB", "BA", "BC", "CB"}));
}

TEST(OsmNetwork, RepeatedNodesAreDroppedAndAWayOfOneNodeIsToldOf) {
  Drawing map("A B C");
  map.way("AABBBC", kStreet);
  map.way("CC", kStreet);
  Problems problems;
  EXPECT_EQ(map.arcs(map.read(problems).network, Mode::walk), (Arcs{"ABC", "CBA"}));
  EXPECT_TRUE(problems.has("road-degenerate"));
}

TEST(OsmNetwork, SecondNodeAtTheSamePlaceIsNoShapePointUnlessWaysMeetThere) {
  Drawing map(R"(
A B C
  D
)");
  map.same_place('X', 'B');
  map.way("ABXC", kStreet);
  EXPECT_EQ(map.read().network.shape.size(), 3U);
  map.way("BD", kStreet);
  map.way("DX", kStreet);
  Problems problems;
  const Network n = map.read(problems).network;
  EXPECT_EQ(n.edges.size(), 5U);
  EXPECT_TRUE(problems.has("edge-zero")) << "B and X are junctions without a distance";
}

TEST(OsmNetwork, AMissingNodeCutsTheWayAndIsCounted) {
  Drawing map("A B C D E");
  map.way("ABCDE", kStreet);
  map.forget('C');
  Problems problems;
  const Roads roads = map.read(problems);
  EXPECT_EQ(map.arcs(roads.network, Mode::walk), (Arcs{"AB", "BA", "DE", "ED"}));
  ASSERT_TRUE(problems.has("osm-node-missing"));
  EXPECT_FALSE(problems.has_errors());
  EXPECT_EQ(problems.all()[0].count, 1U);
  EXPECT_EQ(map.letter_at(*problems.all()[0].where), 'B');
}

TEST(OsmNetwork, NegativeIdsAreIdsLikeOthers) {
  Drawing map("A B C");
  map.first_id = -5000;
  map.way("ABC", kStreet);
  EXPECT_EQ(map.arcs(map.read().network, Mode::walk), (Arcs{"ABC", "CBA"}));
}

TEST(OsmNetwork, LengthIsTheGeodesicSumRoundedOnce) {
  Drawing map("A B C D");
  map.way("ABCD", kStreet);
  const Network n = map.read().network;
  ASSERT_EQ(n.edges.size(), 1U);
  const auto shape = n.shape_of(EdgeId(0U));
  const auto mm = n.shape_mm_of(EdgeId(0U));
  ASSERT_EQ(shape.size(), 4U);
  double sum = 0;
  for (std::size_t i = 1; i < 4; ++i) {
    sum += geodesic_mm(shape[i - 1].lonlat, shape[i].lonlat);
    EXPECT_EQ(mm[i], std::llround(sum));
  }
  EXPECT_EQ(mm[0], 0U);
  EXPECT_EQ(n.edges[0].length_mm, mm[3]);
  EXPECT_NEAR(n.edges[0].length_mm, 3 * 91'500, 500);  // 0.001° at 34.8° N
}

TEST(OsmNetwork, CarsTakeTheSpeedOfTheClass) {
  Drawing map("A B C");
  map.way("AB", "highway=primary maxspeed=20");
  map.way("BC", "highway=primary_link");
  RoadOptions options;
  options.class_kmh = {{"primary", 45}};
  const Network n = map.read({}, options).network;
  for (const EdgeUse& use : n.use[static_cast<std::size_t>(Mode::car)])
    EXPECT_EQ(use.forward_kmh, 45);
}

TEST(OsmNetwork, NumberingFollowsTheGroundNotTheFile) {
  Drawing there(R"(
A B C
D E F
)");
  Drawing back = there;
  for (const char* way : {"AB", "BC", "AD", "BE", "CF", "DE", "EF"}) there.way(way, kStreet);
  for (const char* way : {"EF", "DE", "CF", "BE", "AD", "BC", "AB"}) back.way(way, kStreet);
  const Network a = there.read().network, b = back.read().network;
  ASSERT_EQ(a.vertices.size(), 6U);
  for (std::size_t v = 0; v < 6; ++v) EXPECT_EQ(a.vertices[v].lonlat, b.vertices[v].lonlat);
  for (std::size_t e = 0; e < a.edges.size(); ++e) {
    EXPECT_EQ(a.edges[e].u, b.edges[e].u);
    EXPECT_EQ(a.edges[e].v, b.edges[e].v);
    if (e == 0) continue;
    const auto lower = [&a](std::size_t i) { return std::min(a.edges[i].u, a.edges[i].v); };
    EXPECT_LE(lower(e - 1), lower(e));
  }
}

// ---- barriers on the way ---------------------------------------------------------------------

std::size_t pieces(const Network& n, Mode mode) { return components_of(n, mode).count(); }

TEST(OsmNetwork, ABollardStopsCarsAndLetsWalkersPass) {
  Drawing map("A B C");
  map.way("ABC", kStreet);
  map.node('B', "barrier=bollard");
  const Network n = map.read().network;
  EXPECT_EQ(map.arcs(n, Mode::car), (Arcs{"AB", "BA", "BC", "CB"}));
  EXPECT_EQ(pieces(n, Mode::car), 2U);
  EXPECT_EQ(map.arcs(n, Mode::walk), (Arcs{"AB", "BA", "BB", "BB", "BC", "CB"}));
  EXPECT_EQ(pieces(n, Mode::walk), 1U);
}

TEST(OsmNetwork, AWallStopsEverybodyWithoutAPassage) {
  Drawing map("A B C");
  map.way("ABC", kStreet);
  map.node('B', "barrier=wall");
  const Network n = map.read().network;
  EXPECT_EQ(n.edges.size(), 2U);
  EXPECT_EQ(n.vertices.size(), 4U);
  EXPECT_EQ(pieces(n, Mode::walk), 2U);
}

TEST(OsmNetwork, ABarrierThatStopsNoneOfTheWaysModesIsNotThere) {
  Drawing map("A B C");
  map.way("ABC", "highway=footway");
  map.node('B', "barrier=bollard");
  EXPECT_EQ(map.read().network.edges.size(), 1U);
}

TEST(OsmNetwork, ABarrierAtTheEndOfAStreetChangesNothing) {
  Drawing map("A B C");
  map.way("AB", kStreet);
  map.way("BC", "highway=footway");
  map.node('B', "barrier=bollard");
  const Network n = map.read().network;
  EXPECT_EQ(n.edges.size(), 2U);
  EXPECT_EQ(n.vertices.size(), 3U);
}

TEST(OsmNetwork, ABarrierAtAJunctionPartsAllItsArms) {
  Drawing map(R"(
A B C
  D
)");
  map.way("ABC", kStreet);
  map.way("BD", kStreet);
  map.node('B', "barrier=block");
  Problems problems;
  const Network n = map.read(problems).network;
  EXPECT_EQ(pieces(n, Mode::car), 3U);
  EXPECT_EQ(pieces(n, Mode::walk), 1U);
  EXPECT_FALSE(problems.has("edge-zero")) << "a passage is not a fault of the input";
}

TEST(OsmNetwork, ALoopThroughAGateIsOneEdgePerSide) {
  Drawing map(R"(
A B
D C
)");
  map.way("ABCDA", kStreet);
  map.node('A', "barrier=gate access=private");
  const Network n = map.read().network;
  EXPECT_EQ(n.edges.size(), 1U);
  EXPECT_NE(n.edges[0].u, n.edges[0].v);
}

// ---- barriers beside the way -----------------------------------------------------------------

TEST(OsmBarriersRead, RiversRailwaysAndLakesAreReadAndCanBeSwitchedOff) {
  Drawing map(R"(
A B C D E F
G H I J K L
  M N
)");
  map.way("AB", kStreet);
  map.way("CDE", "waterway=river");
  map.way("GH", "railway=rail");
  map.way("IJ", "railway=tram");
  map.way("KLFEK", "natural=water");
  const Roads roads = map.read();
  EXPECT_EQ(roads.barriers.lines.size(), 2U);
  ASSERT_EQ(roads.barriers.areas.size(), 1U);
  EXPECT_TRUE(roads.barriers.areas[0].is_water);
  EXPECT_EQ(roads.barriers.areas[0].outer.size(), 5U);
  EXPECT_EQ(roads.barriers.areas[0].outer.front(), roads.barriers.areas[0].outer.back());
  const Frame frame("EPSG:4547");
  EXPECT_EQ(roads.barriers.lines[0][1], frame.to_xy(map.at('D')));
  EXPECT_EQ(roads.network.edges.size(), 1U);

  NetworkSource off;
  off.osm_barriers = false;
  EXPECT_TRUE(map.read(off).barriers.empty());
}

TEST(OsmBarriersRead, AMultipolygonOfSeveralWaysKeepsItsIsland) {
  Drawing map(R"(
A     B

  E F
  H G

D     C
S T
)");
  map.way("ST", kStreet);
  map.way("ABC", "");
  map.way("CDA", "");
  map.way("EFGHE", "");
  map.multipolygon("2 outer 3 outer 4 inner", "natural=water");
  const Roads roads = map.read();
  ASSERT_EQ(roads.barriers.areas.size(), 1U);
  EXPECT_EQ(roads.barriers.areas[0].outer.size(), 5U);
  ASSERT_EQ(roads.barriers.areas[0].holes.size(), 1U);
  EXPECT_EQ(roads.barriers.areas[0].holes[0].size(), 5U);
}

TEST(OsmBarriersRead, WaterCutByTheExtractStillStopsAlongItsBank) {
  Drawing map(R"(
A B C
D E F
S T
)");
  map.way("ST", kStreet);
  map.way("ABC", "");
  map.multipolygon("2 outer 99 outer", "natural=water");  // way 99 is not in the file
  map.way("DEF", "natural=water");                        // does not close
  Problems problems;
  const Roads roads = map.read(problems);
  EXPECT_TRUE(roads.barriers.areas.empty());
  EXPECT_EQ(roads.barriers.lines.size(), 2U);
  ASSERT_TRUE(problems.has("osm-water-open"));
}

}  // namespace
}  // namespace fangyuan::test
