// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/inspection.h"

#include <array>

namespace fangyuan {
namespace {

struct Names {
  std::string_view id, zh;
};
constexpr std::array<Names, 4> kDue{
    {{"unknown", "未核"}, {"not_due", "未到期"}, {"soon", "即将到期"}, {"overdue", "逾期"}}};
constexpr std::array<Names, 3> kDuties{
    {{"round", "五年联检"}, {"survey", "变更后勘定"}, {"extra", "特殊情况联检"}}};

std::optional<Date> agreement_of(const LineBook& book, const BoundaryLine& line) {
  std::optional<Date> latest;
  for (const std::size_t s : line.sections)
    if (const auto& d = book.sections[s].agreed; d && (!latest || *latest < *d)) latest = d;
  return latest;
}

void settle(InspectionRow& row, Date on) {
  if (!row.last_day) return;
  row.days_left = days_between(on, *row.last_day);
  row.due = row.days_left < 0               ? Due::overdue
            : row.days_left <= kDueSoonDays ? Due::soon
                                            : Due::not_due;
}

}  // namespace

std::string_view to_string(Due d) { return kDue[static_cast<std::size_t>(d)].id; }
std::string_view zh_of(Due d) { return kDue[static_cast<std::size_t>(d)].zh; }
std::string_view to_string(Duty d) { return kDuties[static_cast<std::size_t>(d)].id; }
std::string_view zh_of(Duty d) { return kDuties[static_cast<std::size_t>(d)].zh; }

Date years_after(Date date, int years) {
  Date later = date + std::chrono::years(years);
  if (!later.ok()) later = later.year() / later.month() / std::chrono::last;
  return later;
}

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

std::vector<InspectionRow> inspections_of(const LineBook& book, const LineCheck& check, Date on) {
  std::vector<InspectionRow> out;
  for (std::size_t k = 0; k < check.lines.size(); ++k) {
    if (!check.lines[k].record) continue;
    const BoundaryLine& line = book.lines[*check.lines[k].record];
    // What lies in the future of the day that is asked for has not been.
    const auto until_now = [&](const std::optional<Date>& d) {
      return d && *d <= on ? d : std::nullopt;
    };
    const auto inspected = until_now(line.inspected), agreed = until_now(agreement_of(book, line));
    InspectionRow round;
    round.line = k;
    round.round = line.round;
    round.since = inspected ? inspected : agreed;
    round.by_agreement = !inspected && agreed;
    if (round.since) round.last_day = years_after(*round.since, kInspectionYears);
    settle(round, on);
    out.push_back(std::move(round));
    if (const auto changed = until_now(line.changed)) {
      const auto surveyed = until_now(line.surveyed);
      if (!(surveyed && *surveyed >= *changed) && !(agreed && *agreed > *changed)) {
        InspectionRow survey;
        survey.line = k;
        survey.duty = Duty::survey;
        survey.since = changed;
        survey.last_day = years_after(*changed, kSurveyYears);
        settle(survey, on);
        out.push_back(std::move(survey));
      }
    }
    if (const auto event = until_now(line.event); event && !(inspected && *inspected >= *event)) {
      InspectionRow extra;
      extra.line = k;
      extra.duty = Duty::extra;
      extra.since = extra.last_day = event;
      extra.days_left = days_between(on, *event);
      extra.due = Due::soon;  // the law sets no day
      out.push_back(std::move(extra));
    }
  }
  return out;
}

RoundProgress progress_of(const LineBook& book, const LineCheck& check,
                          const InspectionRound& round, Date on) {
  RoundProgress p;
  for (const LineRow& row : check.lines) {
    if (!row.record) continue;
    ++p.lines;
    p.length_m += row.length_m;
    const auto& inspected = book.lines[*row.record].inspected;
    if (!inspected || *inspected < round.from || *inspected > round.to || *inspected > on) continue;
    ++p.inspected;
    p.inspected_m += row.length_m;
  }
  return p;
}

}  // namespace fangyuan
