// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "geo/facilities/facility_types.h"
#include "sim/init/guesses.h"

namespace fangyuan::init {
namespace {

/// One service for whichever of these types there are.
struct Usual {
  const char* id;
  const char* name;
  std::string_view types;  // between bars
  const char* mode;
  const char* limits;       ///< with roads
  const char* limits_else;  ///< without: car has no straight line for a time
  bool of_older;
  Text reason;
};

const std::array<Usual, 4>& usual_services() {
  static const std::array<Usual, 4> kUsual{{
      {"care-15",
       "一刻钟养老服务圈",
       "|street_care|community_care|day_care|embedded_care|",
       "walk",
       "limits_min = [5, 10, 15]",
       "limits_min = [5, 10, 15]",
       true,
       {"有社区、街道养老设施：规划要求步行 15 分钟可达",
        "community and street care: the plans promise a 15-minute walk"}},
      {"rural-care",
       "农村养老",
       "|rural_community_care|happiness_home|township_elderly_home|regional_care_centre|",
       "ebike",
       "limits_m = [3000, 5000]",
       "limits_m = [3000, 5000]",
       true,
       {"有农村养老设施", "care in the countryside"}},
      {"funeral-home",
       "殡仪服务",
       "|funeral_home|funeral_service_station|funeral_park|",
       "car",
       "limits_min = [30, 60]",
       "limits_m = [20000, 40000]",
       false,
       {"有殡仪馆或殡仪服务站", "funeral homes or stations"}},
      {"cemetery",
       "公墓与骨灰堂",
       "|cemetery_city|cemetery_county|cemetery_urban|cemetery_township|cemetery_village|"
       "cemetery_public|cemetery|columbarium|",
       "car",
       "limits_min = [15, 30, 60]",
       "limits_m = [10000, 20000, 40000]",
       false,
       {"有公墓或骨灰堂", "cemeteries or columbaria"}},
  }};
  return kUsual;
}

std::string group_for(bool of_older, const std::set<std::string>& groups) {
  if (of_older)
    for (const char* g : {"older60", "older65", "older80"})
      if (groups.contains(g)) return g;
  if (groups.contains("total") || groups.empty()) return "total";
  return *groups.begin();
}

void add(Proposal& out, const KeyValue& id_and_name, const std::vector<std::string>& types,
         std::vector<KeyValue> more, Text reason) {
  Guess g;
  g.table = "services";
  g.order = static_cast<int>(out.guesses.size());
  g.reasons.push_back(std::move(reason));
  g.keys.emplace_back("id", toml_text(id_and_name.first));
  g.keys.emplace_back("name", toml_text(id_and_name.second));
  g.keys.emplace_back("facilities", inline_list(types));
  g.keys.insert(g.keys.end(), more.begin(), more.end());
  out.guesses.push_back(std::move(g));
}

KeyValue limits_of(std::string_view text) {
  const auto at = text.find(" = ");
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 3))};
}

std::string family_of(const std::string& type) {
  const FacilityType* known = FacilityTypes::shipped().find(type);
  return known ? known->family : "other";
}

/// In Chinese, as a service is named.
std::string_view family_zh(std::string_view family) {
  using Word = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Word, 14> kWords{{{"elderly", "养老设施"},
                                                {"funeral", "殡葬设施"},
                                                {"assistance", "救助设施"},
                                                {"disability", "残疾人服务设施"},
                                                {"children", "儿童设施"},
                                                {"community", "社区服务设施"},
                                                {"marriage", "婚姻登记与服务"},
                                                {"health", "医疗卫生设施"},
                                                {"education", "教育设施"},
                                                {"culture", "文化设施"},
                                                {"sport", "体育设施"},
                                                {"veterans", "退役军人服务设施"},
                                                {"safety", "公共安全设施"},
                                                {"housing_work", "住房与就业设施"}}};
  for (const auto& [ours, zh] : kWords)
    if (ours == family) return zh;
  return "其他设施";
}

void propose_beds(Proposal& out) {
  std::vector<std::string> with_beds;
  for (const auto& [type, beds] : out.types)
    if (beds && family_of(type) == "elderly") with_beds.push_back(type);
  if (with_beds.empty() || !out.groups.contains("older60")) return;
  add(out, {"beds", "养老床位"}, with_beds,
      {{"mode", toml_text("car")},
       out.has_roads ? limits_of("limits_min = [30]") : limits_of("limits_m = [10000]"),
       {"group", toml_text("older60")},
       {"capacity", toml_text("beds")},
       {"need", "0.03"}},
      {"清单里有床位数，又有老年人口：按 9073 格局，3% 的老年人需要机构床位",
       "the list has beds and there are older people: by 9073, 3 % of them need one"});
}

}  // namespace

void propose_services(Proposal& out) {
  std::set<std::string> served;
  for (const Usual& u : usual_services()) {
    std::vector<std::string> types;
    for (const auto& [type, beds] : out.types)
      if (u.types.find('|' + type + '|') != std::string_view::npos) types.push_back(type);
    if (types.empty()) continue;
    served.insert(types.begin(), types.end());
    add(out, {u.id, u.name}, types,
        {{"mode", toml_text(u.mode)},
         limits_of(out.has_roads ? u.limits : u.limits_else),
         {"group", toml_text(group_for(u.of_older, out.groups))}},
        u.reason);
  }
  propose_beds(out);
  std::map<std::string, std::vector<std::string>> rest;
  for (const auto& [type, beds] : out.types)
    if (!served.contains(type)) rest[family_of(type)].push_back(type);
  for (const auto& [family, types] : rest)
    add(out, {family + "-15", std::string(family_zh(family)) + "（步行 15 分钟）"}, types,
        {{"mode", toml_text("walk")},
         {"limits_min", "[5, 10, 15]"},
         {"group", toml_text(group_for(family == "elderly", out.groups))}},
        {fmt::format("{}，先按步行 15 分钟看，请按规划改写", family_zh(family)),
         fmt::format("facilities of family {}: a 15-minute walk, to be changed to what the plan "
                     "says",
                     family)});
}

std::vector<std::string> propose_rules(const Proposal& proposal) {
  for (const auto& [type, beds] : proposal.types)
    if (family_of(type) == "elderly" || family_of(type) == "funeral") return {"presence-basics"};
  return {};
}

}  // namespace fangyuan::init
