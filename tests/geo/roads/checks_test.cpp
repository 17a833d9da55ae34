// SPDX-License-Identifier: Apache-2.0
// What the checks of a network see.
#include "geo/roads/checks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/geo/roads/osm_text.h"

namespace fangyuan::test {
namespace {

const Problem* find(const Problems& problems, std::string_view code, std::string_view field = "") {
  for (const Problem& p : problems.all())
    if (p.code == code && (field.empty() || p.field == field)) return &p;
  return nullptr;
}

// A to N is 13 columns of half a step: 5 streets of about 1.2 km each and a lone one.
Drawing town() {
  Drawing map(R"(
A                         B

C                         D

E                         F




G   H
)");
  map.way("AB", "highway=residential");
  map.way("CD", "highway=residential");
  map.way("EF", "highway=footway");
  map.way("ACE", "highway=residential");
  map.way("BDF", "highway=residential");
  map.way("GH", "highway=residential");
  return map;
}

TEST(NetworkChecks, PiecesUnderTwoKilometresAreIslands) {
  const Drawing map = town();
  Problems problems;
  const Network n = map.read(problems).network;
  const Components walk = components_of(n, Mode::walk);
  ASSERT_EQ(walk.count(), 2U);
  const auto island = island_edges(n, Mode::walk);
  for (std::size_t e = 0; e < n.edges.size(); ++e) {
    const std::string path = map.path_of(n, EdgeId(e));
    EXPECT_EQ(island[e], path == "GH" ? 1 : 0) << path;
  }
  const Problem* told = find(problems, "island", "walk");
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->count, 1U);
  const auto letter = map.letter_at(*told->where).value_or('?');
  EXPECT_TRUE(letter == 'G' || letter == 'H') << letter;
}

TEST(NetworkChecks, EdgesAModeMayNotUseAreNoIslandsOfIt) {
  const Drawing map = town();
  const Network n = map.read().network;
  const auto island = island_edges(n, Mode::car);
  for (std::size_t e = 0; e < n.edges.size(); ++e)
    if (map.path_of(n, EdgeId(e)) == "EF") {
      EXPECT_EQ(island[e], 0);
    }
  EXPECT_EQ(components_of(n, Mode::car).count(), 2U);
}

TEST(NetworkChecks, ModesWithTheSameStreetsAreToldOfTogether) {
  Problems problems;
  town().read(problems);
  EXPECT_NE(find(problems, "island", "bicycle, ebike, car"), nullptr);
  EXPECT_EQ(std::count_if(problems.all().begin(), problems.all().end(),
                          [](const Problem& p) { return p.code == "island"; }),
            2);
}

TEST(NetworkChecks, ModesTheProjectDoesNotUseAreNotToldOf) {
  Problems problems;
  RoadOptions options;
  options.check_modes = {Mode::walk};
  town().read(problems, {}, options);
  EXPECT_NE(find(problems, "island", "walk"), nullptr);
  EXPECT_EQ(find(problems, "island", "bicycle, ebike, car"), nullptr);
}

TEST(NetworkChecks, AStreetOneCanDriveIntoAndNotOutOfIsAPocket) {
  Problems before;
  town().read(before);
  EXPECT_EQ(find(before, "oneway-pocket"), nullptr);
  Drawing map(R"(
A                         B

C                         D

E                         F   X



                              Y
)");
  for (const char* way : {"AB", "CD", "EF", "ACE", "BDF", "XY"})
    map.way(way, "highway=residential");
  map.way("FX", "highway=residential oneway=yes");
  Problems problems;
  map.read(problems);
  const Problem* told = find(problems, "oneway-pocket");
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->count, 2U);  // FX and XY
}

TEST(NetworkChecks, AModeWithoutAnyStreetIsNamed) {
  Drawing map("A B");
  map.way("AB", "highway=footway");
  Problems problems;
  map.read(problems);
  EXPECT_NE(find(problems, "mode-no-road", "bicycle, ebike, car"), nullptr);
  EXPECT_EQ(find(problems, "mode-no-road", "walk"), nullptr);
}

TEST(NetworkChecks, LargePiecesThatDoNotMeetAreNamed) {
  Drawing map(R"(
A                                                   B
C                                                   D
)");
  map.way("AB", "highway=residential");
  map.way("CD", "highway=residential");
  Problems problems;
  map.read(problems);
  const Problem* told = find(problems, "network-in-pieces");
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->count, 2U);
}

TEST(NetworkChecks, FactsAddUp) {
  const Network n = town().read().network;
  const NetworkFacts facts = facts_of(n);
  EXPECT_EQ(facts.vertices, n.vertices.size());
  EXPECT_EQ(facts.edges, n.edges.size());
  EXPECT_EQ(facts.components, 2U);
  std::uint64_t mm = 0;
  for (const Edge& e : n.edges) mm += e.length_mm;
  EXPECT_DOUBLE_EQ(facts.length_km * 1e6, static_cast<double>(mm));
}

}  // namespace
}  // namespace fangyuan::test
