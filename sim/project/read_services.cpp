// SPDX-License-Identifier: Apache-2.0
#include "sim/project/read_services.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/project/read_floating.h"

namespace fangyuan {
namespace {

constexpr double kMaxLimitMinutes = 1440;      // a day
constexpr double kMaxLimitMetres = 1'000'000;  // beyond any study

std::vector<Limit> read_limits(TomlReader& t) {
  const bool by_time = t.has("limits_min");
  const bool by_length = t.has("limits_m");
  auto minutes = t.numbers("limits_min");
  auto metres = t.numbers("limits_m");
  const bool slipped = t.has_slip_of("limits_min") || t.has_slip_of("limits_m");
  if (!by_time && !by_length && slipped) return {};  // told once, as the key that it is
  if (by_time == by_length) {
    t.error("limits-both", by_time ? "limits_min" : "limits_m", "",
            {"limits_min 与 limits_m 必须且只能给一个",
             "exactly one of limits_min and limits_m must be given"});
    return {};
  }
  const std::string_view key = by_time ? "limits_min" : "limits_m";
  const double high = by_time ? kMaxLimitMinutes : kMaxLimitMetres;
  const double scale = by_time ? 60'000 : 1000;
  std::vector<Limit> limits;
  auto values = (by_time ? minutes : metres).value_or(std::vector<double>{});
  if (values.empty()) {
    t.error("value-bad", key, "[]", {"至少要一个限值", "at least one limit is needed"});
  }
  for (const double v : values) {
    if (!(v > 0 && v <= high)) {
      t.error("value-bad", key, fmt::format("{}", v),
              {fmt::format("限值应大于 0 且不超过 {}", high),
               fmt::format("a limit must be above 0 and at most {}", high)});
      continue;
    }
    limits.push_back({by_time, static_cast<std::uint32_t>(std::llround(v * scale))});
  }
  std::sort(limits.begin(), limits.end(), [](Limit a, Limit b) { return a.value < b.value; });
  const auto same = std::adjacent_find(limits.begin(), limits.end());
  if (same != limits.end())
    t.error("value-bad", key, fmt::format("{}", same->value / scale),
            {"限值重复", "a limit is given twice"});
  return limits;
}

void read_catchment(TomlReader& t, Service& s) {
  const auto text = t.text("catchment");
  if (!text || *text == "any") return;
  if (text->starts_with("own:")) {
    const auto level = parse_level(std::string_view(*text).substr(4));
    if (level) {
      s.own_unit = {Tree::legal, *level};
      return;
    }
  }
  t.error("value-bad", "catchment", *text,
          {"应为 any 或 own:prefecture / own:county / own:township / own:village",
           "must be any, or own: with prefecture, county, township or village"});
}

void read_need(TomlReader& t, Service& s) {
  s.capacity = t.text("capacity");
  if (!t.has("need")) {
    t.not_negative("need");  // makes the key known
    return;
  }
  // A share, or the name of a group that holds the people in need.
  if (auto column = t.peek_text("need")) {
    s.need_group = column;
  } else if (const auto share = t.not_negative("need", 1.0)) {
    s.need = *share;
  }
  if (!s.capacity)
    t.error("key-useless", "need", "",
            {"只有给出 capacity 才用得到 need", "need is of use only with capacity"});
}

void read_measures(TomlReader& t, Service& s) {
  const auto words = t.texts("measures");
  if (!words) return;
  s.measure_network = s.measure_straight = false;
  for (const std::string& w : *words) {
    if (w == "network")
      s.measure_network = true;
    else if (w == "straight")
      s.measure_straight = true;
    else
      t.error("value-bad", "measures", w,
              {"应为 network 或 straight", "must be network or straight"});
  }
  if (words->empty())
    t.error("value-bad", "measures", "[]", {"至少要一种度量", "at least one measure is needed"});
}

void read_statuses(TomlReader& t, Service& s) {
  const auto words = t.texts("status");
  if (!words) return;
  s.statuses.clear();
  for (const std::string& w : *words) {
    if (const auto status = parse_status(w))
      s.statuses.push_back(*status);
    else
      t.error(
          "value-bad", "status", w,
          {"应为 planned, approved, building, built, accepted, in_use, suspended, closed 之一",
           "must be planned, approved, building, built, accepted, in_use, suspended or closed"});
  }
}

void read_single(TomlReader& t, Service& s) {
  s.facility_types = t.texts("facilities").value_or(std::vector<std::string>{});
  if (s.facility_types.empty() && !t.has("all"))
    t.error("key-missing", "facilities", "",
            {"缺少设施类型列表", "the list of facility types is missing"});
  read_statuses(t, s);
  if (const auto mode = t.one_of("mode", {"walk", "bicycle", "ebike", "car"}))
    s.mode = *parse_mode(*mode);
  s.speed_mps = t.positive("speed_mps", 100);
  if (s.speed_mps && s.mode == Mode::car)
    t.error("key-useless", "speed_mps", "",
            {"小汽车按道路等级取速度，请改 [modes.car] class_kmh",
             "by car the road class gives the speed; change [modes.car] class_kmh"});
  s.limits = read_limits(t);
  if (const auto d = t.one_of("direction", {"to", "from"}))
    s.direction = *d == "from" ? Direction::from_facility : Direction::to_facility;
  s.group = t.text("group").value_or("total");
  read_catchment(t, s);
  read_need(t, s);
  read_floating(t, s);
  read_measures(t, s);
  s.straight_speed_mps = t.positive("straight_speed_mps", 100);
}

}  // namespace

std::vector<Service> read_services(std::vector<TomlReader> tables) {
  std::vector<Service> services(tables.size());
  std::vector<std::vector<std::string>> members(tables.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TomlReader& t = tables[i];
    Service& s = services[i];
    s.id = t.required_text("id");
    s.name = t.text("name").value_or(s.id);
    for (std::size_t j = 0; j < i; ++j)
      if (!s.id.empty() && services[j].id == s.id)
        t.error("id-duplicate", "id", s.id, {"服务编号重复", "two services have this id"});
    if (t.has("all")) {
      members[i] = t.texts("all").value_or(std::vector<std::string>{});
      for (const char* key : {"facilities", "limits_min", "limits_m", "capacity", "mode",
                              "speed_mps", "status", "direction", "catchment", "need",
                              "best_filling", "floating_catchment", "straight_speed_mps"})
        if (t.has(key)) {
          t.known(key);
          t.error("key-useless", key, "",
                  {"联合服务（all）只由成员服务决定",
                   "a joint service (all) has only what its members have"});
        }
      s.group = t.text("group").value_or("");  // empty: that of its members, below
      read_measures(t, s);
      if (members[i].size() < 2)
        t.error("value-bad", "all", "",
                {"联合服务至少要两个成员", "a joint service needs two members or more"});
    } else {
      t.known("all");
      read_single(t, s);
    }
    t.finish();
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const std::string& id : members[i]) {
      const auto it = std::find_if(services.begin(), services.end(),
                                   [&](const Service& s) { return s.id == id; });
      const auto at = static_cast<std::size_t>(it - services.begin());
      if (it == services.end()) {
        std::vector<std::string> ids;
        for (const Service& s : services) ids.push_back(s.id);
        const auto near = nearest_word(id, ids);
        tables[i].error("service-unknown", "all", id,
                        {"没有这个服务" + (near ? "；最接近的是 " + *near : ""),
                         "no such service" + (near ? "; the nearest is " + *near : "")});
      } else if (!members[at].empty()) {
        tables[i].error("value-bad", "all", id,
                        {"成员不能又是联合服务", "a member must not be joint itself"});
      } else if (it->limits.size() != 1) {
        tables[i].error("value-bad", "all", id,
                        {"联合服务的成员必须恰好一个限值", "a member must have exactly one limit"});
      } else {
        services[i].all.push_back(ServiceId(at));
      }
    }
  }
  for (Service& s : services) {
    if (!s.group.empty()) continue;
    const bool same = std::all_of(s.all.begin(), s.all.end(), [&](ServiceId m) {
      return services[m.index()].group == services[s.all.front().index()].group;
    });
    s.group = same && !s.all.empty() ? services[s.all.front().index()].group : "total";
  }
  return services;
}

}  // namespace fangyuan
