// SPDX-License-Identifier: Apache-2.0
// What a long job is doing, and how long each part took.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fangyuan {

/// Called when a stage begins, from the thread that runs the job.
using Progress = std::function<void(std::string_view stage)>;

/// Times the stages of one job, one after the other.
///
///   Stages stages(progress);
///   stages.begin("read roads");  …  stages.begin("coverage");  …  stages.end();
class Stages {
 public:
  explicit Stages(Progress progress = {}) : progress_(std::move(progress)) {}

  void begin(std::string name) {
    end();
    if (progress_) progress_(name);
    current_ = std::move(name);
    start_ = Clock::now();
  }
  void end() {
    if (current_.empty()) return;
    done_.emplace_back(std::move(current_),
                       std::chrono::duration<double>(Clock::now() - start_).count());
    current_.clear();
  }
  /// Name and seconds, in order.
  const std::vector<std::pair<std::string, double>>& done() const { return done_; }

 private:
  using Clock = std::chrono::steady_clock;
  Progress progress_;
  std::string current_;
  Clock::time_point start_;
  std::vector<std::pair<std::string, double>> done_;
};

}  // namespace fangyuan
