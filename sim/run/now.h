// SPDX-License-Identifier: Apache-2.0
// When a run began, as its folder says it.
#pragma once

#include <chrono>
#include <ctime>
#include <string>

namespace fangyuan {

/// Local time with its offset from UTC, "2026-05-01T09:30:00+0800".
inline std::string now_iso() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
  localtime_r(&now, &local);
  char text[40];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &local);
  return text;
}

}  // namespace fangyuan
