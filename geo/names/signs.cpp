// SPDX-License-Identifier: Apache-2.0
#include "geo/names/signs.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <numeric>

namespace fangyuan {
namespace {

/// A month's missing day is its last.
Date months_after(Date d, int months) {
  const Date moved = d + std::chrono::months(months);
  return moved.ok() ? moved : Date(moved.year() / moved.month() / std::chrono::last);
}

SignRow row_of(const PlaceName& n, std::uint32_t name, Date date, int patrol_months) {
  SignRow row{name, SignState::not_told, std::nullopt};
  if (n.sign && !*n.sign) {
    row.state = SignState::missing;
    return row;
  }
  // A list of patrols alone tells of signs as well.
  if (!n.sign && !n.patrolled) return row;
  if (n.patrolled && patrol_months > 0) row.due = months_after(*n.patrolled, patrol_months);
  if (n.sign_damaged)
    row.state = SignState::damaged;
  else if (!n.patrolled)
    row.state = SignState::no_patrol;
  else if (!row.due || *row.due > months_after(date, kSoonMonths))
    row.state = SignState::sound;
  else
    row.state = *row.due <= date ? SignState::due : SignState::soon;
  return row;
}

}  // namespace

std::string_view to_string(SignState s) {
  constexpr std::array<std::string_view, kSignStates> kWords{
      "missing", "damaged", "due", "soon", "sound", "no_patrol", "not_told"};
  return kWords[static_cast<std::size_t>(s)];
}

std::string_view zh_of(SignState s) {
  constexpr std::array<std::string_view, kSignStates> kWords{
      "未设标志", "标志损坏", "巡检到期", "三个月内到期", "按期巡检", "没有巡检记录", "未填写"};
  return kWords[static_cast<std::size_t>(s)];
}

std::uint64_t SignCount::names() const {
  return std::accumulate(by_state.begin(), by_state.end(), std::uint64_t{0});
}

std::string county_of(const PlaceName& n) {
  for (const std::string* code : {&n.code, &n.unit})
    if (code->size() >= 6 && std::all_of(code->begin(), code->begin() + 6,
                                         [](unsigned char c) { return std::isdigit(c) != 0; }))
      return code->substr(0, 6);
  return n.county;
}

SignSurvey survey_signs(const Gazetteer& g, Date date, int patrol_months) {
  SignSurvey out;
  if (!g.has_signs && !g.has_patrols) return out;
  std::map<std::pair<std::string, NameClass>, SignCount> counts;
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (!n.in_force(date)) continue;
    out.rows.push_back(row_of(n, i, date, patrol_months));
    auto& count = counts[{county_of(n), n.name_class}];
    ++count.by_state[static_cast<std::size_t>(out.rows.back().state)];
  }
  for (auto& [key, count] : counts) {
    if (count.told() == 0) continue;
    count.county = key.first;
    count.name_class = key.second;
    out.counts.push_back(std::move(count));
  }
  return out;
}

}  // namespace fangyuan
