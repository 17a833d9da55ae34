// SPDX-License-Identifier: Apache-2.0
#include "core/burial/plots.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/wide.h"

namespace fangyuan {
namespace {

constexpr Wide kOne = Amount::kPerUnit;

Amount amount(Wide millionths) {
  return Amount::from_millionths(static_cast<std::int64_t>(millionths));
}
Amount nearest(Wide value, Wide divisor) { return amount((2 * value + divisor) / (2 * divisor)); }

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

/// Of one, in millionths: what the shares leave.
Wide rest_of(const LandShares& shares) {
  require(shares.green >= Amount() && shares.roads >= Amount() && shares.service >= Amount(),
          "shares of land are not below 0");
  const Wide rest = kOne - (shares.green + shares.roads + shares.service).millionths();
  require(rest > 0, "the shares of land leave nothing for plots");
  return rest;
}

}  // namespace

bool is_at_least_mu(Amount land_m2, Amount mu) {
  return Wide{3} * land_m2.millionths() >= Wide{2000} * mu.millionths();
}

Amount missing_m2(Amount land_m2, Amount mu) {
  const Wide thirds = Wide{2000} * mu.millionths() - Wide{3} * land_m2.millionths();
  return thirds <= 0 ? Amount() : amount((thirds + 2) / 3);
}

Amount m2_of_mu(Amount mu) { return amount(Wide{2000} * mu.millionths() / 3); }

std::int64_t plots_by_gross(Amount land_m2, Amount gross_m2) {
  require(land_m2 >= Amount() && gross_m2 > Amount(), "land is not below 0, a plot is above 0");
  return land_m2.millionths() / gross_m2.millionths();
}

std::int64_t plots_by_gross_mu(Amount land_mu, Amount gross_m2) {
  require(land_mu >= Amount() && gross_m2 > Amount(), "land is not below 0, a plot is above 0");
  return static_cast<std::int64_t>(Wide{2000} * land_mu.millionths() /
                                   (Wide{3} * gross_m2.millionths()));
}

Amount gross_of_plot(Amount plot_m2, const LandShares& shares) {
  require(plot_m2 > Amount(), "a plot is above 0");
  return nearest(Wide{plot_m2.millionths()} * kOne, rest_of(shares));
}

std::int64_t plots_by_shares(Amount land_m2, Amount plot_m2, const LandShares& shares) {
  require(land_m2 >= Amount() && plot_m2 > Amount(), "land is not below 0, a plot is above 0");
  return static_cast<std::int64_t>(Wide{land_m2.millionths()} * rest_of(shares) /
                                   (kOne * plot_m2.millionths()));
}

Amount plot_m2_per_urn(Amount single_m2, Amount joint_m2, Amount joint_share) {
  require(joint_share >= Amount() && joint_share <= Amount::from_whole(1),
          "the share of joint graves is 0 to 1");
  const Wide joint = joint_share.millionths();
  return nearest(Wide{2} * single_m2.millionths() * (kOne - joint) + joint_m2.millionths() * joint,
                 2 * kOne);
}

std::int64_t niches_by_floor(Amount floor_m2, Amount niche_m2) {
  return plots_by_gross(floor_m2, niche_m2);
}

Amount yearly_demand(People people, Amount deaths_per_mille, Amount share) {
  return urns_needed(people, deaths_per_mille, share, Amount::from_whole(1));
}

Amount urns_needed(People people, Amount deaths_per_mille, Amount share, Amount years) {
  require(
      people >= Amount() && deaths_per_mille >= Amount() && share >= Amount() && years >= Amount(),
      "people, rates, shares and years are not below 0");
  // In two steps, since four factors in millionths do not fit: the rates first, exactly.
  const Wide rate = Wide{deaths_per_mille.millionths()} * share.millionths();  // ‰ × 1e12
  return nearest(Wide{people.millionths()} * (rate * years.millionths() / kOne),
                 kOne * kOne * 1000);
}

std::optional<Amount> years_left(std::int64_t places, Amount demand_a_year) {
  require(places >= 0 && demand_a_year >= Amount(), "places and demand are not below 0");
  if (demand_a_year == Amount()) return {};
  return amount(Wide{places} * kOne * kOne / demand_a_year.millionths());
}

std::optional<int> year_of_exhaustion(std::int64_t places, std::span<const Amount> by_year,
                                      int first_year) {
  require(places >= 0, "places are not below 0");
  Wide rest = Wide{places} * kOne;
  for (std::size_t i = 0; i < by_year.size(); ++i) {
    require(by_year[i] >= Amount(), "demand is not below 0");
    rest -= by_year[i].millionths();
    if (rest < 0) return first_year + static_cast<int>(i);
  }
  return {};
}

}  // namespace fangyuan
