// SPDX-License-Identifier: Apache-2.0
// Joint inspection (联合检查): every five years, and within a year of a change.
#pragma once

#include <string>
#include <vector>

#include "geo/lines/line_check.h"

namespace fangyuan {

/// 《行政区域界线管理条例》第十二条: jointly every five years.
inline constexpr int kInspectionYears = 5;
/// A line that changed is surveyed within this many years of the approval (第九条;
/// 《行政区划管理条例》第十五条).
inline constexpr int kSurveyYears = 1;
/// Told as due when no more than these days are left.
inline constexpr int kDueSoonDays = 183;

/// The same day so many years later; 29 February becomes the 28th where there is none.
Date years_after(Date date, int years);
/// Whole days from one date to another; negative: the other is earlier.
int days_between(Date from, Date to);

enum class Due {
  unknown,  ///< nothing is recorded from which five years could be counted
  not_due,
  soon,     ///< within kDueSoonDays
  overdue,  ///< the last day has passed
};
std::string_view to_string(Due d);
std::string_view zh_of(Due d);

enum class Duty { round, survey, extra };
std::string_view to_string(Duty d);
std::string_view zh_of(Duty d);  ///< 五年联检, 变更后勘定, 特殊情况联检

/// What is to be done about one line.
struct InspectionRow {
  std::size_t line = 0;  ///< into LineCheck::lines
  Duty duty = Duty::round;
  std::string round;          ///< as recorded
  std::optional<Date> since;  ///< the last inspection, else the agreement; the change; the event
  bool by_agreement = false;  ///< a round that is counted from the agreement
  std::optional<Date> last_day;
  int days_left = 0;  ///< to the last day; negative: since it
  Due due = Due::unknown;
};

struct RoundProgress {
  std::size_t lines = 0, inspected = 0;
  double length_m = 0, inspected_m = 0;
};

/// One row per line and duty, by line: the round of every recorded line; the survey of a line that
/// changed and was not surveyed or agreed on since; an extra inspection after an event later than
/// the last one (due at once). A last day counts as in time.
std::vector<InspectionRow> inspections_of(const LineBook& book, const LineCheck& check, Date on);

/// Lines that were inspected within the round, up to `on`.
RoundProgress progress_of(const LineBook& book, const LineCheck& check,
                          const InspectionRound& round, Date on);

}  // namespace fangyuan
