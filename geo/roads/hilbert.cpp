// SPDX-License-Identifier: Apache-2.0
#include "geo/roads/hilbert.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace fangyuan {

std::uint32_t hilbert_key(std::uint16_t x, std::uint16_t y) {
  std::uint32_t a = x, b = y, key = 0;
  for (std::uint32_t half = 1U << 15U; half > 0; half /= 2) {
    const bool right = (a & half) != 0;
    const bool upper = (b & half) != 0;
    const std::uint32_t quadrant = right ? (upper ? 2U : 3U) : (upper ? 1U : 0U);
    key = key * 4 + quadrant;
    // Turn the quadrant so that the curve enters and leaves it at the right corners.
    if (!upper) {
      if (right) {
        a = 0xFFFFU - a;
        b = 0xFFFFU - b;
      }
      std::swap(a, b);
    }
  }
  return key;
}

std::vector<std::uint32_t> hilbert_order(std::span<const XY> points) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  if (points.empty()) return order;
  XY low = points[0], high = points[0];
  for (XY p : points) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const double side = std::max({high.x - low.x, high.y - low.y, 1e-9});
  const auto step = [side](double d) { return static_cast<std::uint16_t>(d / side * 65535); };
  std::vector<std::uint32_t> key(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    key[i] = hilbert_key(step(points[i].x - low.x), step(points[i].y - low.y));
  std::sort(order.begin(), order.end(), [&key](std::uint32_t a, std::uint32_t b) {
    return std::pair(key[a], a) < std::pair(key[b], b);
  });
  return order;
}

}  // namespace fangyuan
