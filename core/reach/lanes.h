// SPDX-License-Identifier: Apache-2.0
// Rows of costs, one lane a source, added and compared many at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/reach/hierarchy_weights.h"

namespace fangyuan {

/// How many sources are swept at once.
inline constexpr std::size_t kLanes = 32;

/// One cost per lane; kFar and above: not reached.
struct alignas(64) LaneRow {
  std::uint32_t lane[kLanes];
};

inline constexpr LaneRow kFarRow = [] {
  LaneRow row{};
  for (std::uint32_t& lane : row.lane) lane = kFar;
  return row;
}();

/// Eight lanes at once. The compiler turns it into what the target has: AVX2, SSE2, NEON. Never an
/// argument or a result of a function that is not inlined: its registers depend on the target.
using LaneVector [[gnu::vector_size(32), gnu::may_alias]] = std::uint32_t;
inline constexpr std::size_t kVectors = kLanes / 8;

inline LaneVector* vectors(LaneRow& row) { return reinterpret_cast<LaneVector*>(row.lane); }
inline const LaneVector* vectors(const LaneRow& row) {
  return reinterpret_cast<const LaneVector*>(row.lane);
}

/// Which instructions the kernels use. The program starts on any x86-64 and chooses when it runs;
/// elsewhere there is one portable set.
enum class LaneSet { portable, avx2 };
/// The best that this machine has.
LaneSet best_lane_set();

}  // namespace fangyuan

/// Defines NAME(LaneSet, args…) that runs BODY(args…), an always-inline function, compiled for each
/// set of instructions.
#if defined(__x86_64__)
#define FANGYUAN_LANE_KERNEL(NAME, BODY)                                    \
  template <class... Args>                                                  \
  [[gnu::target("avx2,bmi,bmi2,popcnt")]] void NAME##_avx2(Args&... args) { \
    BODY(args...);                                                          \
  }                                                                         \
  template <class... Args>                                                  \
  void NAME##_portable(Args&... args) {                                     \
    BODY(args...);                                                          \
  }                                                                         \
  template <class... Args>                                                  \
  void NAME(LaneSet set, Args&... args) {                                   \
    set == LaneSet::avx2 ? NAME##_avx2(args...) : NAME##_portable(args...); \
  }
#else
#define FANGYUAN_LANE_KERNEL(NAME, BODY) \
  template <class... Args>               \
  void NAME(LaneSet, Args&... args) {    \
    BODY(args...);                       \
  }
#endif
