// SPDX-License-Identifier: Apache-2.0
#include "geo/surface/thin_ring.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fangyuan {
namespace {

constexpr double kFromCorner = 0.01;   ///< of a cell
constexpr std::size_t kFarthest = 64;  ///< cuts under one chord: bounds the work for each point

double cross(XY a, XY b) { return a.x * b.y - a.y * b.x; }
XY from(XY origin, XY p) { return {p.x - origin.x, p.y - origin.y}; }

/// Where a chord may pass instead of a cut: the two ends of a piece of its grid line.
std::pair<XY, XY> gate(const Cut& cut, Thinning thinning) {
  const double p = cut.on_row() ? cut.point.x : cut.point.y;
  const double corner = std::floor(p / thinning.cell_m) * thinning.cell_m;
  const double low = std::max(p - thinning.most_m, corner + kFromCorner * thinning.cell_m);
  const double high = std::min(p + thinning.most_m, corner + (1 - kFromCorner) * thinning.cell_m);
  return cut.on_row() ? std::pair{XY{low, cut.point.y}, XY{high, cut.point.y}}
                      : std::pair{XY{cut.point.x, low}, XY{cut.point.x, high}};
}

/// All directions from a point that pass the gates met so far.
class Wedge {
 public:
  explicit Wedge(XY apex) : apex_(apex) {}

  bool holds(XY p) const {
    const XY d = from(apex_, p);
    return free_ || (cross(right_, d) >= 0 && cross(d, left_) >= 0);
  }
  /// False when none is left.
  bool pass(std::pair<XY, XY> gate) {
    XY right = from(apex_, gate.first), left = from(apex_, gate.second);
    if (cross(right, left) < 0) std::swap(right, left);
    if (!(cross(right, left) > 0)) return false;
    if (free_ || cross(right_, right) > 0) right_ = right;
    if (free_ || cross(left, left_) > 0) left_ = left;
    free_ = false;
    return cross(right_, left_) > 0;
  }

 private:
  XY apex_;
  XY right_, left_;
  bool free_ = true;
};

}  // namespace

std::vector<XY> thinned(std::span<const Cut> cuts, std::span<const std::uint32_t> ring,
                        Thinning thinning) {
  const std::size_t n = ring.size();
  const auto cut = [&](std::size_t k) -> const Cut& { return cuts[ring[k < n ? k : k - n]]; };
  std::vector<XY> points;
  for (std::size_t here = 0; here < n;) {
    points.push_back(cut(here).point);
    std::size_t farthest = here + 1;
    Wedge wedge(cut(here).point);
    for (std::size_t k = here + 1; k <= std::min(n, here + kFarthest); ++k) {
      if (wedge.holds(cut(k).point)) farthest = k;
      if ((cut(k).place & Cut::kKept) != 0 || !wedge.pass(gate(cut(k), thinning))) break;
    }
    here = farthest;
  }
  points.push_back(points.front());
  return points;
}

}  // namespace fangyuan
