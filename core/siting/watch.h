// SPDX-License-Identifier: Apache-2.0
// When a siting search ends: by work, which is the same on every machine, or by clock and cancel.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>

#include "core/base/wide.h"

namespace fangyuan {

struct SitingLimits {
  /// Pairs looked at. With this limit alone the answer is the same on every machine.
  std::uint64_t work = std::numeric_limits<std::uint64_t>::max();
  double time_ms = std::numeric_limits<double>::infinity();
  double gap = 0;  ///< enough when |value − bound| ≤ gap × |value|
  const std::atomic<bool>* cancel = nullptr;
  std::function<double()> clock_ms;  ///< empty: the steady clock
  /// Told whenever value or bound gets better, from the calling thread; ms since the start. Empty
  /// value or bound: none yet.
  std::function<void(double ms, const Wide* value, const Wide* bound)> progress;
};

/// Counts work and looks at the clock now and then. Nothing else decides by the clock.
class Watch {
 public:
  explicit Watch(const SitingLimits& limits) : limits_(limits), start_(now()) {}
  const SitingLimits& limits() const { return limits_; }
  double elapsed_ms() const { return now() - start_; }
  std::uint64_t work() const { return work_; }
  void spend(std::uint64_t pairs) { work_ += pairs; }
  /// True for good once a limit is reached. Looks at the clock when half a million pairs were spent
  /// since it last did.
  bool over() {
    if (over_ || work_ < next_look_) return over_;
    next_look_ = work_ + 500'000;
    over_ = work_ >= limits_.work || elapsed_ms() >= limits_.time_ms ||
            (limits_.cancel != nullptr && limits_.cancel->load(std::memory_order_relaxed));
    return over_;
  }
  /// For loops that are to end before: over(), or `until` pairs spent.
  bool over(std::uint64_t until) { return over() || work_ >= until; }

 private:
  double now() const {
    if (limits_.clock_ms) return limits_.clock_ms();
    return std::chrono::duration<double, std::milli>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  const SitingLimits& limits_;
  double start_;
  std::uint64_t work_ = 0, next_look_ = 0;
  bool over_ = false;
};

}  // namespace fangyuan
