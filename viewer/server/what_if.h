// SPDX-License-Identifier: Apache-2.0
// What if: edits of sites come as JSON, the four parts before and after go back. Internal to
// viewer/server.
#pragma once

#include <memory>

#include "sim/live/live_study.h"
#include "viewer/server/http.h"

namespace fangyuan {

/// Every request is answered for itself: nothing of it stays. Safe to share between threads.
class WhatIf {
 public:
  explicit WhatIf(std::unique_ptr<const LiveStudy> live) : live_(std::move(live)) {}
  const Study& study() const { return live_->study(); }

  /// {service, limit, measure, group, tree, level, edits[]}, each edit as a scenario file has it:
  /// {edits[] {zh, en, sites[]}, sites[] {id, serves, at, snap, access_m, reason, …}, warnings[],
  /// before, after}, the last two as GET /api/v1/coverage answers, without times.
  HttpResponse coverage(const HttpRequest& request) const;
  /// {name, edits[]}: the scenario file that says the same, for `run --scenario`.
  HttpResponse scenario(const HttpRequest& request) const;

 private:
  std::unique_ptr<const LiveStudy> live_;
};

}  // namespace fangyuan
