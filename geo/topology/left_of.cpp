// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/left_of.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

}  // namespace

LeftOf::LeftOf(const EdgeTable& edges) : edges_(edges) {
  const std::size_t n = edges.size();
  if (n == 0) return;
  std::int64_t y1 = std::numeric_limits<std::int64_t>::min();
  y0_ = std::numeric_limits<std::int64_t>::max();
  for (std::size_t e = 0; e < n; ++e)
    for (const std::uint32_t end : {edges.edges[e].low, edges.edges[e].high}) {
      y0_ = std::min(y0_, edges.points[end].y);
      y1 = std::max(y1, edges.points[end].y);
    }
  const auto bands = static_cast<std::int64_t>(std::sqrt(static_cast<double>(n))) * 2 + 1;
  height_ = (y1 - y0_) / bands + 1;
  band_begin_.assign(static_cast<std::size_t>((y1 - y0_) / height_) + 2, 0);
  const auto each = [&](const auto& visit) {
    for (std::uint32_t e = 0; e < n; ++e) {
      const auto [a, b] =
          std::minmax(edges.points[edges.edges[e].low].y, edges.points[edges.edges[e].high].y);
      if (a == b) continue;
      for (std::size_t band = band_of(a); band <= band_of(b); ++band) visit(band, e);
    }
  };
  each([&](std::size_t band, std::uint32_t) { ++band_begin_[band + 1]; });
  std::partial_sum(band_begin_.begin(), band_begin_.end(), band_begin_.begin());
  band_edges_.resize(band_begin_.back());
  auto at = band_begin_;
  each([&](std::size_t band, std::uint32_t e) { band_edges_[at[band]++] = e; });
}

std::size_t LeftOf::band_of(std::int64_t y) const {
  return static_cast<std::size_t>((y - y0_) / height_);
}

std::uint32_t LeftOf::half_edge(GridPoint p) const {
  std::uint32_t best = kNone;
  if (band_begin_.empty() || p.y < y0_) return best;
  const std::size_t band = band_of(p.y);
  if (band + 1 >= band_begin_.size()) return best;
  GridPoint best_low, best_high;
  for (std::uint32_t k = band_begin_[band]; k < band_begin_[band + 1]; ++k) {
    const auto& edge = edges_.edges[band_edges_[k]];
    GridPoint low = edges_.points[edge.low], high = edges_.points[edge.high];
    const bool up = low.y < high.y;
    if (!up) std::swap(low, high);
    // Each edge without its upper end, as if the ray ran a little above p.
    if (p.y < low.y || p.y >= high.y || orientation(low, high, p) >= 0) continue;
    // p is right of it; nearer than the best when it is right of the best at this height. Edges
    // meet at ends only, so that one of the four ends tells.
    bool nearer = best == kNone;
    if (!nearer) {
      const int a = orientation(best_low, best_high, low),
                b = orientation(best_low, best_high, high);
      const int c = orientation(low, high, best_low), d = orientation(low, high, best_high);
      nearer = (a <= 0 && b <= 0 && (a < 0 || b < 0)) || (c >= 0 && d >= 0 && (c > 0 || d > 0));
    }
    if (!nearer) continue;
    best = 2 * band_edges_[k] + (up ? 1U : 0U);  // downwards it has its left side to the right
    best_low = low;
    best_high = high;
  }
  return best;
}

}  // namespace fangyuan
