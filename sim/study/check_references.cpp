// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "geo/facilities/facility_types.h"
#include "sim/project/nearest_word.h"
#include "sim/study/study.h"

namespace fangyuan {
namespace {

std::string joined(const std::set<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// A few types by their Chinese and English names, and how many there are.
Text some_types(const std::set<std::string>& types) {
  constexpr std::size_t kNamed = 5;
  Text text;
  std::size_t n = 0;
  for (const std::string& id : types) {
    if (n++ == kNamed) break;
    const FacilityType* type = FacilityTypes::shipped().find(id);
    text.zh += (text.zh.empty() ? "" : "、") + (type ? type->zh + " " + id : id);
    text.en += (text.en.empty() ? "" : ", ") + id;
  }
  if (types.size() <= kNamed) return text;
  text.zh += fmt::format(" 等 {} 种", types.size());
  text.en += fmt::format(" and {} more", types.size() - kNamed);
  return text;
}

void check_group(const std::string& file, const std::string& table, const char* key,
                 const std::string& group, const std::set<std::string>& groups,
                 Problems& problems) {
  if (groups.empty() || groups.contains(group)) return;
  problems.error(
      Problem{.code = "group-unknown",
              .file = file,
              .layer = table,
              .field = key,
              .value = group,
              .rule = {"人口图层没有这个人群；有：" + joined(groups),
                       "no population layer has this group; there are: " + joined(groups)}});
}

void check_burial(const BurialSettings& burial, const Project& p,
                  const std::set<std::string>& groups, Problems& problems) {
  const std::string file = p.file.filename().string();
  if (burial.deaths.empty())
    return check_group(file, "burial", "group", burial.group, groups, problems);
  std::vector<std::string> names;
  for (const StatisticsSource& s : p.statistics)
    for (const auto& [name, column] : s.ref.columns) names.push_back(name);
  if (std::ranges::find(names, burial.deaths) != names.end()) return;
  const auto near = nearest_word(burial.deaths, names);
  const std::string all = fmt::format("{}", fmt::join(names, ", "));
  const Text there = names.empty() ? Text{"；没有 [[statistics]]", "; there is no [[statistics]]"}
                     : near ? Text{"；最接近的是 " + *near, "; the nearest is " + *near}
                            : Text{"；有：" + all, "; there are: " + all};
  problems.error(Problem{.code = "statistic-unknown",
                         .file = file,
                         .layer = "burial",
                         .field = "deaths",
                         .value = burial.deaths,
                         .rule = {"[[statistics]] 的 columns 里没有这一项" + there.zh,
                                  "no [[statistics]] has it in its columns" + there.en}});
}

}  // namespace

void check_references(const Project& p, Problems& problems) {
  const std::string file = p.file.filename().string();
  std::set<std::string> groups;
  for (const PopulationSource& s : p.population)
    for (const auto& [group, column] : s.ref.columns) groups.insert(group);
  std::set<std::string> levels;
  for (const BoundarySource& b : p.boundaries)
    if (b.tree == Tree::legal) levels.insert(std::string(to_string(b.level)));

  const auto group_known = [&](std::size_t i, const char* key, const std::string& group) {
    check_group(file, fmt::format("services[{}]", i), key, group, groups, problems);
  };
  for (std::size_t i = 0; i < p.services.size(); ++i) {
    const Service& s = p.services[i];
    group_known(i, "group", s.group);
    if (s.need_group) group_known(i, "need", *s.need_group);
    if (s.own_unit && !levels.contains(std::string(to_string(s.own_unit->second)))) {
      problems.error(Problem{.code = "catchment-level",
                             .file = file,
                             .layer = fmt::format("services[{}]", i),
                             .field = "catchment",
                             .value = "own:" + std::string(to_string(s.own_unit->second)),
                             .rule = {"没有这一层级的区划界线，无法按本单元服务",
                                      "there are no boundaries of this level, so no own units"}});
    }
  }
  if (p.burial) check_burial(*p.burial, p, groups, problems);
  const auto told = [&](const char* code, const char* table, Text rule) {
    problems.warning(Problem{.code = code, .file = file, .layer = table, .rule = std::move(rule)});
  };
  if (p.services.empty())
    told("no-services", "services",
         {"没有写服务，只能给出数量、面积与有无", "no services: only counts, areas and presence"});
  if (p.population.empty())
    told("no-people", "population",
         p.network.empty()
             ? Text{"没有人口，不能算人口覆盖；设施数量与有无照算",
                    "no population: no people within reach; counts and presence stand"}
             : Text{"没有人口，不能算人口覆盖；设施数量、有无与服务圈照算",
                    "no population: no people within reach; counts, presence and "
                    "circles stand"});
  if (p.network.empty())
    told("no-roads", "network",
         p.population.empty()
             ? Text{"没有道路，不能算路网时间与服务圈；数量与有无照算",
                    "no roads: no network times and circles; counts and presence stand"}
             : Text{"没有道路，不能算路网时间与服务圈；直线距离、数量与有无照算",
                    "no roads: no network times and circles; straight lines, counts and presence "
                    "stand"});
  if (p.facilities.empty()) told("no-facilities", "facilities", {"没有设施", "no facilities"});
  if (p.boundaries.empty())
    told("no-boundaries", "boundaries",
         {"没有区划界线，全部作为一个单元", "no boundaries: the study is one unit"});
}

void check_types(const Project& p, const FacilityTable& facilities, Problems& problems) {
  // With an error the missing types may be those of a layer that could not be read.
  if (facilities.all.empty() || problems.has_errors()) return;
  std::set<std::string> present;
  for (const Facility& f : facilities.all) {
    present.insert(f.type);
    present.insert(f.functions.begin(), f.functions.end());
  }
  const std::vector<std::string> there(present.begin(), present.end());
  const Text there_are = some_types(present);
  for (std::size_t i = 0; i < p.services.size(); ++i) {
    const std::vector<std::string>& types = p.services[i].facility_types;
    const bool some = std::any_of(types.begin(), types.end(),
                                  [&](const std::string& t) { return present.contains(t); });
    for (const std::string& type : types) {
      // A type of the table beside others that are there: the list has none of it yet.
      const bool known = FacilityTypes::shipped().find(type) != nullptr;
      if (present.contains(type) || (some && known)) continue;
      const auto near = nearest_word(type, there);
      problems.warning(
          Problem{.code = "type-unmet",
                  .file = p.file.filename().string(),
                  .layer = fmt::format("services[{}]", i),
                  .field = "facilities",
                  .value = type,
                  .rule = {"没有一处设施是这种类型" + (near ? "；最接近的是 " + *near : "") +
                               "；清单里有：" + there_are.zh,
                           "no facility has this type" + (near ? "; the nearest is " + *near : "") +
                               "; the lists have: " + there_are.en}});
    }
  }
}

}  // namespace fangyuan
