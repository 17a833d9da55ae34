// SPDX-License-Identifier: Apache-2.0
// Phased plans with capacity against all plans that there are, each valued by the best filling.
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "core/siting/phased.h"

namespace fangyuan {
namespace {

struct Case {
  std::vector<SitePair> pairs;
  std::vector<std::vector<People>> people;
  std::vector<SiteState> state;
  std::vector<std::int64_t> price;
  std::vector<Amount> capacity;
  std::vector<std::uint32_t> group_of_site, group_of_cell;
  PhasedRequest request;
};

/// Some clumps of cells and sites in a line; people grow; places are scarce.
std::unique_ptr<Case> random_case(std::uint64_t seed, std::uint32_t periods, std::uint32_t sites) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  auto made = std::make_unique<Case>();
  Case& c = *made;
  const std::size_t cells = 4 + below(7);
  std::vector<int> at_cell(cells), at_site(sites);
  for (int& x : at_cell) x = static_cast<int>(below(20));
  for (int& x : at_site) x = static_cast<int>(below(20));
  for (std::uint32_t i = 0; i < cells; ++i)
    for (std::uint32_t j = 0; j < sites; ++j)
      if (const int d = std::abs(at_cell[i] - at_site[j]); d <= 5)
        c.pairs.push_back({i, j, Cost(static_cast<std::uint32_t>(d))});
  std::vector<People> now(cells);
  for (People& p : now) p = People::from_whole(static_cast<std::int64_t>(below(20)));
  for (std::uint32_t t = 0; t < periods; ++t) {
    c.people.push_back(now);
    for (People& p : now) p += People::from_whole(static_cast<std::int64_t>(below(6)));
  }
  for (std::uint32_t j = 0; j < sites; ++j) {
    c.state.push_back(below(6) == 0   ? SiteState::open
                      : below(8) == 0 ? SiteState::forbidden
                                      : SiteState::free);
    c.price.push_back(static_cast<std::int64_t>(1 + below(9)));
    c.capacity.push_back(Amount::from_whole(static_cast<std::int64_t>(3 + below(30))));
    c.group_of_site.push_back(static_cast<std::uint32_t>(below(2)));
  }
  for (std::size_t i = 0; i < cells; ++i)
    c.group_of_cell.push_back(static_cast<std::uint32_t>(below(2)));
  PhasedRequest& r = c.request;
  r.pairs = c.pairs;
  r.cells = cells;
  r.sites = sites;
  r.state = c.state;
  if (below(4) != 0) r.capacity = c.capacity;
  const bool money = below(2) == 0, number = !money || below(3) == 0;
  if (money) r.price = c.price;
  std::int64_t most = 0, budget = 0;
  for (std::uint32_t t = 0; t < periods; ++t) {
    PhasedPeriod p{c.people[t], static_cast<std::int64_t>(1 + below(3)), {}, {}};
    most += static_cast<std::int64_t>(below(3));
    budget += static_cast<std::int64_t>(below(9));
    if (number) p.most = static_cast<std::uint32_t>(most);
    if (money) p.budget = budget;
    r.periods.push_back(p);
  }
  r.group_of_site = c.group_of_site;
  r.group_of_cell = c.group_of_cell;
  if (below(3) == 0) r.site_floors.push_back({static_cast<std::uint32_t>(below(2)), 1});
  if (r.capacity.empty() && below(2) == 0)
    r.people_floors.push_back({0, People::from_whole(static_cast<std::int64_t>(below(40)))});
  return made;
}

bool allowed(const PhasedRequest& r, const std::vector<Opening>& plan) {
  PhasedAnswer a;
  a.status = SitingStatus::feasible;
  a.opened = plan;
  // Of all that certify() looks at, the value alone may be wrong.
  const std::string wrong = certify(r, a);
  return wrong.empty() || wrong.starts_with("the value") || wrong.starts_with("other people") ||
         wrong.starts_with("optimal");
}

/// The best value of all plans; −1: there is none.
Wide best_of_all(const PhasedRequest& r) {
  Wide best = -1;
  const auto periods = static_cast<std::uint32_t>(r.periods.size());
  std::vector<std::uint32_t> when(r.sites, 0);
  for (;;) {
    std::vector<Opening> plan;
    for (std::uint32_t j = 0; j < r.sites; ++j)
      if (when[j] < periods) plan.push_back({j, when[j]});
    if (allowed(r, plan)) best = std::max(best, evaluate(r, plan).value);
    std::size_t at = 0;
    while (at < when.size() && when[at] == periods) when[at++] = 0;
    if (at == when.size()) return best;
    ++when[at];
  }
}

class AllPlans : public testing::TestWithParam<int> {};

TEST_P(AllPlans, NoneIsBetterThanTheOneCalledOptimal) {
  const auto seed = static_cast<std::uint64_t>(GetParam());
  const auto c = random_case(seed, 1 + static_cast<std::uint32_t>(seed % 3), seed % 3 == 2 ? 4 : 5);
  ASSERT_EQ(faults(c->request), std::vector<std::string>());
  const PhasedAnswer a = plan_phases(c->request);
  EXPECT_EQ(certify(c->request, a), "");
  const Wide best = best_of_all(c->request);
  if (best < 0) {
    EXPECT_EQ(a.status, SitingStatus::infeasible);
    return;
  }
  EXPECT_EQ(a.status, SitingStatus::optimal);
  EXPECT_EQ(to_string(a.value), to_string(best));
  EXPECT_GE(bound_by(c->request, a.prices), best);
}
INSTANTIATE_TEST_SUITE_P(Phased, AllPlans, testing::Range(0, 45));

/// Stopped at once, it still says what it has and a bound that holds.
TEST(Phased, StoppedEarlyTheBoundHolds) {
  for (std::uint64_t seed = 100; seed < 112; ++seed) {
    const auto c = random_case(seed, 2, 4);
    const Wide best = best_of_all(c->request);
    SitingLimits limits;
    limits.work = 1;
    const PhasedAnswer a = plan_phases(c->request, limits);
    EXPECT_EQ(certify(c->request, a), "") << seed;
    if (best < 0) {
      EXPECT_FALSE(a.found()) << seed;
    } else {
      if (a.found()) {
        EXPECT_LE(a.value, best) << seed;
      }
      EXPECT_GE(a.bound, best) << seed;
    }
  }
}

/// Two places for ten and a budget that grows: the dear one for many has to wait for the money, and
/// the cheap one is worth opening first.
///   cells   A 10 people, growing to 40;  B 8
///   sites   big (price 9, 40 places) reaches A; small (price 4, 8 places) reaches B
TEST(Phased, MoneyIsCarriedOver) {
  const std::vector<SitePair> pairs{{0, 0, Cost(1)}, {1, 1, Cost(1)}};
  const std::vector<People> first{People::from_whole(10), People::from_whole(8)};
  const std::vector<People> then{People::from_whole(40), People::from_whole(8)};
  const std::vector<std::int64_t> price{9, 4};
  const std::vector<Amount> places{Amount::from_whole(40), Amount::from_whole(8)};
  PhasedRequest r;
  r.pairs = pairs;
  r.cells = r.sites = 2;
  r.price = price;
  r.capacity = places;
  r.periods = {{first, 1, {}, 5}, {then, 1, {}, 9}};
  PhasedAnswer a = plan_phases(r);
  EXPECT_EQ(a.opened, (std::vector<Opening>{{0, 1}}));  // 40, where the small one gives 8 + 8
  EXPECT_EQ(a.status, SitingStatus::optimal);
  EXPECT_EQ(a.served, (std::vector<Amount>{Amount(), Amount::from_whole(40)}));
  r.periods[1].budget = 13;
  a = plan_phases(r);
  EXPECT_EQ(a.opened, (std::vector<Opening>{{0, 1}, {1, 0}}));
  EXPECT_EQ(a.value, Wide{56'000'000});
}

/// 5 + 5 people at one place of 6 and one of 4 which only the second cell reaches: the best filling
/// serves all, nearest first leaves four out.
TEST(Phased, ValuesBothFillings) {
  const std::vector<SitePair> pairs{{0, 0, Cost(2)}, {1, 0, Cost(1)}, {1, 1, Cost(3)}};
  const std::vector<People> people{People::from_whole(5), People::from_whole(5)};
  const std::vector<Amount> places{Amount::from_whole(6), Amount::from_whole(4)};
  PhasedRequest r;
  r.pairs = pairs;
  r.cells = r.sites = 2;
  r.capacity = places;
  r.periods = {{people, 1, 2, {}}};
  const PhasedAnswer a = plan_phases(r);
  ASSERT_EQ(a.opened.size(), 2U);
  const PhasedValue v = evaluate(r, a.opened);
  EXPECT_EQ(v.served.front(), Amount::from_whole(10));
  EXPECT_EQ(v.nearest_first.front(), Amount::from_whole(6));  // the near cell fills the place first
}

TEST(Phased, FloorsThatCannotHoldSayByHowMuch) {
  const std::vector<SitePair> pairs{{0, 0, Cost(1)}, {0, 1, Cost(1)}};
  const std::vector<People> people{People::from_whole(7), People::from_whole(3)};
  const std::vector<std::uint32_t> sites{0, 0}, cells{0, 0};
  const std::vector<std::int64_t> price{5, 6};
  PhasedRequest r;
  r.pairs = pairs;
  r.cells = r.sites = 2;
  r.price = price;
  r.group_of_site = sites;
  r.group_of_cell = cells;
  r.periods = {{people, 1, 1, 10}};
  r.site_floors = {{0, 3}};
  PhasedAnswer a = plan_phases(r);
  EXPECT_EQ(a.obstacle, PhasedObstacle::site_floor);
  EXPECT_EQ(a.missing, 1);
  r.site_floors = {{0, 2}};
  a = plan_phases(r);
  EXPECT_EQ(a.obstacle, PhasedObstacle::most);
  EXPECT_EQ(a.missing, 1);
  r.periods[0].most = 2;
  a = plan_phases(r);
  EXPECT_EQ(a.obstacle, PhasedObstacle::budget);
  EXPECT_EQ(a.missing, 1);
  r.site_floors.clear();
  r.people_floors = {{0, People::from_whole(9)}};
  a = plan_phases(r);
  EXPECT_EQ(a.obstacle, PhasedObstacle::people_floor);
  EXPECT_EQ(a.missing, 2'000'000);
}

}  // namespace
}  // namespace fangyuan
