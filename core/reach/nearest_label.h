// SPDX-License-Identifier: Apache-2.0
// The nearest site of a place: what it costs, and which of the sites it is.
#pragma once

#include <compare>
#include <cstdint>

#include "core/base/cost.h"

namespace fangyuan {

/// Cost, then the site's rank: the lesser label is the better one, and the least is unique. None
/// compares greater than every label.
class NearestLabel {
 public:
  constexpr NearestLabel() = default;  ///< none
  /// None when the cost is not reached.
  constexpr NearestLabel(Cost cost, std::uint32_t rank)
      : bits_(cost.reached() ? std::uint64_t{cost.value()} << 32 | rank : kNone) {}

  constexpr bool reached() const { return bits_ != kNone; }
  constexpr Cost cost() const { return Cost(static_cast<std::uint32_t>(bits_ >> 32)); }
  /// REQUIRES: reached().
  constexpr std::uint32_t rank() const { return static_cast<std::uint32_t>(bits_); }
  /// None stays none; saturates there.
  constexpr NearestLabel plus(Cost more) const {
    const Cost sum = cost() + more;
    NearestLabel result;
    if (sum.reached()) result.bits_ = std::uint64_t{sum.value()} << 32 | (bits_ & 0xFFFF'FFFFU);
    return result;
  }
  friend constexpr auto operator<=>(NearestLabel, NearestLabel) = default;

 private:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  std::uint64_t bits_ = kNone;
};

}  // namespace fangyuan
