// SPDX-License-Identifier: Apache-2.0
// What kind of place a name is of, which article and scope bind it, and its parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/problem.h"

namespace fangyuan {

enum class NameClass {
  county,       ///< 县级以上行政区划: provinces, prefectures, counties, districts
  township,     ///< 乡、镇
  subdistrict,  ///< 街道, which Article 9(8) does not name
  village,      ///< 村民委员会、居民委员会
  settlement,   ///< 自然村、农村居民点
  street,       ///< 街路巷
  estate,       ///< 住宅区、楼宇
  natural,      ///< 山、河、湖 …
  facility,     ///< 车站、港口、水库、桥 …
  other
};
inline constexpr std::size_t kNameClasses = 10;

std::string_view to_string(NameClass c);  ///< "county", …
std::string_view zh_of(NameClass c);      ///< "县级以上行政区划", …

/// The class of a type as lists write it: "行政村", "村委会", "21610", "乡", "street"; absent: not
/// known. 21610/27610 are the codes of the national place-name database (1-digit differences name
/// the same thing twice: the village and its committee).
std::optional<NameClass> name_class_of(std::string_view type);
/// By the name's ending; where that says nothing, by the division code's length (9 digits:
/// township; six of which the last two are 00: county). Twelve digits, not ending in 000, are a
/// village's.
NameClass guess_name_class(std::string_view name, std::string_view code);

/// A folded name taken apart. `specific` + `generic` is the whole, but for committees, whose
/// village or community is meant: 白庄村民委员会 → 白庄 + 村, 周村村委会 → 周 + 村.
struct SplitName {
  std::u32string specific;  ///< 专名; the whole where no generic term is recognised
  std::u32string generic;  ///< 通名 with what belongs to it: 东路, 回族区, 社区; may be empty
  std::size_t office = 0;  ///< characters of 村民委员会, 街道办事处 … at the end of the name
  std::u32string whole() const { return specific + generic; }
};
SplitName split_name(const std::u32string& folded, NameClass c);

/// Whether a modifier of one syllable was moved into the generic term of a street: 东路, 北大街.
bool has_modifier(const SplitName& street);

/// Within what a name of a class has to be unique.
enum class ScopeKind { nation, province, county, built_up, none };
/// Article 9(7) and (8) of 地名管理条例. `subdistricts`: 街道 are treated as 乡、镇.
ScopeKind scope_of(NameClass c, bool subdistricts);
std::string_view zh_of(ScopeKind k);
std::string_view en_of(ScopeKind k);
/// "《地名管理条例》第九条第（八）项" and its like; empty for ScopeKind::none.
Text article_of(NameClass c);

}  // namespace fangyuan
