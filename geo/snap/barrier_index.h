// SPDX-License-Identifier: Apache-2.0
// Does a straight walk cross a river, a railway or another barrier?
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/place.h"
#include "geo/roads/barriers.h"

namespace fangyuan {

/// All barriers of a study in one R-tree. Immutable after construction, safe to share.
class BarrierIndex {
 public:
  /// Copies what it needs. O(n log n).
  explicit BarrierIndex(const Barriers& barriers);
  ~BarrierIndex();
  BarrierIndex(BarrierIndex&&) noexcept;
  BarrierIndex& operator=(BarrierIndex&&) noexcept;

  /// True when the leg meets a line or an area's outline other than at its own ends. The outline of
  /// water that contains `place` (strictly) is ignored. Ends reach 1 mm into the leg, so that the
  /// rounding of a foot on a street that runs along a barrier does not decide. O(log n + met).
  bool crosses(XY place, XY street) const;

  /// One straight piece of a barrier.
  struct Piece {
    XY a, b;
    std::uint32_t area = 0;  ///< whose outline it belongs to, or a mark for a line
  };
  using Near = std::vector<Piece>;
  /// Replaces `out` by all pieces that could stop a leg within the box.
  void find(XY min, XY max, Near& out) const;
  /// As crosses(place, street) for a leg within a box for which find() gave `near`: faster where
  /// many legs are asked for. O(near), and a look at the index where the leg meets water.
  bool crosses(XY place, XY street, const Near& near) const;

  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
