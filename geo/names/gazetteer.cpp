// SPDX-License-Identifier: Apache-2.0
#include "geo/names/gazetteer.h"

#include <array>
#include <map>
#include <utility>

#include "geo/names/name_fold.h"
#include "geo/names/names_reader.h"

namespace fangyuan {
namespace {

constexpr std::array<NameField, 20> kFields{
    {{"id", "编号|地名编号|标识码|序号"},
     {"name", "标准名称|地名|地名名称|名称|standard_name|place_name"},
     {"type", "地名类别|类别|地名类型|类型|类别名称|place_type|place_type_code"},
     {"code", "地名代码|代码|行政区划代码|区划代码|place_code"},
     {"unit", "所在政区|所属政区|所在区划|所属区划|所在行政区|所属行政区|政区代码|area"},
     {"county", "所属县区|所在县区|所属县|县区|县级政区"},
     {"province", "省份|所属省|所在省"},
     {"built_up", "建成区|所在建成区|所属建成区"},
     {"reading", "读音|汉语读音|普通话读音|当地读音"},
     {"roman",
      "罗马字母拼写|汉语拼音|拼音|罗马字母|romanisation|romanization|roman_alphabet_spelling|"
      "pinyin"},
     {"status", "状态|地名状态|使用状态"},
     {"origin", "来历|地名来历|由来|地名由来|来源"},
     {"protection", "保护级别|保护等级|保护名录|遗产级别|地名文化遗产"},
     {"former", "曾用名|原名|历史名称"},
     {"proposed", "拟用名|拟更名|拟用名称|拟改名|新名称"},
     {"document", "批准文号|审批文号|文号|批准机关及文号"},
     {"valid_from", "启用日期|命名日期|设立日期|批准日期|启用时间|命名时间"},
     {"valid_to", "废止日期|停用日期|废止时间"},
     {"sign", "标志设置|地名标志|标志|是否设标"},
     {"patrolled", "巡检日期|最近巡检|巡检时间|上次巡检"}}};

struct StatusWords {
  std::string_view id, zh, words;
};
constexpr std::array<StatusWords, 5> kStatuses{
    {{"standard", "标准", "标准|标准地名|现行|在用|使用|正常|有效|规范"},
     {"irregular", "不规范", "不规范|非标准|不规范地名"},
     {"to_clear", "待清理", "待清理|清理中|待整治|清理整治"},
     {"historic", "历史", "历史|历史地名|废止|注销|停用|曾用|消失|已废止"},
     {"proposed", "拟用", "拟用|拟命名|预命名|规划|planned"}}};

}  // namespace

std::span<const NameField> name_fields() { return kFields; }

std::string_view to_string(NameStatus s) { return kStatuses[static_cast<std::size_t>(s)].id; }
std::string_view zh_of(NameStatus s) { return kStatuses[static_cast<std::size_t>(s)].zh; }

std::optional<NameStatus> name_status_of(std::string_view word) {
  static const auto known = [] {
    std::map<std::u32string, NameStatus> out;
    for (std::size_t i = 0; i < kStatuses.size(); ++i) {
      out.emplace(fold_name(kStatuses[i].id), static_cast<NameStatus>(i));
      for (std::string_view words = kStatuses[i].words; !words.empty();) {
        const auto end = words.find('|');
        out.emplace(fold_name(words.substr(0, end)), static_cast<NameStatus>(i));
        words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
      }
    }
    return out;
  }();
  const auto it = known.find(fold_name(word));
  return it == known.end() ? std::nullopt : std::optional(it->second);
}

Gazetteer read_gazetteer(std::span<const NamesSource> sources, const Frame& frame,
                         Problems& problems) {
  Gazetteer out;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    out.paths.push_back(sources[i].ref.path);
    read_names_layer(sources[i], i, frame, out, problems);
  }
  return out;
}

}  // namespace fangyuan
