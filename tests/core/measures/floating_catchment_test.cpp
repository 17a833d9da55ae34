// SPDX-License-Identifier: Apache-2.0
// Against the two steps written out over a full matrix, and by hand.
#include "core/measures/floating_catchment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace fangyuan {
namespace {

Amount whole(std::int64_t n) { return Amount::from_whole(n); }

/// The papers' formulas, with no thought of exactness.
double weight(DecayShape shape, double c, double limit) {
  if (c > limit) return 0;
  switch (shape) {
    case DecayShape::binary:
      return 1;
    case DecayShape::step:
      return c <= 600'000 ? 1 : c <= 1'200'000 ? 0.68 : c <= 1'800'000 ? 0.22 : 0;
    case DecayShape::linear:
      return (limit - c) / limit;
    case DecayShape::kernel_density:
      return (limit * limit - c * c) / (limit * limit);
    case DecayShape::gaussian: {
      const double root = std::sqrt(std::numbers::e);
      return (root * std::pow(std::numbers::e, -c * c / (2 * limit * limit)) - 1) / (root - 1);
    }
    case DecayShape::exponential:
      return 1 / std::exp(c / 500'000);
    case DecayShape::inverse_power:
      return c < 60'000 ? 1 : std::sqrt(std::pow(60'000 / c, 3));
  }
  return -1;
}

Decay decay_of(DecayShape shape) {
  Decay d{.shape = shape};
  if (shape == DecayShape::step)
    d.zones = {{Cost(600'000), 1}, {Cost(1'200'000), 0.68}, {Cost(1'800'000), 0.22}};
  if (shape == DecayShape::exponential) d.beta = 1.0 / 500'000;
  if (shape == DecayShape::inverse_power) d.beta = 1.5;
  return d;
}

constexpr DecayShape kShapes[] = {DecayShape::binary,       DecayShape::step,
                                  DecayShape::linear,       DecayShape::kernel_density,
                                  DecayShape::gaussian,     DecayShape::exponential,
                                  DecayShape::inverse_power};

TEST(FloatingCatchment, AsTheTwoStepsOverAFullMatrix) {
  std::mt19937 random(59);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (const DecayShape shape : kShapes) {
    for (int round = 0; round < 20; ++round) {
      const std::size_t cells = 1 + below(40), sites = 1 + below(6);
      const double limit = 1'800'000;
      std::vector<std::vector<double>> cost(sites, std::vector<double>(cells));
      std::vector<FillPair> pairs;
      std::vector<People> people;
      std::vector<Amount> supply;
      for (std::size_t c = 0; c < cells; ++c) people.push_back(whole(below(4)));
      for (std::uint32_t s = 0; s < sites; ++s) {
        supply.push_back(whole(below(50)));
        for (std::size_t c = 0; c < cells; ++c) {
          const std::uint32_t value = below(3'000'000);
          cost[s][c] = value;
          pairs.push_back({CellId(c), s, Cost(value)});
        }
      }
      std::vector<double> access(cells);
      double supplied = 0, found = 0;
      Amount idle;
      for (std::size_t s = 0; s < sites; ++s) {
        double demand = 0;
        for (std::size_t c = 0; c < cells; ++c)
          demand += people[c].to_double() * weight(shape, cost[s][c], limit);
        if (demand == 0) {
          idle += supply[s];
          continue;
        }
        supplied += supply[s].to_double();
        for (std::size_t c = 0; c < cells; ++c)
          access[c] += supply[s].to_double() / demand * weight(shape, cost[s][c], limit);
      }
      const CatchmentRequest request{pairs, people, supply, Cost(1'800'000), decay_of(shape)};
      const FloatingCatchment ours = floating_catchment(request);
      for (std::size_t c = 0; c < cells; ++c) {
        ASSERT_NEAR(ours.access[c], access[c], 1e-6 * (1 + access[c]));
        found += ours.access[c] * people[c].to_double();
      }
      EXPECT_NEAR(found, supplied, 1e-9 * (1 + supplied));  // nothing is lost between the steps
      EXPECT_EQ(ours.supply_without_people, idle);
      std::shuffle(pairs.begin(), pairs.end(), random);
      EXPECT_EQ(floating_catchment(request).access, ours.access);  // to the last bit
    }
  }
}

// 60 beds; 100 people at 5 minutes, 100 at 15. Plain: 0.3 each. With 1 and 0.68: R = 60 ÷ 168.
TEST(FloatingCatchment, TwoZonesByHand) {
  const std::vector<FillPair> pairs{{CellId(0U), 0, Cost(300'000)},
                                    {CellId(1U), 0, Cost(900'000)},
                                    {CellId(2U), 0, Cost(1'800'001)}};
  const std::vector<People> people{whole(100), whole(100), whole(100)};
  const std::vector<Amount> supply{whole(60), whole(7)};
  const auto of = [&](DecayShape s) {
    return floating_catchment({pairs, people, supply, Cost(1'800'000), decay_of(s)});
  };
  EXPECT_EQ(of(DecayShape::binary).access, (std::vector<double>{0.3, 0.3, 0}));
  const FloatingCatchment e = of(DecayShape::step);
  EXPECT_NEAR(e.access[0], 60.0 / 168, 1e-12);
  EXPECT_NEAR(e.access[1], 60.0 / 168 * 0.68, 1e-12);
  EXPECT_EQ(e.ratio[1], 0);
  EXPECT_EQ(e.supply_without_people, whole(7));
}

TEST(Decay, IsOneAtTheSiteFallsAndEndsAtTheLimit) {
  for (const DecayShape shape : kShapes) {
    const Decay d = decay_of(shape);
    EXPECT_EQ(decay_billionths(d, Cost(0), Cost(1'800'000)), 1'000'000'000U);
    EXPECT_EQ(decay_billionths(d, Cost(1'800'001), Cost(1'800'000)), 0U);
    EXPECT_EQ(decay_billionths(d, Cost(), Cost(1'800'000)), 0U);
    EXPECT_EQ(decay_billionths(d, Cost(0), Cost(0)), 1'000'000'000U);
    std::uint32_t before = 1'000'000'000;
    for (std::uint32_t c = 0; c <= 1'800'000; c += 10'000) {
      const std::uint32_t now = decay_billionths(d, Cost(c), Cost(1'800'000));
      EXPECT_LE(now, before);
      before = now;
    }
  }
  for (const DecayShape s : {DecayShape::linear, DecayShape::kernel_density, DecayShape::gaussian})
    EXPECT_EQ(decay_billionths(decay_of(s), Cost(900), Cost(900)), 0U);
  EXPECT_EQ(decay_billionths(decay_of(DecayShape::linear), Cost(450), Cost(900)), 500'000'000U);
  EXPECT_EQ(decay_billionths(decay_of(DecayShape::kernel_density), Cost(450), Cost(900)),
            750'000'000U);
}

TEST(Decay, RefusesWhatIsNoDecay) {
  const auto refused = [](const Decay& d) {
    EXPECT_THROW(decay_billionths(d, Cost(1), Cost(2)), std::invalid_argument);
  };
  refused({.shape = DecayShape::step});
  refused({.shape = DecayShape::step, .zones = {{Cost(9), 0.5}, {Cost(9), 0.4}}});
  refused({.shape = DecayShape::step, .zones = {{Cost(9), 0.5}, {Cost(10), 0.6}}});
  refused({.shape = DecayShape::step, .zones = {{Cost(9), 1.5}}});
  refused({.shape = DecayShape::exponential});
  refused({.shape = DecayShape::inverse_power, .beta = -1});
  refused({.shape = DecayShape::inverse_power, .beta = 1, .least = Cost(0)});
}

}  // namespace
}  // namespace fangyuan
