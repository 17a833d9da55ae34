// SPDX-License-Identifier: Apache-2.0
// Lines in the project's plane: what is nearest to a point, and how far one line strays from
// others.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

/// Parts (polylines) with a tree of boxes over their segments in order. Building O(n), a question
/// O(log n) for ordinary lines. Immutable.
class LineIndex {
 public:
  explicit LineIndex(std::span<const std::vector<XY>> parts);

  struct Foot {
    double distance_m = 0;
    std::size_t part = 0;
    std::size_t segment = 0;  ///< within the part
    double along_m = 0;       ///< from the part's first point, in the plane
    XY point;
  };
  /// The nearest point; of several the first along the parts. REQUIRES: not empty.
  Foot nearest(XY p) const;
  bool empty() const { return segments_.empty(); }
  /// Of a part, in the plane.
  double length_m(std::size_t part) const { return lengths_[part]; }

  /// The distance of a point from the segment that a foot is on.
  double distance_to(XY p, const Foot& foot) const;

 private:
  struct Segment {
    XY a, b;
    std::uint32_t part = 0, number = 0;
    double along_m = 0;
  };
  struct Box {
    XY min, max;
  };
  void search(std::size_t node, std::size_t begin, std::size_t end, XY p, double& best2,
              std::size_t& found) const;
  Box build(std::size_t node, std::size_t begin, std::size_t end);

  std::vector<Segment> segments_;
  std::vector<Box> boxes_;
  std::vector<double> lengths_;
};

/// How a line strays from others.
struct Stray {
  double apart_m = 0;   ///< the greatest distance, to a tenth of a millimetre
  XY where;             ///< there
  double beyond_m = 0;  ///< length of the line that is farther away than the tolerance
};

/// Exact but for a tenth of a millimetre of distance and 5 cm of length: distances change by no
/// more than one moves, so that pieces of which the ends decide are not looked into. REQUIRES: an
/// index that is not empty. Of no parts: nothing.
Stray stray_of(std::span<const std::vector<XY>> parts, const LineIndex& others, double tolerance_m);

}  // namespace fangyuan
