// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/capacity.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;

/// Costs written down as a matrix.
class Matrix : public SiteCosts {
 public:
  std::vector<std::vector<Cost>> cost;  // [site][cell]
  void of(SiteId site, Cost limit, std::vector<CellCost>& out) const override {
    const auto& row = cost[site.index()];
    for (std::size_t c = row.size(); c-- > 0;)
      if (row[c].reached() && row[c] <= limit) out.push_back({CellId(c), row[c]});
  }
};

/// As the contract says it, word by word, for one limit.
Filling by_the_book(const Matrix& m, const ServingSites& sites, Cost limit,
                    const std::vector<Amount>& need, const std::vector<People>& leading,
                    std::vector<Amount> room) {
  std::vector<std::tuple<Cost, std::size_t, std::size_t>> pairs;
  for (std::size_t r = 0; r < sites.size(); ++r)
    for (std::size_t c = 0; c < need.size(); ++c)
      if (const Cost k = m.cost[sites[r].index()][c];
          k.reached() && k <= limit && sites.may_serve(r, CellId(c)))
        pairs.emplace_back(k, r, c);
  std::sort(pairs.begin(), pairs.end());
  Filling f{std::vector<Amount>(need.size()), std::vector<Amount>(sites.size()),
            std::vector<People>(sites.size()), std::vector<Wide>(need.size())};
  for (const auto& [cost, r, c] : pairs) {
    const Amount placed = std::min(need[c] - f.met[c], room[r]);
    const People before = need[c] == Amount() ? People() : served_of(leading[c], f.met[c], need[c]);
    f.met[c] += placed;
    f.load[r] += placed;
    f.cost[c] += Wide{placed.millionths()} * cost.value();
    room[r] -= placed;
    if (need[c] > Amount()) f.served[r] += served_of(leading[c], f.met[c], need[c]) - before;
  }
  return f;
}

TEST(Capacity, FillsAsTheContractSaysForEveryLimitAndAnyMemory) {
  std::mt19937 random(5);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 120; ++round) {
    SmallStudy s{{"total"}};
    s.add_layer(Level::township, {"1", "2"});
    const std::size_t cells = 1 + below(60), sites = below(9);
    Matrix m;
    for (std::size_t c = 0; c < cells; ++c)
      s.add_cell(at(0, 0), {}, {Amount::from_millionths(below(3) == 0 ? 0 : below(9'000'000))},
                 {UnitId(std::size_t{below(2)})});
    Service& service = s.add_service("care", {1});
    if (round % 3 == 0) service.own_unit = {Tree::legal, Level::township};
    for (std::size_t i = 0; i < sites; ++i) {
      s.add_site(std::to_string(below(1000)), at(0, 0), {}, {UnitId(std::size_t{below(2)})});
      m.cost.emplace_back();
      for (std::size_t c = 0; c < cells; ++c)
        m.cost.back().push_back(below(4) == 0 ? Cost() : Cost(below(12)));  // many ties
    }
    const ServingSites ranked(service, s.facilities, s.units, s.cells);
    const std::vector<Cost> limits{Cost(2), Cost(5), Cost(11)};
    std::vector<Amount> need, capacity;
    for (const People p : s.cells.people[0]) need.push_back(need_of(p, 0.03));
    for (std::size_t r = 0; r < sites; ++r)
      capacity.push_back(Amount::from_millionths(below(2'000'000)));
    const Nearest nearest =
        find_nearest({.costs = m, .sites = ranked, .limits = limits, .leading = s.cells.people[0]});
    for (const std::uint64_t at_once :
         {std::uint64_t{1}, std::uint64_t{40}, std::uint64_t{1} << 40}) {
      const auto fillings = fill({.costs = m,
                                  .sites = ranked,
                                  .limits = limits,
                                  .need = need,
                                  .leading = s.cells.people[0],
                                  .capacity = capacity,
                                  .pairs = nearest.pairs,
                                  .pairs_at_once = at_once});
      ASSERT_EQ(fillings.size(), limits.size());
      for (std::size_t l = 0; l < limits.size(); ++l) {
        const Filling expected =
            by_the_book(m, ranked, limits[l], need, s.cells.people[0], capacity);
        ASSERT_EQ(fillings[l].met, expected.met);
        ASSERT_EQ(fillings[l].load, expected.load);
        ASSERT_EQ(fillings[l].served, expected.served);
        ASSERT_TRUE(fillings[l].cost == expected.cost);
      }
    }
  }
}

TEST(Capacity, NeedIsToTheNearestMillionthHalvesUp) {
  EXPECT_EQ(need_of(Amount::from_whole(930'000), 0.03), Amount::from_whole(27'900));
  EXPECT_EQ(need_of(Amount::from_millionths(50), 0.03), Amount::from_millionths(2));  // 1.5
  EXPECT_EQ(need_of(Amount::from_millionths(49), 0.03), Amount::from_millionths(1));  // 1.47
  EXPECT_EQ(need_of(Amount::from_whole(4'300'000), 1.0), Amount::from_whole(4'300'000));
  EXPECT_EQ(need_of(Amount::from_whole(7), 0.0), Amount());
}

TEST(Capacity, ServedIsFlooredAndWholeWhereAllIsMet) {
  const Amount third = Amount::from_millionths(10'000), need = Amount::from_millionths(30'000);
  EXPECT_EQ(served_of(Amount::from_whole(1), third, need), Amount::from_millionths(333'333));
  EXPECT_EQ(served_of(Amount::from_whole(1), need, need), Amount::from_whole(1));
  EXPECT_EQ(served_of(Amount::from_whole(4'000'000), third, need),
            Amount::from_millionths(1'333'333'333'333));
}

}  // namespace
}  // namespace fangyuan
