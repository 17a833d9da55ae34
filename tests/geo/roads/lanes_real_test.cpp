// SPDX-License-Identifier: Apache-2.0
// Searches over the hierarchy on real streets, in every mode and direction, against plain ones.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/reach/cost_matrix.h"
#include "core/reach/nearest_sites.h"
#include "core/reach/people_within.h"
#include "geo/crs/frame.h"
#include "geo/roads/read_network.h"
#include "tests/core/reach/town.h"

namespace fangyuan {
namespace {

using namespace sketch;

struct Extract {
  const char* name;
  const char* path;
  const char* crs;
};
void PrintTo(const Extract& e, std::ostream* out) { *out << e.name; }

class RealLanes : public testing::TestWithParam<Extract> {
 protected:
  void SetUp() override {
    const std::string path = std::string(FANGYUAN_SHARED_DATA) + GetParam().path;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared data is not here: " << path;
    NetworkSource source;
    source.ref.path = source.ref.resolved = path;
    Problems problems;
    network_ = read_roads(std::span(&source, 1), {}, Frame(GetParam().crs), problems).network;
  }
  Network network_;
};
INSTANTIATE_TEST_SUITE_P(
    Extracts, RealLanes,
    testing::Values(Extract{"Porto", "/porto/porto_portugal.osm.pbf", "EPSG:32629"},
                    Extract{"PortoAlegre", "/porto-alegre/poa_osm.pbf", "EPSG:32722"}),
    [](const auto& chosen) { return std::string(chosen.param.name); });

TEST_P(RealLanes, EverySearchEqualsThePlainOne) {
  std::map<Mode, Hierarchy> hierarchies;
  std::mt19937 random(11);
  for (const Setting& setting : kSettings) {
    const Town town(network_, setting, random, 25, 400);
    const Hierarchy& hierarchy = hierarchies.try_emplace(setting.mode, town.graph).first->second;
    const HierarchyWeights weights(hierarchy, town.graph);
    const LaneTargets targets(hierarchy, town.graph, town.places, setting.direction);
    const LaneInputs in{town.graph, weights, targets, setting.direction};
    const std::vector<Cost> all = town.plain(kMostSwept);
    ASSERT_EQ(CostMatrix(in).costs(town.sources), all);

    const Cost limit(900'000);
    std::vector<People> people;
    for (std::size_t p = 0; p < town.places.size(); ++p)
      people.push_back(People::from_millionths(static_cast<std::int64_t>(random())));
    const std::vector<std::vector<People>> groups{people};
    const std::vector<Cost> limits{Cost(300'000), limit};
    LaneSearches searches(in);
    const PeopleWithin within =
        people_within({.searches = searches, .groups = groups, .limits = limits}, town.sources);
    const NearestSites nearest = nearest_sites(in, town.sources, 3, limit);
    for (std::size_t s = 0; s < town.sources.size(); ++s)
      for (std::size_t l = 0; l < limits.size(); ++l) {
        People sum;
        for (std::size_t p = 0; p < town.places.size(); ++p)
          if (all[s * town.places.size() + p] <= limits[l]) sum += people[p];
        ASSERT_EQ(within.at(s, l, 0), sum);
      }
    for (std::size_t p = 0; p < town.places.size(); ++p) {
      std::vector<std::pair<Cost, std::uint32_t>> ranked;
      for (std::uint32_t s = 0; s < town.sources.size(); ++s)
        if (const Cost c = all[s * town.places.size() + p]; c <= limit) ranked.emplace_back(c, s);
      std::sort(ranked.begin(), ranked.end());
      for (std::size_t k = 0; k < 3; ++k) {
        const SiteCost want = k < ranked.size() ? SiteCost{ranked[k].first, ranked[k].second}
                                                : SiteCost{Cost(), ~std::uint32_t{0}};
        ASSERT_EQ(nearest.of(p)[k], want) << "place " << p;
      }
    }
  }
}

}  // namespace
}  // namespace fangyuan
