// SPDX-License-Identifier: Apache-2.0
#include "data/sample/plan_inputs.h"

#include <fmt/format.h>

#include "data/sample/prng.h"
#include "data/sample/write_layers.h"

namespace fangyuan::sample {
namespace {

/// How many there are: so many per so many of a group, more or less from township to township.
struct Column {
  const char* name;
  const char* head;
  std::int64_t Headcount::*group;
  std::int32_t least, most;  ///< per `of`
  std::int64_t of;
};

constexpr Column kColumns[] = {
    {"doctors", "执业（助理）医师", &Headcount::total, 26, 36, 10'000},
    {"nurses", "注册护士", &Headcount::total, 38, 54, 10'000},
    {"community_workers", "社区工作者", &Headcount::total, 5, 11, 10'000},
    {"certified_social_workers", "持证社会工作者", &Headcount::total, 3, 6, 10'000},
    {"volunteers", "注册志愿者", &Headcount::total, 120, 170, 1'000},
    {"social_work_station_staff", "社工站人员", &Headcount::total, 4, 12, 100'000},
    {"culture_visits", "公共文化服务人次", &Headcount::total, 26, 40, 10},
    {"broadcast_covered", "应急广播覆盖人口", &Headcount::total, 86, 97, 100},
    {"children_to_vaccinate", "应接种儿童", &Headcount::age0_2, 1'000, 1'000, 1'000},
    {"children_vaccinated", "已接种儿童", &Headcount::age0_2, 885, 990, 1'000},
    {"elderly_special_need", "特殊困难老年人", &Headcount::older60, 40, 40, 1'000},
    {"elderly_visited_monthly", "按月探访老年人", &Headcount::older60, 37, 40, 1'000},
    {"caregivers", "养老护理员", &Headcount::older60, 30, 30, 10'000},
    {"caregivers_certified", "持证养老护理员", &Headcount::older60, 25, 30, 10'000},
    {"home_adaptations", "适老化改造户数", &Headcount::older60, 15, 30, 10'000},
    {"barrier_free_homes", "无障碍改造户数", &Headcount::total, 5, 8, 10'000},
    {"old_estate_households_renovated", "老旧小区改造户数", &Headcount::total, 15, 28, 1'000},
};

std::int64_t value_of(const Column& c, const Headcount& h, Rng& rng) {
  return h.*c.group * rng.between(c.least, c.most) / c.of;
}

}  // namespace

void write_plan_statistics(const World& w, const std::filesystem::path& file) {
  std::string text = "\xEF\xBB\xBF代码,名称";
  for (const Column& c : kColumns) text += fmt::format(",{}", c.head);
  text += ",未成年人保护专干,在线政务服务平台,社会体育指导员\r\n";
  std::size_t row = 0;
  for (const auto& u : township_outlines(w)) {
    Headcount h;
    for (const auto v : u.villages) h += w.villages[v].people;
    Rng rng(hash_of(w.seed, 150, row++));
    text += u.code + "," + u.name;
    for (const Column& c : kColumns) text += fmt::format(",{}", value_of(c, h, rng));
    const std::int64_t instructors = h.total * rng.between(18, 34) / 10'000;
    text += fmt::format(",{},{},", rng.chance(88) ? rng.between(1, 3) : 0, rng.chance(70) ? 1 : 0);
    // Not every office has sent its count of instructors.
    if (row % 17 != 5) text += std::to_string(instructors);
    text += "\r\n";
  }
  write_text(file, text);
}

std::string plan_tables(const World& w, const Facilities& f) {
  std::string columns;
  for (const Column& c : kColumns) columns += fmt::format("{} = \"{}\", ", c.name, c.head);
  std::string text = fmt::format(
      "\n[[statistics]]\npath = \"社会事务统计.csv\"\njoin = \"code\"\nlevel = \"township\"\n"
      "fields = {{ code = \"代码\" }}\ncolumns = {{ {}minor_protection_officers = "
      "\"未成年人保护专干\", online_service_platforms = \"在线政务服务平台\", sport_instructors = "
      "\"社会体育指导员\" }}\n",
      columns);
  text +=
      "\n# 选址禁区：name 与规则包 burial-siting "
      "的图层名一致。没有的图层（耕地、风景名胜区、文物保护"
      "区）结果为未核。\n"
      "# Siting exclusions under the names that the bans ask for; a layer that is not here is "
      "not_checked.\n";
  const struct {
    const char* name;
    const char* layer;
  } layers[] = {{"永久基本农田", "farmland"}, {"林地", "forest"},
                {"生态保护红线", "redline"},  {"水源保护区", "water_source"},
                {"城市公园", "city_park"},    {"水库及河流堤坝", "water"},
                {"铁路", "railway"},          {"公路主干线", "highway"}};
  for (const auto& l : layers)
    text += fmt::format(
        "\n[[land]]\nrole = \"exclusion\"\nname = \"{}\"\npath = \"land.gpkg\"\nlayer = \"{}\"\n",
        l.name, l.layer);
  const Site& city = f.funeral.front();
  const Township& host = w.townships[w.villages[city.village].township];
  if (!host.is_street())
    text += fmt::format(
        "\n# {0}承担市级公益性公墓，经批准不再建乡镇公墓。\n[[exemptions]]\nrule     = "
        "\"kaifeng-145/SP-44\"\nunit     = \"{1}\"\ndocument = \"{2}\"\n",
        host.name, host.code, city.approval);
  return text;
}

}  // namespace fangyuan::sample
