// SPDX-License-Identifier: Apache-2.0
#include "sim/project/type_sets.h"

#include <algorithm>
#include <string_view>

#include "geo/facilities/facility_types.h"

namespace fangyuan {
namespace {

using Types = std::vector<std::string>;

/// Holds for a name that has `word` in it (empty: any) and whose type is `type` (empty: any).
struct Row {
  std::string_view word, type;
  Types types;
};

Types joined(Types a, const Types& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::vector<Row>& rows() {
  static const Types kCommunity{"community_service_centre", "standard_community"};
  static const Types kCommunityAndVillage = joined(kCommunity, {"village_service_centre"});
  static const Types kHospitals{"hospital",
                                "hospital_tertiary",
                                "hospital_secondary",
                                "tcm_hospital",
                                "tcm_hospital_tertiary",
                                "tcm_hospital_secondary",
                                "maternal_child_hospital",
                                "infectious_hospital",
                                "psychiatric_hospital",
                                "rehab_hospital"};
  // The first row that holds is taken.
  static const std::vector<Row> kRows{
      {"基层医疗卫生机构",
       "",
       {"township_health_centre", "community_health_centre", "community_health_station"}},
      {"医疗卫生机构", "",
       joined(kHospitals, {"nursing_hospital", "community_health_centre",
                           "community_health_station", "township_health_centre"})},
      {"托位", "", {"nursery", "nursery_comprehensive"}},
      {"", "nursery", {"nursery", "nursery_comprehensive"}},
      {"养老床位", "",
       joined(care_institutions(), {"community_care", "day_care", "street_care",
                                    "rural_community_care", "happiness_home"})},
      {"", "care_home", care_institutions()},
      {"", "community_care", {"community_care", "day_care", "embedded_care"}},
      {"综合功能", "regional_care_centre", {"regional_care_centre", "street_care"}},
      {"",
       "burial_facility",
       {"cemetery_county", "cemetery_urban", "cemetery_public", "burial_facility", "columbarium"}},
      {"", "cemetery_county", {"cemetery_county", "cemetery_urban"}},
      {"每百户", "community_service_centre", kCommunityAndVillage},
      {"城乡", "community_service_centre", kCommunityAndVillage},
      {"", "community_service_centre", kCommunity},
      {"", "funeral_home", {"funeral_home", "funeral_park"}},
      {"慈善超市", "charity_station", {"charity_station", "charity_shop"}},
      {"", "hospital", kHospitals}};
  return kRows;
}

}  // namespace

const Types& care_institutions() {
  static const Types kTypes{"care_home",           "private_care_home",   "public_care_home",
                            "nursing_home",        "social_welfare_home", "smart_care_home",
                            "medical_care_home",   "embedded_care",       "township_elderly_home",
                            "county_support_home", "regional_care_centre"};
  return kTypes;
}

std::optional<TypeSet> type_set_of(const std::string& name) {
  const auto type = FacilityTypes::shipped().match(name);
  for (const Row& row : rows()) {
    if (!row.type.empty() && (!type || type->id != row.type)) continue;
    if (name.find(row.word) == std::string::npos) continue;
    return TypeSet{row.types, row.type.empty() ? std::string(row.word) : type->by};
  }
  if (!type) return std::nullopt;
  return TypeSet{{type->id}, type->by};
}

}  // namespace fangyuan
