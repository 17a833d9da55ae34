// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "geo/roads/road_rules.h"
#include "sim/scenario/edit_new_roads.h"
#include "sim/scenario/edit_values.h"

namespace fangyuan {
namespace {

constexpr double kMostJoinM = 200;

std::vector<GivenPlace> read_line(TomlReader& t) {
  std::vector<GivenPlace> line;
  if (t.has("line") == t.has("line_xy")) {
    t.known("line");
    t.known("line_xy");
    t.error("key-missing", "line", "",
            {"写一条线：line = [[经度, 纬度], …]，或项目坐标系的米 line_xy = [[东, 北], …]",
             "give one of line = [[lon, lat], …] and line_xy = [[easting, northing], …]"});
    return line;
  }
  const bool degrees = t.has("line");
  const char* key = degrees ? "line" : "line_xy";
  const auto rows = t.number_rows(key);
  if (!rows) return line;
  for (const auto& row : *rows)
    if (const auto place = place_of(t, key, row, degrees)) line.push_back(*place);
  if (line.size() == rows->size() && line.size() < 2)
    t.error("value-bad", key, "", {"至少两个点", "at least two points"});
  return line;
}

}  // namespace

AddRoad read_add_road(TomlReader& t, bool bridge) {
  AddRoad a;
  a.bridge = bridge;
  a.name = t.text("name").value_or("");
  a.line = read_line(t);
  a.road_class = t.text("class").value_or("unclassified");
  a.oneway = t.flag("oneway").value_or(false);
  for (const std::string& word : t.texts("modes").value_or(std::vector<std::string>{})) {
    if (const auto mode = parse_mode(word))
      a.modes.push_back(*mode);
    else
      t.error("value-bad", "modes", word,
              {fmt::format("应为 {} 之一", fmt::join(kModeWords, ", ")),
               fmt::format("must be one of {}", fmt::join(kModeWords, ", "))});
  }
  a.kmh = t.positive("kmh", kFastestKmh);
  const bool no_cars =
      !a.modes.empty() && std::find(a.modes.begin(), a.modes.end(), Mode::car) == a.modes.end();
  if (a.kmh && no_cars)
    t.error("key-useless", "kmh", "",
            {"kmh 是小汽车的速度，而 modes 里没有 car", "kmh is by car, and modes lack it"});
  a.join_m = t.not_negative("join_m", kMostJoinM).value_or(a.join_m);
  return a;
}

Text describe_road(const AddRoad& e) {
  const auto place = [](const GivenPlace& p) {
    return p.lonlat ? fmt::format("{:.6f}, {:.6f}", p.lonlat->lon, p.lonlat->lat)
                    : fmt::format("x {:.2f}, y {:.2f}", p.xy->x, p.xy->y);
  };
  std::string more_zh, more_en;
  if (e.oneway) more_zh += "，单行", more_en += ", one way";
  if (e.kmh) {
    more_zh += fmt::format("，小汽车 {} km/h", *e.kmh);
    more_en += fmt::format(", {} km/h by car", *e.kmh);
  }
  if (!e.modes.empty()) {
    std::string modes;
    for (const Mode m : e.modes) modes += (modes.empty() ? "" : ", ") + std::string(to_string(m));
    more_zh += "，" + modes;
    more_en += ", " + modes;
  }
  if (e.line.empty()) return {};
  const std::string from = place(e.line.front()), to = place(e.line.back());
  return {
      fmt::format("{}{}（{}），从 {} 到 {}，与 {} 米内的道路相接{}{}",
                  e.bridge ? "新建桥" : "新建道路", e.name.empty() ? "" : "“" + e.name + "”",
                  e.road_class, from, to, e.join_m, e.bridge ? "，只在两端" : "", more_zh),
      fmt::format("new {}{} ({}) from {} to {}, joining streets within {} m{}{}",
                  e.bridge ? "bridge" : "road", e.name.empty() ? "" : " \"" + e.name + "\"",
                  e.road_class, from, to, e.join_m, e.bridge ? " at its ends only" : "", more_en)};
}

}  // namespace fangyuan
