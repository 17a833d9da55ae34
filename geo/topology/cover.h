// SPDX-License-Identifier: Apache-2.0
// Which of many areas hold a point. Internal to geo/topology.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geo/units/polygon.h"

namespace fangyuan {

/// Areas are indexed when they are first asked for. Use it on one thread; it works in parallel
/// inside.
class Cover {
 public:
  explicit Cover(std::span<const std::span<const PolygonXY>> areas);

  /// For each point the areas that hold it, ascending; a border holds nothing.
  std::vector<std::vector<std::uint32_t>> holding(std::span<const XY> points);

 private:
  struct Box {
    XY min, max;
  };
  std::size_t cell(double v, double from) const;

  std::span<const std::span<const PolygonXY>> areas_;
  std::vector<Box> boxes_;
  std::vector<std::unique_ptr<PolygonIndex>> indexes_;
  std::vector<std::vector<std::uint32_t>> cells_;
  XY min_;
  double size_ = 1;
  std::size_t across_ = 1;
};

}  // namespace fangyuan
