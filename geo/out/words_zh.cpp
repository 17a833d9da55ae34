// SPDX-License-Identifier: Apache-2.0
#include "geo/out/words_zh.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array<Word, 11> kGroups{{{"total", "总人口"},
                                        {"age0_2", "0–2 岁"},
                                        {"age3_5", "3–5 岁"},
                                        {"age6_14", "6–14 岁"},
                                        {"working", "劳动年龄人口"},
                                        {"older60", "60 岁及以上"},
                                        {"older65", "65 岁及以上"},
                                        {"older80", "80 岁及以上"},
                                        {"disabled", "残疾人"},
                                        {"needy", "困难群众"},
                                        {"households", "户数"}}};

template <std::size_t N>
std::string find(const std::array<Word, N>& words, std::string_view word) {
  for (const auto& [ours, zh] : words)
    if (ours == word) return std::string(zh);
  return std::string(word);
}

}  // namespace

std::string group_zh(std::string_view group) { return find(kGroups, group); }

std::string type_zh(std::string_view type) {
  const FacilityType* known = FacilityTypes::shipped().find(type);
  return known != nullptr ? known->zh : std::string(type);
}

std::string reason_zh(std::string_view code) {
  static constexpr std::array<Word, 7> kReasons{{{"no-roads", "没有路网"},
                                                 {"no-people", "没有人口"},
                                                 {"roads-thin", "路网稀疏"},
                                                 {"unconnected", "未连路网人口多"},
                                                 {"access-long", "到路距离长"},
                                                 {"detour-long", "绕行过长"},
                                                 {"unlocated", "缺坐标"}}};
  // Measured ones carry their grade: "roads-thin-b".
  const bool graded = code.ends_with("-b") || code.ends_with("-c");
  return find(kReasons, graded ? code.substr(0, code.size() - 2) : code);
}

std::string_view level_zh(Level level) {
  static constexpr std::array<std::string_view, 4> kWords{"市级", "县级", "乡镇级", "村级"};
  return kWords[static_cast<std::size_t>(level)];
}

std::string_view mode_zh(Mode mode) {
  static constexpr std::array<std::string_view, kModes> kWords{"步行", "自行车", "电动自行车",
                                                               "小汽车"};
  return kWords[static_cast<std::size_t>(mode)];
}

std::string_view status_zh(Status status) {
  static constexpr std::array<std::string_view, 8> kWords{"规划", "已批", "在建", "建成",
                                                          "验收", "在用", "停用", "关闭"};
  return kWords[static_cast<std::size_t>(status)];
}

std::string_view rule_status_zh(RuleStatus status) {
  static constexpr std::array<std::string_view, 7> kWords{
      "达标", "未达标", "不适用", "未到期", "逾期未达标", "无数据", "未核"};
  return kWords[static_cast<std::size_t>(status)];
}

std::string_view decay_zh(DecayShape shape) {
  static constexpr std::array<std::string_view, 7> kWords{"无（等权）", "分段", "线性",  "核密度",
                                                          "高斯",       "指数", "幂函数"};
  return kWords[static_cast<std::size_t>(shape)];
}

std::string_view equality_zh(EqualityOf of) {
  static constexpr std::array<std::string_view, 4> kWords{"覆盖率", "平均时间（分钟）",
                                                          "平均距离（米）", "每千人名额"};
  return kWords[static_cast<std::size_t>(of)];
}

std::string_view gap_unit_zh(std::string_view unit) {
  static constexpr std::array<Word, 16> kWords{{{"units", "个单元"},
                                                {"sites", "处"},
                                                {"estates", "个小区"},
                                                {"items", "项"},
                                                {"beds", "张"},
                                                {"nursing_beds", "张"},
                                                {"places", "个托位"},
                                                {"people", "人"},
                                                {"m2", "平方米"},
                                                {"mu", "亩"},
                                                {"m", "米"},
                                                {"households", "户"},
                                                {"visits", "人次"},
                                                {"cases", "例"},
                                                {"things", "个"},
                                                {"yuan", "元"}}};
  for (const auto& [ours, zh] : kWords)
    if (ours == unit) return zh;
  return {};
}

std::string limit_zh(std::string_view limit) {
  if (const auto plus = limit.find('+'); plus != std::string_view::npos)
    return limit_zh(limit.substr(0, plus)) + " + " + limit_zh(limit.substr(plus + 1));
  const bool metres = limit.ends_with('m');
  const auto value = Amount::parse(metres ? limit.substr(0, limit.size() - 1) : limit);
  if (!value) return std::string(limit);
  return metres ? value->to_string() + " 米" : fmt::format("{:g} 分钟", value->to_double() / 60);
}

}  // namespace fangyuan
