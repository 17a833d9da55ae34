// SPDX-License-Identifier: Apache-2.0
// Does a straight walk cross a river, a railway or another barrier?
#pragma once

#include <cstddef>
#include <memory>

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

  /// False when nothing within the box could stop a leg: then crosses() is false for every leg in
  /// it.
  bool any_in_box(XY min, XY max) const;

  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
