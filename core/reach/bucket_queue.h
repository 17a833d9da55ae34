// SPDX-License-Identifier: Apache-2.0
// Vertices that wait for their turn, by cost: a ring of buckets for the near ones, a heap for those
// further off. Unlike a plain ring it takes seeds and arcs of any size.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/cost.h"
#include "core/base/id.h"

namespace fangyuan {

class BucketQueue {
 public:
  /// Buckets are 2^width_bits wide.
  explicit BucketQueue(unsigned width_bits) : width_bits_(width_bits), ring_(kBuckets) {}

  std::uint64_t bucket_of(Cost c) const { return c.value() >> width_bits_; }

  /// While draining: not below the bucket that is drained.
  void push(Cost cost, VertexId v) {
    const std::uint64_t bucket = bucket_of(cost);
    if (draining_ && bucket - now_ < kBuckets) {
      ring_[bucket % kBuckets].push_back(v);
      ++queued_;
      return;
    }
    far_.emplace_back(bucket, v);
    if (draining_) std::push_heap(far_.begin(), far_.end(), Later());
  }

  /// Takes everything out, bucket by bucket: follow(v, bucket). Within a bucket the order is free;
  /// `follow` may push, also into the bucket it is called for. A vertex comes as often as pushed.
  /// look_ahead(v): it will be v's turn soon.
  template <class LookAhead, class Follow>
  void drain(LookAhead&& look_ahead, Follow&& follow) {
    assert(!draining_ && queued_ == 0);
    std::make_heap(far_.begin(), far_.end(), Later());
    draining_ = true;
    for (now_ = 0; queued_ > 0 || !far_.empty(); ++now_) {
      if (queued_ == 0) now_ = far_.front().first;
      std::vector<VertexId>& bucket = ring_[now_ % kBuckets];
      for (; !far_.empty() && far_.front().first == now_; far_.pop_back()) {
        bucket.push_back(far_.front().second);
        ++queued_;
        std::pop_heap(far_.begin(), far_.end(), Later());
      }
      for (std::size_t i = 0; i < bucket.size(); ++i) {
        if (i + kAhead < bucket.size()) look_ahead(bucket[i + kAhead]);
        follow(bucket[i], now_);
      }
      queued_ -= bucket.size();
      bucket.clear();
    }
    draining_ = false;
  }

 private:
  using Far = std::pair<std::uint64_t, VertexId>;
  struct Later {
    bool operator()(const Far& a, const Far& b) const { return a.first > b.first; }
  };
  static constexpr std::uint64_t kBuckets = 1024;
  static constexpr std::size_t kAhead = 4;
  unsigned width_bits_;
  bool draining_ = false;
  std::uint64_t now_ = 0, queued_ = 0;
  std::vector<std::vector<VertexId>> ring_;
  std::vector<Far> far_;
};

}  // namespace fangyuan
