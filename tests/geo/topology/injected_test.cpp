// SPDX-License-Identifier: Apache-2.0
// A thousand faults put into sound tilings: every one is found, and nothing else. Areas are
// compared with GEOS's overlay.
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <map>

#include "tests/geo/topology/spoiler.h"

namespace fangyuan {
namespace {

using namespace test;

bool explains(const Injected& in, const TilingFault& f) {
  const auto low = std::min(in.unit, in.neighbour), high = std::max(in.unit, in.neighbour);
  const auto beside = [&](std::uint32_t unit) {
    return std::any_of(f.beside.begin(), f.beside.end(),
                       [&](const FaultSide& s) { return s.unit == unit; });
  };
  const bool pair = f.a == low && f.b == high;
  const bool gap = f.kind == FaultKind::gap && beside(in.unit) && beside(in.neighbour);
  switch (in.kind) {
    case Kind::gap:
    case Kind::sliver_gap:
      return gap;
    case Kind::overlap:
    case Kind::sliver_overlap:
    case Kind::drawn_twice:
      return f.kind == FaultKind::overlap && pair;
    case Kind::shifted:
      return gap || ((f.kind == FaultKind::overlap || f.kind == FaultKind::unmatched_line) && pair);
    case Kind::wrong_parent:
      return f.kind == FaultKind::outside_parent && f.a == in.unit && f.parent == in.neighbour;
  }
  return false;
}

TEST(Injected, AThousandFaultsAreFoundAndNothingElse) {
  constexpr int kTilings = 20, kFaults = 50;
  std::map<Kind, int> kinds;
  int all = 0;
  for (std::uint64_t seed = 1; seed <= kTilings; ++seed) {
    auto spoilt = Spoiler(seed).spoil(kFaults);
    ASSERT_EQ(spoilt.injected.size(), static_cast<std::size_t>(kFaults));
    const auto input = input_of(spoilt.units, spoilt.parents, spoilt.parent_of);
    const auto report = check_tiling(input);
    std::map<const Injected*, std::pair<double, double>> areas;  // gap, overlap
    for (const auto& f : report.faults) {
      int explained = 0;
      for (auto& in : spoilt.injected)
        if (explains(in, f)) {
          ++explained;
          ++in.found;
          auto& [gap, overlap] = areas[&in];
          gap += f.kind == FaultKind::gap ? f.area_m2 : f.gap_m2;
          overlap += f.kind == FaultKind::overlap ? f.area_m2 : f.overlap_m2;
        }
      EXPECT_EQ(explained, 1) << "seed " << seed << " kind " << static_cast<int>(f.kind) << " a "
                              << f.a << " b " << f.b << " area " << f.area_m2 << " width "
                              << f.width_m;
    }
    for (const auto& in : spoilt.injected) {
      const auto what = testing::Message() << "seed " << seed << " unit " << in.unit << " kind "
                                           << static_cast<int>(in.kind);
      ++kinds[in.kind];
      ++all;
      if (in.kind == Kind::shifted)
        EXPECT_GE(in.found, 1) << what;
      else
        EXPECT_EQ(in.found, 1) << what;
      if (in.kind == Kind::wrong_parent || in.kind == Kind::drawn_twice) continue;
      // Pieces below the noise are not told.
      const double noise = in.kind == Kind::shifted ? 2 : 0.1;
      EXPECT_NEAR(areas[&in].first, in.gap_m2, noise) << what;
      EXPECT_NEAR(areas[&in].second, in.overlap_m2, noise) << what;
    }
  }
  EXPECT_EQ(all, 1000);
  EXPECT_EQ(kinds.size(), static_cast<std::size_t>(kKinds));
  for (const auto& [kind, count] : kinds) EXPECT_GT(count, 50);
}

TEST(Injected, SoundTilingsHaveNoFaults) {
  for (std::uint64_t seed = 100; seed < 104; ++seed) {
    const auto world = make_tile_world(seed, 400, 4);
    const auto shapes = world.shapes();
    const auto report = check_tiling(input_of(shapes));
    EXPECT_TRUE(report.faults.empty()) << seed;
    EXPECT_EQ(report.noise, 0U);
  }
}

TEST(Injected, AnswersDoNotDependOnTheNumberOfThreads) {
  auto spoilt = Spoiler(7).spoil(30);
  const auto input = input_of(spoilt.units, spoilt.parents, spoilt.parent_of);
  const auto told = [&] {
    std::vector<std::tuple<FaultKind, std::uint32_t, std::uint32_t, double, double, double>> out;
    for (const auto& f : check_tiling(input).faults)
      out.emplace_back(f.kind, f.a, f.b, f.area_m2, f.where.x, f.where.y);
    return out;
  };
  const auto all = told();
  EXPECT_GE(all.size(), 25U);
  for (const std::size_t threads : {1U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    EXPECT_EQ(told(), all);
  }
}

}  // namespace
}  // namespace fangyuan
