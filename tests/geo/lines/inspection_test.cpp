// SPDX-License-Identifier: Apache-2.0
// When joint inspections and surveys are due.
#include "geo/lines/inspection.h"

#include "tests/geo/lines/line_world.h"

namespace fangyuan::test {
namespace {

Date d(const char* text) { return *parse_date(text); }

TEST(Inspection, YearsLaterAndDaysBetween) {
  EXPECT_EQ(to_string(years_after(d("2020-12-31"), 5)), "2025-12-31");
  EXPECT_EQ(to_string(years_after(d("2024-02-29"), 5)), "2029-02-28");
  EXPECT_EQ(to_string(years_after(d("2024-02-29"), 4)), "2028-02-29");
  EXPECT_EQ(days_between(d("2024-02-28"), d("2024-03-01")), 2);
  EXPECT_EQ(days_between(d("2025-03-01"), d("2025-02-28")), -1);
}

struct Inspections : LineWorld {
  std::vector<InspectionRow> of_first(const char* more, const char* on) {
    lines[0].more = more;
    date = on;
    const LineCheck c = check();
    std::vector<InspectionRow> out;
    for (const InspectionRow& r : inspections_of(book, c, d(on)))
      if (r.line == 0) out.push_back(r);
    return out;
  }
};

TEST_F(Inspections, EveryFiveYearsFromTheLastOne) {
  const char* more = R"(,"inspected":"2020-12-31","round":"第四轮")";
  auto rows = of_first(more, "2025-12-31");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(to_string(*rows[0].last_day), "2025-12-31");
  EXPECT_EQ(rows[0].due, Due::soon);  // the last day counts as in time
  EXPECT_EQ(rows[0].days_left, 0);
  EXPECT_EQ(rows[0].round, "第四轮");
  EXPECT_FALSE(rows[0].by_agreement);
  rows = of_first(more, "2026-01-01");
  EXPECT_EQ(rows[0].due, Due::overdue);
  EXPECT_EQ(rows[0].days_left, -1);
  EXPECT_EQ(of_first(more, "2025-07-01")[0].due, Due::soon);     // 183 days
  EXPECT_EQ(of_first(more, "2025-06-30")[0].due, Due::not_due);  // 184
}

TEST_F(Inspections, FromTheAgreementWhereThereWasNone) {
  auto rows = of_first("", "2007-07-01");  // agreed on 2002-07-01
  EXPECT_TRUE(rows[0].by_agreement);
  EXPECT_EQ(rows[0].due, Due::soon);
  EXPECT_EQ(of_first("", "2007-07-02")[0].due, Due::overdue);
  // What is recorded for a later day has not been yet.
  rows = of_first(R"(,"inspected":"2024-05-01")", "2010-01-01");
  EXPECT_TRUE(rows[0].by_agreement);
}

TEST_F(Inspections, WithinAYearOfAChange) {
  const char* changed = R"(,"inspected":"2024-01-01","changed":"2025-03-01")";
  auto rows = of_first(changed, "2025-12-31");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].duty, Duty::survey);
  EXPECT_EQ(to_string(*rows[1].last_day), "2026-03-01");
  EXPECT_EQ(rows[1].due, Due::soon);
  EXPECT_EQ(of_first(changed, "2026-03-02")[1].due, Due::overdue);
  EXPECT_EQ(of_first(R"(,"inspected":"2024-01-01","changed":"2025-03-01","surveyed":"2025-11-20")",
                     "2026-03-02")
                .size(),
            1U);
  EXPECT_EQ(of_first(changed, "2025-02-28").size(), 1U) << "before the change";
}

TEST_F(Inspections, OneMoreAfterAFlood) {
  const char* flood = R"(,"inspected":"2024-01-01","event":"2025-07-20")";
  const auto rows = of_first(flood, "2025-12-31");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].duty, Duty::extra);
  EXPECT_EQ(of_first(R"(,"inspected":"2025-09-01","event":"2025-07-20")", "2025-12-31").size(), 1U);
}

TEST_F(Inspections, TheRoundsProgressByLineAndLength) {
  lines[0].more = R"(,"inspected":"2024-04-01")";
  lines[2].more = R"(,"inspected":"2021-04-01")";
  const LineCheck c = check();
  const InspectionRound fifth{"第五轮", d("2023-01-01"), d("2027-12-31")};
  RoundProgress p = progress_of(book, c, fifth, d("2025-12-31"));
  EXPECT_EQ(p.lines, 3U);
  EXPECT_EQ(p.inspected, 1U);
  EXPECT_NEAR(p.inspected_m / p.length_m, 1.0 / 3, 1e-3);
  EXPECT_EQ(progress_of(book, c, fifth, d("2024-03-31")).inspected, 0U);
}

}  // namespace
}  // namespace fangyuan::test
