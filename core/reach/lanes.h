// SPDX-License-Identifier: Apache-2.0
// Rows of costs, one lane a source, added and compared many at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/reach/hierarchy_weights.h"

namespace fangyuan {

/// How many sources are swept at once: two cache lines more a row than 32, but half the branches a
/// source (docs/performance.md).
inline constexpr std::size_t kLanes = 64;

/// One cost per lane; kFar and above: not reached.
struct alignas(64) LaneRow {
  std::uint32_t lane[kLanes];
};

inline constexpr LaneRow kFarRow = [] {
  LaneRow row{};
  for (std::uint32_t& lane : row.lane) lane = kFar;
  return row;
}();

/// Four, eight or sixteen lanes at once. The compiler turns them into what the target has. Never an
/// argument or a result of a function that is not inlined: their registers depend on the target.
using LaneVector16 [[gnu::vector_size(16), gnu::may_alias]] = std::uint32_t;
using LaneVector32 [[gnu::vector_size(32), gnu::may_alias]] = std::uint32_t;
using LaneVector64 [[gnu::vector_size(64), gnu::may_alias]] = std::uint32_t;

/// How many of them make a row.
template <class V>
inline constexpr std::size_t kVectors = sizeof(LaneRow) / sizeof(V);

template <class V>
V* vectors(LaneRow& row) {
  return reinterpret_cast<V*>(row.lane);
}
template <class V>
const V* vectors(const LaneRow& row) {
  return reinterpret_cast<const V*>(row.lane);
}

/// Which instructions the kernels use. The program starts on any x86-64 and chooses when it runs;
/// elsewhere there is one portable set.
enum class LaneSet { portable, avx2, avx512 };
/// The best that this machine has.
LaneSet best_lane_set();
/// Those that this machine has, the portable one first.
std::vector<LaneSet> lane_sets();

}  // namespace fangyuan

// NOLINTBEGIN(bugprone-macro-parentheses): names and templates
/// Defines NAME(LaneSet, args…) that runs BODY<V>(args…), an always-inline function template over
/// the vector, compiled for each set of instructions.
#if defined(__x86_64__)
#define FANGYUAN_LANE_KERNEL(NAME, BODY)                                                         \
  template <class... Args>                                                                       \
  [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,bmi,bmi2,popcnt")]] void NAME##_avx512( \
      Args&... args) {                                                                           \
    BODY<LaneVector64>(args...);                                                                 \
  }                                                                                              \
  template <class... Args>                                                                       \
  [[gnu::target("avx2,bmi,bmi2,popcnt")]] void NAME##_avx2(Args&... args) {                      \
    BODY<LaneVector32>(args...);                                                                 \
  }                                                                                              \
  template <class... Args>                                                                       \
  void NAME##_portable(Args&... args) {                                                          \
    BODY<LaneVector16>(args...);                                                                 \
  }                                                                                              \
  template <class... Args>                                                                       \
  void NAME(LaneSet set, Args&... args) {                                                        \
    set == LaneSet::avx512 ? NAME##_avx512(args...)                                              \
    : set == LaneSet::avx2 ? NAME##_avx2(args...)                                                \
                           : NAME##_portable(args...);                                           \
  }
#else
#define FANGYUAN_LANE_KERNEL(NAME, BODY) \
  template <class... Args>               \
  void NAME(LaneSet, Args&... args) {    \
    BODY<LaneVector16>(args...);         \
  }
#endif
// NOLINTEND(bugprone-macro-parentheses)
