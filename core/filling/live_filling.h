// SPDX-License-Identifier: Apache-2.0
// A best filling that stays right while sites get more or fewer places.
#pragma once

#include <memory>

#include "core/filling/best_filling.h"

namespace fangyuan {

/// Begins with the best filling of a request; a site that may open later has its pairs there and no
/// places yet. After a change only those move who have to: a search over the sites for each of
/// them, as in fill_best(), from the prices that held before.
class LiveFilling {
 public:
  /// As fill_best(). Copies what it needs.
  explicit LiveFilling(const BestFillRequest& request);
  ~LiveFilling();
  LiveFilling(const LiveFilling&) = delete;
  LiveFilling& operator=(const LiveFilling&) = delete;

  /// REQUIRES: a site of the request, places ≥ 0.
  void set_capacity(std::uint32_t rank, Amount places);
  /// People and cost as fill_best() finds afresh; certify() proves it. Who of equally good ones is
  /// served where may differ. O(pairs).
  BestFilling answer() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fangyuan
