// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/edit_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/edit_new_roads.h"
#include "sim/scenario/edit_rules.h"
#include "sim/scenario/edit_values.h"

namespace fangyuan {
namespace {

ChangeRoads read_roads(TomlReader& t, bool close) {
  ChangeRoads c;
  for (const double way : t.numbers("ways").value_or(std::vector<double>{})) {
    if (way != std::floor(way) || std::abs(way) > 9e15)
      t.error("value-bad", "ways", fmt::format("{}", way), {"应为整数", "must be whole numbers"});
    c.roads.ways.push_back(static_cast<std::int64_t>(way));
  }
  if (const auto at = read_place(t)) c.roads.at.push_back(*at);
  needs_one_of(t, {"ways", "at", "xy"});
  for (const std::string& word : t.texts("modes").value_or(std::vector<std::string>{})) {
    if (const auto mode = parse_mode(word))
      c.modes.push_back(*mode);
    else
      t.error("value-bad", "modes", word,
              {fmt::format("应为 {} 之一", fmt::join(kModeWords, ", ")),
               fmt::format("must be one of {}", fmt::join(kModeWords, ", "))});
  }
  if (close) {
    if (c.modes.empty()) c.modes = {Mode::walk, Mode::bicycle, Mode::ebike, Mode::car};
    return c;
  }
  if (std::any_of(c.modes.begin(), c.modes.end(), [](Mode m) { return m != Mode::car; }))
    t.error("key-useless", "modes", "",
            {"步行、骑行的速度不分道路；改 set_mode",
             "only by car do roads have speeds; use set_mode"});
  c.modes = {Mode::car};
  c.kmh = t.positive("kmh", 200);
  c.factor = t.positive("factor", 10);
  if (t.has("kmh") == t.has("factor"))
    t.error("key-missing", "kmh", "",
            {"kmh 与 factor 必须且只能写一个", "exactly one of kmh and factor"});
  return c;
}

AddPeople read_add_people(TomlReader& t) {
  AddPeople a;
  a.name = t.text("name").value_or("");
  a.counts = read_amounts(t, "counts", 0);
  needs_one_of(t, {"counts"});
  a.at = read_place(t);
  const auto ring = t.number_rows("area");
  if (ring)
    for (const auto& point : *ring)
      if (const auto p = place_of(t, "area", point, true)) a.area.push_back(*p);
  const bool by_point = t.has("at") || t.has("xy");
  if (by_point == t.has("area"))
    t.error("key-missing", "at", "",
            {"位置写 at = [经度, 纬度]，或一圈 area = [[经度, 纬度], …]，只写一个",
             "give one of at = [lon, lat] and a ring area = [[lon, lat], …]"});
  else if (ring && a.area.size() == ring->size() && a.area.size() < 3)
    t.error("value-bad", "area", "", {"至少三个点", "at least three points"});
  return a;
}

ScalePeople read_scale(TomlReader& t) {
  ScalePeople s;
  s.group = t.text("group").value_or("");
  s.unit = t.text("unit").value_or("");
  needs_one_of(t, {"factor"});
  s.factor = Amount::from_double(t.not_negative("factor", 100).value_or(1));
  return s;
}

SetMode read_set_mode(TomlReader& t) {
  SetMode s;
  needs_one_of(t, {"mode"});
  s.mode = parse_mode(t.one_of("mode", kModeWords).value_or("walk")).value_or(Mode::walk);
  s.speed_mps = t.positive("speed_mps", 100);
  s.off_network_mps = t.positive("off_network_mps", 100);
  s.access_limit_m = t.not_negative("access_limit_m", 100'000);
  for (const auto& [road_class, kmh] : t.number_map("class_kmh")) {
    if (kmh > 0 && kmh <= 200)
      s.class_kmh[road_class] = kmh;
    else
      t.error("value-bad", "class_kmh." + road_class, fmt::format("{}", kmh),
              {"应大于 0 且不超过 200", "must be above 0 and at most 200"});
  }
  if (s.mode == Mode::car ? t.has("speed_mps") : t.has("class_kmh"))
    t.error("key-useless", s.mode == Mode::car ? "speed_mps" : "class_kmh", "",
            {"小汽车写 class_kmh，其他方式写 speed_mps",
             "a car takes class_kmh, the other modes speed_mps"});
  needs_one_of(t, {"speed_mps", "class_kmh", "off_network_mps", "access_limit_m"});
  return s;
}

SetService read_set_service(TomlReader& t) {
  SetService s;
  s.id = t.required_text("id");
  const auto minutes = t.numbers("limits_min"), metres = t.numbers("limits_m");
  if (minutes && metres)
    t.error("limits-both", "limits_m", "",
            {"limits_min 与 limits_m 只能写一个", "only one of limits_min and limits_m"});
  for (const double v : minutes ? *minutes : metres.value_or(std::vector<double>{})) {
    const double high = minutes ? 1440 : 1'000'000;
    if (!(v > 0 && v <= high))
      t.error("value-bad", minutes ? "limits_min" : "limits_m", fmt::format("{}", v),
              {fmt::format("应大于 0 且不超过 {}", high),
               fmt::format("must be above 0 and at most {}", high)});
    else
      s.limits.push_back({minutes.has_value(),
                          static_cast<std::uint32_t>(std::llround(v * (minutes ? 60'000 : 1000)))});
  }
  std::sort(s.limits.begin(), s.limits.end(), [](Limit a, Limit b) { return a.value < b.value; });
  if (std::adjacent_find(s.limits.begin(), s.limits.end()) != s.limits.end())
    t.error("value-bad", minutes ? "limits_min" : "limits_m", "",
            {"限值重复", "a limit is given twice"});
  s.need = t.not_negative("need", 1);
  s.speed_mps = t.positive("speed_mps", 100);
  for (const std::string& word : t.texts("status").value_or(std::vector<std::string>{})) {
    if (const auto status = parse_status(word))
      s.statuses.push_back(*status);
    else
      t.error("value-bad", "status", word,
              {fmt::format("应为 {} 之一", fmt::join(kStatusWords, ", ")),
               fmt::format("must be one of {}", fmt::join(kStatusWords, ", "))});
  }
  needs_one_of(t, {"limits_min", "limits_m", "need", "speed_mps", "status"});
  return s;
}

}  // namespace

const std::vector<std::string>& edit_kinds() {
  static const std::vector<std::string> kinds{
      "open",       "close",        "move",       "extend",      "reduce",     "convert",
      "co_locate",  "change",       "add_road",   "add_bridge",  "close_road", "slow_road",
      "add_people", "scale_people", "set_mode",   "set_service", "set_rule",   "transfer_units",
      "move_line",  "merge_units",  "split_unit", "rename_unit", "move_seat",  "reclass_unit"};
  return kinds;
}

bool read_action(TomlReader& t, EditAction& action) {
  if (!t.has("kind")) {
    t.required_text("kind");
    return false;
  }
  const auto kind = t.one_of("kind", edit_kinds());
  if (!kind) return false;
  if (*kind == "open") {
    action = read_open(t);
  } else if (*kind == "move") {
    std::string id = t.required_text("site");
    action = MoveSite{std::move(id), required_place(t)};
  } else if (*kind == "close_road" || *kind == "slow_road") {
    action = read_roads(t, *kind == "close_road");
  } else if (*kind == "add_people") {
    action = read_add_people(t);
  } else if (*kind == "scale_people") {
    action = read_scale(t);
  } else if (*kind == "set_mode") {
    action = read_set_mode(t);
  } else if (*kind == "set_service") {
    action = read_set_service(t);
  } else if (*kind == "set_rule") {
    action = read_set_rule(t);
  } else if (*kind == "add_road" || *kind == "add_bridge") {
    action = read_add_road(t, *kind == "add_bridge");
  } else if (auto units = read_unit_change(t, *kind)) {
    action = std::move(*units);
  } else {
    action = read_change(t, *kind);
  }
  return true;
}

}  // namespace fangyuan
