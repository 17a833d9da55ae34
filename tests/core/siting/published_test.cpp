// SPDX-License-Identifier: Apache-2.0
// Published instances, whose best values are known: OR-Library's pmed1 to 20, San Francisco's
// stores, New York's taxi points. Skipped by name where the shared data is not beside the project.
#include "tests/core/siting/published.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/siting/choose_sites.h"
#include "core/siting/evaluate.h"

namespace fangyuan {
namespace {

using siting_test::Published;

const std::string kFolder = std::string(FANGYUAN_SHARED_DATA) + "/siting";

class Pmed : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Published, Pmed, testing::Range(1, 21),
                         [](const auto& number) { return std::to_string(number.param); });

TEST_P(Pmed, IsProven) {
  const std::string path = kFolder + "/pmed/pmed" + std::to_string(GetParam()) + ".txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared data is not here: " << path;
  const std::vector<int> best{5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255,
                              7696, 6634, 4374, 2968, 1729, 8162, 6999, 4809, 2845, 1789};
  const Published published = siting_test::read_pmed(path);
  const SitingRequest request = published.request(SitingGoal::least_total);
  SitingLimits limits;
  limits.work = 4'000'000'000;
  const SitingAnswer answer = choose_sites(request, limits);
  EXPECT_EQ(certify(request, answer), "");
  EXPECT_EQ(answer.status, SitingStatus::optimal);
  EXPECT_EQ(to_string(answer.value),
            to_string(Wide{best[static_cast<std::size_t>(GetParam() - 1)]} * 1'000'000));
}

TEST(Published, SanFranciscosStores) {
  if (!std::filesystem::exists(kFolder + "/SF_store_site_16_longlat.csv"))
    GTEST_SKIP() << "shared data is not here: " << kFolder;
  const Published published = siting_test::read_san_francisco(kFolder);
  ASSERT_EQ(published.people.size(), 205U);
  const auto best = [&](SitingGoal goal, double limit_m) {
    SitingRequest request = published.request(goal);
    if (limit_m > 0) request.limit = Cost(static_cast<std::uint32_t>(limit_m * 1e4));
    const SitingAnswer answer = choose_sites(request);
    EXPECT_EQ(certify(request, answer), "");
    EXPECT_EQ(answer.status, SitingStatus::optimal);
    return answer;
  };
  // A published value is a sum of 205 distances, each rounded here by up to 0.05 mm.
  const SitingAnswer median = best(SitingGoal::least_total, 0);
  EXPECT_NEAR(static_cast<double>(median.value) / 1e10, 2'848'268'129.71, 50);
  EXPECT_EQ(median.sites, (std::vector<std::uint32_t>{1, 7, 8, 11}));
  EXPECT_EQ(to_string(best(SitingGoal::most_covered, 5000).value), "875247000000");
  EXPECT_NEAR(static_cast<double>(best(SitingGoal::least_worst, 0).value) / 1e4, 7'403.0638, 1e-3);
  EXPECT_EQ(to_string(best(SitingGoal::fewest_sites, 5000).value), "8");
}

TEST(Published, NewYorksBoundAndPlanAreNearAfterLittleWork) {
  const std::string path = kFolder + "/NewYork.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared data is not here: " << path;
  const Published published = siting_test::read_new_york(path, 50);
  ASSERT_EQ(published.people.size(), 2713U);
  SitingRequest request = published.request(SitingGoal::most_covered);
  SitingLimits limits;
  limits.work = 400'000'000;
  const SitingAnswer answer = choose_sites(request, limits);
  EXPECT_EQ(certify(request, answer), "");
  const Wide best = Wide{1'153'640} * 1'000'000;
  EXPECT_LE(answer.value, best);
  EXPECT_GE(answer.bound, best);
  EXPECT_LT(answer.gap(), 0.006);
}

}  // namespace
}  // namespace fangyuan
