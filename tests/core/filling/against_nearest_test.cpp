// SPDX-License-Identifier: Apache-2.0
// Through the costs, catchments and capacities of a service: what nearest-first leaves to win.
#include "core/filling/against_nearest.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <random>

#include "core/filling/certificate.h"
#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;

/// Costs written down as a matrix, told in batches of three as sweeps tell them.
class Matrix : public SiteCosts {
 public:
  std::vector<std::vector<Cost>> cost;  // [site][cell]
  std::size_t batch_size() const override { return 3; }
  void of(SiteId site, Cost limit, std::vector<CellCost>& out) const override {
    const auto& row = cost[site.index()];
    for (std::size_t c = row.size(); c-- > 0;)
      if (row[c].reached() && row[c] <= limit) out.push_back({CellId(c), row[c]});
  }
};

class AgainstNearest : public testing::TestWithParam<int> {};

TEST_P(AgainstNearest, NeverServesFewerAndIsProvenTheBestAtEveryLimitWithAnyThreads) {
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  SmallStudy s{{"total"}};
  s.add_layer(Level::township, {"1", "2"});
  Matrix m;
  const std::size_t cells = 80, sites = 9;
  for (std::size_t c = 0; c < cells; ++c)
    s.add_cell(at(0, 0), {}, {Amount::from_whole(below(5))}, {UnitId(std::size_t{below(2)})});
  Service& service = s.add_service("care", {1});
  if (GetParam() % 2 == 0) service.own_unit = {Tree::legal, Level::township};
  for (std::size_t i = 0; i < sites; ++i) {
    s.add_site(std::to_string(below(1000)), at(0, 0), {}, {UnitId(std::size_t{below(2)})});
    m.cost.emplace_back();
    for (std::size_t c = 0; c < cells; ++c)
      m.cost.back().push_back(below(3) == 0 ? Cost() : Cost(below(900)));
  }
  const ServingSites ranked(service, s.facilities, s.units, s.cells);
  const std::vector<Cost> limits{Cost(200), Cost(500), Cost(899)};
  const std::vector<Amount> need = s.cells.people[0];
  std::vector<Amount> capacity;
  for (std::size_t r = 0; r < sites; ++r) capacity.push_back(Amount::from_whole(below(35)));
  const Nearest nearest =
      find_nearest({.costs = m, .sites = ranked, .limits = limits, .leading = need});
  const FillRequest request{.costs = m,
                            .sites = ranked,
                            .limits = limits,
                            .need = need,
                            .leading = need,
                            .capacity = capacity,
                            .pairs = nearest.pairs};
  const std::vector<Filling> fillings = fill(request);
  Amount won;
  for (std::size_t l = 0; l < limits.size(); ++l) {
    std::vector<FillShare> shares;
    for (const std::size_t threads : {1U, 2U}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      const FillingComparison both = against_nearest(request, l, fillings[l]);
      EXPECT_EQ(certify({pairs_within(request, limits[l]), need, capacity}, both.best), "");
      EXPECT_GE(both.won(), Amount());
      EXPECT_LE(both.best.served, both.need);
      if (threads == 1) shares = both.best.shares;
      won += both.won();
      EXPECT_EQ(both.best.shares, shares);
      for (const FillShare& share : both.best.shares) {
        EXPECT_TRUE(ranked.may_serve(share.rank, share.cell));
        EXPECT_EQ(share.cost, m.cost[ranked[share.rank].index()][share.cell.index()]);
        EXPECT_LE(share.cost, limits[l]);
      }
    }
  }
  EXPECT_GT(won, Amount());  // the cases leave something to win
}

INSTANTIATE_TEST_SUITE_P(Seeds, AgainstNearest, testing::Range(1, 9));

}  // namespace
}  // namespace fangyuan
