// SPDX-License-Identifier: Apache-2.0
// Sentences about an answer, for the terminal and the workbook.
#include <fmt/format.h>

#include <algorithm>

#include "geo/out/words_zh.h"
#include "sim/siting/write_parts.h"

namespace fangyuan {

std::string grouped(double value, int places) {
  std::string text = fmt::format("{:.{}f}", value, places);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(text.find('.'), text.size());
  while (at > first + 3) text.insert(at -= 3, 1, ',');
  return text;
}

std::optional<double> mean_of(const SitingValue& v) {
  if (v.covered == 0) return std::nullopt;
  return static_cast<double>(v.total) / static_cast<double>(v.covered) / 1000;
}

Text value_text(const SiteSummary& s, Wide value) {
  const double v = plain_value(s, value);
  const std::string_view unit = value_unit(s);
  if (unit == "sites") return {grouped(v, 0) + " 处", grouped(v, 0) + " sites"};
  if (unit == "person_periods")
    return {grouped(v, 2) + " 人（各期之和）", grouped(v, 2) + " people, summed over the periods"};
  if (unit == "people") {
    const bool plain = s.request.weights.empty();
    return {grouped(v, 2) + (plain ? " 人" : " 人（加权）"),
            grouped(v, 2) + (plain ? " people" : " people, weighted")};
  }
  if (unit == "s") return {grouped(v / 60, 2) + " 分钟", grouped(v / 60, 2) + " min"};
  return {grouped(v, 1) + " 米", grouped(v, 1) + " m"};
}

Text sought_text(const SiteSummary& s) {
  switch (s.request.kind) {
    case SiteKind::fewest_sites:
      return {"新设", "opened"};
    case SiteKind::least_average:
      return {"到最近设施的平均", "mean to the nearest site"};
    case SiteKind::least_worst:
      return {"最远的人到最近设施", "the farthest to the nearest site"};
    default:
      break;
  }
  if (s.request.capacity) return {"得到服务的人", "people served"};
  return {"限值内的人", "people within the limit"};
}

Text spare_text(const SiteSummary& s) {
  const SitingAnswer& a = s.plan.answer;
  if (!s.request.sites || a.status != SitingStatus::optimal || a.sites.size() >= *s.request.sites)
    return {};
  const std::size_t n = a.sites.size();
  Text why{"再建也不能覆盖更多的人", "more would cover nobody else"};
  if (s.request.budget)
    why = {"预算内再建也没有更好的", "within the budget more is no better"};
  else if (s.request.capacity)
    why = {"再建也不能服务更多的人", "more would serve nobody else"};
  else if (s.request.kind == SiteKind::least_average)
    why = {"再建也不能使平均更小", "more would not make the mean less"};
  else if (s.request.kind == SiteKind::least_worst)
    why = {"再建也不能使最远的人更近", "more would not bring the farthest nearer"};
  return {
      fmt::format("至多 {} 处，只建 {} 处：{}（已证明）", *s.request.sites, n, why.zh),
      fmt::format("of at most {} sites {} are opened: {} (proven)", *s.request.sites, n, why.en)};
}

Text floor_text(const SiteSummary& s) {
  const SiteRequest& r = s.request;
  if (!r.floor_sites && !r.floor_share) return {};
  Text asked{fmt::format("每个{}区划", level_zh(r.floor_level)),
             fmt::format("every {}", to_string(r.floor_level))};
  const char* join_zh = "";
  const char* join_en = "";
  if (r.floor_sites) {
    asked.zh += fmt::format("至少 {} 处", *r.floor_sites);
    asked.en += fmt::format(" at least {} sites", *r.floor_sites);
    join_zh = "、";
    join_en = " and";
  }
  if (r.floor_share) {
    asked.zh += fmt::format("{}至少 {} % 的人在圈内", join_zh, 100 * *r.floor_share);
    asked.en += fmt::format("{} at least {} % of its people", join_en, 100 * *r.floor_share);
  }
  if (!s.plan.phased) return asked;
  const auto& floors = s.plan.phased->floors;
  const auto hold = std::ranges::count(floors, true, &FloorLine::holds);
  return {fmt::format("{}；{} 个里 {} 个达到", asked.zh, floors.size(), hold),
          fmt::format("{}; {} of {} have it", asked.en, hold, floors.size())};
}

}  // namespace fangyuan
