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
  /// {service, cell, count, edits[]}: the `count` nearest sites (1 when not given, at most 5) that
  /// the place reaches by the network, nearest first: [{service, unit "ms" | "mm", limit, place
  /// {reason, snap, access_m, access_limit_m}, sites[] {id, name, type, cost, leave, along, enter,
  /// at, snap, access_m, capacity, line[]}}]. `cost` is the run's and the sum of the place's access
  /// leg, the streets and the site's; `line` goes from the place to the site. Where none is within
  /// the largest limit, the nearest one within six times that, with `beyond` true. Without
  /// `service` the nearest one of every service, without lines.
  HttpResponse ways(const HttpRequest& request) const;

 private:
  std::unique_ptr<const LiveStudy> live_;
};

}  // namespace fangyuan
