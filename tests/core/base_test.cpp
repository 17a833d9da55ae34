// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/base/amount.h"
#include "core/base/cost.h"
#include "core/base/date.h"
#include "core/base/problem.h"
#include "core/study/service.h"

namespace fangyuan {
namespace {

TEST(Amount, PrintsExactDecimals) {
  EXPECT_EQ(Amount::from_whole(12).to_string(), "12");
  EXPECT_EQ(Amount::from_millionths(250'000).to_string(), "0.25");
  EXPECT_EQ(Amount::from_millionths(-1).to_string(), "-0.000001");
}

TEST(Amount, ParsesWhatItPrintsAndRefusesText) {
  for (const std::int64_t m : {0L, 1L, -1L, 999'999L, 1'000'001L, 4'300'000'000'000L})
    EXPECT_EQ(Amount::parse(Amount::from_millionths(m).to_string()), Amount::from_millionths(m));
  EXPECT_EQ(Amount::parse("0.0000005"), Amount::from_millionths(1));
  for (const char* text : {"", "-", ".", "12人", "1e3", "nan", " 1", "99999999999999"})
    EXPECT_EQ(Amount::parse(text), std::nullopt) << text;
}

TEST(Amount, ScalesInWideArithmetic) {
  const Amount big = Amount::from_whole(4'300'000);
  EXPECT_EQ(scaled_floor(big, big, big), big);
  EXPECT_EQ(scaled_floor(Amount::from_millionths(2), Amount::from_millionths(1),
                         Amount::from_millionths(3)),
            Amount());
  EXPECT_EQ(scaled_nearest(Amount::from_millionths(2), Amount::from_millionths(1),
                           Amount::from_millionths(3)),
            Amount::from_millionths(1));
}

TEST(Cost, NotReachedStaysNotReachedAndIsGreatest) {
  EXPECT_FALSE((Cost() + Cost(1)).reached());
  EXPECT_FALSE((Cost(4'000'000'000U) + Cost(4'000'000'000U)).reached());
  EXPECT_LT(Cost(4'294'967'294U), Cost());
}

TEST(Cost, RoundsHalvesUpAndAnEdgeTakesAtLeastOneMillisecond) {
  EXPECT_EQ(travel_ms(5, 2.0), Cost(3));  // 2.5 ms
  EXPECT_EQ(travel_ms(0, 1.0), Cost(0));
  EXPECT_EQ(edge_ms(0, 1.0), Cost(1));
}

TEST(Cost, PartsOfAnEdgeSumToTheWhole) {
  const Cost whole(1000);
  EXPECT_EQ(part_of_edge(whole, 0, 3), 0U);
  EXPECT_EQ(part_of_edge(whole, 1, 3), 333U);
  EXPECT_EQ(part_of_edge(whole, 3, 3), 1000U);
  EXPECT_EQ(part_of_edge(whole, 0, 0), 0U);
}

TEST(Date, ReadsWhatOfficesWrite) {
  for (const char* text :
       {"2025-12-31", "2025/12/31", "20251231", "2025年12月31日", "2025-12-31 08:00"})
    EXPECT_EQ(to_string(parse_date(text).value()), "2025-12-31") << text;
  EXPECT_EQ(to_string(parse_date("2025").value()), "2025-01-01");
  for (const char* text : {"2025-02-30", "明年", "12/31", ""})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Problem, IsOneLine) {
  Problem p{.severity = Severity::error,
            .code = "field-missing",
            .file = "a.gpkg",
            .layer = "care",
            .field = "beds",
            .value = "床\n位",
            .rule = {"没有这个字段", "no such field"}};
  EXPECT_EQ(to_line(p, Language::en), "error field-missing a.gpkg:care:beds=床 位 no such field");
  EXPECT_EQ(to_line(p, Language::zh), "error field-missing a.gpkg:care:beds=床 位 没有这个字段");
}

TEST(Limit, IsWrittenInSecondsOrMetres) {
  EXPECT_EQ((Limit{true, 900'000}).to_string(), "900");
  EXPECT_EQ((Limit{false, 1'000'000}).to_string(), "1000m");
}

}  // namespace
}  // namespace fangyuan
