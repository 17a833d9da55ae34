// SPDX-License-Identifier: Apache-2.0
// By hand, and against the definitions written out person by person.
#include "core/measures/equality.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace fangyuan {
namespace {

Amount whole(std::int64_t n) { return Amount::from_whole(n); }
using Town = std::vector<UnitValue>;

TEST(Equality, AllAlikeIsZeroAndOneHasAllIsNearlyOne) {
  const Town alike{{whole(3), whole(10)}, {whole(3), whole(90)}};
  EXPECT_NEAR(*gini(alike), 0, 1e-12);
  EXPECT_NEAR(theil(alike)->total, 0, 1e-12);
  EXPECT_NEAR(*share_of_worst_tenth(alike), 0.1, 1e-12);
  // One of ten people has everything: G = 9/10, T = ln 10.
  const Town one{{whole(0), whole(9)}, {whole(7), whole(1)}};
  EXPECT_NEAR(*gini(one), 0.9, 1e-12);
  EXPECT_NEAR(theil(one)->total, std::log(10), 1e-12);
  EXPECT_EQ(*share_of_worst_tenth(one), 0);
}

// Values 1, 2, 3, 4 of one person each: Σ|x−y| = 20, so G = 20 ÷ (2 × 16 × 2.5) = 0.25.
TEST(Equality, FourUnitsByHand) {
  const Town t{{whole(4), whole(1), 1},
               {whole(1), whole(1), 0},
               {whole(3), whole(1), 1},
               {whole(2), whole(1), 0}};
  EXPECT_NEAR(*gini(t), 0.25, 1e-12);
  const double total =
      (0.4 * std::log(0.4) + 0.8 * std::log(0.8) + 1.2 * std::log(1.2) + 1.6 * std::log(1.6)) / 4;
  // Groups {1, 2} and {3, 4}: means 1.5 and 3.5, shares 0.3 and 0.7.
  const double between = 0.3 * std::log(0.6) + 0.7 * std::log(1.4);
  const std::optional<Theil> h = theil(t);
  EXPECT_NEAR(h->total, total, 1e-12);
  EXPECT_NEAR(h->between, between, 1e-12);
  EXPECT_NEAR(h->within, total - between, 1e-12);
  EXPECT_NEAR(*mean_value(t), 2.5, 1e-12);
  const std::optional<GroupGap> gap = gap_between(t, 1, 0);
  EXPECT_NEAR(gap->first, 3.5, 1e-12);
  EXPECT_NEAR(gap->difference, 2, 1e-12);
  EXPECT_NEAR(*gap->ratio, 3.5 / 1.5, 1e-12);
}

// Urban 0.9 for 30,000 and 0.6 for 10,000: 0.825; rural 0.25 for 20,000.
TEST(Equality, GapsAreWeightedByPeople) {
  const Town t{{Amount::from_millionths(900'000), whole(30'000), 1},
               {Amount::from_millionths(600'000), whole(10'000), 1},
               {Amount::from_millionths(250'000), whole(20'000), 2},
               {whole(1), whole(0), 2},
               {whole(0), whole(5), 3}};
  const std::optional<GroupGap> gap = gap_between(t, 1, 2);
  EXPECT_NEAR(gap->first, 0.825, 1e-12);
  EXPECT_NEAR(gap->second, 0.25, 1e-12);
  EXPECT_NEAR(*gap->ratio, 3.3, 1e-12);
  EXPECT_FALSE(gap_between(t, 1, 4));
  EXPECT_FALSE(gap_between(t, 1, 3)->ratio);
}

TEST(Equality, WorstTenthOfUnitsAndOfPeople) {
  Town t;
  for (int i = 1; i <= 11; ++i) t.push_back({whole(i), whole(100)});
  t[0].people = whole(50);
  t[10].people = whole(350);
  // Eleven units: the two worst, of 50 + 9 × 100 + 350 = 1,300 people.
  EXPECT_NEAR(*people_in_worst_tenth(t, Worst::lowest), 150.0 / 1300, 1e-12);
  EXPECT_NEAR(*people_in_worst_tenth(t, Worst::highest), 450.0 / 1300, 1e-12);
  // The worst 130 people: 50 with 1 and 80 with 2, of Σ = 50 + 5,400 + 3,850 = 9,300.
  EXPECT_NEAR(*share_of_worst_tenth(t), 210.0 / 9300, 1e-12);
  t.push_back({whole(0), whole(0)});  // a unit without people is no unit here
  EXPECT_NEAR(*people_in_worst_tenth(t, Worst::lowest), 150.0 / 1300, 1e-12);
}

TEST(Equality, NobodyOrNothingIsNoNumber) {
  EXPECT_FALSE(gini({}));
  EXPECT_FALSE(theil({}));
  EXPECT_FALSE(mean_value({}));
  EXPECT_FALSE(people_in_worst_tenth({}, Worst::lowest));
  const Town nothing{{whole(0), whole(5)}}, nobody{{whole(5), whole(0)}};
  EXPECT_FALSE(gini(nothing));
  EXPECT_FALSE(share_of_worst_tenth(nothing));
  EXPECT_FALSE(theil(nobody));
  EXPECT_EQ(*mean_value(nothing), 0);
  EXPECT_EQ(*people_in_worst_tenth(nothing, Worst::lowest), 1);
}

TEST(Equality, AsTheDefinitionsPersonByPerson) {
  std::mt19937 random(53);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 40; ++round) {
    Town t;
    std::vector<double> person;
    for (int i = 0; i < 12; ++i) {
      const std::int64_t value = below(6), people = below(5);
      t.push_back({whole(value), whole(people), below(3)});
      person.insert(person.end(), static_cast<std::size_t>(people), static_cast<double>(value));
    }
    double sum = 0, differences = 0, logs = 0;
    for (const double x : person) sum += x;
    if (sum == 0) continue;
    const auto n = static_cast<double>(person.size());
    for (const double x : person) {
      if (x > 0) logs += x / sum * std::log(x / (sum / n));
      for (const double y : person) differences += std::abs(x - y);
    }
    EXPECT_NEAR(*gini(t), differences / (2 * n * sum), 1e-12);
    const std::optional<Theil> h = theil(t);
    EXPECT_NEAR(h->total, logs, 1e-12);
    EXPECT_NEAR(h->total, h->between + h->within, 1e-12);
    EXPECT_GT(h->between, -1e-12);
    EXPECT_GT(h->within, -1e-12);
  }
}

}  // namespace
}  // namespace fangyuan
