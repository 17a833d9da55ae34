// SPDX-License-Identifier: Apache-2.0
// Are the polygons true? Judged along the streets of Porto, every 10 m, against the search itself.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>

#include "core/reach/search.h"
#include "geo/roads/checks.h"
#include "geo/roads/read_network.h"
#include "geo/snap/snapper.h"
#include "geo/surface/circles.h"

namespace fangyuan {
namespace {

/// Point in polygon by rows: each ring side is listed in the rows of 10 m that it crosses.
class Inside {
 public:
  explicit Inside(const Circle& circle) {
    for (const Circle::Polygon& polygon : circle.polygons) {
      add(polygon.outer);
      for (const auto& hole : polygon.holes) add(hole);
    }
  }
  bool operator()(XY p) const {
    const auto it = rows_.find(row(p.y));
    if (it == rows_.end()) return false;
    bool inside = false;
    for (const auto& [a, b] : it->second) {
      if ((a.y > p.y) == (b.y > p.y)) continue;
      if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside;
  }

 private:
  static std::int64_t row(double y) { return static_cast<std::int64_t>(std::floor(y / 10)); }
  void add(const std::vector<XY>& ring) {
    for (std::size_t k = 1; k < ring.size(); ++k) {
      const XY a = ring[k - 1], b = ring[k];
      for (auto r = row(std::min(a.y, b.y)); r <= row(std::max(a.y, b.y)); ++r) {
        rows_[r].emplace_back(a, b);
      }
    }
  }
  std::map<std::int64_t, std::vector<std::pair<XY, XY>>> rows_;
};

struct Sample {
  EdgeId edge;
  std::uint32_t offset_mm;
  XY xy;
};

/// Every 10 m along the streets that one can get to at all.
std::vector<Sample> samples_along(const Network& network) {
  std::vector<Sample> samples;
  const std::vector<std::uint8_t> island = island_edges(network, Mode::walk);
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    const EdgeUse use = network.use[0][e];
    if (!(use.forward_kmh > 0 || use.backward_kmh > 0) || island[e]) continue;
    const auto shape = network.shape_of(EdgeId(e));
    const auto mm = network.shape_mm_of(EdgeId(e));
    std::size_t s = 0;
    for (std::uint32_t offset = 0; offset <= network.edges[e].length_mm; offset += 10'000) {
      while (s + 2 < shape.size() && mm[s + 1] < offset) ++s;
      const double length = mm[s + 1] - mm[s];
      const double t = length > 0 ? (offset - mm[s]) / length : 0;
      const XY a = shape[s].xy, b = shape[s + 1].xy;
      samples.push_back({EdgeId(e), offset, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}});
    }
  }
  return samples;
}

TEST(CircleQuality, UnderOnePercentOfTheStreetIsOnTheWrongSideOfTheOutline) {
  const std::string file = std::string(FANGYUAN_SHARED_DATA) + "/porto/porto_portugal.osm.pbf";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  const Frame frame(metric_crs_for({-8.61, 41.15}));
  Problems problems;
  NetworkSource source;
  source.ref.path = source.ref.resolved = file;
  const Roads roads = read_roads({&source, 1}, {}, frame, problems);
  ASSERT_FALSE(problems.has_errors());
  const Network& network = roads.network;

  const Snapper snapper(network, Mode::walk, roads.barriers, frame);
  NearestStreets streets(snapper, 500);
  const ModeGraph graph(network, Mode::walk, 1.0, Metric::time);
  Search search(graph);
  const Cost limit(1'250'000);  // 1,250 m at 1 m/s

  const std::vector<Sample> samples = samples_along(network);
  std::mt19937 random(20251231);
  std::uint64_t inside = 0, reachable = 0, false_in = 0, missed = 0;
  for (int circle_number = 0; circle_number < 60; ++circle_number) {
    const Sample& start = samples[random() % samples.size()];
    const bool at_u = random() % 2 == 0;  // a junction, not a point on the way
    const Edge& edge = network.edges[start.edge.index()];
    const Place& origin = network.vertices[(at_u ? edge.u : edge.v).index()];
    const Source from{{start.edge, at_u ? 0 : edge.length_mm, 0, origin}, Cost::zero()};
    const CircleRequest request{
        .service = ServiceId(0U), .limits = {{true, limit.value()}}, .places = {origin.xy}};
    search.run({&from, 1}, search_limit(request.limits, Mode::walk, 1.0), Direction::from_facility);
    const std::vector<Circle> circle = circles(request, search, streets);
    EXPECT_LE(circle[0].cell_m, 10);
    const Inside in_polygon(circle[0]);
    for (const Sample& s : samples) {
      const bool drawn = in_polygon(s.xy);
      const bool truly = search.at(s.edge, s.offset_mm) <= limit;
      inside += drawn;
      reachable += truly;
      false_in += drawn && !truly;
      missed += truly && !drawn;
    }
  }
  const double false_in_share = static_cast<double>(false_in) / static_cast<double>(inside);
  const double missed_share = static_cast<double>(missed) / static_cast<double>(reachable);
  std::printf(
      "inside but beyond the limit: %.2f %% of %llu; reachable but outside: %.2f %% of %llu\n",
      100 * false_in_share, static_cast<unsigned long long>(inside), 100 * missed_share,
      static_cast<unsigned long long>(reachable));
  EXPECT_GT(reachable, 100'000U);
  EXPECT_LT(false_in_share, 0.01);
  EXPECT_LT(missed_share, 0.01);
}

}  // namespace
}  // namespace fangyuan
