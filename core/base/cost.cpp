// SPDX-License-Identifier: Apache-2.0
#include "core/base/cost.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace fangyuan {

Cost travel_ms(std::uint32_t length_mm, double speed_mps) {
  assert(speed_mps > 0);
  // mm ÷ (m/s) is exactly milliseconds.
  const double ms = std::floor(static_cast<double>(length_mm) / speed_mps + 0.5);
  if (!(ms < static_cast<double>(std::numeric_limits<std::uint32_t>::max()))) return Cost();
  return Cost(static_cast<std::uint32_t>(ms));
}

Cost edge_ms(std::uint32_t length_mm, double speed_mps) {
  const Cost c = travel_ms(length_mm, speed_mps);
  return c.reached() ? Cost(std::max<std::uint32_t>(1, c.value())) : c;
}

}  // namespace fangyuan
