// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "geo/roads/line_words.h"
#include "sim/init/guesses.h"
#include "sim/init/header_words.h"

namespace fangyuan::init {
namespace {

/// A column most of whose values `is` knows.
template <typename Is>
const Column* column_of(const Layer& layer, std::string_view headers, Is&& is) {
  for (const Column& c : layer.columns) {
    if (!mentions(c.name, headers) || c.values.empty()) continue;
    const auto n = static_cast<std::size_t>(std::count_if(c.values.begin(), c.values.end(), is));
    if (n * 2 > c.values.size()) return &c;
  }
  return nullptr;
}

struct RoleWords {
  const char* role;
  const char* zh;
  std::string_view words;
};

constexpr std::array<RoleWords, 6> kRoles{{
    {"estate", "小区", "小区|楼盘|estate|compound"},
    {"exclusion", "不可建设",
     "禁建|限建|生态红线|生态保护红线|永久基本农田|基本农田|保护区|exclusion|"
     "protected"},
    {"barrier", "阻隔",
     "水系|水域|河流|河道|湖泊|铁路|高铁|围墙|阻隔|water|river|lake|rail|barrier"},
    {"candidate", "备选用地", "备选|候选|拟选址|candidate"},
    {"buildable", "可建设用地", "可建设|建设用地|储备用地|空闲地|buildable"},
    {"residential", "居住用地", "居住|住宅|宅基地|居民地|居民点|residential"},
}};

}  // namespace

bool guess_roads(const Layer& layer, Proposal& out) {
  Guess g = guess_of("network", layer);
  if (layer.kind == Kind::osm) {
    g.reasons.push_back({"OpenStreetMap 数据：道路、河流与铁路都从中读取",
                         "OpenStreetMap data: roads, rivers and railways are read from it"});
  } else {
    if (layer.kind != Kind::lines) return false;
    const Column* classes =
        column_of(layer, "class|highway|fclass|等级|类别|类型|type|rank",
                  [](const std::string& v) { return road_class_of(v).has_value(); });
    if (!classes && !mentions(layer.title(), "道路|路网|公路|road|street|highway|network"))
      return false;
    const Column* oneway =
        column_of(layer, "oneway|单行|单向|通行方向|direction",
                  [](const std::string& v) { return oneway_of(v) || oneway_of_letter(v); });
    const Column* speed = column_of(layer, "speedkmh|maxspeed|限速|设计速度", [](const auto& v) {
      return !v.empty() && v.find_first_not_of("0123456789.") == std::string::npos;
    });
    std::vector<KeyValue> fields;
    if (classes) fields.emplace_back("class", classes->name);
    if (oneway) fields.emplace_back("oneway", oneway->name);
    if (speed) fields.emplace_back("speed_kmh", speed->name);
    g.reasons.push_back(
        classes ? Text{fmt::format("{} 条线，“{}”列是道路等级，如 {}", layer.rows, classes->name,
                                   classes->values.front()),
                       fmt::format("{} lines; column {} holds road classes, e.g. {}", layer.rows,
                                   classes->name, classes->values.front())}
                : Text{fmt::format("{} 条线，名称像道路，没有认出等级列", layer.rows),
                       fmt::format("{} lines named like roads; no column of classes found",
                                   layer.rows)});
    if (!fields.empty()) g.keys.emplace_back("fields", inline_table(fields));
  }
  out.has_roads = true;
  out.guesses.push_back(std::move(g));
  return true;
}

bool guess_land(const Layer& layer, Proposal& out) {
  if (layer.kind != Kind::polygons && layer.kind != Kind::lines && layer.kind != Kind::points)
    return false;
  for (const RoleWords& r : kRoles) {
    const bool fits = layer.kind == Kind::polygons ||
                      (layer.kind == Kind::lines && std::string_view(r.role) == "barrier") ||
                      (layer.kind == Kind::points && std::string_view(r.role) == "candidate");
    if (!fits || !mentions(layer.title(), r.words)) continue;
    Guess g = guess_of("land", layer);
    g.keys.insert(g.keys.begin(), {"role", toml_text(r.role)});
    g.reasons.push_back({fmt::format("{} 个图形，名称像{}", layer.rows, r.zh),
                         fmt::format("{} shapes, named like land of role {}", layer.rows, r.role)});
    out.guesses.push_back(std::move(g));
    return true;
  }
  return false;
}

}  // namespace fangyuan::init
