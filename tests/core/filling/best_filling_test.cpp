// SPDX-License-Identifier: Apache-2.0
// The best filling against a flow over all cells by Boost, against its own proof, and by hand.
#include "core/filling/best_filling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <random>
#include <tuple>

#include "core/filling/certificate.h"
#include "core/filling/live_filling.h"

namespace fangyuan {
namespace {

struct Case {
  std::vector<FillPair> pairs;
  std::vector<Amount> need, capacity;
  BestFillRequest request() const { return {pairs, need, capacity}; }
};

Amount millionths(std::int64_t n) { return Amount::from_millionths(n); }

/// Towns on a line or none at all: costs are random, or distances with many ties.
Case random_case(std::mt19937& random, std::size_t cells, std::size_t sites,
                 std::uint32_t largest) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Case c;
  const bool line = below(2) == 0;
  const std::uint32_t whole = 1 + below(4), keep = 1 + below(5);
  std::vector<std::uint32_t> at;
  for (std::size_t s = 0; s < sites; ++s) {
    at.push_back(below(largest));
    c.capacity.push_back(millionths(below(5) == 0 ? 0 : below(30 * whole)));
  }
  for (std::size_t i = 0; i < cells; ++i) {
    c.need.push_back(millionths(below(6) == 0 ? 0 : below(9)));
    const std::uint32_t here = below(largest);
    for (std::uint32_t s = 0; s < sites; ++s)
      if (below(5) < keep)
        c.pairs.push_back(
            {CellId(i), s,
             Cost(line ? (here > at[s] ? here - at[s] : at[s] - here) : below(largest))});
  }
  std::shuffle(c.pairs.begin(), c.pairs.end(), random);
  return c;
}

/// The most that can be served and the least cost of it: source → cells → sites → sink. Costs are
/// doubles (whole, small) since Boost adds the distances of what it did not reach.
std::pair<std::int64_t, std::int64_t> by_boost(const Case& c) {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Edge = Traits::edge_descriptor;
  using Properties = boost::property<
      boost::edge_capacity_t, std::int64_t,
      boost::property<boost::edge_residual_capacity_t, std::int64_t,
                      boost::property<boost::edge_reverse_t, Edge,
                                      boost::property<boost::edge_weight_t, double>>>>;
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                      boost::no_property, Properties>;
  const std::size_t cells = c.need.size(), sites = c.capacity.size();
  const std::size_t source = cells + sites, sink = source + 1;
  Graph g(sink + 1);
  const auto add = [&](std::size_t u, std::size_t v, std::int64_t room, double cost) {
    const Edge there = boost::add_edge(u, v, g).first, back = boost::add_edge(v, u, g).first;
    boost::put(boost::edge_capacity, g, there, room);
    boost::put(boost::edge_capacity, g, back, 0);
    boost::put(boost::edge_weight, g, there, cost);
    boost::put(boost::edge_weight, g, back, -cost);
    boost::put(boost::edge_reverse, g, there, back);
    boost::put(boost::edge_reverse, g, back, there);
    return there;
  };
  std::vector<Edge> out, served_by;
  for (std::size_t i = 0; i < cells; ++i) out.push_back(add(source, i, c.need[i].millionths(), 0));
  for (std::size_t s = 0; s < sites; ++s) add(cells + s, sink, c.capacity[s].millionths(), 0);
  for (const FillPair& p : c.pairs)
    served_by.push_back(
        add(p.cell.index(), cells + p.rank, c.need[p.cell.index()].millionths(), p.cost.value()));
  boost::successive_shortest_path_nonnegative_weights(g, source, sink);
  const auto flow = [&](Edge e) {
    return boost::get(boost::edge_capacity, g, e) - boost::get(boost::edge_residual_capacity, g, e);
  };
  std::int64_t served = 0, cost = 0;
  for (const Edge e : out) served += flow(e);
  for (const Edge e : served_by)
    cost += flow(e) * static_cast<std::int64_t>(boost::get(boost::edge_weight, g, e));
  return {served, cost};
}

TEST(BestFilling, ServesAsManyAtAsLittleCostAsAFlowOverAllCells) {
  std::mt19937 random(41);
  std::size_t short_of_room = 0;
  for (int round = 0; round < 600; ++round) {
    const Case c =
        random_case(random, 1 + random() % 40, 1 + random() % 8, round % 3 == 0 ? 4 : 1000);
    const auto [served, cost] = by_boost(c);
    for (const BestFillOptions& options : {BestFillOptions{.near_prices = false}, BestFillOptions{},
                                           BestFillOptions{.grow_from = 0, .nearest = 1}}) {
      const BestFilling best = fill_best(c.request(), options);
      ASSERT_EQ(certify(c.request(), best), "") << round;
      ASSERT_EQ(best.served, millionths(served)) << round;
      ASSERT_EQ(to_string(best.cost), std::to_string(cost)) << round;
      short_of_room += std::ranges::any_of(best.price, [](auto p) { return p > 0; }) ? 1U : 0U;
    }
  }
  EXPECT_GT(short_of_room, 300U);  // the cases are not all easy
}

TEST(BestFilling, LargerCasesAreProvenByTheirPrices) {
  std::mt19937 random(43);
  for (int round = 0; round < 6; ++round) {
    Case c = random_case(random, 3000, 40, 900'000);
    for (Amount& a : c.capacity) a = millionths(a.millionths() * 12);
    const BestFilling cold = fill_best(c.request(), {false}), warm = fill_best(c.request());
    EXPECT_EQ(certify(c.request(), cold), "");
    EXPECT_EQ(certify(c.request(), warm), "");
    EXPECT_EQ(cold.served, warm.served);
    EXPECT_EQ(to_string(cold.cost), to_string(warm.cost));
  }
}

TEST(BestFilling, TheOrderOfThePairsDoesNotMatter) {
  std::mt19937 random(47);
  Case c = random_case(random, 500, 12, 5);  // many ties
  const BestFilling one = fill_best(c.request());
  std::shuffle(c.pairs.begin(), c.pairs.end(), random);
  const BestFilling two = fill_best(c.request());
  EXPECT_EQ(one.shares, two.shares);
  EXPECT_EQ(one.price, two.price);
}

// A is near both sites, B only the first: nearest-first gives the first to A, and B goes without.
TEST(BestFilling, WhoHasAChoiceMakesRoomForWhoHasNone) {
  const Case c{
      .pairs = {{CellId(0U), 0, Cost(10)}, {CellId(0U), 1, Cost(70)}, {CellId(1U), 0, Cost(20)}},
      .need = {Amount::from_whole(2), Amount::from_whole(3)},
      .capacity = {Amount::from_whole(4), Amount::from_whole(9)}};
  const BestFilling best = fill_best(c.request());
  EXPECT_EQ(best.served, Amount::from_whole(5));
  EXPECT_EQ(best.shares,
            (std::vector<FillShare>{{CellId(0U), 0, Cost(10), Amount::from_whole(1)},
                                    {CellId(0U), 1, Cost(70), Amount::from_whole(1)},
                                    {CellId(1U), 0, Cost(20), Amount::from_whole(3)}}));
  EXPECT_EQ(to_string(best.cost), "140000000");  // (10 + 70 + 60) × a million
  EXPECT_EQ(best.split, 1U);
  EXPECT_EQ(best.price, (std::vector<std::int64_t>{60, 0}));  // one more place wins 60
}

/// Sites close, open, shrink and grow, one after the other; each time as if filled afresh.
TEST(LiveFilling, AfterEveryChangeAsGoodAsAfresh) {
  std::mt19937 random(77);
  for (int n = 0; n < 60; ++n) {
    const auto below = [&](std::uint32_t most) {
      return static_cast<std::uint32_t>(random() % most);
    };
    Case c = random_case(random, 1 + below(60), 1 + below(9), 2 + below(40));
    LiveFilling live(c.request());
    for (int change = 0; change < 8; ++change) {
      const std::uint32_t site = below(static_cast<std::uint32_t>(c.capacity.size()));
      c.capacity[site] = millionths(below(3) == 0 ? 0 : below(120));
      live.set_capacity(site, c.capacity[site]);
      const BestFilling afresh = fill_best(c.request()), now = live.answer();
      ASSERT_EQ(certify(c.request(), now), "") << n << ' ' << change;
      EXPECT_EQ(now.served, afresh.served);
      EXPECT_EQ(now.cost, afresh.cost);
    }
  }
}

TEST(LiveFilling, RefusesWhatIsNoChange) {
  const Case c{{{CellId(std::size_t{0}), 0, Cost(1)}}, {millionths(5)}, {millionths(3)}};
  LiveFilling live(c.request());
  EXPECT_THROW(live.set_capacity(1, millionths(1)), std::invalid_argument);
  EXPECT_THROW(live.set_capacity(0, millionths(-1)), std::invalid_argument);
  EXPECT_EQ(live.answer().served, millionths(3));
}

TEST(BestFilling, NothingToFillOrNothingToFillItWith) {
  EXPECT_EQ(fill_best({}).served, Amount());
  const Amount one = Amount::from_whole(1);
  Case c{.pairs = {}, .need = {one, one}, .capacity = {one}};
  EXPECT_EQ(fill_best(c.request()).served, Amount());
  EXPECT_EQ(certify(c.request(), fill_best(c.request())), "");
  c.pairs = {{CellId(0U), 0, Cost(0)}, {CellId(1U), 0, Cost(0)}};
  EXPECT_EQ(fill_best(c.request()).met, (std::vector<Amount>{one, Amount()}));  // a tie
  c.capacity = {Amount()};
  EXPECT_EQ(fill_best(c.request()).served, Amount());
  EXPECT_EQ(certify(c.request(), fill_best(c.request())), "");
  c.capacity = {one};
  c.need = {Amount(), Amount()};
  EXPECT_TRUE(fill_best(c.request()).shares.empty());
}

// Costs near the largest, people by the million: sums beyond 64 bits.
TEST(BestFilling, LargeSumsStayExact) {
  const Amount many = Amount::from_whole(1'000'000'000);
  const Case c{
      .pairs = {{CellId(0U), 0, Cost(4'000'000'000)}, {CellId(0U), 1, Cost(4'000'000'001)}},
      .need = {many + many},
      .capacity = {many, many}};
  const BestFilling best = fill_best(c.request());
  EXPECT_EQ(certify(c.request(), best), "");
  EXPECT_EQ(to_string(best.cost), "8000000001000000000000000");
}

TEST(BestFilling, RefusesWhatIsNoRequest) {
  const Amount one = Amount::from_whole(1);
  const auto fill = [](const Case& c) { return fill_best(c.request()); };
  EXPECT_THROW(fill({{{CellId(1U), 0, Cost(1)}}, {one}, {one}}), std::invalid_argument);
  EXPECT_THROW(fill({{{CellId(0U), 1, Cost(1)}}, {one}, {one}}), std::invalid_argument);
  EXPECT_THROW(fill({{{CellId(0U), 0, Cost()}}, {one}, {one}}), std::invalid_argument);
  EXPECT_THROW(fill({{{CellId(0U), 0, Cost(1)}, {CellId(0U), 0, Cost(2)}}, {one}, {one}}),
               std::invalid_argument);
  EXPECT_THROW(fill({{{CellId(0U), 0, Cost(1)}}, {millionths(-1)}, {one}}), std::invalid_argument);
}

TEST(Certificate, SeesWhatIsNotTheBest) {
  const Amount one = Amount::from_whole(1);
  const Case c{
      .pairs = {{CellId(0U), 0, Cost(10)}, {CellId(0U), 1, Cost(20)}, {CellId(1U), 0, Cost(5)}},
      .need = {one, one},
      .capacity = {one, one}};
  const BestFilling best = fill_best(c.request());
  ASSERT_EQ(certify(c.request(), best), "");
  const auto fault_of = [&](const auto& spoil) {
    BestFilling other = best;
    spoil(other);
    return certify(c.request(), other);
  };
  EXPECT_NE(fault_of([](BestFilling& b) { b.price[0] = 0; }), "");
  EXPECT_NE(fault_of([](BestFilling& b) { b.price[0] = -1; }), "");
  EXPECT_NE(fault_of([](BestFilling& b) { b.price[1] = 1'000; }), "");
  EXPECT_NE(fault_of([](BestFilling& b) { b.penalty = 30; }), "");
  EXPECT_NE(fault_of([&](BestFilling& b) { b.served += one; }), "");
  EXPECT_NE(fault_of([](BestFilling& b) { b.cost += 1; }), "");
  EXPECT_NE(fault_of([](BestFilling& b) { b.shares[0].cost = Cost(9); }), "");
  EXPECT_NE(fault_of([&](BestFilling& b) {  // nearest-first: the second cell goes without
              b.shares = {{CellId(0U), 0, Cost(10), one}};
              b.met = {one, Amount()};
              b.load = {one, Amount()};
              b.served = one;
              b.cost = 10'000'000;
            }),
            "");
  EXPECT_NE(fault_of([&](BestFilling& b) {  // over capacity
              b.shares = {{CellId(0U), 0, Cost(10), one}, {CellId(1U), 0, Cost(5), one}};
              b.load = {one + one, Amount()};
              b.cost = 15'000'000;
              b.price = {0, 0};
            }),
            "");
}

}  // namespace
}  // namespace fangyuan
