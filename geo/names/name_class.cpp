// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_class.h"

#include <array>
#include <map>

#include "geo/names/name_fold.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

struct ClassWords {
  NameClass name_class;
  std::string_view id, zh;
  std::u32string_view words;  ///< separated by spaces, folded
};
constexpr std::array<ClassWords, kNameClasses> kClasses{
    {{NameClass::county, "county", "县级以上行政区划",
      U"county 省 自治区 直辖市 省级 地级 县级 地级市 地区 自治州 盟 市 县 区 市辖区 县级市 自治县 "
      U"旗 自治旗 林区 "
      U"特区 县级政区 县级行政区 县级行政区划 地级政区 省级政区 县级以上 province prefecture city "
      U"district"},
     {NameClass::township, "township", "乡、镇",
      U"township town 乡 镇 民族乡 乡镇 苏木 民族苏木 建制镇 乡级 乡级政区 乡级行政区 "
      U"乡级行政区划"},
     {NameClass::subdistrict, "subdistrict", "街道", U"subdistrict 街道 街道办 街道办事处 办事处"},
     {NameClass::village, "village", "村（居）民委员会",
      U"village community 村 行政村 建制村 村委会 村民委员会 社区 居委会 居民委员会 社区居委会 "
      U"社区居民委员会 "
      U"村级 嘎查 群众自治组织 村(社区) 村社区 21610 21620 27610 27620"},
     {NameClass::settlement, "settlement", "自然村、居民点",
      U"settlement hamlet 自然村 居民点 农村居民点 自然屯 屯 村民小组 城镇居民点 22200"},
     {NameClass::street, "street", "街路巷",
      U"street road lane 街 路 巷 街路巷 道路 街道路 街巷 大街 大道 胡同 弄 城市道路 道路街巷"},
     {NameClass::estate, "estate", "住宅区、楼宇",
      U"estate building 小区 住宅区 住宅小区 居民小区 楼宇 楼 大厦 大楼 建筑物 建筑 住宅区楼宇 "
      U"住宅"},
     {NameClass::natural, "natural", "自然地理实体",
      U"natural 自然地理实体 自然实体 山 山峰 河 河流 湖 湖泊 岛 江 海 泉 沟 陆地水系 陆地地形 "
      U"水系 地形 mountain "
      U"river lake island"},
     {NameClass::facility, "facility", "专业设施",
      U"facility 车站 火车站 汽车站 站 机场 港口 港 码头 水库 桥 桥梁 隧道 公园 大坝 渠道 设施 "
      U"交通运输设施 水利设施 "
      U"电力设施 通信设施 气象设施 水利、电力、通信设施 station port reservoir bridge"},
     {NameClass::other, "other", "其他", U"other 其他 其它"}}};

// The generic terms of each class, longer ones before those that they end with.
constexpr std::u32string_view kCountyTerms =
    U"特别行政区 自治区 自治州 自治县 自治旗 直辖市 地区 林区 特区 省 市 县 区 旗 盟";
constexpr std::u32string_view kTownshipTerms = U"民族苏木 民族乡 苏木 镇 乡";
constexpr std::u32string_view kSubdistrictTerms = U"街道办事处 街道办 办事处 街道";
constexpr std::u32string_view kVillageTerms = U"社区 嘎查 村";
constexpr std::u32string_view kStreetTerms =
    U"高速公路 快速路 高架路 大马路 马路 公路 环路 大道 大街 小街 小巷 胡同 里弄 支路 路 街 巷 弄 "
    U"道 "
    U"条 里 "
    U"坊";
constexpr std::u32string_view kEstateTerms =
    U"居住小区 住宅小区 国际社区 商业广场 花园 家园 小区 新村 新居 名邸 华庭 名苑 嘉园 公寓 大厦 "
    U"大楼 广场 中心 山庄 "
    U"庄园 别墅 社区 华府 府邸 公馆 花苑 苑 城 里 园 庭 府 居 楼 阁 轩 湾";
constexpr std::u32string_view kNaturalTerms =
    U"自然保护区 群岛 半岛 海峡 高原 平原 盆地 沙漠 草原 湿地 运河 瀑布 山脉 水道 山 河 江 湖 海 "
    U"岛 礁 峰 岭 峡 洞 沟 "
    U"溪 泉 湾 渠 池 潭 淀 洼 洲 滩 关 峪 坡 岗 川 水 塬 港";
constexpr std::u32string_view kFacilityTerms =
    U"火车站 高铁站 汽车站 客运站 地铁站 公交站 水电站 变电站 气象站 泵站 国际机场 机场 港口 码头 "
    U"水库 大桥 立交桥 隧道 "
    U"公园 大坝 灌区 干渠 水闸 站 港 桥 渠 闸 坝";

constexpr std::u32string_view kPeoples =
    U"蒙古族 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 "
    U"哈尼族 哈萨克族 哈萨克 傣族 "
    U"黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 柯尔克孜族 土族 "
    U"达斡尔族 仫佬族 羌族 布朗族 撒拉族 "
    U"毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 "
    U"德昂族 保安族 裕固族 京族 塔塔尔族 "
    U"独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 蒙古 各族";

// Committees and offices, and what they are of.
struct Office {
  std::u32string_view word, generic;
};
constexpr std::array<Office, 12> kOffices{{{U"社区居民委员会", U"社区"},
                                           {U"社区居委会", U"社区"},
                                           {U"居民委员会", U"社区"},
                                           {U"居委会", U"社区"},
                                           {U"村民委员会", U"村"},
                                           {U"村委会", U"村"},
                                           {U"行政村", U"村"},
                                           {U"建制村", U"村"},
                                           {U"镇人民政府", U"镇"},
                                           {U"乡人民政府", U"乡"},
                                           {U"街道办事处", U"街道"},
                                           {U"街道办", U"街道"}}};

template <class Visit>
bool each_word(std::u32string_view words, const Visit& visit) {
  while (!words.empty()) {
    const auto end = words.find(U' ');
    if (visit(words.substr(0, end))) return true;
    words.remove_prefix(end == std::u32string_view::npos ? words.size() : end + 1);
  }
  return false;
}

bool ends_in(std::u32string_view s, std::u32string_view end) {
  return s.size() > end.size() && s.ends_with(end);
}

std::u32string_view terms_of(NameClass c) {
  switch (c) {
    case NameClass::county:
      return kCountyTerms;
    case NameClass::township:
      return kTownshipTerms;
    case NameClass::subdistrict:
      return kSubdistrictTerms;
    case NameClass::village:
      return kVillageTerms;
    case NameClass::street:
      return kStreetTerms;
    case NameClass::estate:
      return kEstateTerms;
    case NameClass::natural:
      return kNaturalTerms;
    case NameClass::facility:
      return kFacilityTerms;
    case NameClass::settlement:
    case NameClass::other:
      break;
  }
  return {};
}

constexpr std::u32string_view kStreetModifiers = U"东西南北中前后左右直";
// Specific parts of three characters and more whose last is no modifier.
constexpr std::u32string_view kWholeNames = U"毛泽东 黔东南 黔西南 大西北 大西南 大东北";

bool is_whole(const std::u32string& specific) {
  return each_word(kWholeNames, [&](std::u32string_view w) { return specific == w; });
}

// 顺河回族 → 顺河: names of peoples belong to the generic term of autonomous units.
void move_peoples(SplitName& s) {
  while (each_word(kPeoples, [&](std::u32string_view people) {
    if (!ends_in(s.specific, people)) return false;
    s.generic.insert(0, people);
    s.specific.resize(s.specific.size() - people.size());
    return true;
  })) {
  }
}

// 人民东 + 路 → 人民 + 东路: modifiers of one syllable belong to the generic term, where a specific
// part of two remains (山东路 is 山东 + 路). 内 and 外 belong to the gate (朝阳门内 + 大街).
void move_modifiers(SplitName& s, std::u32string_view modifiers) {
  while (s.specific.size() >= 3 && modifiers.find(s.specific.back()) != std::u32string_view::npos) {
    const char32_t c = s.specific.back();
    s.generic.insert(s.generic.begin(), c);
    s.specific.pop_back();
  }
}

}  // namespace

std::string_view to_string(NameClass c) { return kClasses[static_cast<std::size_t>(c)].id; }
std::string_view zh_of(NameClass c) { return kClasses[static_cast<std::size_t>(c)].zh; }

std::optional<NameClass> name_class_of(std::string_view type) {
  static const auto words = [] {
    std::map<std::u32string, NameClass, std::less<>> out;
    for (const ClassWords& c : kClasses) {
      each_word(c.words, [&](std::u32string_view word) {
        out.emplace(fold_name(to_utf8(word)), c.name_class);
        return false;
      });
      out.emplace(fold_name(c.zh), c.name_class);
    }
    return out;
  }();
  const auto it = words.find(fold_name(type));
  return it == words.end() ? std::nullopt : std::optional(it->second);
}

NameClass guess_name_class(std::string_view name, std::string_view code) {
  const std::u32string folded = fold_name(name);
  const auto ends_in_any = [&](std::u32string_view words) {
    return each_word(words, [&](std::u32string_view w) { return ends_in(folded, w); });
  };
  while (code.size() > 6 && code.ends_with("000")) code.remove_suffix(3);
  if (code.size() == 12) return NameClass::village;
  for (const Office& o : kOffices)
    if (ends_in(folded, o.word))
      return o.generic == U"社区" || o.generic == U"村" ? NameClass::village
             : o.generic == U"街道"                     ? NameClass::subdistrict
                                                        : NameClass::township;
  // Longer endings before those that they end with; a code may be that of the county or township
  // in which a place lies, so that the ending goes first.
  struct Ending {
    std::u32string_view words;
    NameClass name_class;
  };
  constexpr std::array<Ending, 11> kEndings{
      {{U"街道", NameClass::subdistrict},
       {U"自然村", NameClass::settlement},
       {U"社区 嘎查 村", NameClass::village},
       {U"苏木 镇 乡", NameClass::township},
       {U"水库 车站 火车站 高铁站 汽车站 客运站 地铁站 公交站 水电站 变电站 气象站 泵站 服务区 站 "
        U"机场 大桥 立交桥 桥 码头 港口 隧道 公园 灌区 干渠 水闸 大坝",
        NameClass::facility},
       {U"小区 花园 家园 嘉园 花苑 名苑 名邸 华庭 华府 府邸 公馆 公寓 大厦 大楼 别墅 山庄 广场 苑",
        NameClass::estate},
       {U"公路 大道 大街 胡同 里弄 路 街 巷 弄", NameClass::street},
       {U"自然保护区 群岛 半岛 海峡 高原 平原 盆地 沙漠 草原 湿地 运河 瀑布 山脉",
        NameClass::natural},
       {U"风景区 景区 保护区 开发区 示范区 园区 库区 校区 厂区 超市 集市 夜市 门市",
        NameClass::other},
       {U"特别行政区 自治区 自治州 自治县 自治旗 地区 林区 特区 省 县 市 区 旗 盟",
        NameClass::county},
       {U"山 河 江 湖 海 岛 峰 岭 溪 泉 潭", NameClass::natural}}};
  for (const Ending& e : kEndings)
    if (ends_in_any(e.words)) return e.name_class;
  if (code.size() == 9) return NameClass::township;
  // Short names of prefectures; of one county many places have the code.
  if (code.size() == 6 && code.ends_with("00")) return NameClass::county;
  return NameClass::other;
}

SplitName split_name(const std::u32string& folded, NameClass c) {
  SplitName out{folded, {}, 0};
  if (c == NameClass::village || c == NameClass::township || c == NameClass::subdistrict) {
    for (const Office& o : kOffices) {
      if (!ends_in(out.specific, o.word)) continue;
      out.specific.resize(out.specific.size() - o.word.size());
      out.office = o.word.size();
      // 周村村委会 is of 周村, 和平社区居委会 of 和平社区.
      if (!ends_in(out.specific, o.generic)) out.specific += o.generic;
      break;
    }
  }
  each_word(terms_of(c), [&](std::u32string_view term) {
    if (!ends_in(out.specific, term)) return false;
    // 南小街 is 南小 + 街, 修文西小巷 is 修文 + 西小巷.
    if (c == NameClass::street && term.front() == U'小' && out.specific.size() < 4) return false;
    out.generic = term;
    out.specific.resize(out.specific.size() - term.size());
    return true;
  });
  if (out.generic.empty()) return out;
  if (c == NameClass::county || c == NameClass::township) move_peoples(out);
  if (c == NameClass::street && !is_whole(out.specific)) move_modifiers(out, kStreetModifiers);
  if (c == NameClass::natural && (out.generic == U"河" || out.generic == U"江"))
    move_modifiers(out, U"新故");
  return out;
}

bool has_modifier(const SplitName& street) {
  return street.generic.size() > 1 &&
         kStreetModifiers.find(street.generic.front()) != std::u32string_view::npos;
}

ScopeKind scope_of(NameClass c, bool subdistricts) {
  switch (c) {
    case NameClass::county:
      return ScopeKind::nation;
    case NameClass::township:
      return ScopeKind::province;
    case NameClass::subdistrict:
      return subdistricts ? ScopeKind::province : ScopeKind::none;
    case NameClass::village:
      return ScopeKind::county;
    case NameClass::street:
    case NameClass::estate:
      return ScopeKind::built_up;
    default:
      return ScopeKind::none;
  }
}

std::string_view zh_of(ScopeKind k) {
  constexpr std::array<std::string_view, 5> kWords{"全国", "省级行政区域", "县级行政区域", "建成区",
                                                   "无"};
  return kWords[static_cast<std::size_t>(k)];
}

std::string_view en_of(ScopeKind k) {
  constexpr std::array<std::string_view, 5> kWords{"nation", "province", "county", "built-up area",
                                                   "none"};
  return kWords[static_cast<std::size_t>(k)];
}

Text article_of(NameClass c) {
  switch (c) {
    case NameClass::county:
      return {"《地名管理条例》第九条第（七）项", "Regulations on Place Names, Art. 9(7)"};
    case NameClass::township:
    case NameClass::subdistrict:
    case NameClass::village:
    case NameClass::street:
    case NameClass::estate:
      return {"《地名管理条例》第九条第（八）项", "Regulations on Place Names, Art. 9(8)"};
    default:
      return {};
  }
}

}  // namespace fangyuan
