// SPDX-License-Identifier: Apache-2.0
// A prefecture of two counties and four townships, by hand.
#include "core/measures/equality_rows.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fangyuan {
namespace {

Amount whole(std::int64_t n) { return Amount::from_whole(n); }

/// Counties: C (市辖区) of Street and Town, D (县) of Country and Empty.
///
///              people  served  no capacity  mean time
///   Street       100     100        0        100 s
///   Town         100      50       10        200 s
///   Country      200       0        0          –
///   Empty          0
struct Prefecture {
  Units units;
  Cells cells;
  std::vector<Service> services{1};
  std::vector<CoverageRow> coverage;
  std::vector<AccessRow> access;

  Prefecture() {
    const auto unit = [&](Level level, const char* code, const char* unit_class, UnitId parent) {
      Unit& u = units.all.emplace_back();
      u.level = level;
      u.code = code;
      u.unit_class = unit_class;
      u.parent = parent;
      return UnitId(units.all.size() - 1);
    };
    const UnitId c = unit(Level::county, "1", "市辖区", {}), d = unit(Level::county, "2", "县", {});
    const UnitId street = unit(Level::township, "11", "街道", c);
    const UnitId town = unit(Level::township, "12", "镇", c);
    const UnitId country = unit(Level::township, "21", "乡", d);
    const UnitId empty = unit(Level::township, "22", "功能区", d);
    units.layers = {{Tree::legal, Level::county, {c, d}},
                    {Tree::legal, Level::township, {street, town, country, empty}}};
    cells.groups = {"total", "older60"};
    services[0].group = "older60";
    add({}, {}, 400, 150, 10, {});
    add(0, c, 200, 150, 10, 137'500);
    add(0, d, 200, 0, 0, {});
    add(1, street, 100, 100, 0, 100'000);
    add(1, town, 100, 50, 10, 200'000);
    add(1, country, 200, 0, 0, {});
    add(1, empty, 0, 0, 0, {});
    add(1, {}, 7, 7, 0, 1'000);  // in no unit: left out
    for (const auto& [u, mean] : {std::pair{street, 30}, {town, 20}, {country, 10}}) {
      AccessRow& row = access.emplace_back();
      row.service = ServiceId(0U);
      row.limit = "900";
      row.unit_layer = 1;
      row.unit = u;
      row.people = u == country ? whole(200) : whole(100);
      row.mean = whole(mean);
    }
  }

  void add(std::optional<std::size_t> layer, UnitId unit, int total, int served, int no_capacity,
           std::optional<std::uint64_t> mean_ms) {
    for (const std::size_t group : {0U, 1U}) {
      CoverageRow& row = coverage.emplace_back();
      row.service = ServiceId(0U);
      row.limit = "900";
      row.unit_layer = layer;
      row.unit = unit;
      row.group = group;
      row.parts.total = whole(total);
      // Another group, other figures: never to be seen.
      row.parts.served = group == 0 ? row.parts.total : whole(served);
      row.parts.no_capacity = group == 0 ? Amount() : whole(no_capacity);
      row.parts.out_of_reach = row.parts.total - row.parts.served - row.parts.no_capacity;
      row.mean_ms = mean_ms;
    }
  }

  std::vector<EqualityRow> rows() const {
    return equality_rows({units, cells, services, coverage, access});
  }
};

const EqualityRow& row_of(const std::vector<EqualityRow>& rows, EqualityOf of, std::size_t layer) {
  for (const EqualityRow& row : rows)
    if (row.of == of && row.unit_layer == layer) return row;
  throw std::out_of_range("no such row");
}

TEST(EqualityRows, OfSharesByHand) {
  const auto rows = Prefecture().rows();
  const EqualityRow& r = row_of(rows, EqualityOf::share_served, 1);
  EXPECT_EQ(r.units, 3U);  // nobody lives in the empty one
  EXPECT_EQ(r.people, whole(400));
  EXPECT_DOUBLE_EQ(r.mean, 0.375);
  // Σ people × people × difference: ½·1 + 2·1 + 2·½ = 3.5 (10,000s), twice, ÷ 2 · 400² · 0.375.
  EXPECT_NEAR(r.gini.value(), 7.0 / 12, 1e-12);
  const double total = 2.0 / 3 * std::log(8.0 / 3) + 1.0 / 3 * std::log(4.0 / 3);
  EXPECT_NEAR(r.theil.value(), total, 1e-12);
  EXPECT_NEAR(r.theil_between.value(), std::log(2.0), 1e-12);  // C has twice the mean, D nothing
  EXPECT_NEAR(r.theil_within.value(), total - std::log(2.0), 1e-12);
  EXPECT_NEAR(r.gap.value().first, 1, 1e-12);
  EXPECT_NEAR(r.gap->second, 50.0 / 300, 1e-12);
  EXPECT_NEAR(r.gap->ratio.value(), 6, 1e-12);
  EXPECT_NEAR(r.people_in_worst_tenth.value(), 0.5, 1e-12);  // the Country, one of three units
  EXPECT_NEAR(r.share_of_worst_tenth.value(), 0, 1e-12);
}

TEST(EqualityRows, OfCountiesHaveNoLevelAbove) {
  const auto rows = Prefecture().rows();
  const EqualityRow& r = row_of(rows, EqualityOf::share_served, 0);
  EXPECT_EQ(r.units, 2U);
  EXPECT_FALSE(r.theil_between || r.theil_within);
  EXPECT_TRUE(r.theil);
  EXPECT_NEAR(r.gap.value().difference, 0.75, 1e-12);  // 市辖区 against 县
  EXPECT_FALSE(r.gap->ratio);
}

TEST(EqualityRows, OfTimesCountThoseInReachAndTheLongestIsTheWorst) {
  const auto rows = Prefecture().rows();
  const EqualityRow& r = row_of(rows, EqualityOf::mean_time, 1);
  EXPECT_EQ(r.units, 2U);
  EXPECT_EQ(r.people, whole(160));
  EXPECT_DOUBLE_EQ(r.mean, 137.5);
  EXPECT_NEAR(r.people_in_worst_tenth.value(), 0.375, 1e-12);  // the Town
  EXPECT_FALSE(r.share_of_worst_tenth);
  EXPECT_FALSE(r.theil_between);  // both are in one county
  EXPECT_THROW(row_of(rows, EqualityOf::mean_time, 0), std::out_of_range);  // of one county only
}

TEST(EqualityRows, OfPlacesPerThousand) {
  const auto rows = Prefecture().rows();
  const EqualityRow& r = row_of(rows, EqualityOf::places_per_thousand, 1);
  EXPECT_DOUBLE_EQ(r.mean, 17.5);
  EXPECT_NEAR(r.gini.value(), (10.0 * 1 + 20 * 2 + 10 * 2) / (16 * 17.5), 1e-12);
  EXPECT_NEAR(r.share_of_worst_tenth.value(), 10.0 / 175, 1e-12);  // a tenth has 10, the mean 17.5
  EXPECT_EQ(rows.back().of, EqualityOf::places_per_thousand);
}

TEST(EqualityRows, OnlyTheWordsOfTheTableMakeUrbanAndRural) {
  Unit unit;
  for (const char* word : {"街道", "社区", "市辖区"}) {
    unit.unit_class = word;
    EXPECT_EQ(settlement_of(unit), Settlement::urban) << word;
  }
  for (const char* word : {"镇", "乡", "民族乡", "村", "县", "县级市", "自治县"}) {
    unit.unit_class = word;
    EXPECT_EQ(settlement_of(unit), Settlement::rural) << word;
  }
  for (const char* word : {"", "功能区", "地级市"}) {
    unit.unit_class = word;
    EXPECT_FALSE(settlement_of(unit)) << word;
  }
}

}  // namespace
}  // namespace fangyuan
