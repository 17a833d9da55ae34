// SPDX-License-Identifier: Apache-2.0
#include "core/filling/exchange.h"

#include <algorithm>

namespace fangyuan {

Exchange::Exchange(const Transport& transport, std::span<const std::int64_t> price)
    : t_(transport),
      row_of_(transport.site.size()),
      flow_(transport.site.size()),
      load_(transport.room.size()),
      out_(transport.room.size()),
      slots_(1024) {
  for (std::size_t row = 0; row < t_.rows(); ++row) {
    std::fill(row_of_.begin() + t_.first[row], row_of_.begin() + t_.first[row + 1],
              static_cast<std::uint32_t>(row));
    const std::uint32_t at = cheapest(row, price);
    flow_[at] = t_.need[row];
    load_[t_.site[at]] += t_.need[row];
    for (std::uint32_t p = t_.first[row]; p < t_.first[row + 1]; ++p)
      if (p != at)
        heaps_[arc(t_.site[at], t_.site[p])].push_back({t_.cost[p] - t_.cost[at], at, p});
  }
  for (std::size_t a = 0; a < heaps_.size(); ++a) {
    std::make_heap(heaps_[a].begin(), heaps_[a].end(), later);
    tell(static_cast<std::uint32_t>(a));
  }
}

std::uint32_t Exchange::arc(std::uint32_t from, std::uint32_t to) {
  const std::uint64_t key = std::uint64_t{from} << 32 | to;
  const auto slot_of = [&](std::uint64_t k) -> Slot& {
    std::size_t at = (k * 0x9e3779b97f4a7c15U >> 20) & (slots_.size() - 1);
    while (slots_[at].key != k && slots_[at].key != Slot{}.key) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  };
  if (const Slot& known = slot_of(key); known.key == key) return known.arc;
  if (2 * (place_.size() + 1) > slots_.size()) {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& s : old)
      if (s.key != Slot{}.key) slot_of(s.key) = s;
  }
  const auto made = static_cast<std::uint32_t>(place_.size());
  slot_of(key) = {key, made};
  place_.push_back({from, static_cast<std::uint32_t>(out_[from].size())});
  out_[from].push_back({kNobody, to, made});
  heaps_.emplace_back();
  return made;
}

std::uint32_t Exchange::cheapest(std::size_t row, std::span<const std::int64_t> price) const {
  std::uint32_t best = t_.first[row];
  for (std::uint32_t p = best + 1; p < t_.first[row + 1]; ++p)
    if (t_.cost[p] + price[t_.site[p]] < t_.cost[best] + price[t_.site[best]]) best = p;
  return best;
}

std::int64_t Exchange::move(std::uint32_t arc, std::int64_t amount) {
  const Candidate first = heaps_[arc].front();
  const std::int64_t moved = std::min(amount, flow_[first.from]);
  shift(first.from, first.to, moved);
  return moved;
}

void Exchange::settle(std::span<const std::int64_t> price) {
  for (std::size_t row = 0; row < t_.rows(); ++row) {
    const std::uint32_t best = cheapest(row, price);
    const std::int64_t least = t_.cost[best] + price[t_.site[best]];
    for (std::uint32_t p = t_.first[row]; p < t_.first[row + 1]; ++p)
      if (flow_[p] > 0 && t_.cost[p] + price[t_.site[p]] > least) shift(p, best, flow_[p]);
  }
}

void Exchange::shift(std::uint32_t from, std::uint32_t to, std::int64_t amount) {
  if (amount == 0) return;
  const bool comes = flow_[to] == 0;
  flow_[from] -= amount;
  flow_[to] += amount;
  load_[t_.site[from]] -= amount;
  load_[t_.site[to]] += amount;
  if (comes) enter(to);
  if (flow_[from] == 0) leave(from);
}

void Exchange::enter(std::uint32_t pair) {
  const std::uint32_t row = row_of_[pair];
  for (std::uint32_t p = t_.first[row]; p < t_.first[row + 1]; ++p) {
    if (p == pair) continue;
    const std::uint32_t a = arc(t_.site[pair], t_.site[p]);
    heaps_[a].push_back({t_.cost[p] - t_.cost[pair], pair, p});
    std::push_heap(heaps_[a].begin(), heaps_[a].end(), later);
    tell(a);
  }
}

void Exchange::leave(std::uint32_t pair) {
  const std::uint32_t row = row_of_[pair];
  for (std::uint32_t p = t_.first[row]; p < t_.first[row + 1]; ++p)
    if (p != pair) refresh(arc(t_.site[pair], t_.site[p]));
}

void Exchange::refresh(std::uint32_t arc) {
  std::vector<Candidate>& heap = heaps_[arc];
  while (!heap.empty() && flow_[heap.front().from] == 0) {
    std::pop_heap(heap.begin(), heap.end(), later);
    heap.pop_back();
  }
  tell(arc);
}

}  // namespace fangyuan
