// SPDX-License-Identifier: Apache-2.0
// What crosses the prefecture whoever lives there: a river, a railway, a motorway, two trunk roads,
// lakes.
#pragma once

#include <vector>

#include "data/sample/world.h"

namespace fangyuan::sample {

/// A line with one point per fixed step of x (or of y), so that what is near is found at once.
class Corridor {
 public:
  Corridor() = default;
  Corridor(std::vector<Pt> axis, bool along_x, std::int32_t half_width);
  const std::vector<Pt>& axis() const { return axis_; }
  std::int32_t half_width() const { return half_width_; }
  /// From the corridor's edge, negative inside; 20,000 where farther than about two kilometres.
  double clearance(Pt p) const;
  bool crosses(Pt a, Pt b) const;
  /// Where the axis is crossed by the segment; absent when it is not.
  std::optional<Pt> crossing_with(Pt a, Pt b) const;
  /// The axis moved sideways to the left by `d` decimetres.
  std::vector<Pt> beside(double d) const;

 private:
  std::pair<std::size_t, std::size_t> near(std::int32_t lo, std::int32_t hi) const;
  std::vector<Pt> axis_;
  bool along_x_ = true;
  std::int32_t half_width_ = 0;
};

struct Terrain {
  Corridor river, railway, motorway, trunk_ns, trunk_ew;
  std::vector<std::vector<Pt>> lakes;  ///< closed rings

  /// River, railway or lake between two points.
  bool barrier_between(Pt a, Pt b) const;
  bool in_lake(Pt p, double margin) const;
  /// Distance to the nearest corridor's edge or lake.
  double clearance(Pt p) const;
};

Terrain make_terrain(const World& world);
/// A closed ring about `radius` around `centre`.
std::vector<Pt> pond(std::uint64_t seed, Pt centre, double radius);

}  // namespace fangyuan::sample
