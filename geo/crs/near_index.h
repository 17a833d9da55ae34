// SPDX-License-Identifier: Apache-2.0
// How near the lines and points of a layer are. Internal to geo/crs.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

/// Segments (points are segments of length 0) in a plane in metres, in square boxes.
/// Building O(segments), a query O(segments in at most four boxes). Immutable.
class NearIndex {
 public:
  struct Segment {
    XY a, b;
  };
  /// `reach_m`: how far queries look.
  NearIndex(std::vector<Segment> segments, double reach_m);

  /// Distance to the nearest segment; `reach_m` or more: none is nearer.
  double distance(XY p) const;
  XY min() const { return min_; }
  XY max() const { return max_; }
  bool empty() const { return segments_.empty(); }

 private:
  std::size_t column(double x) const;
  std::size_t row(double y) const;

  std::vector<Segment> segments_;
  double reach_ = 0, box_ = 1;
  XY min_, max_;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> begin_, members_;
};

}  // namespace fangyuan
