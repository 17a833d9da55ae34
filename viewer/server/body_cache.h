// SPDX-License-Identifier: Apache-2.0
// Answers already made, with their compressed form, up to a number of bytes. Internal to
// viewer/server.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>

#include "viewer/server/http.h"

namespace fangyuan {

/// Safe to share between threads.
class BodyCache {
 public:
  explicit BodyCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// What `make` gave for `key` before, or what it gives now. An answer of more than a quarter of
  /// the bytes is not kept; beyond the bytes those asked for longest ago are forgotten.
  HttpResponse answer(const std::string& key, std::string type,
                      const std::function<Body()>& make) const;
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    Body body, gzip;
  };
  static std::size_t size_of(const Entry& e) { return e.body->size() + e.gzip->size(); }

  std::size_t max_bytes_;
  mutable std::mutex mutex_;
  mutable std::list<Entry> entries_;  ///< newest first
  mutable std::map<std::string, std::list<Entry>::iterator> by_key_;
  mutable std::size_t bytes_ = 0;
};

}  // namespace fangyuan
