// SPDX-License-Identifier: Apache-2.0
// Plane geometry of one point or segment against another, in metres of the project's CRS.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/place.h"

namespace fangyuan::plane {

inline XY operator-(XY a, XY b) { return {a.x - b.x, a.y - b.y}; }
inline double dot(XY a, XY b) { return a.x * b.x + a.y * b.y; }
inline double cross(XY a, XY b) { return a.x * b.y - a.y * b.x; }
inline double squared_distance(XY a, XY b) { return dot(a - b, a - b); }

/// The point of a segment that is nearest to another point.
struct Foot {
  double squared_m = 0;
  double t = 0;  ///< along the segment: 0 at its first point, 1 at its last
  XY point;
};

/// Nearest point of a–b to p. The reversed segment gives the same distance to the bit, and an end
/// is hit with its own coordinates, so that streets that meet or lie on one another tie exactly.
inline Foot foot_on(XY p, XY a, XY b) {
  const bool swapped = b.x < a.x || (b.x == a.x && b.y < a.y);
  if (swapped) std::swap(a, b);
  const XY d = b - a;
  const double length2 = dot(d, d);
  const double t = length2 > 0 ? dot(p - a, d) / length2 : 0;
  Foot foot;
  if (t <= 0) {
    foot = {0, 0, a};
  } else if (t >= 1) {
    foot = {0, 1, b};
  } else {
    foot = {0, t, {a.x + t * d.x, a.y + t * d.y}};
  }
  foot.squared_m = squared_distance(p, foot.point);
  if (swapped) foot.t = 1 - foot.t;
  return foot;
}

/// −1, 0 or 1: c lies right of, on, or left of a → b. Computed relative to a, so that coordinates
/// of millions of metres keep their last digits.
inline int side(XY a, XY b, XY c) {
  const double s = cross(b - a, c - a);
  return (s > 0) - (s < 0);
}

inline bool in_box_of(XY a, XY b, XY p) {
  return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
         p.y <= std::max(a.y, b.y);
}

/// Closed segments: touching counts.
inline bool segments_meet(XY a, XY b, XY c, XY d) {
  const int c_side = side(a, b, c), d_side = side(a, b, d);
  const int a_side = side(c, d, a), b_side = side(c, d, b);
  if (c_side * d_side < 0 && a_side * b_side < 0) return true;
  return (c_side == 0 && in_box_of(a, b, c)) || (d_side == 0 && in_box_of(a, b, d)) ||
         (a_side == 0 && in_box_of(c, d, a)) || (b_side == 0 && in_box_of(c, d, b));
}

/// Where two segments come nearest: `t` on the first, `u` on the second.
struct Approach {
  double squared_m = 0;
  double t = 0, u = 0;
  XY on_first, on_second;
};

/// Of several nearest pairs the first in this order: a crossing, a, b, c, d.
inline Approach nearest_approach(XY a, XY b, XY c, XY d) {
  if (segments_meet(a, b, c, d)) {
    const double area = cross(b - a, d - c);
    if (area != 0) {
      const double t = std::clamp(cross(c - a, d - c) / area, 0.0, 1.0);
      const XY p{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
      return {0, t, foot_on(p, c, d).t, p, p};
    }
  }
  const Foot from_a = foot_on(a, c, d), from_b = foot_on(b, c, d);
  const Foot from_c = foot_on(c, a, b), from_d = foot_on(d, a, b);
  const std::array<Approach, 4> all{{{from_a.squared_m, 0, from_a.t, a, from_a.point},
                                     {from_b.squared_m, 1, from_b.t, b, from_b.point},
                                     {from_c.squared_m, from_c.t, 0, from_c.point, c},
                                     {from_d.squared_m, from_d.t, 1, from_d.point, d}}};
  return *std::min_element(all.begin(), all.end(), [](const Approach& l, const Approach& r) {
    return l.squared_m < r.squared_m;
  });
}

}  // namespace fangyuan::plane
