// SPDX-License-Identifier: Apache-2.0
// Which unit of one layer holds a point.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/id.h"
#include "geo/units/polygon.h"

namespace fangyuan {

/// Built once per layer, then immutable and safe to share.
class UnitLocator {
 public:
  struct Entry {
    UnitId unit;
    std::span<const PolygonXY> polygons;
  };
  /// `entries` in the order in which they win where several hold a point.
  explicit UnitLocator(std::span<const Entry> entries);

  /// The first entry whose closed area holds the point; none: no one's.
  UnitId find(XY p) const;

 private:
  std::size_t column_of(double x) const;
  std::size_t row_of(double y) const;

  std::vector<UnitId> ids_;
  std::vector<PolygonIndex> areas_;
  XY min_, max_;
  std::size_t columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> begin_;    ///< of each box of the grid, into members_
  std::vector<std::uint32_t> members_;  ///< ascending within a box
};

}  // namespace fangyuan
