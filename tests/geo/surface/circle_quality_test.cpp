// SPDX-License-Identifier: Apache-2.0
// Are the polygons true? Judged along the streets of Porto, every 10 m, against the search itself.
#include <gtest/gtest.h>

#include <cstdio>

#include "geo/snap/snapper.h"
#include "tests/geo/surface/street_samples.h"

namespace fangyuan {
namespace {

TEST(CircleQuality, UnderHalfAPercentOfTheStreetIsOnTheWrongSideOfTheOutline) {
  const std::string file = samples::porto_file(FANGYUAN_SHARED_DATA);
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  const samples::Porto porto(file);
  const Network& network = porto.roads.network;
  const Snapper snapper(network, Mode::walk, porto.roads.barriers, porto.frame);
  NearestStreets streets(snapper, 500);
  const ModeGraph graph(network, Mode::walk, 1.0, Metric::time);
  Search search(graph);
  const std::vector<samples::Sample> all = samples::samples_along(network);
  samples::Quality quality;
  for (const Source& from : samples::random_origins(network, all, 60)) {
    const CircleRequest request{.service = ServiceId(0U),
                                .limits = {{true, 1'250'000}},  // 1,250 m at 1 m/s
                                .places = {from.entrance.point.xy}};
    search.run({&from, 1}, search_limit(request.limits, Mode::walk, 1.0), Direction::from_facility);
    const std::vector<Circle> circle = circles(request, search, streets);
    EXPECT_LE(circle[0].cell_m, 10);
    quality.judge(circle[0], search, all);
  }
  std::printf(
      "inside but beyond the limit: %.2f %% of %llu; reachable but outside: %.2f %% of %llu\n",
      100 * quality.false_in_share(), static_cast<unsigned long long>(quality.inside),
      100 * quality.missed_share(), static_cast<unsigned long long>(quality.reachable));
  EXPECT_GT(quality.reachable, 100'000U);
  EXPECT_LT(quality.false_in_share(), 0.005);
  EXPECT_LT(quality.missed_share(), 0.005);
}

}  // namespace
}  // namespace fangyuan
