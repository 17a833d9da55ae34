// SPDX-License-Identifier: Apache-2.0
// Real extracts: pinned counts, and every edge compared with a second reader's.
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "geo/crs/frame.h"
#include "geo/roads/checks.h"
#include "geo/roads/read_network.h"
#include "tests/geo/roads/second_reader.h"

namespace fangyuan {
namespace {

struct Extract {
  const char* name;
  const char* path;
  const char* crs;
  std::uint64_t vertices, edges;
  double length_km;
  std::size_t walk_components, car_components, barrier_lines, barrier_areas;
};
void PrintTo(const Extract& e, std::ostream* out) { *out << e.name; }

// The counts were read off once the second reader agreed with every edge.
constexpr Extract kPorto{
    "Porto", "/porto/porto_portugal.osm.pbf", "EPSG:32629", 77'399, 105'525, 10853.8, 1001, 88, 0,
    0};
constexpr Extract kPortoAlegre{
    "PortoAlegre", "/porto-alegre/poa_osm.pbf", "EPSG:32722", 19'504, 27'194, 1902.8, 70, 30, 5, 2};

Roads read(const Extract& extract, Problems& problems) {
  NetworkSource source;
  source.ref.path = extract.name;
  source.ref.resolved = std::string(FANGYUAN_SHARED_DATA) + extract.path;
  const Frame frame(extract.crs);
  return read_roads(std::span(&source, 1), {}, frame, problems);
}

class RealRoads : public testing::TestWithParam<Extract> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(std::string(FANGYUAN_SHARED_DATA) + GetParam().path))
      GTEST_SKIP() << "shared data is not here: " << GetParam().path;
  }
};
INSTANTIATE_TEST_SUITE_P(Extracts, RealRoads, testing::Values(kPorto, kPortoAlegre),
                         [](const auto& chosen) { return std::string(chosen.param.name); });

std::int64_t e7(double degrees) { return std::llround(degrees * 1e7); }

std::string modes(const Network& n, std::size_t e, bool along) {
  std::string letters;
  for (std::size_t m = 0; m < kModes; ++m)
    if ((along ? n.use[m][e].forward_kmh : n.use[m][e].backward_kmh) > 0) letters += "wbec"[m];
  return letters;
}

// An edge without its vertex numbers, and beside it the two vertices.
using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                       std::uint32_t, std::string, std::string>;

TEST_P(RealRoads, ASecondReaderFindsTheSameGraph) {
  Problems problems;
  const Network n = read(GetParam(), problems).network;
  std::vector<std::tuple<Key, std::uint32_t, std::uint32_t>> ours;
  for (std::size_t e = 0; e < n.edges.size(); ++e) {
    const Edge& edge = n.edges[e];
    const LonLat a = n.vertices[edge.u.index()].lonlat, b = n.vertices[edge.v.index()].lonlat;
    ours.push_back({{edge.source_id, e7(a.lon), e7(a.lat), e7(b.lon), e7(b.lat), edge.length_mm,
                     modes(n, e, true), modes(n, e, false)},
                    edge.u.value(),
                    edge.v.value()});
  }
  std::vector<std::tuple<Key, second::End, second::End>> theirs;
  for (const second::Street& s :
       second::read_streets(std::string(FANGYUAN_SHARED_DATA) + GetParam().path))
    theirs.push_back(
        {{s.way, s.from.lon_e7, s.from.lat_e7, s.to.lon_e7, s.to.lat_e7, s.mm, s.along, s.against},
         s.from,
         s.to});
  std::sort(ours.begin(), ours.end(),
            [](const auto& a, const auto& b) { return std::get<0>(a) < std::get<0>(b); });
  std::sort(theirs.begin(), theirs.end());
  ASSERT_EQ(ours.size(), theirs.size());
  ASSERT_GT(ours.size(), 10'000U);
  // Equal edges with equal ends, and the ends hang together alike: one vertex is one vertex.
  std::map<std::uint32_t, second::End> end_of;
  std::map<second::End, std::uint32_t> vertex_of;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const auto& [key, u, v] = ours[i];
    const auto& [their_key, from, to] = theirs[i];
    ASSERT_EQ(key, their_key) << "way " << std::get<0>(key) << " / " << std::get<0>(their_key);
    for (const auto& [vertex, end] : {std::pair(u, from), std::pair(v, to)}) {
      ASSERT_EQ(end_of.try_emplace(vertex, end).first->second, end);
      ASSERT_EQ(vertex_of.try_emplace(end, vertex).first->second, vertex);
    }
  }
  EXPECT_EQ(end_of.size(), n.vertices.size());
}

TEST_P(RealRoads, CountsAreThoseOfTheFile) {
  Problems problems;
  const Roads roads = read(GetParam(), problems);
  const Extract& expected = GetParam();
  const NetworkFacts facts = facts_of(roads.network);
  EXPECT_EQ(facts.vertices, expected.vertices);
  EXPECT_EQ(facts.edges, expected.edges);
  EXPECT_NEAR(facts.length_km, expected.length_km, 0.05);
  EXPECT_EQ(components_of(roads.network, Mode::walk).count(), expected.walk_components);
  EXPECT_EQ(components_of(roads.network, Mode::car).count(), expected.car_components);
  EXPECT_EQ(roads.barriers.lines.size(), expected.barrier_lines);
  EXPECT_EQ(roads.barriers.areas.size(), expected.barrier_areas);
  EXPECT_FALSE(problems.has_errors());
  EXPECT_TRUE(problems.has("island"));
  EXPECT_TRUE(problems.has("oneway-pocket"));
  EXPECT_FALSE(problems.has("network-in-pieces"));
  ASSERT_EQ(roads.inputs.size(), 1U);
  EXPECT_EQ(roads.inputs[0].features, roads.inputs[0].used + roads.inputs[0].rejected);
}

TEST_P(RealRoads, EveryEdgeIsWhole) {
  Problems problems;
  const Network n = read(GetParam(), problems).network;
  for (std::size_t i = 0; i < n.edges.size(); ++i) {
    const Edge& e = n.edges[i];
    const auto shape = n.shape_of(EdgeId(i));
    const auto mm = n.shape_mm_of(EdgeId(i));
    ASSERT_NE(e.u, e.v);
    ASSERT_GE(shape.size(), 2U);
    ASSERT_EQ(shape.front().lonlat, n.vertices[e.u.index()].lonlat);
    ASSERT_EQ(shape.back().lonlat, n.vertices[e.v.index()].lonlat);
    ASSERT_EQ(mm.front(), 0U);
    ASSERT_EQ(mm.back(), e.length_mm);
    ASSERT_TRUE(std::is_sorted(mm.begin(), mm.end()));
    if (i > 0) {
      const Edge& before = n.edges[i - 1];
      ASSERT_LE(std::minmax(before.u, before.v), std::minmax(e.u, e.v));
    }
  }
}

TEST_P(RealRoads, TheNumberOfThreadsChangesNothing) {
  Problems problems;
  const Network many = read(GetParam(), problems).network;
  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const Network one = read(GetParam(), problems).network;
  ASSERT_EQ(one.edges.size(), many.edges.size());
  EXPECT_EQ(one.shape_mm, many.shape_mm);
  for (std::size_t e = 0; e < one.edges.size(); ++e) {
    ASSERT_EQ(one.edges[e].u, many.edges[e].u);
    ASSERT_EQ(one.edges[e].v, many.edges[e].v);
    ASSERT_EQ(one.edges[e].source_id, many.edges[e].source_id);
  }
}

}  // namespace
}  // namespace fangyuan
