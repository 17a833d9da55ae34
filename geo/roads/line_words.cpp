// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/line_words.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace fangyuan {
namespace {

using Alias = std::pair<std::string_view, std::string_view>;

// Road classes of JTG B01 (公路) and CJJ 37 (城市道路), and what survey layers call them.
constexpr Alias kClassAliases[] = {
    {"高速", "motorway"},
    {"高速公路", "motorway"},
    {"国家高速", "motorway"},
    {"省级高速", "motorway"},
    {"高速匝道", "motorway_link"},
    {"匝道", "motorway_link"},
    {"快速路", "trunk"},
    {"城市快速路", "trunk"},
    {"城市快速", "trunk"},
    {"一级公路", "trunk"},
    {"国道", "primary"},
    {"主干路", "primary"},
    {"主干道", "primary"},
    {"城市主干路", "primary"},
    {"城市主干道", "primary"},
    {"二级公路", "primary"},
    {"省道", "secondary"},
    {"次干路", "secondary"},
    {"次干道", "secondary"},
    {"城市次干路", "secondary"},
    {"城市次干道", "secondary"},
    {"三级公路", "secondary"},
    {"县道", "tertiary"},
    {"支路", "tertiary"},
    {"城市支路", "tertiary"},
    {"四级公路", "tertiary"},
    {"乡道", "unclassified"},
    {"乡镇道路", "unclassified"},
    {"乡村道路", "unclassified"},
    {"等外公路", "unclassified"},
    {"村道", "residential"},
    {"街巷", "residential"},
    {"街坊路", "residential"},
    {"居住区道路", "residential"},
    {"巷", "residential"},
    {"巷道", "residential"},
    {"胡同", "residential"},
    {"内部道路", "service"},
    {"内部路", "service"},
    {"小区路", "service"},
    {"其他", "unclassified"},
    {"其它", "unclassified"},
    {"步行街", "pedestrian"},
    {"人行道", "footway"},
    {"人行道路", "footway"},
    {"步行道", "footway"},
    {"步道", "footway"},
    {"天桥", "footway"},
    {"人行天桥", "footway"},
    {"地下通道", "footway"},
    {"非机动车道", "cycleway"},
    {"自行车道", "cycleway"},
    {"绿道", "path"},
    {"小路", "path"},
    {"小道", "path"},
    {"机耕路", "track"},
    {"机耕道", "track"},
    {"大车路", "track"},
    {"台阶", "steps"},
    {"梯道", "steps"},
    {"轮渡", "ferry"},
    {"渡口", "ferry"},
};

std::string lower(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ModeMask mode_of(std::string_view word) {
  if (is_one_of(word, {"walk", "foot", "pedestrian", "步行", "行人", "人行"}))
    return bit(Mode::walk);
  if (is_one_of(word, {"bicycle", "bike", "cycle", "自行车", "骑行"})) return bit(Mode::bicycle);
  if (is_one_of(word, {"ebike", "e-bike", "电动自行车", "电动车", "电瓶车"}))
    return bit(Mode::ebike);
  if (is_one_of(word, {"非机动车"})) return bit(Mode::bicycle) | bit(Mode::ebike);
  if (is_one_of(word, {"car", "motor", "vehicle", "机动车", "汽车", "车行"})) return bit(Mode::car);
  if (is_one_of(word, {"all", "全部", "所有"})) return kAllModes;
  return 0;
}

}  // namespace

std::optional<std::string_view> road_class_of(std::string_view word) {
  const std::string key = lower(word);
  if (const auto ours = class_access(key)) return ours->road_class;
  for (const Alias& a : kClassAliases)
    if (a.first == key) return a.second;
  return std::nullopt;
}

std::optional<DrawnWay> oneway_of(std::string_view word) {
  const std::string w = lower(word);
  if (is_one_of(w, {"yes", "y", "true", "1", "ft", "是", "单向", "单行", "单行线", "正向"}))
    return DrawnWay::forward;
  if (is_one_of(w, {"-1", "reverse", "tf", "反向", "逆向"})) return DrawnWay::backward;
  if (is_one_of(w, {"", "no", "n", "false", "0", "b", "both", "否", "双向", "双行"}))
    return DrawnWay::both;
  return std::nullopt;
}

std::optional<DrawnWay> oneway_of_letter(std::string_view word) {
  if (word == "F" || word == "f") return DrawnWay::forward;
  if (word == "T" || word == "t") return DrawnWay::backward;
  return std::nullopt;
}

ModeWords modes_of(std::string_view words) {
  ModeWords result;
  std::string plain;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view rest = words.substr(i);
    const bool wide = rest.starts_with("，") || rest.starts_with("；") || rest.starts_with("、");
    if (wide) i += 2;  // three bytes each
    plain +=
        wide || std::string_view(";|/ +").find(words[i]) != std::string_view::npos ? ',' : words[i];
  }
  std::size_t begin = 0;
  while (begin <= plain.size()) {
    const auto end = std::min(plain.find(',', begin), plain.size());
    const std::string word = plain.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    const ModeMask modes = mode_of(lower(word));
    if (modes == 0) result.unknown.push_back(word);
    result.modes |= modes;
  }
  return result;
}

}  // namespace fangyuan
