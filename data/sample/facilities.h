// SPDX-License-Identifier: Apache-2.0
// Facilities in the counts that the plans give for early 2022.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/sample/settlement.h"
#include "data/sample/terrain.h"
#include "data/sample/world.h"

namespace fangyuan::sample {

struct Site {
  std::string id;
  std::string name;
  std::string type;           ///< an id of data/tables/facility_types.csv
  std::uint32_t village = 0;  ///< kOutside: the list does not tell it
  Pt at;
  std::string status = "in_use";
  std::int64_t beds = -1, nursing = -1, places = -1, area_m2 = -1;  ///< −1: does not apply
  std::int64_t land_mu = -1, graves = -1;
  std::string opened;    ///< a date, or empty
  std::string approval;  ///< number of the paper that allowed it, or empty
  std::string functions;
};

struct Facilities {
  std::vector<Site> care, funeral, children, homes, health, veterans, community;
  std::vector<Site> services;  ///< of make_services
};

/// The plans' counts at full size (reference/seeds-kaifeng.md 2.11, early 2022), scaled.
struct FacilityCounts {
  std::size_t private_homes = 122, rural_homes = 82, street_and_community = 362,
              happiness_homes = 211, childrens_homes = 782, nurseries = 96;
  std::int64_t beds = 20'308, nursery_places = 3'796;
};
FacilityCounts scaled_counts(double scale);

Facilities make_facilities(const World& world, const Settlements& settlements);

/// Indices of 街道 townships that have no street_care site, in code order.
std::vector<std::uint32_t> streets_without_care(const World& world, const Facilities& facilities);

}  // namespace fangyuan::sample
