// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014) and
// hashes and smooth noise built on its mixing step. Nothing here depends on the standard library's
// distributions or on libm.
#pragma once

#include <cmath>
#include <cstdint>

namespace fangyuan::sample {

constexpr std::uint64_t mix(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// One number from several, in order.
template <class... More>
constexpr std::uint64_t hash_of(std::uint64_t first, More... more) {
  std::uint64_t h = mix(first);
  ((h = mix(h ^ static_cast<std::uint64_t>(more))), ...);
  return h;
}

class Rng {
 public:
  constexpr explicit Rng(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    const std::uint64_t r = mix(state_);
    state_ += 0x9e3779b97f4a7c15ULL;
    return r;
  }
  /// 0 … n − 1. REQUIRES: n > 0.
  constexpr std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
  }
  /// lo … hi, both included.
  constexpr std::int32_t between(std::int32_t lo, std::int32_t hi) {
    return lo + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(hi - lo + 1)));
  }
  constexpr bool chance(std::uint32_t percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

/// −1 … 1 in steps of 2^-20, so that sums and products of a few of them are exact.
constexpr double signed_unit(std::uint64_t hash) {
  return static_cast<double>(hash >> 43) / 1048576.0 - 1.0;
}

/// Smooth noise on a line, −1 … 1, features about 1 long.
inline double noise(std::uint64_t seed, double x) {
  const double cell = std::floor(x);
  const double f = x - cell;
  const double s = f * f * (3.0 - 2.0 * f);
  const auto i = static_cast<std::int64_t>(cell);
  return signed_unit(hash_of(seed, i)) * (1.0 - s) + signed_unit(hash_of(seed, i + 1)) * s;
}

/// Smooth noise on the plane, −1 … 1, features about 1 wide.
inline double noise(std::uint64_t seed, double x, double y) {
  const double cell = std::floor(y);
  const double f = y - cell;
  const double s = f * f * (3.0 - 2.0 * f);
  const auto j = static_cast<std::int64_t>(cell);
  return noise(hash_of(seed, j), x) * (1.0 - s) + noise(hash_of(seed, j + 1), x) * s;
}

}  // namespace fangyuan::sample
