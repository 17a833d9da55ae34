// SPDX-License-Identifier: Apache-2.0
// Whoever doubts an answer reads this: values and bounds from the request alone, sharing no code
// with the search.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/siting/request.h"

namespace fangyuan {

struct SitingValue {
  Wide covered = 0;           ///< millionths of people × factor within the limit of a site
  Wide total = 0;             ///< millionths of people × factor × cost of those
  Cost worst = Cost::zero();  ///< of those
  Wide price = 0;             ///< of the sites, or their number where there are no prices
  People people;              ///< covered, factors left out
  Wide left_out = 0;          ///< millionths of people × factor that no site serves
};
/// Of newly opened sites beside the open ones. O(pairs).
SitingValue evaluate(const SitingRequest& request, std::span<const std::uint32_t> sites);

/// The bound that payments per cell give for most_covered or least_total, whatever they are. By
/// weak duality: a row pays min(payment, its loss), and the best sites are those that give most for
/// what they are paid. O(pairs + sites log sites).
Wide bound_by(const SitingRequest& request, std::span<const double> payment);

/// Empty when the answer is what it says, as far as this can be told without searching: sites may
/// be opened and fit; the value is theirs; no bound is on the wrong side; "optimal" is without gap;
/// the payments' bound is on the right side of the value.
std::string certify(const SitingRequest& request, const SitingAnswer& answer);

}  // namespace fangyuan
