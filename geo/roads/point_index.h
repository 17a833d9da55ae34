// SPDX-License-Identifier: Apache-2.0
// Finds the point that lies at the same place as another one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

/// Points on a hashed grid. "The same place" is at most kJoinM apart in x and in y: far below any
/// survey, far above what projecting there and back leaves.
class PointIndex {
 public:
  static constexpr double kJoinM = 0.001;

  /// Adds point number `id`. Amortised O(1).
  void insert(XY p, std::uint32_t id);
  /// The lowest number added at the same place.
  std::optional<std::uint32_t> find(XY p) const;

 private:
  static constexpr double kCellM = 0.016;
  struct Entry {
    XY p;
    std::uint32_t id = 0;
    std::uint32_t next = 0;  // of the same slot
  };
  std::size_t slot_of(std::int64_t cx, std::int64_t cy) const;
  void grow();

  std::vector<std::uint32_t> slots_;
  std::vector<Entry> entries_;
};

}  // namespace fangyuan
