// SPDX-License-Identifier: Apache-2.0
// The parts of the search, each against recomputing from scratch: values kept by edits, bounds and
// fixed sites against all choices, what is left of a model, merged rows and dropped sites.
#include "core/siting/model.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <random>

#include "bench/siting_instances.h"
#include "core/siting/anneal.h"
#include "core/siting/branch.h"
#include "core/siting/choose_sites.h"
#include "core/siting/reduce.h"

namespace fangyuan {
namespace {

/// Up to 10 sites and 15 rows; fees, prices, medians or covering.
SitingModel random_model(std::mt19937& random) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  SitingModel m;
  const std::uint32_t sites = 1 + below(10), rows = 1 + below(15), keep = 1 + below(4);
  const bool covering = below(2) == 0;
  for (std::uint32_t j = 0; j < sites; ++j) m.name.push_back(j);
  for (std::uint32_t i = 0; i < rows; ++i) {
    m.out.push_back(1 + below(100));
    std::vector<std::pair<double, std::uint32_t>> pairs;
    for (std::uint32_t j = 0; j < sites; ++j)
      if (below(5) < keep)
        pairs.emplace_back(covering ? 0 : below(static_cast<std::uint32_t>(m.out[i])), j);
    std::ranges::sort(pairs);
    for (const auto& [cost, j] : pairs) {
      m.row_site.push_back(j);
      if (!covering) m.row_cost.push_back(cost);
    }
    m.row_first.push_back(static_cast<std::uint32_t>(m.row_site.size()));
  }
  m.most = below(sites + 2);
  if (below(3) == 0)
    for (std::uint32_t j = 0; j < sites; ++j) m.fee.push_back(below(60));
  if (below(3) == 0) {
    for (std::uint32_t j = 0; j < sites; ++j) m.price.push_back(below(10));
    m.budget = below(30);
  }
  m.constant = below(20);
  m.turn();
  return m;
}

std::vector<std::uint32_t> chosen(const SitingModel& m, std::uint32_t set) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t j = 0; j < m.sites(); ++j)
    if ((set >> j & 1U) != 0) sites.push_back(j);
  return sites;
}

double least_value(const SitingModel& m) {
  double least = SitingModel::kAny;
  for (std::uint32_t set = 0; set < 1U << m.sites(); ++set)
    if (const auto sites = chosen(m, set); m.fits(sites))
      least = std::min(least, m.value_of(sites));
  return least;
}

SitingLimits unlimited;

TEST(SitingModel, GainsLossesAndValueStayRightThroughEdits) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const SitingModel m = random_model(random);
    Watch watch(unlimited);
    ChoiceState state(m, watch);
    std::uint32_t set = 0;
    for (int edit = 0; edit < 30; ++edit) {
      const auto j = static_cast<std::uint32_t>(random() % m.sites());
      set ^= 1U << j;
      state.is_open(j) ? state.close(j) : state.open(j);
      ASSERT_EQ(state.value(), m.value_of(chosen(m, set)));
      for (std::uint32_t k = 0; k < m.sites(); ++k) {
        const double open = m.value_of(chosen(m, set | 1U << k)) - m.fee_of(k);
        const double closed = m.value_of(chosen(m, set & ~(1U << k)));
        ASSERT_EQ(state.is_open(k) ? state.loss(k) : state.gain(k), closed - open);
      }
      if (!m.covering()) continue;
      for (std::uint32_t k = 0; k < m.sites(); ++k)
        for (std::uint32_t other = 0; other < m.sites(); ++other) {
          if (!state.is_open(k) || state.is_open(other)) continue;
          const double after = m.value_of(chosen(m, (set & ~(1U << k)) | 1U << other));
          const double fees = m.fee_of(other) - m.fee_of(k);
          ASSERT_EQ(state.kept_by(k, other),
                    state.value() + fees + state.loss(k) - state.gain(other) - after);
        }
    }
  }
}

TEST(SitingModel, BoundsAreBelowAllChoicesAndFixedSitesAreInTheBetterOnes) {
  std::mt19937 random(2);
  std::size_t fixed_sites = 0;
  for (int round = 0; round < 600; ++round) {
    const SitingModel m = random_model(random);
    const double least = least_value(m);
    const double value = least + 1 + static_cast<double>(random() % 20);
    Watch watch(unlimited);
    Lagrangian lagrangian(m);
    for (int part = 0; part < 4; ++part) {
      ASSERT_LE(lagrangian.bound(), least) << round;
      std::vector<Fixed> fixed(m.sites(), Fixed::no);
      lagrangian.fix(value, fixed);
      for (std::uint32_t set = 0; set < 1U << m.sites(); ++set) {
        const auto sites = chosen(m, set);
        if (!m.fits(sites) || m.value_of(sites) >= value) continue;
        for (std::uint32_t j = 0; j < m.sites(); ++j)
          ASSERT_NE(fixed[j], (set >> j & 1U) != 0 ? Fixed::out : Fixed::in) << round;
      }
      fixed_sites += static_cast<std::size_t>(std::ranges::count(fixed, Fixed::out));
      lagrangian.ascend(value, {25}, watch);
    }
  }
  EXPECT_GT(fixed_sites, 500U);
}

TEST(SitingModel, BranchingFindsTheBestOfAllChoices) {
  std::mt19937 random(3);
  for (int round = 0; round < 600; ++round) {
    const SitingModel m = random_model(random);
    Watch watch(unlimited);
    BranchAndBound tree(m, m.value_of({}) + 1, {});
    while (!tree.finished()) tree.run(1 + random() % 3000, watch);
    ASSERT_EQ(tree.best().value, least_value(m)) << round;
    ASSERT_EQ(m.value_of(tree.best().sites), tree.best().value) << round;
    ASSERT_TRUE(m.fits(tree.best().sites));
  }
}

TEST(SitingModel, WhatIsLeftHasTheSameValues) {
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    const SitingModel m = random_model(random);
    std::vector<Fixed> fixed(m.sites(), Fixed::no);
    std::vector<std::uint32_t> in;
    for (std::uint32_t j = 0; j < m.sites(); ++j) {
      fixed[j] = static_cast<Fixed>(random() % 3);
      if (fixed[j] == Fixed::in) in.push_back(j);
    }
    if (!m.fits(in)) continue;
    const Remainder left = restrict(m, fixed);
    for (std::uint32_t set = 0; set < 1U << left.model.sites(); ++set) {
      const auto sites = chosen(left.model, set);
      std::vector<std::uint32_t> all(in);
      for (const std::uint32_t j : sites) all.push_back(left.model.name[j]);
      ASSERT_EQ(left.model.value_of(sites), m.value_of(all)) << round;
      ASSERT_EQ(left.model.fits(sites), m.fits(all)) << round;
    }
  }
}

TEST(SitingModel, ReducedModelsHaveTheSameBestValue) {
  std::mt19937 random(5);
  for (int round = 0; round < 600; ++round) {
    SitingModel m = random_model(random);
    if (!m.covering()) continue;
    const double least = least_value(m);
    SitingModel merged = m;
    merge_rows(merged);
    merged.turn();
    ASSERT_LE(merged.rows(), m.rows());
    ASSERT_EQ(least_value(merged), least);
    drop_dominated_sites(merged);
    ASSERT_EQ(least_value(merged), least);
  }
}

TEST(SitingModel, GatheredRowsAreTheSameRows) {
  std::mt19937 random(6);
  for (int round = 0; round < 300; ++round) {
    const SitingModel m = random_model(random);
    if (!m.covering()) continue;
    SitingModel gathered = m;
    const std::vector<std::uint32_t> to = gather_rows(gathered);
    for (std::uint32_t row = 0; row < m.rows(); ++row) {
      ASSERT_EQ(gathered.out[to[row]], m.out[row]);
      ASSERT_TRUE(std::ranges::equal(gathered.sites_of(to[row]), m.sites_of(row)));
    }
    for (std::uint32_t set = 0; set < 1U << m.sites(); ++set)
      ASSERT_EQ(gathered.value_of(chosen(m, set)), m.value_of(chosen(m, set)));
  }
  // Rows of two places by turns lie apart afterwards.
  SitingModel m;
  m.name = {0, 1};
  for (std::uint32_t i = 0; i < 20; ++i) {
    m.row_site.push_back(i % 2);
    m.row_first.push_back(i + 1);
    m.out.push_back(1);
  }
  m.turn();
  gather_rows(m);
  EXPECT_EQ(m.rows_of(0).back() - m.rows_of(0).front(), 9U);
}

TEST(SitingModel, AnnealingFindsTheBestAmongTheWanted) {
  std::mt19937 random(7);
  std::size_t tried = 0, found = 0;
  for (int round = 0; round < 600; ++round) {
    const SitingModel m = random_model(random);
    if (!m.covering() || !m.fee.empty() || !m.price.empty()) continue;
    std::vector<char> wanted(m.sites());
    for (char& w : wanted) w = random() % 4 == 0 ? 0 : 1;
    double least = SitingModel::kAny;
    for (std::uint32_t set = 0; set < 1U << m.sites(); ++set) {
      const auto sites = chosen(m, set);
      if (m.fits(sites) && std::ranges::all_of(sites, [&](auto j) { return wanted[j] != 0; }))
        least = std::min(least, m.value_of(sites));
    }
    Watch watch(unlimited);
    Incumbent best;
    best.value = m.value_of({}) + 1;
    Annealing annealing(m, wanted, watch);
    std::size_t told = 0;
    const bool better = annealing.run({200'000, 0.3, 1, [&] { ++told; }}, best, watch);
    ASSERT_EQ(better, told > 0);
    if (!better) continue;
    ++tried;
    ASSERT_EQ(best.value, m.value_of(best.sites));
    ASSERT_TRUE(m.fits(best.sites));
    for (const std::uint32_t j : best.sites) ASSERT_NE(wanted[j], 0);
    ASSERT_GE(best.value, least);
    found += best.value == least ? 1 : 0;
  }
  EXPECT_GT(tried, 50U);
  EXPECT_EQ(found, tried);
}

TEST(SitingModel, AnswersDependOnWorkAlone) {
  // Large enough for loops in parallel and for annealing.
  const bench::SitingInstance in = bench::SitingMaker({40'000, 4'000, 40, 0.2, 3}).make();
  SitingRequest request;
  request.pairs = in.pairs;
  request.people = in.people;
  request.sites = in.sites;
  request.most = 15;
  SitingLimits limits;
  limits.work = 300'000'000;
  std::vector<SitingAnswer> answers;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    limits.clock_ms = [ticks = 0.0]() mutable { return ++ticks; };
    answers.push_back(choose_sites(request, limits));
  }
  for (const SitingAnswer& a : answers) {
    EXPECT_EQ(a.sites, answers[0].sites);
    EXPECT_EQ(to_string(a.bound), to_string(answers[0].bound));
    EXPECT_EQ(a.payment, answers[0].payment);
    EXPECT_EQ(a.work, answers[0].work);
  }
}

}  // namespace
}  // namespace fangyuan
