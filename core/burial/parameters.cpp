// SPDX-License-Identifier: Apache-2.0
#include "core/burial/parameters.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace fangyuan {
namespace {

constexpr Amount micro(std::int64_t millionths) { return Amount::from_millionths(millionths); }

constexpr std::string_view kAnhui =
    "DB34/T 4180-2022（安徽省地方标准，摘引：需求 = 常住人口 × 年死亡率 × 20 年 × 50 %；绿地 ≥ 40 "
    "%）";
constexpr std::string_view kHenan =
    "河南省“十四五”民政事业发展规划 L637「骨灰公墓单穴占地面积不超过0.5平方米、合葬墓穴占地面积"
    "不超过0.8平方米」";
constexpr std::string_view kKaifeng =
    "开封市“十四五”民政事业发展规划 L459「市级建成 1 个不少于 200 "
    "亩的城市公益性公墓，每个县建成 1 个"
    "不少于 100 亩的城市公益性公墓，每个乡镇至少建成 1 个不少于 50 亩的示范性农村公益性公墓」";
constexpr std::string_view kTaiyuan = "太原市规定（摘引，文件名未见）";

constexpr std::array kParameters{
    Parameter{"city_cemetery_mu", "城市公益性公墓（市级）面积下限", micro(200'000'000), "亩",
              kKaifeng, Grade::A},
    Parameter{"county_cemetery_mu", "城市公益性公墓（县级）面积下限", micro(100'000'000), "亩",
              kKaifeng, Grade::A},
    Parameter{"death_rate", "人口死亡率", micro(8'040'000), "‰",
              "国家统计局：全国 2025 年人口死亡率，2026-01-19 公布（新闻转载）", Grade::B},
    Parameter{"double_plot_m2", "合葬墓穴占地面积上限", micro(800'000), "m²", kHenan, Grade::A},
    Parameter{"green_share", "绿地率下限", micro(400'000), "1", kAnhui, Grade::B},
    Parameter{"gross_urn_m2", "每穴毛用地", micro(2'500'000), "m²",
              "泰安 2020–2035 年规划 71.93 ha ÷ 295.8 千穴 = 2.43 m²（摘引换算），取整", Grade::M},
    Parameter{"gross_urn_m2_high", "每穴毛用地（上限）", micro(3'000'000), "m²",
              "高唐县规划 50.64 ha ÷ 164.4 千穴 = 3.08 m²（摘引换算），取整", Grade::M},
    Parameter{"gross_urn_m2_low", "每穴毛用地（下限）", micro(2'000'000), "m²",
              "公益性公墓建设标准 2012 年征求意见稿，一类 1.73–2.00 m²（摘引换算）", Grade::M},
    Parameter{"joint_share", "合葬墓穴占穴位的比例", {}, "1", {}, Grade::K},
    Parameter{"niche_m2", "骨灰格位建筑面积上限", micro(250'000), "m²", kTaiyuan, Grade::B},
    Parameter{"plots_per_mu", "每亩墓穴数下限", micro(320'000'000), "穴/亩", kTaiyuan, Grade::B},
    Parameter{"public_share", "进入公益性公墓的比例", micro(500'000), "1", kAnhui, Grade::B},
    Parameter{"road_share", "道路占地比例", {}, "1", {}, Grade::K},
    Parameter{"service_share", "管理、服务、停车占地比例", {}, "1", {}, Grade::K},
    Parameter{"service_years", "公益性公墓服务年限", micro(20'000'000), "年", kAnhui, Grade::B},
    Parameter{"single_plot_m2", "骨灰公墓单穴占地面积上限", micro(500'000), "m²", kHenan, Grade::A},
    Parameter{"township_cemetery_mu", "示范性农村公益性公墓面积下限", micro(50'000'000), "亩",
              kKaifeng, Grade::A},
};

}  // namespace

std::string to_string(Grade grade) {
  static constexpr std::array<std::string_view, 4> kWords{"A", "B", "M 待核对", "K 待核对"};
  return std::string(kWords[static_cast<std::size_t>(grade)]);
}

std::optional<Grade> parse_grade(std::string_view word) {
  if (word == "A") return Grade::A;
  if (word == "B") return Grade::B;
  if (word == "M") return Grade::M;
  if (word == "K") return Grade::K;
  return std::nullopt;
}

std::span<const Parameter> burial_parameters() { return kParameters; }

const Parameter& burial_parameter(std::string_view id) {
  const auto at = std::ranges::find(kParameters, id, &Parameter::id);
  if (at == kParameters.end()) throw std::invalid_argument("no burial parameter of this id");
  return *at;
}

}  // namespace fangyuan
