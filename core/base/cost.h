// SPDX-License-Identifier: Apache-2.0
// What a search adds up: milliseconds or millimetres, in 32 bits, with "not reached" of its own.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace fangyuan {

/// A travel time in whole milliseconds or a length in whole millimetres, or "not reached".
/// Which of the two is said by the name of the variable (`_ms`, `_mm`) or by the Measure beside it.
/// Not reached compares greater than every number and stays not reached under addition.
class Cost {
 public:
  constexpr Cost() = default;  ///< not reached
  constexpr explicit Cost(std::uint32_t value) : value_(value) {}
  static constexpr Cost not_reached() { return Cost(); }
  static constexpr Cost zero() { return Cost(0); }

  constexpr bool reached() const { return value_ != kNotReached; }
  /// REQUIRES: reached().
  constexpr std::uint32_t value() const { return value_; }

  friend constexpr auto operator<=>(Cost, Cost) = default;
  /// Saturates at "not reached" (49 days, or 4,295 km).
  friend constexpr Cost operator+(Cost a, Cost b) {
    const std::uint64_t sum = std::uint64_t{a.value_} + b.value_;
    return sum >= kNotReached ? Cost() : Cost(static_cast<std::uint32_t>(sum));
  }

 private:
  static constexpr std::uint32_t kNotReached = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value_ = kNotReached;
};

/// mm ÷ speed, to the nearest millisecond, halves up. REQUIRES: speed_mps > 0.
/// A result beyond 32 bits is "not reached".
Cost travel_ms(std::uint32_t length_mm, double speed_mps);

/// The time of a whole edge: as travel_ms, but at least 1 ms (also for a zero-length edge).
Cost edge_ms(std::uint32_t length_mm, double speed_mps);

/// As edge_ms for a speed in km/h, which is divided only once, so that a half is a half.
/// REQUIRES: speed_kmh > 0.
Cost edge_ms_at_kmh(std::uint32_t length_mm, double speed_kmh);

/// f(o) = floor(whole × offset ÷ length), the cost of an edge up to `offset_mm` from its first
/// point as drawn. A part of an edge is a difference of f, so parts of a split edge sum to the
/// whole. 0 on a zero-length edge. REQUIRES: offset_mm ≤ length_mm, whole reached.
constexpr std::uint32_t part_of_edge(Cost whole, std::uint32_t offset_mm, std::uint32_t length_mm) {
  if (length_mm == 0) return 0;
  return static_cast<std::uint32_t>(std::uint64_t{whole.value()} * offset_mm / length_mm);
}

}  // namespace fangyuan
