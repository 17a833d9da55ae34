// SPDX-License-Identifier: Apache-2.0
// An access limit in metres, as whole millimetres and as a search radius.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace fangyuan {

/// A leg's whole millimetres are compared with this (≤ counts).
inline std::uint32_t limit_mm(double limit_m) {
  return static_cast<std::uint32_t>(
      std::clamp(std::floor(limit_m * 1000 + 0.5), 0.0, 4294967294.0));
}

/// How far to look in the project's CRS so that no leg of geodesic length `limit_m` is missed: the
/// CRS may stretch lengths by up to 2 % (a CGCS2000 zone or UTM by 0.1 %).
inline double reach_m_for(double limit_m) { return limit_m * 1.02 + 0.01; }

}  // namespace fangyuan
