// SPDX-License-Identifier: Apache-2.0
// Best sites against all choices, on many small requests, and what holds for any request.
#include "core/siting/choose_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "tests/core/siting/small_requests.h"

namespace fangyuan {
namespace {

using siting_test::by_trying_all;
using siting_test::random_small;
using siting_test::Small;

class EveryGoal : public testing::TestWithParam<SitingGoal> {};
std::string name_of(const testing::TestParamInfo<SitingGoal>& info) {
  const std::vector<std::string> names{"MostCovered", "FewestSites", "LeastTotal", "LeastWorst"};
  return names[static_cast<std::size_t>(info.param)];
}
INSTANTIATE_TEST_SUITE_P(ChooseSites, EveryGoal,
                         testing::Values(SitingGoal::most_covered, SitingGoal::fewest_sites,
                                         SitingGoal::least_total, SitingGoal::least_worst),
                         name_of);

TEST_P(EveryGoal, IsTheBestOfAllChoices) {
  std::mt19937 random(7 + static_cast<unsigned>(GetParam()));
  int possible = 0, impossible = 0;
  for (int round = 0; round < 600; ++round) {
    const Small small = random_small(random, GetParam());
    const SitingRequest request = small.request();
    const SitingAnswer answer = choose_sites(request);
    ASSERT_EQ(certify(request, answer), "") << round;
    const auto best = by_trying_all(request);
    if (!best) {
      ++impossible;
      ASSERT_EQ(answer.status, SitingStatus::infeasible) << round;
      ASSERT_NE(answer.obstacle, SitingObstacle::none) << round;
      ASSERT_GT(answer.missing, 0) << round;
      continue;
    }
    ++possible;
    ASSERT_EQ(answer.status, SitingStatus::optimal) << round;
    ASSERT_EQ(to_string(answer.value), to_string(*best)) << round;
  }
  EXPECT_GT(possible, 200);
  EXPECT_GE(impossible, GetParam() == SitingGoal::most_covered ? 0 : 20);
}

TEST_P(EveryGoal, StopsAtAnyLimitWithWhatItHas) {
  std::mt19937 random(70 + static_cast<unsigned>(GetParam()));
  const std::atomic<bool> cancelled{true};
  for (int round = 0; round < 200; ++round) {
    const Small small = random_small(random, GetParam());
    const SitingRequest request = small.request();
    const auto best = by_trying_all(request);
    SitingLimits at_once, soon, never;
    at_once.cancel = &cancelled;
    soon.work = 1 + random() % 2000;
    never.time_ms = 0;
    for (const SitingLimits* limits : {&at_once, &soon, &never}) {
      const SitingAnswer answer = choose_sites(request, *limits);
      ASSERT_EQ(certify(request, answer), "") << round;
      ASSERT_FALSE(best && answer.status == SitingStatus::infeasible) << round;
      if (!best || !answer.found()) continue;
      const bool most = GetParam() == SitingGoal::most_covered;
      ASSERT_TRUE(most ? answer.value <= *best && answer.bound >= *best
                       : answer.value >= *best && answer.bound <= *best)
          << round;
    }
  }
}

TEST_P(EveryGoal, MoreSitesOrMoneyAreNeverWorseAndMorePeopleNeverCheaper) {
  std::mt19937 random(700 + static_cast<unsigned>(GetParam()));
  for (int round = 0; round < 100; ++round) {
    const Small small = random_small(random, GetParam());
    SitingRequest request = small.request();
    std::optional<Wide> before;
    for (std::uint32_t more = 0; more < 4; ++more) {
      if (request.most) request.most = *request.most + (more > 0 ? 1 : 0);
      if (request.budget) request.budget = *request.budget + (more > 0 ? 7 : 0);
      if (request.target)
        request.target = Amount::from_millionths(request.target->millionths() * 3 / 4);
      const SitingAnswer answer = choose_sites(request);
      ASSERT_FALSE(before && !answer.found());
      if (!answer.found()) continue;
      const Wide value = GetParam() == SitingGoal::most_covered ? -answer.value : answer.value;
      ASSERT_TRUE(!before || value <= *before);
      before = value;
    }
  }
}

/// The least value of p of n sites when rows go to their cheapest, or stay out.
std::int64_t least_of_all(const std::vector<std::vector<std::int64_t>>& cost,
                          std::vector<std::int64_t> now, std::size_t from, std::size_t left) {
  std::int64_t least = std::accumulate(now.begin(), now.end(), std::int64_t{0});
  if (left == 0) return least;
  for (std::size_t j = from; j < cost.size(); ++j) {
    std::vector<std::int64_t> then(now);
    for (std::size_t i = 0; i < then.size(); ++i) then[i] = std::min(then[i], cost[j][i]);
    least = std::min(least, least_of_all(cost, std::move(then), j + 1, left - 1));
  }
  return least;
}

TEST(ChooseSites, IsTheBestOfManyThousandChoices) {
  std::mt19937 random(77);
  for (int round = 0; round < 40; ++round) {
    const bool cover = round % 2 == 0;
    const std::uint32_t sites = 16, cells = 60, most = 4 + static_cast<std::uint32_t>(random() % 2);
    std::vector<std::pair<std::int64_t, std::int64_t>> at;
    for (std::uint32_t i = 0; i < sites + cells; ++i)
      at.emplace_back(static_cast<std::int64_t>(random() % 1000),
                      static_cast<std::int64_t>(random() % 1000));
    std::vector<SitePair> pairs;
    std::vector<People> people;
    std::vector<std::vector<std::int64_t>> cost(sites, std::vector<std::int64_t>(cells));
    std::vector<std::int64_t> out(cells);
    for (std::uint32_t i = 0; i < cells; ++i) {
      const auto w = static_cast<std::int64_t>(1 + random() % 50);
      people.push_back(Amount::from_whole(w));
      out[i] = cover ? w : std::int64_t{1} << 40;
      for (std::uint32_t j = 0; j < sites; ++j) {
        const auto x = at[sites + i].first - at[j].first, y = at[sites + i].second - at[j].second;
        const auto far = static_cast<std::int64_t>(std::sqrt(static_cast<double>(x * x + y * y)));
        cost[j][i] = cover ? (far <= 220 ? 0 : w) : w * far;
        pairs.push_back({i, j, Cost(static_cast<std::uint32_t>(far))});
      }
    }
    SitingRequest r;
    r.goal = cover ? SitingGoal::most_covered : SitingGoal::least_total;
    r.pairs = pairs;
    r.people = people;
    r.sites = sites;
    r.most = most;
    if (cover) r.limit = Cost(220);
    const SitingAnswer a = choose_sites(r);
    ASSERT_EQ(certify(r, a), "");
    ASSERT_EQ(a.status, SitingStatus::optimal);
    const std::int64_t least = least_of_all(cost, out, 0, most);
    const std::int64_t all = std::accumulate(out.begin(), out.end(), std::int64_t{0});
    ASSERT_EQ(to_string(a.value), to_string(Wide{cover ? all - least : least} * 1'000'000))
        << round;
  }
}

TEST(ChooseSites, NumbersTooLongForTicksAreRoundedAndSaidToBe) {
  std::mt19937 random(5);
  for (int round = 0; round < 30; ++round) {
    std::vector<SitePair> pairs;
    std::vector<People> people;
    for (std::uint32_t i = 0; i < 30; ++i) {
      people.push_back(
          Amount::from_millionths(static_cast<std::int64_t>(random() % 900'000'000'000)));
      for (std::uint32_t j = 0; j < 8; ++j)
        pairs.push_back({i, j, Cost(static_cast<std::uint32_t>(random() % 100'000'000))});
    }
    SitingRequest r;
    r.goal = SitingGoal::least_total;
    r.pairs = pairs;
    r.people = people;
    r.sites = 8;
    r.most = 3;
    const SitingAnswer a = choose_sites(r);
    EXPECT_EQ(certify(r, a), "");
    EXPECT_EQ(a.status, SitingStatus::optimal);
    EXPECT_GT(a.rounding, 0);
    EXPECT_LT(static_cast<double>(a.rounding), 1e-8 * static_cast<double>(a.value));
    EXPECT_LE(a.value - *by_trying_all(r), a.rounding);
  }
}

TEST(ChooseSites, SaysWhatIsMissing) {
  // Two towns; site 0 serves the first, sites 1 and 2 the second, nobody the third.
  const std::vector<SitePair> pairs{{0, 0, Cost(5)}, {1, 1, Cost(5)}, {1, 2, Cost(3)}};
  std::vector<People> people{Amount::from_whole(10), Amount::from_whole(20), Amount()};
  const std::vector<std::int64_t> price{100, 30, 50};
  SitingRequest r;
  r.pairs = pairs;
  r.people = people;
  r.sites = 3;
  r.goal = SitingGoal::least_total;
  r.most = 1;
  SitingAnswer a = choose_sites(r);
  EXPECT_EQ(a.obstacle, SitingObstacle::most);
  EXPECT_EQ(a.missing, 1);
  r.most.reset();
  r.price = price;
  r.budget = 120;
  for (const SitingGoal goal : {SitingGoal::least_total, SitingGoal::least_worst}) {
    r.goal = goal;
    a = choose_sites(r);
    EXPECT_EQ(a.obstacle, SitingObstacle::budget);
    EXPECT_EQ(a.missing, 10);
  }
  r.budget = 130;
  a = choose_sites(r);
  EXPECT_EQ(a.sites, (std::vector<std::uint32_t>{0, 1}));
  people[2] = Amount::from_whole(3);
  a = choose_sites(r);
  EXPECT_EQ(a.obstacle, SitingObstacle::unreachable);
  EXPECT_EQ(a.missing, 3'000'000);
  r.budget.reset();
  r.goal = SitingGoal::fewest_sites;
  r.target = Amount::from_whole(31);
  a = choose_sites(r);
  EXPECT_EQ(a.obstacle, SitingObstacle::target);
  EXPECT_EQ(a.missing, 1'000'000);
  EXPECT_EQ(a.unreachable, Amount::from_whole(3));
}

TEST(ChooseSites, TellsAllFaultsAtOnce) {
  const std::vector<SitePair> pairs{{0, 4, Cost(5)}};
  const std::vector<People> people{Amount::from_whole(-1)};
  SitingRequest r;
  r.pairs = pairs;
  r.people = people;
  r.sites = 1;
  r.budget = -1;
  EXPECT_EQ(faults(r).size(), 4U);  // pair, people, budget, no prices
  EXPECT_THROW(choose_sites(r), std::invalid_argument);
}

}  // namespace
}  // namespace fangyuan
