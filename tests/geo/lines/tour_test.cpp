// SPDX-License-Identifier: Apache-2.0
// Orders of visit: the best where it is proven, near it beyond, and nothing lost.
#include "geo/lines/tour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace fangyuan::test {
namespace {

std::uint64_t length(const std::vector<Cost>& costs, const std::vector<std::uint32_t>& order,
                     bool round) {
  const std::size_t n = order.size();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) sum += costs[order[i] * n + order[i + 1]].value();
  if (round && n > 1) sum += costs[order.back() * n + order.front()].value();
  return sum;
}

std::vector<Cost> random_costs(std::size_t n, std::mt19937_64& random) {
  std::vector<Cost> costs;
  for (std::size_t i = 0; i < n * n; ++i)
    costs.push_back(Cost(static_cast<std::uint32_t>(1 + random() % 1000)));
  return costs;
}

TEST(Tours, TheBestOfAllOrdersWhereThereAreFew) {
  std::mt19937_64 random(5);
  for (const bool round : {false, true})
    for (std::size_t n = 1; n <= 7; ++n) {
      const auto costs = random_costs(n, random);
      std::vector<std::uint32_t> order(n);
      std::iota(order.begin(), order.end(), 0U);
      std::uint64_t least = ~std::uint64_t{0};
      do {
        if (!round || order[0] == 0) least = std::min(least, length(costs, order, round));
      } while (std::next_permutation(order.begin(), order.end()));
      const Tour tour = find_tour(costs, n, round);
      EXPECT_TRUE(tour.best);
      EXPECT_EQ(tour.total, least) << n << round;
      EXPECT_EQ(tour.total, length(costs, tour.order, round));
      if (round) {
        EXPECT_EQ(tour.order[0], 0U);
      }
    }
}

TEST(Tours, MarkersAlongALineAreVisitedInTheirOrder) {
  for (const std::size_t n : {5UL, 40UL}) {
    std::vector<Cost> costs;
    std::vector<std::uint32_t> shuffled(n);
    std::iota(shuffled.begin(), shuffled.end(), 0U);
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(3));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        costs.push_back(Cost(static_cast<std::uint32_t>(
            100 * std::abs(static_cast<int>(shuffled[i]) - static_cast<int>(shuffled[j])))));
    const Tour tour = find_tour(costs, n, false);
    EXPECT_EQ(tour.total, 100 * (n - 1)) << n;
    EXPECT_EQ(tour.best, n <= kBestTourPlaces);
  }
}

TEST(Tours, ManyPlacesWithOneWayStreetsLoseNothing) {
  std::mt19937_64 random(11);
  for (const bool round : {false, true}) {
    const std::size_t n = 60;
    const auto costs = random_costs(n, random);
    const Tour tour = find_tour(costs, n, round);
    auto sorted = tour.order;
    std::sort(sorted.begin(), sorted.end());
    for (std::uint32_t i = 0; i < n; ++i) EXPECT_EQ(sorted[i], i);
    EXPECT_EQ(tour.total, length(costs, tour.order, round));
    EXPECT_EQ(tour.broken, 0U);
    EXPECT_FALSE(tour.best);
    // No better than the sum of the cheapest legs, and far better than a random order.
    EXPECT_LT(tour.total, n * 250);
    if (round) {
      EXPECT_EQ(tour.order[0], 0U);
    }
    EXPECT_EQ(find_tour(costs, n, round).order, tour.order);
  }
}

TEST(Tours, WhereNoRoadLeads) {
  // 0 and 1 are joined, 2 is not: one leg is broken, whatever the order.
  const std::vector<Cost> costs{Cost(0), Cost(5), Cost(), Cost(7), Cost(0),
                                Cost(),  Cost(),  Cost(), Cost(0)};
  const Tour tour = find_tour(costs, 3, false);
  EXPECT_EQ(tour.broken, 1U);
  EXPECT_EQ(tour.total, 5U);
  EXPECT_EQ(find_tour({}, 0, false).order.size(), 0U);
}

}  // namespace
}  // namespace fangyuan::test
