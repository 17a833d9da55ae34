// SPDX-License-Identifier: Apache-2.0
// People, beds and other counts as whole millionths: sums are exact and tables add up as printed.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fangyuan {

/// A count in whole millionths. Sums are exact as long as they stay below 9.2e12.
class Amount {
 public:
  constexpr Amount() = default;
  static constexpr Amount from_millionths(std::int64_t m) { return Amount(m); }
  static constexpr Amount from_whole(std::int64_t n) { return Amount(n * kPerUnit); }
  /// Nearest millionth, halves away from zero. REQUIRES: finite and |value| < 9.2e12.
  static Amount from_double(double value);
  /// An exact decimal such as "12", "-3.5" or "0.000001"; at most six decimals count, further ones
  /// round to nearest. Absent when `text` is not a plain decimal number.
  static std::optional<Amount> parse(std::string_view text);

  constexpr std::int64_t millionths() const { return millionths_; }
  /// For drawing and ratios only; never for sums.
  constexpr double to_double() const { return static_cast<double>(millionths_) / 1e6; }
  /// Exact decimal without trailing zeros: "12", "0.25".
  std::string to_string() const;

  friend constexpr auto operator<=>(Amount, Amount) = default;
  constexpr Amount& operator+=(Amount o) {
    millionths_ += o.millionths_;
    return *this;
  }
  constexpr Amount& operator-=(Amount o) {
    millionths_ -= o.millionths_;
    return *this;
  }
  friend constexpr Amount operator+(Amount a, Amount b) { return a += b; }
  friend constexpr Amount operator-(Amount a, Amount b) { return a -= b; }

  static constexpr std::int64_t kPerUnit = 1'000'000;

 private:
  constexpr explicit Amount(std::int64_t m) : millionths_(m) {}
  std::int64_t millionths_ = 0;
};

/// value × part ÷ whole in 128 bits, floored. REQUIRES: value, part ≥ 0, whole > 0.
Amount scaled_floor(Amount value, Amount part, Amount whole);
/// value × part ÷ whole in 128 bits, to the nearest millionth, halves up. Same REQUIRES.
Amount scaled_nearest(Amount value, Amount part, Amount whole);

using People = Amount;

}  // namespace fangyuan
