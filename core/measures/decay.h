// SPDX-License-Identifier: Apache-2.0
// How much a site counts for somebody who has so far to go: the field's decay functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/cost.h"

namespace fangyuan {

/// With c the cost and L the limit; all are 0 beyond the limit and 1 where c is 0.
enum class DecayShape {
  /// 1 up to the limit. Luo & Wang (2003), Measures of spatial accessibility to health care in a
  /// GIS environment, Environment and Planning B 30: the two-step floating catchment (2SFCA).
  binary,
  /// A weight per zone. Luo & Qi (2009), An enhanced two-step floating catchment area method,
  /// Health & Place 15 (E2SFCA); there 10, 20 and 30 minutes with 1, 0.68, 0.22 or 1, 0.42, 0.09.
  step,
  /// 1 − c/L: the triangular kernel. Silverman (1986), Density Estimation.
  linear,
  /// 1 − (c/L)²: the kernel of Epanechnikov (1969), in floating catchments with Dai & Wang (2011),
  /// Environment and Planning B 38. Its constant ¾ cancels out between the two steps.
  kernel_density,
  /// (e^(−½(c/L)²) − e^(−½)) ÷ (1 − e^(−½)). Dai (2010), Black residential segregation, disparities
  /// in spatial access to health care facilities, Health & Place 16.
  gaussian,
  /// e^(−β c). Wilson (1971), A family of spatial interaction models, Environment and Planning 3.
  exponential,
  /// (c/least)^(−β), 1 up to `least`. Hansen (1959), How accessibility shapes land use, Journal of
  /// the American Institute of Planners 25; no power is defined at 0, hence the least cost.
  inverse_power,
};

std::string_view to_string(DecayShape shape);
std::optional<DecayShape> parse_decay_shape(std::string_view word);
const std::vector<std::string>& decay_shape_words();

struct DecayZone {
  Cost up_to;  ///< ≤ counts
  double weight = 1;
};

struct Decay {
  DecayShape shape = DecayShape::binary;
  std::vector<DecayZone> zones = {};  ///< of step: by cost, ascending; 0 behind the last
  double beta = 0;            ///< of exponential, per ms or mm; of inverse_power, a plain number
  Cost least = Cost(60'000);  ///< of inverse_power: > 0
};

/// The weight in whole billionths, to the nearest, so that sums of people × weight are exact.
/// Throws std::invalid_argument when zones are missing, out of order or rise, a weight is outside
/// 0–1, beta is not above 0 where it counts, or least is 0.
std::uint32_t decay_billionths(const Decay& decay, Cost cost, Cost limit);

}  // namespace fangyuan
