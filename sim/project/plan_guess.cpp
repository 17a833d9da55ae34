// SPDX-License-Identifier: Apache-2.0
#include "sim/project/plan_guess.h"

#include <fmt/format.h>

#include <array>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

const std::string kInstitutions =
    "facilities  = [\"care_home\", \"private_care_home\", \"public_care_home\", "
    "\"nursing_home\", \"social_welfare_home\", \"township_elderly_home\", "
    "\"county_support_home\"]\n";

bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::optional<std::string> bound_in(const std::string& name) {
  static constexpr std::array<std::pair<const char*, const char*>, 10> kWords{
      {{"乡镇（街道）", "乡镇（街道）"},
       {"乡镇(街道)", "乡镇（街道）"},
       {"乡镇 (街道)", "乡镇（街道）"},
       {"街道", "街道"},
       {"乡镇", "乡镇"},
       {"县（市）", "县（市）"},
       {"县", "县（市、区）"},
       {"农村", "行政村"},
       {"社区", "社区"},
       {"村", "行政村"}}};
  for (const auto& [word, binds] : kWords)
    if (has(name, word)) return binds;
  return std::nullopt;
}

}  // namespace

std::optional<MetricGuess> guess_metric(const std::string& name) {
  const auto type = FacilityTypes::shipped().match(name);
  const std::string types = type ? "facilities  = [" + quoted(type->id) + "]\n" : "";
  if (has(name, "护理型床位"))
    return MetricGuess{"metric      = \"share\"\n" + kInstitutions +
                           "amount      = \"nursing_beds\"\nwhole       = \"beds\"\n"
                           "denominator = \"养老机构床位\"\n",
                       "护理型床位 ÷ 床位", true};
  if (has(name, "养老机构床位"))
    return MetricGuess{"metric      = \"total\"\n" + kInstitutions +
                           "amount      = \"beds\"\ndenominator = \"全部\"\n",
                       "养老机构的床位合计"};
  if (!type) return std::nullopt;
  const std::string by = "“" + type->by + "”是 " + type->id;
  if (has(name, "每百户"))
    return MetricGuess{"metric      = \"floor_area\"\n" + types + "denominator = \"户\"\n", by};
  const bool thousand = has(name, "每千"), ten_thousand = has(name, "每万");
  if (thousand || ten_thousand) {
    const char* amount = has(name, "床位") ? "beds" : has(name, "托位") ? "places" : "sites";
    const bool older = has(name, "老年");
    return MetricGuess{
        fmt::format("metric      = \"per_people\"\n{}amount      = \"{}\"\ngroup       = "
                    "\"{}\"\nper         = {}\ndenominator = \"{}\"\n",
                    types, amount, older ? "older60" : "total", thousand ? 1000 : 10000,
                    older ? "老年人口" : "常住人口"),
        by};
  }
  if (has(name, "覆盖")) {
    const auto binds = bound_in(name);
    if (!binds) return std::nullopt;
    return MetricGuess{
        "metric      = \"presence\"\n" + types + "binds       = " + quoted(*binds) + "\n",
        by + "；按有设施的单元占比", true};
  }
  const bool counted = has(name, "数") || has(name, "总量") || has(name, "网点");
  if (counted)
    return MetricGuess{"metric      = \"total\"\n" + types + "amount      = \"" +
                           (has(name, "床位") ? "beds" : "sites") + "\"\ndenominator = \"全部\"\n",
                       by};
  return std::nullopt;
}

}  // namespace fangyuan
