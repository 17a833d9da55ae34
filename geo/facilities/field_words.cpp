// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/field_words.h"

#include <array>

#include "geo/facilities/amount_fields.h"
#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

struct Words {
  std::string_view field;
  std::string_view words;  // folded, between bars, most telling first
};

constexpr std::array<Words, 17> kWords{{
    {"id", "|id|设施编号|机构编号|编号|设施代码|机构代码|设施编码|编码|统一社会信用代码|序号|"},
    {"name", "|name|设施名称|机构名称|单位名称|项目名称|名称|全称|点位名称|"},
    {"type", "|type|设施类型|机构类型|设施类别|机构类别|类型|类别|种类|设施种类|amenity|"},
    {"functions", "|functions|兼有功能|附加功能|服务功能|功能|职能|"},
    {"status", "|status|运营状态|建设状态|使用状态|状态|使用情况|运营情况|建设情况|"},
    {"opened",
     "|opened|启用日期|启用时间|投用日期|投用时间|投入使用时间|开业时间|运营时间|建成时间|成立时间|"
     "成立日期|"},
    {"closed", "|closed|关闭日期|关闭时间|停用日期|停用时间|注销日期|注销时间|"},
    {"unit",
     "|unit|所属村社区代码|所在村社区代码|所属村代码|所在村代码|所属社区代码|所在社区代码|"
     "村社区代码|"
     "村代码|社区代码|区划代码|行政区划代码|所属区划代码|所属区划|所属村社区|所在村社区|所属村|"
     "所在村|"
     "所属社区|所在社区|村社区|所属乡镇代码|"
     "所属街道代码|所属乡镇街道|乡镇街道|所属街道|所属乡镇|所在街道|所在乡镇|街道|乡镇|所属县区|"
     "县区|"},
    {"beds", "|beds|床位数|床位|养老床位数|养老床位|总床位|总床位数|床位总数|核定床位|设置床位|"},
    {"nursing_beds", "|nursingbeds|护理型床位数|护理型床位|护理床位数|护理床位|nursing|"},
    {"area_m2", "|aream2|建筑面积|总建筑面积|房屋面积|使用面积|"},
    {"staff", "|staff|工作人员数|工作人员|职工人数|员工数|从业人员|从业人员数|护理员数|"},
    {"places", "|places|托位数|托位|学位数|学位|"},
    {"graves", "|graves|墓穴数|墓穴|墓位数|墓位|墓穴总数|穴位数|穴位|规划墓穴数|已建墓穴数|"},
    {"niches", "|niches|格位数|格位|骨灰格位数|骨灰格位|格位总数|"},
    {"places_used",
     "|placesused|已用墓穴数|已用墓穴|已用穴位|已用格位|已安葬数|已安葬|已使用墓穴|"},
    {"places_left", "|placesleft|剩余墓穴数|剩余墓穴|剩余穴位|剩余格位|可用墓穴数|可用穴位|"},
}};

/// Without what a header adds in the way of units: "床位数（张）", "建筑面积（平方米）".
std::string bare(std::string_view header) {
  std::string h = fold_word(header);
  for (const std::string_view unit :
       {"平方米", "平米", "㎡", "m²", "m2", "张", "个", "人", "公顷", "亩"})
    if (h.size() > unit.size() && h.ends_with(unit)) {
      h.erase(h.size() - unit.size());
      break;
    }
  return h;
}

}  // namespace

std::optional<FieldGuess> facility_field_for(std::string_view header) {
  const std::string folded = fold_word(header);
  for (const std::string& h : {folded, bare(header)}) {
    const std::string wanted = '|' + h + '|';
    for (const Words& w : kWords) {
      const auto at = w.words.find(wanted);
      if (h.empty() || at == std::string_view::npos) continue;
      // A floor area in another unit than m² is not one that the key can hold.
      const AreaUnit unit = area_unit_in(header);
      if (w.field == "area_m2" && unit != AreaUnit::none && unit != AreaUnit::m2)
        return std::nullopt;
      return FieldGuess{std::string(w.field), static_cast<int>(at)};
    }
  }
  const std::string h = bare(header);
  const bool is_land = h == "用地面积" || h == "占地面积" || h == "土地面积" || h == "用地" ||
                       h == "占地" || h == "land" || h.empty() || folded == "亩" ||
                       folded == "亩数";
  if (is_land && area_unit_in(header) != AreaUnit::none) return FieldGuess{"land", 0};
  return std::nullopt;
}

}  // namespace fangyuan
