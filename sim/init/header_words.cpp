// SPDX-License-Identifier: Apache-2.0
#include "sim/init/header_words.h"

#include <algorithm>
#include <array>

#include "geo/facilities/facility_types.h"
#include "geo/units/code.h"
#include "geo/units/unit_join.h"

namespace fangyuan::init {
namespace {

struct Words {
  const char* ours;
  std::string_view headers;  // folded, between bars, most telling first
};

constexpr std::array<Words, 11> kGroups{{
    {"total",
     "|total|常住人口|常住人口数|总人口|总人口数|人口总数|人口|人口数|总人数|人数|户籍人口|"
     "户籍人口数|population|people|pop|totalpop|poptotal|"},
    {"age0_2", "|age02|age0_2|02岁|02岁人口|3岁以下|3岁以下人口|"},
    {"age3_5", "|age35|age3_5|35岁|35岁人口|36岁人口|"},
    {"age6_14", "|age614|age6_14|614岁|614岁人口|"},
    {"working", "|working|劳动年龄人口|1559岁人口|1559岁|1564岁人口|"},
    {"older60",
     "|older60|60岁以上人口|60岁及以上人口|60岁以上|60岁及以上|60岁以上老年人|"
     "60岁及以上老年人口|60岁以上老年人口|老年人口|老年人口数|老年人数|老年人|"},
    {"older65", "|older65|65岁以上人口|65岁及以上人口|65岁以上|65岁及以上|65岁以上老年人口|"},
    {"older80",
     "|older80|80岁以上人口|80岁及以上人口|80岁以上|80岁及以上|80岁以上老年人口|高龄|"
     "高龄老人|"},
    {"disabled", "|disabled|残疾人|残疾人数|残疾人口|持证残疾人|"},
    {"needy", "|needy|困难群众|低保人数|低保人口|特困人员|低保对象|"},
    {"households", "|households|户数|总户数|家庭户数|常住户数|户籍户数|"},
}};

constexpr std::array<Words, 4> kStatistics{{
    {"deaths", "|deaths|死亡人数|死亡人口|死亡数|年死亡人数|"},
    {"cremated", "|cremated|cremations|火化人数|火化数|火化量|"},
    {"births", "|births|出生人数|出生人口|出生数|"},
    {"marriages", "|marriages|结婚登记|结婚登记数|结婚对数|"},
}};

template <std::size_t N>
std::map<std::string, std::string> columns_of(const Layer& layer,
                                              const std::array<Words, N>& table) {
  std::map<std::string, std::string> out;
  for (const Words& words : table) {
    std::size_t best = std::string_view::npos;
    for (const Column& column : layer.columns) {
      auto at = std::string_view::npos;
      for (const std::string& header : readings_of(fold_word(column.name)))
        if (at == std::string_view::npos && !header.empty())
          at = words.headers.find('|' + header + '|');
      if (at >= best || !column.is_numeric()) continue;
      best = at;
      out[words.ours] = column.name;
    }
  }
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : normal_code(text, Level::village).text)
    if (c >= '0' && c <= '9')
      out += c;
    else
      return {};
  return out;
}

std::optional<Level> level_of_code(std::string_view text) {
  const std::string d = digits_of(text);
  const bool known = d.size() == 4 || d.size() == 6 || d.size() == 9 || d.size() == 12;
  // The first two digits of a code are a province's, 11 to 82.
  if (!known || d[0] == '0' || d[0] == '9') return std::nullopt;
  if (d.size() == 12 && !d.ends_with("000")) return Level::village;
  if (d.size() >= 9 && d.substr(6, 3) != "000") return Level::township;
  return d.size() > 4 && d.substr(4, 2) != "00" ? Level::county : Level::prefecture;
}

/// What at least 80 % of the values say.
template <typename Say>
std::optional<Level> most_say(const std::vector<std::string>& values, Say&& say) {
  std::array<std::size_t, 4> seen{};
  for (const std::string& v : values)
    if (const std::optional<Level> level = say(v)) ++seen[static_cast<std::size_t>(*level)];
  const auto most = std::max_element(seen.begin(), seen.end());
  if (*most == 0 || *most * 10 < values.size() * 8) return std::nullopt;
  return static_cast<Level>(most - seen.begin());
}

}  // namespace

bool mentions(std::string_view text, std::string_view words) {
  const std::string folded = fold_word(text);
  while (!words.empty()) {
    const auto bar = words.find('|');
    const auto word = words.substr(0, bar);
    if (!word.empty() && folded.find(word) != std::string::npos) return true;
    words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
  }
  return false;
}

std::map<std::string, std::string> people_columns(const Layer& layer) {
  return columns_of(layer, kGroups);
}

std::map<std::string, std::string> statistics_columns(const Layer& layer) {
  return columns_of(layer, kStatistics);
}

std::vector<std::string> numbers_left(const Layer& layer, const std::set<std::string>& used) {
  std::vector<std::string> out;
  const auto xy = xy_columns(layer);
  for (const Column& c : layer.columns) {
    const bool place = xy && (c.name == xy->first || c.name == xy->second);
    if (!c.is_numeric() || place || used.contains(c.name) || level_of_codes(c) ||
        mentions(c.name, "代码|编码|编号|序号|电话|邮编|adcode|code|shape|objectid") ||
        c.name.starts_with("field_"))
      continue;
    const std::string folded = fold_word(c.name);
    if (folded != "id" && folded != "fid" && folded != "gid" && folded != "no")
      out.push_back(c.name);
  }
  return out;
}

std::optional<std::string> type_of_counts(std::string_view header) {
  const std::string folded = fold_word(header);
  for (const std::string_view word : {"healthcare", "health", "医疗", "医疗机构", "医疗卫生机构"})
    for (const std::string_view ending : {"", "s", "数", "数量", "个数"})
      if (folded == std::string(word) + std::string(ending)) return "clinic";
  // A bare "医院" may hold names or distances; a count says that it is one.
  for (const std::string_view ending : {"s", "数量", "个数", "数"}) {
    if (!folded.ends_with(ending)) continue;
    const auto match =
        FacilityTypes::shipped().match(folded.substr(0, folded.size() - ending.size()));
    if (match && !match->guessed) return match->id;
  }
  return std::nullopt;
}

const Column* unit_column(const Layer& layer, std::string_view what) {
  for (const std::string_view usual : usual_columns(what))
    for (const Column& c : layer.columns)
      if (fold_word(c.name) == fold_word(usual)) return &c;
  const std::string_view words = what == "code"     ? "代码|编码|adcode"
                                 : what == "name"   ? "名称|村名|社区名|街道名"
                                 : what == "parent" ? "上级|乡镇|街道"
                                 : what == "class"  ? "类别"
                                                    : "";
  for (const Column& c : layer.columns)
    if (mentions(c.name, words) && (what == "parent" || !mentions(c.name, "上级"))) return &c;
  return nullptr;
}

std::optional<Level> level_of_codes(const Column& column) {
  return most_say(column.values, level_of_code);
}

std::optional<Level> level_of_names(const Column& column) {
  return most_say(column.values, [](const std::string& name) -> std::optional<Level> {
    if (!class_from_name(name, Level::village).empty()) return Level::village;
    if (!class_from_name(name, Level::township).empty()) return Level::township;
    if (!class_from_name(name, Level::county).empty()) return Level::county;
    return std::nullopt;
  });
}

std::optional<std::pair<std::string, std::string>> xy_columns(const Layer& layer) {
  static constexpr std::array<std::array<std::string_view, 2>, 8> kPairs{{{"lon", "lat"},
                                                                          {"lng", "lat"},
                                                                          {"longitude", "latitude"},
                                                                          {"经度", "纬度"},
                                                                          {"x", "y"},
                                                                          {"东坐标", "北坐标"},
                                                                          {"x坐标", "y坐标"},
                                                                          {"横坐标", "纵坐标"}}};
  const auto column = [&](std::string_view word) -> const Column* {
    for (const Column& c : layer.columns)
      if (fold_word(c.name) == word) return &c;
    return nullptr;
  };
  for (const auto& pair : kPairs)
    if (const Column* x = column(pair[0]), *y = column(pair[1]); x && y)
      return std::pair(x->name, y->name);
  return std::nullopt;
}

Text level_words(Level level) {
  switch (level) {
    case Level::prefecture:
      return {"地市级", "prefecture"};
    case Level::county:
      return {"县级", "county"};
    case Level::township:
      return {"乡级", "township"};
    case Level::village:
      return {"村级", "village"};
  }
  return {};
}

}  // namespace fangyuan::init
