// SPDX-License-Identifier: Apache-2.0
// Sitings over HTTP: asked for, waited for, watched, cancelled, fetched. Internal to viewer/server.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "viewer/server/http.h"

namespace fangyuan {

struct Study;

struct SitingQueue {
  std::size_t most_waiting = 8, most_ended = 16;
  /// Told each stage of each siting before it begins, by the thread that computes. May be empty.
  std::function<void(std::string_view stage)> watch = {};
};

/// One is computed at a time, in the order of asking, whether or not who asked is still there. A
/// few may wait, and the last few that ended are kept. Safe to share between threads.
class SitingJobs {
 public:
  /// The study outlives the jobs; each computes on a copy of its own.
  explicit SitingJobs(const Study& study, SitingQueue queue = {});
  /// Cancels what is computed and what waits, and waits for it to end.
  ~SitingJobs();

  /// {site, candidates[], exclusions[]}, as a request file has them: 202 with the id and Location,
  /// 400 with every problem, 503 when too many wait. Files are those of the project's folder alone.
  HttpResponse submit(const HttpRequest& request);
  /// {jobs[]}: id, name, state of each, the oldest first.
  HttpResponse list() const;
  /// {id, name, state, waiting, progress, errors[], warnings[], result}: docs/siting.md.
  HttpResponse show(const std::string& id) const;
  /// One that waits is cancelled; one that is computed ends with the best found; one that has ended
  /// is forgotten.
  HttpResponse cancel(const std::string& id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
