// SPDX-License-Identifier: Apache-2.0
// GDAL without noise: its messages are collected instead of printed.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace fangyuan {

/// While it lives, GDAL's messages on this thread are kept here instead of going to stderr, and the
/// given configuration options hold on this thread. Registers GDAL's drivers the first time.
/// Nests; scopes must end in reverse order, on the thread that made them.
class GdalScope {
 public:
  explicit GdalScope(const std::vector<std::pair<std::string, std::string>>& options = {});
  ~GdalScope();
  GdalScope(const GdalScope&) = delete;
  GdalScope& operator=(const GdalScope&) = delete;

  /// The last failure since construction or the last call, or empty.
  std::string take_error();
  /// Whether some message since construction, warning or failure, holds `part`.
  bool said(const std::string& part) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fangyuan
