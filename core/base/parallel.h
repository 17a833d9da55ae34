// SPDX-License-Identifier: Apache-2.0
// Parallel loops: TBB, or plain threads where the thread sanitizer looks on. Debian's TBB is not
// built for it, so that every loop over TBB looks like a race; over plain threads what it reports
// is true.
#pragma once

#include <algorithm>
#include <cstddef>

#if defined(__SANITIZE_THREAD__)
#include <tbb/global_control.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#endif

namespace fangyuan {

/// body(begin, end) over parts of [0, count), each of about `grain` or more. REQUIRES: grain > 0.
/// What a body throws is thrown here.
template <class Body>
void parallel_ranges(std::size_t count, std::size_t grain, const Body& body) {
#if defined(__SANITIZE_THREAD__)
  const std::size_t limit =
      tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown;
  std::mutex guard;
  const auto work = [&] {
    try {
      for (std::size_t begin = next.fetch_add(grain); begin < count; begin = next.fetch_add(grain))
        body(begin, std::min(begin + grain, count));
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!thrown) thrown = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < std::min(limit, (count + grain - 1) / grain); ++t)
    threads.emplace_back(work);
  work();
  for (std::thread& t : threads) t.join();
  if (thrown) std::rethrow_exception(thrown);
#else
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, count, grain),
      [&](const tbb::blocked_range<std::size_t>& range) { body(range.begin(), range.end()); });
#endif
}

/// body(i) for every i in [0, count).
template <class Body>
void parallel_for(std::size_t count, const Body& body) {
  parallel_ranges(count, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) body(i);
  });
}

/// `less` orders all elements strictly, so that there is one result.
template <class Iterator, class Less>
void parallel_sort(Iterator begin, Iterator end, const Less& less) {
#if defined(__SANITIZE_THREAD__)
  std::sort(begin, end, less);
#else
  tbb::parallel_sort(begin, end, less);
#endif
}

}  // namespace fangyuan
