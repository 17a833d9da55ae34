// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/body_cache.h"

namespace fangyuan {

HttpResponse BodyCache::answer(const std::string& key, std::string type,
                               const std::function<Body()>& make) const {
  HttpResponse r;
  r.type = std::move(type);
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = by_key_.find(key); it != by_key_.end()) {
      entries_.splice(entries_.begin(), entries_, it->second);
      r.body = it->second->body;
      r.gzip = it->second->gzip;
      return r;
    }
  }
  r.body = make();  // outside the lock: what is already made is answered meanwhile
  if (r.body->size() > max_bytes_ / 4) return r;
  r.gzip = std::make_shared<const std::string>(gzip(*r.body));
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return r;
  entries_.push_front({key, r.body, r.gzip});
  by_key_[key] = entries_.begin();
  bytes_ += size_of(entries_.front());
  while (bytes_ > max_bytes_ && entries_.size() > 1) {
    bytes_ -= size_of(entries_.back());
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
  return r;
}

std::size_t BodyCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace fangyuan
