// SPDX-License-Identifier: Apache-2.0
#include "geo/units/unit_join.h"

#include <algorithm>

#include "geo/units/code.h"
#include "geo/units/names.h"

namespace fangyuan {
namespace {

std::vector<UnitId> ancestors_of(const Units& units, UnitId id) {
  std::vector<UnitId> out;
  for (auto up = units[id].parent; up && out.size() < 8; up = units[up].parent) out.push_back(up);
  return out;
}

// Ancestors, and for every layer of a higher level the unit that holds the label point.
std::vector<UnitId> holders_of(const Boundaries& boundaries, UnitId id) {
  const auto& units = boundaries.units;
  auto out = ancestors_of(units, id);
  if (boundaries.locators.size() != units.layers.size()) return out;
  for (std::size_t layer = 0; layer < units.layers.size(); ++layer)
    if (units.layers[layer].level < units[id].level)
      if (const auto at = boundaries.locate(layer, units[id].label.xy); at) out.push_back(at);
  return out;
}

UnitId only_legal(const Units& units, const std::vector<UnitId>& ids) {
  UnitId found;
  int count = 0;
  for (const auto id : ids)
    if (units[id].tree == Tree::legal) {
      found = id;
      ++count;
    }
  return count == 1 ? found : UnitId();
}

}  // namespace

std::optional<JoinBy> parse_join(std::string_view word) {
  if (word == "code") return JoinBy::code;
  if (word == "name") return JoinBy::name;
  return std::nullopt;
}

UnitJoin::UnitJoin(const Boundaries& boundaries, Level level, JoinBy by)
    : UnitJoin(boundaries.units, level, by, [&](UnitId id) { return holders_of(boundaries, id); }) {
}

UnitJoin::UnitJoin(const Units& units, Level level, JoinBy by)
    : UnitJoin(units, level, by, [&](UnitId id) { return ancestors_of(units, id); }) {}

UnitJoin::UnitJoin(const Units& units, Level level, JoinBy by, const NameIndex::Above& above)
    : units_(&units), level_(level), by_(by), names_(units, level, above) {
  for (const auto& layer : units.layers)
    for (const auto id : layer.units) by_code_[units[id].code].push_back(id);
}

JoinAnswer UnitJoin::find(std::string_view key, std::string_view above) const {
  if (fold_text(key).empty()) return {JoinAnswer::Kind::no_key, {}, {}};
  std::vector<UnitId> found;
  const auto at_code = [&](std::string_view code, Level level) {
    std::vector<UnitId> out;
    if (const auto it = by_code_.find(code); it != by_code_.end())
      for (const auto id : it->second)
        if ((*units_)[id].level == level) out.push_back(id);
    return out;
  };
  const auto code = normal_code(key, level_).text;
  if (by_ == JoinBy::code) {
    found = at_code(code, level_);
  } else {
    found = names_.find(key, above);
  }
  if (found.size() == 1) return {JoinAnswer::Kind::found, found.front(), {}};
  if (const auto legal = only_legal(*units_, found); legal)
    return {JoinAnswer::Kind::found, legal, {}};

  JoinAnswer out;
  if (found.size() > 1) out.kind = JoinAnswer::Kind::ambiguous;
  for (auto up = static_cast<int>(level_) - 1; up >= 0 && !out.above; --up) {
    const auto level = static_cast<Level>(up);
    std::vector<UnitId> hits;
    if (by_ == JoinBy::code) {
      const std::size_t length = level == Level::township ? 9 : level == Level::county ? 6 : 4;
      if (code.size() > length)
        hits = at_code(normal_code(std::string_view(code).substr(0, length), level).text, level);
    } else if (!above.empty()) {
      hits = at_code(normal_code(above, level).text, level);
      if (hits.empty())
        for (const auto& layer : units_->layers)
          if (layer.level == level)
            for (const auto id : layer.units)
              if (name_parts((*units_)[id].name) == name_parts(above)) hits.push_back(id);
    }
    if (hits.size() == 1) out.above = hits.front();
  }
  return out;
}

std::vector<std::string_view> usual_columns(std::string_view what) {
  if (what == "code")
    return {"code",           "adcode",   "代码",     "区划代码", "行政区划代码",
            "行政区代码",     "区划编码", "编码",     "村代码",   "社区代码",
            "村（社区）代码", "乡镇代码", "街道代码", "XZQDM",    "XZQHDM",
            "QHDM",           "ZLDWDM",   "QSDWDM",   "PAC",      "统计用区划代码"};
  if (what == "name")
    return {"name",       "名称",  "区划名称", "行政区名称", "单位名称", "村名", "社区名称",
            "村（社区）", "XZQMC", "XZQHMC",   "ZLDWMC",     "QSDWMC",   "MC"};
  if (what == "class") return {"class", "类别", "类型", "区划类型"};
  if (what == "parent")
    return {"parent",       "上级",         "上级代码",   "所属乡镇街道", "所属街道",
            "所属乡镇",     "乡镇（街道）", "乡镇(街道)", "乡镇街道",     "乡（镇、街道）",
            "街道（乡镇）", "街道",         "乡镇",       "所属",         "隶属"};
  if (what == "valid_from") return {"valid_from", "启用日期", "生效日期", "设立日期"};
  if (what == "valid_to") return {"valid_to", "停用日期", "失效日期", "撤销日期"};
  return {};
}

}  // namespace fangyuan
