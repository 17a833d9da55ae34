// SPDX-License-Identifier: Apache-2.0
#include "core/base/cost.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace fangyuan {

namespace {

Cost nearest(double ms) {
  const double whole = std::floor(ms + 0.5);
  if (!(whole < static_cast<double>(std::numeric_limits<std::uint32_t>::max()))) return Cost();
  return Cost(static_cast<std::uint32_t>(whole));
}

Cost at_least_one(Cost c) { return c.reached() ? Cost(std::max<std::uint32_t>(1, c.value())) : c; }

}  // namespace

Cost travel_ms(std::uint32_t length_mm, double speed_mps) {
  assert(speed_mps > 0);
  return nearest(static_cast<double>(length_mm) / speed_mps);  // mm ÷ (m/s) is milliseconds
}

Cost edge_ms(std::uint32_t length_mm, double speed_mps) {
  return at_least_one(travel_ms(length_mm, speed_mps));
}

Cost edge_ms_at_kmh(std::uint32_t length_mm, double speed_kmh) {
  assert(speed_kmh > 0);
  return at_least_one(nearest(static_cast<double>(length_mm) * 18 / (5 * speed_kmh)));
}

}  // namespace fangyuan
