// SPDX-License-Identifier: Apache-2.0
#include "core/coverage/capacity_tables.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <random>

#include "core/filling/certificate.h"
#include "tests/core/small_study.h"

namespace fangyuan {
namespace {

using namespace sketch;

Amount whole(std::int64_t n) { return Amount::from_whole(n); }

/// One street along x, a metre a second on foot, limit 5 minutes:
///
///   −600    −200     0      100              400   m
///    far    west    ( A )   middle          ( B )
///    5      10      10 beds  10             10 beds
///
/// Nearest-first gives A to the middle, and the west finds it full. The best sends the middle to B.
struct Street : SmallStudy {
  CellId far, west, middle;

  Street() : SmallStudy({"total"}) {
    add_layer(Level::township, {"1", "2"});
    const VertexId a = vertex(network, -1000, 0), b = vertex(network, 1000, 0);
    const EdgeId street = edge(network, a, b);
    const auto here = [&](double x) {
      return on(network, street, static_cast<std::uint32_t>((x + 1000) * 1000));
    };
    const UnitId one(0U), two(1U);
    far = add_cell(at(-600, 0), here(-600), {whole(5)}, {two});
    west = add_cell(at(-200, 0), here(-200), {whole(10)}, {two});
    middle = add_cell(at(100, 0), here(100), {whole(10)}, {one});
    add_site("A", at(0, 0), {here(0)}, {one});
    add_site("B", at(400, 0), {here(400)}, {one});
    for (Facility& f : facilities) f.amounts["beds"] = whole(10);
    Service& s = add_service("care", {5});
    s.capacity = "beds";
  }
};

template <class Row>
const Row& row_in(const std::vector<Row>& rows, std::optional<std::size_t> layer,
                  UnitId unit = {}) {
  for (const Row& row : rows)
    if (row.unit_layer == layer && row.unit == unit) return row;
  throw std::out_of_range("no such row");
}

TEST(CapacityTables, TellWhatABetterAssignmentWouldWin) {
  const Street street;
  const CoverageResult result = street.run();
  EXPECT_TRUE(result.skipped.empty());
  ASSERT_EQ(result.filling.size(), 3U);  // all and two units
  const FillingRow& all = row_in(result.filling, std::nullopt);
  EXPECT_EQ(all.limit, "300");
  EXPECT_EQ(all.measure, Measure::network);
  EXPECT_TRUE(all.by_time);
  EXPECT_EQ(all.need, whole(25));
  EXPECT_EQ(all.need_in_reach, whole(20));
  EXPECT_EQ(all.nearest_first, whole(10));
  EXPECT_EQ(all.served, whole(10));
  EXPECT_EQ(all.best, whole(20));
  EXPECT_EQ(all.served_best, whole(20));
  EXPECT_TRUE(all.nearest_first_cost == Wide{10'000'000} * 100'000);
  EXPECT_TRUE(all.best_cost.value() == Wide{10'000'000} * (300'000 + 200'000));
  const FillingRow& two = row_in(result.filling, 0, UnitId(1U));
  EXPECT_EQ(two.need, whole(15));
  EXPECT_EQ(two.need_in_reach, whole(10));
  EXPECT_EQ(two.nearest_first, Amount());
  EXPECT_EQ(two.best, whole(10));
  ASSERT_EQ(result.facility_rows.size(), 2U);
  EXPECT_EQ(result.facility_rows[0].load, whole(10));
  EXPECT_EQ(result.facility_rows[0].load_best, whole(10));
  EXPECT_EQ(result.facility_rows[1].load, Amount());
  EXPECT_EQ(result.facility_rows[1].load_best, whole(10));
}

TEST(CapacityTables, TellPlacesPerThousandPeople) {
  const CoverageResult result = Street().run();
  ASSERT_EQ(result.places.size(), 1U);
  // A is shared by 20 people, B by the 10 of the middle.
  EXPECT_EQ(result.places[0].per_thousand, (std::vector{Amount(), whole(500), whole(1500)}));
  EXPECT_EQ(result.places[0].places, whole(20));
  EXPECT_EQ(result.places[0].places_without_people, Amount());
  const AccessRow& all = row_in(result.access, std::nullopt);
  EXPECT_EQ(all.limit, "300");
  EXPECT_EQ(all.people, whole(25));
  EXPECT_EQ(all.none, whole(5));
  EXPECT_EQ(all.mean, whole(800));  // 20 places ÷ 25 people
  EXPECT_EQ(all.lowest, Amount());
  const AccessRow& two = row_in(result.access, 0, UnitId(1U));
  EXPECT_EQ(two.mean, Amount::from_millionths(333'333'333));
  EXPECT_EQ(row_in(result.access, 0, UnitId(0U)).lowest, whole(1500));
}

TEST(CapacityTables, TheCatchmentHasItsOwnLimitAndDecay) {
  Street street;
  street.services[0].floating =
      FloatingRule{.decay = {.shape = DecayShape::linear}, .limit = Limit{true, 400'000}};
  const CoverageResult result = street.run();
  // Weights: A: west ½, middle ¾ → 10 ÷ 12.5 = 0.8; B: middle ¼ → 10 ÷ 2.5 = 4.
  EXPECT_EQ(result.places[0].per_thousand, (std::vector{Amount(), whole(400), whole(1600)}));
  EXPECT_EQ(result.access[0].limit, "400");
  EXPECT_EQ(row_in(result.filling, std::nullopt).best, whole(20));  // as within 5 minutes
}

TEST(CapacityTables, WithoutRoadsTellTheStraightLine) {
  Street street;
  street.services[0].measure_network = false;
  street.services[0].floating = FloatingRule{
      .decay = {.shape = DecayShape::step, .zones = {{Cost(150'000), 1}, {Cost(300'000), 0.5}}},
      .limit = {}};
  const CoverageResult result = street.run();
  const FillingRow& all = row_in(result.filling, std::nullopt);
  EXPECT_EQ(all.measure, Measure::straight);
  EXPECT_FALSE(all.by_time);
  EXPECT_EQ(all.best, whole(20));
  EXPECT_TRUE(all.best_cost.value() == Wide{10'000'000} * (300'000 + 200'000));  // mm here
  // A: west ½, middle 1 → 10 ÷ 15; B: middle ½ → 10 ÷ 5. West ⅓, middle ⅔ + 1.
  EXPECT_EQ(result.places[0].per_thousand,
            (std::vector{Amount(), Amount::from_millionths(333'333'333),
                         Amount::from_millionths(1'666'666'667)}));
}

TEST(CapacityTables, NobodyIsAskedWhereTheServiceSaysSo) {
  Street street;
  street.services[0].best_filling = false;
  street.services[0].floating.reset();
  const CoverageResult result = street.run();
  EXPECT_TRUE(result.access.empty());
  EXPECT_TRUE(result.places.empty());
  EXPECT_TRUE(result.skipped.empty());
  EXPECT_FALSE(row_in(result.filling, std::nullopt).best);
  EXPECT_EQ(row_in(result.filling, std::nullopt).nearest_first, whole(10));
  street.services[0].capacity.reset();
  EXPECT_TRUE(street.run().filling.empty());
}

TEST(CapacityTables, TooManyPairsAreSaidAndNothingIsInvented) {
  Street street;  // three pairs
  street.pair_caps.filling = 3;
  EXPECT_TRUE(street.run().skipped.empty());
  street.pair_caps.filling = 2;
  CoverageResult result = street.run();
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_TRUE(result.skipped[0].filling);
  EXPECT_EQ(result.skipped[0].limit, "300");
  EXPECT_EQ(result.skipped[0].most, 2U);
  const FillingRow& all = row_in(result.filling, std::nullopt);
  EXPECT_EQ(all.nearest_first, whole(10));
  EXPECT_FALSE(all.best || all.served_best || all.best_cost);
  EXPECT_FALSE(result.facility_rows[0].load_best);
  EXPECT_FALSE(result.access.empty());
  street.pair_caps = {.catchment = 2, .filling = 3};
  result = street.run();
  ASSERT_EQ(result.skipped.size(), 1U);
  EXPECT_FALSE(result.skipped[0].filling);
  EXPECT_TRUE(result.access.empty() && result.places.empty());
  EXPECT_EQ(row_in(result.filling, std::nullopt).best, whole(20));
}

/// Costs written down as a matrix.
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

class OfAMatrix : public testing::TestWithParam<int> {};

TEST_P(OfAMatrix, EveryLimitIsProvenTheBestAndEveryPlaceSharedOutWithAnyThreads) {
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  SmallStudy s{{"total"}};
  s.add_layer(Level::township, {"1", "2"});
  Matrix m;
  const std::size_t cells = 60, sites = 8;
  for (std::size_t c = 0; c < cells; ++c)
    s.add_cell(at(0, 0), {}, {whole(below(5))}, {UnitId(std::size_t{below(2)})});
  Service& service = s.add_service("care", {});
  for (const std::uint32_t ms : {200U, 500U, 899U}) service.limits.push_back({true, ms});
  service.capacity = "beds";
  if (GetParam() % 2 == 0) service.own_unit = {Tree::legal, Level::township};
  for (std::size_t i = 0; i < sites; ++i) {
    s.add_site(std::to_string(below(1000)), at(0, 0), {}, {UnitId(std::size_t{below(2)})});
    s.facilities.back().amounts["beds"] = whole(below(25));
    m.cost.emplace_back();
    for (std::size_t c = 0; c < cells; ++c)
      m.cost.back().push_back(below(3) == 0 ? Cost() : Cost(below(900)));
  }
  const ServingSites ranked(service, s.facilities, s.units, s.cells);
  const std::vector<Cost> limits{Cost(200), Cost(500), Cost(899)};
  const TableLayout layout(s.units, s.cells);
  std::optional<CapacityTables> first;
  for (const std::size_t threads : {1U, 2U, 8U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const auto measured = measure({.service = service,
                                   .sites = ranked,
                                   .facilities = s.facilities,
                                   .cells = s.cells,
                                   .costs = m,
                                   .limits = limits,
                                   .unconnected = {}});
    CapacityTables tables = capacity_tables({.id = ServiceId(0U),
                                             .service = service,
                                             .cells = s.cells,
                                             .layout = layout,
                                             .sites = ranked,
                                             .costs = m,
                                             .limits = limits,
                                             .catchment = Catchment{{}, Cost(700)}},
                                            *measured);
    Amount won;
    for (std::size_t l = 0; l < limits.size(); ++l) {
      std::vector<FillPair> pairs;  // straight from the matrix
      for (std::uint32_t r = 0; r < ranked.size(); ++r)
        for (std::size_t c = 0; c < cells; ++c)
          if (const Cost k = m.cost[ranked[r].index()][c];
              k.reached() && k <= limits[l] && ranked.may_serve(r, CellId(c)))
            pairs.push_back({CellId(c), r, k});
      const BestFillRequest request{pairs, measured->need, measured->capacity};
      const BestFilling best = fill_best(request);
      ASSERT_EQ(certify(request, best), "");
      const FillingRow& all = tables.filling[l * layout.rows().size()];
      EXPECT_EQ(all.best, best.served);
      EXPECT_TRUE(all.best_cost.value() == best.cost);
      EXPECT_EQ(measured->best[l]->load, best.load);
      won += best.served - all.nearest_first;
      FillingRow units;
      units.best = Amount(), units.best_cost = 0;
      for (std::size_t r = 1; r < layout.rows().size(); ++r) {
        const FillingRow& row = tables.filling[l * layout.rows().size() + r];
        *units.best += *row.best;
        *units.best_cost += *row.best_cost;
        units.nearest_first += row.nearest_first;
        units.nearest_first_cost += row.nearest_first_cost;
      }
      EXPECT_EQ(units.best, all.best);
      EXPECT_TRUE(units.best_cost == all.best_cost);
      EXPECT_EQ(units.nearest_first, all.nearest_first);
      EXPECT_TRUE(units.nearest_first_cost == all.nearest_first_cost);
    }
    EXPECT_GT(won, Amount());
    // The two steps over the full matrix.
    for (std::size_t c = 0; c < cells; ++c) {
      double access = 0;
      for (std::uint32_t r = 0; r < ranked.size(); ++r) {
        const auto& row = m.cost[ranked[r].index()];
        const auto counts = [&](std::size_t k) {
          return row[k].reached() && row[k] <= Cost(700) && ranked.may_serve(r, CellId(k));
        };
        if (!counts(c)) continue;
        double people = 0;
        for (std::size_t k = 0; k < cells; ++k)
          if (counts(k)) people += s.cells.people[0][k].to_double();
        if (people > 0) access += measured->capacity[r].to_double() / people;
      }
      EXPECT_NEAR(tables.places->per_thousand[c].to_double(), 1000 * access, 1e-5);
    }
    if (!first) {
      first = std::move(tables);
      continue;
    }
    EXPECT_EQ(tables.places->per_thousand, first->places->per_thousand);
    ASSERT_EQ(tables.filling.size(), first->filling.size());
    for (std::size_t r = 0; r < tables.filling.size(); ++r) {
      EXPECT_EQ(tables.filling[r].best, first->filling[r].best);
      EXPECT_TRUE(tables.filling[r].best_cost == first->filling[r].best_cost);
    }
    for (std::size_t r = 0; r < tables.access.size(); ++r)
      EXPECT_EQ(tables.access[r].mean, first->access[r].mean);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, OfAMatrix, testing::Values(1, 2, 3, 5, 6));

}  // namespace
}  // namespace fangyuan
