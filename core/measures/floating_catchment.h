// SPDX-License-Identifier: Apache-2.0
// Floating catchments: places per person, for everyone, without borders of units.
#pragma once

#include <span>
#include <vector>

#include "core/base/amount.h"
#include "core/filling/transport.h"
#include "core/measures/decay.h"

namespace fangyuan {

struct CatchmentRequest {
  std::span<const FillPair> pairs;  ///< in any order, each (cell, rank) once
  std::span<const People> people;   ///< [cell] ≥ 0, of the group that the sites are for
  std::span<const Amount> supply;   ///< [rank] ≥ 0: beds, places, staff
  Cost limit;                       ///< of the catchment, ≤ counts
  Decay decay;
};

struct FloatingCatchment {
  /// [rank] supply ÷ Σ people × weight; 0 where nobody is in the catchment.
  std::vector<double> ratio;
  /// [cell] Σ ratio × weight over the sites in its catchment: places per person.
  std::vector<double> access;
  /// Of sites that nobody has in the catchment.
  Amount supply_without_people;
};

/// 2SFCA with DecayShape::binary (Luo & Wang 2003), E2SFCA with any other (Luo & Qi 2009 and the
/// sources at DecayShape): the weight counts in both steps. Over all people, people × access sums
/// up to the supply that somebody has in the catchment.
/// Sums of people × weight are exact; those of ratios run by rank, so that the order of the pairs
/// does not matter. Throws std::invalid_argument as decay_billionths, and where a pair names no
/// cell or site. O(pairs log pairs).
FloatingCatchment floating_catchment(const CatchmentRequest& request);

}  // namespace fangyuan
