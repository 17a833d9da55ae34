// SPDX-License-Identifier: Apache-2.0
#include "data/sample/names.h"

#include <array>
#include <string_view>

namespace fangyuan::sample {
namespace {

constexpr std::array<std::string_view, 48> kFirst = {
    "柳", "槐", "桐", "枣", "杏", "梨", "桑", "榆", "松", "芦", "荷", "菱", "蒲", "苇", "兰", "菊",
    "云", "霞", "虹", "泉", "沙", "金", "银", "玉", "石", "白", "青", "赤", "乌", "长", "高", "平",
    "安", "永", "兴", "福", "顺", "昌", "隆", "和", "仁", "义", "清", "明", "广", "丰", "新", "古"};
constexpr std::array<std::string_view, 24> kPlace = {
    "林", "河", "桥", "店", "集", "寨", "陵", "岗", "湾", "渡", "铺", "营",
    "堂", "楼", "坡", "滩", "口", "台", "城", "原", "溪", "塘", "井", "门"};
constexpr std::array<std::string_view, 60> kSurname = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
    "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
    "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜"};
constexpr std::array<std::string_view, 20> kHamlet = {"庄", "营", "寨", "楼", "岗", "铺", "屯",
                                                      "洼", "坡", "堂", "店", "坊", "堤", "桥",
                                                      "湾", "集", "庙", "场", "口", "园"};
constexpr std::array<std::string_view, 12> kSide = {"前", "后", "东", "西", "南", "北",
                                                    "大", "小", "上", "下", "老", "新"};
constexpr std::array<std::string_view, 32> kAuspicious = {
    "锦", "瑞", "祥", "泰", "康", "宁", "嘉", "景", "春", "华", "德", "文", "学", "书", "雅", "静",
    "翠", "碧", "梅", "竹", "桂", "榕", "枫", "槐", "朝", "晨", "星", "月", "阳", "晖", "和", "乐"};
constexpr std::array<std::string_view, 20> kQuarter = {"荫", "苑", "园", "里", "巷", "门", "桥",
                                                       "坊", "台", "庭", "湖", "河", "山", "林",
                                                       "泉", "井", "光", "安", "福", "兴"};
constexpr std::array<std::string_view, 8> kEstate = {"花园", "家园", "小区", "新村",
                                                     "苑",   "名邸", "华庭", "新居"};

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& list, Rng& rng) {
  return std::string(list[rng.below(static_cast<std::uint32_t>(N))]);
}

}  // namespace

std::string Names::fresh(std::string name) {
  const std::string base = name;
  for (int tries = 0; !taken_.insert(name).second; ++tries) {
    name = one_of(kSide, rng_) + base;
    if (tries > 3) name = one_of(kSide, rng_) + one_of(kSide, rng_) + base;
    if (tries > 12) name = one_of(kFirst, rng_) + one_of(kFirst, rng_) + base;
  }
  return name;
}

std::string Names::township() {
  std::string first = one_of(kFirst, rng_);
  return fresh(first + one_of(kPlace, rng_));
}

std::string Names::village() {
  std::string name = one_of(kSurname, rng_);
  if (rng_.chance(30)) name += "家";
  name += one_of(kHamlet, rng_);
  if (rng_.chance(15)) name = one_of(kSide, rng_) + name;
  return fresh(std::move(name));
}

std::string Names::community() {
  std::string first = one_of(kAuspicious, rng_);
  return fresh(first + one_of(kQuarter, rng_));
}

std::string Names::street() {
  std::string name = one_of(kAuspicious, rng_);
  name += one_of(kFirst, rng_);
  const std::string kind = rng_.chance(55) ? "路" : "街";
  return fresh(name + kind);
}

std::string Names::estate() {
  std::string name = one_of(kAuspicious, rng_);
  name += one_of(kFirst, rng_);
  return name + one_of(kEstate, rng_);
}

}  // namespace fangyuan::sample
