// SPDX-License-Identifier: Apache-2.0
#include "sim/project/plan_guess.h"

#include <fmt/format.h>

#include <array>

#include "sim/project/plan_table.h"
#include "sim/project/type_sets.h"

namespace fangyuan {
namespace {

bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

MetricGuess guess(std::string metric, const TypeSet& set, const std::string& more) {
  std::string list;
  for (const std::string& t : set.types) list += (list.empty() ? "\"" : ", \"") + t + '"';
  MetricGuess g;
  g.keys = "metric      = \"" + metric + "\"\nfacilities  = [" + list + "]\n" + more;
  g.metric = std::move(metric);
  g.types = set.types;
  g.reason = set.types.size() == 1 ? "“" + set.by + "”是 " + set.types.front()
                                   : fmt::format("“{}”算 {} 类设施", set.by, set.types.size());
  return g;
}

/// 护理型床位: a share of the beds where the name says so, else their number. Whose beds they are
/// must be plain: no facility named is all institutions of care.
std::optional<MetricGuess> guess_nursing(const std::string& name,
                                         const std::optional<TypeSet>& named) {
  if (!named && has(name, "医疗")) return std::nullopt;
  const TypeSet set = named.value_or(TypeSet{care_institutions(), "护理型床位"});
  if (has(name, "占") || has(name, "比例")) {
    MetricGuess g = guess("share", set,
                          "amount      = \"nursing_beds\"\nwhole       = \"beds\"\n"
                          "denominator = \"床位\"\n");
    g.reason += "；护理型床位 ÷ 床位";
    g.is_share = true;
    return g;
  }
  if (has(name, "每千") || has(name, "每万") || has(name, "率")) return std::nullopt;
  return guess("total", set, "amount      = \"nursing_beds\"\ndenominator = \"全部\"\n");
}

}  // namespace

std::optional<std::string> bound_in(const std::string& name) {
  // Longer words before those they hold.
  static constexpr std::array<std::pair<const char*, const char*>, 20> kWords{
      {{"村（社区）", "村（社区）"},
       {"社区（村）", "村（社区）"},
       {"村（居）", "村（社区）"},
       {"城乡社区", "村（社区）"},
       {"乡镇（街道）", "乡镇（街道）"},
       {"街道（乡镇）", "乡镇（街道）"},
       {"县（市、区）", "县（市、区）"},
       {"县（市）", "县（市）"},
       {"县（区）", "县（区）"},
       {"县区", "县（区）"},
       {"市辖区", "市辖区"},
       {"省辖市", "省辖市"},
       {"街道", "街道"},
       {"乡镇", "乡镇"},
       {"县", "县（市、区）"},
       {"市级", "市"},
       {"农村", "行政村"},
       {"城市社区", "社区"},
       {"社区", "社区"},
       {"村", "行政村"}}};
  const std::string folded = fold_plan_words(name);
  for (const auto& [word, binds] : kWords)
    if (has(folded, word)) return binds;
  return std::nullopt;
}

std::optional<MetricGuess> guess_metric(const std::string& written) {
  const std::string name = fold_plan_words(written);
  const auto set = type_set_of(name);
  if (has(name, "护理型床位") || has(name, "护理床位")) return guess_nursing(name, set);
  if (!set) return std::nullopt;
  if (has(name, "空白点")) {
    MetricGuess g = guess("blank_spot", *set,
                          "binds       = \"" + bound_in(name).value_or("县（市）") + "\"\n");
    g.falls = true;
    return g;
  }
  const bool thousand = has(name, "每千"), ten_thousand = has(name, "每万");
  if (has(name, "每百户")) return guess("floor_area", *set, "denominator = \"户\"\n");
  if (thousand || ten_thousand) {
    const char* amount = has(name, "床位") ? "beds" : has(name, "托位") ? "places" : "sites";
    const bool older = has(name, "老年");
    return guess("per_people", *set,
                 fmt::format("amount      = \"{}\"\ngroup       = \"{}\"\nper         = {}\n"
                             "denominator = \"{}\"\n",
                             amount, older ? "older60" : "total", thousand ? 1000 : 10000,
                             older ? "老年人口" : "常住人口"));
  }
  if (has(name, "覆盖")) {
    const auto binds = bound_in(name);
    if (!binds) return std::nullopt;
    MetricGuess g = guess("presence", *set, "binds       = \"" + *binds + "\"\n");
    g.reason += "；按有设施的单元占比";
    g.is_share = true;
    return g;
  }
  if (has(name, "率") || has(name, "占比") || has(name, "比例")) return std::nullopt;
  if (!has(name, "数") && !has(name, "总量") && !has(name, "网点")) return std::nullopt;
  return guess("total", *set,
               std::string("amount      = \"") + (has(name, "床位") ? "beds" : "sites") +
                   "\"\ndenominator = \"全部\"\n");
}

}  // namespace fangyuan
