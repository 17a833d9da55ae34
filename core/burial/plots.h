// SPDX-License-Identifier: Apache-2.0
// Burial arithmetic: plots and niches from land, demand from people, and how long the land lasts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/base/amount.h"

namespace fangyuan {

/// 亩 ≥ m², exactly: 1 亩 is 2000/3 m², so that 33,333.34 m² are 50 亩 and 33,333.33 are not.
bool is_at_least_mu(Amount land_m2, Amount mu);
/// What is missing to `mu`, in m², rounded up to the millionth; 0 when it is at least that.
Amount missing_m2(Amount land_m2, Amount mu);
/// 亩 to m², floored to the millionth.
Amount m2_of_mu(Amount mu);

/// What of a cemetery's land carries no plots. Each ≥ 0; together below 1.
struct LandShares {
  Amount green;    ///< 绿地
  Amount roads;    ///< 道路
  Amount service;  ///< 管理、服务、停车
};

/// Whole plots on land of which each takes `gross_m2`, its part of green and roads included,
/// floored. Throws std::invalid_argument unless land ≥ 0 and gross_m2 > 0.
std::int64_t plots_by_gross(Amount land_m2, Amount gross_m2);
std::int64_t plots_by_gross_mu(Amount land_mu, Amount gross_m2);

/// A plot's own area over the part of the land that is left for plots: 0.5 m² with 0.4 green, 0.3
/// roads and 0.05 service take 2 m² gross. To the nearest millionth. Throws std::invalid_argument
/// when nothing is left or plot_m2 ≤ 0.
Amount gross_of_plot(Amount plot_m2, const LandShares& shares);
/// Whole plots on what the shares leave, floored. Throws as gross_of_plot.
std::int64_t plots_by_shares(Amount land_m2, Amount plot_m2, const LandShares& shares);

/// A part of the places in joint graves, two urns to each: the land per urn of such a mix, to the
/// nearest millionth. Throws std::invalid_argument unless 0 ≤ joint_share ≤ 1.
Amount plot_m2_per_urn(Amount single_m2, Amount joint_m2, Amount joint_share);

/// Whole niches (骨灰格位) in a building of so much floor, floored. Throws as plots_by_gross.
std::int64_t niches_by_floor(Amount floor_m2, Amount niche_m2);

/// people × ‰ × share a year, to the nearest millionth: 40,000 at 8.04 ‰ and 0.5 are 160.8.
Amount yearly_demand(People people, Amount deaths_per_mille, Amount share);
/// As DB34/T 4180-2022: residents × yearly death rate × years × share to public cemeteries.
Amount urns_needed(People people, Amount deaths_per_mille, Amount share, Amount years);

/// places ÷ demand in years, floored to the millionth; absent where nothing is demanded (it never
/// fills up).
std::optional<Amount> years_left(std::int64_t places, Amount demand_a_year);

/// Demand that changes: by_year[i] is that of the year first_year + i. The first year whose demand
/// the rest no longer meets; absent when the places outlast the list.
std::optional<int> year_of_exhaustion(std::int64_t places, std::span<const Amount> by_year,
                                      int first_year);

}  // namespace fangyuan
