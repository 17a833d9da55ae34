// SPDX-License-Identifier: Apache-2.0
#include "core/filling/balance.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace fangyuan {

Balance::Balance(const Transport& transport, std::vector<std::int64_t> price)
    : t_(transport),
      price_(std::move(price)),
      exchange_(transport, price_),
      taken_(transport.room.size()),
      distance_(transport.room.size() + 1),
      step_(distance_.size()),
      settled_(distance_.size()) {
  assert(price_.size() == taken_.size() && price_.back() == 0);
  price_.push_back(0);
  take_room();
}

std::int64_t Balance::excess(std::uint32_t node) const {
  return node == pool() ? all_taken_ - t_.whole_need : exchange_.load(node) - taken_[node];
}

std::int64_t Balance::largest_excess() const {
  std::int64_t largest = 0;
  for (std::uint32_t node = 0; node <= pool(); ++node) largest = std::max(largest, excess(node));
  return largest;
}

std::vector<std::int64_t> Balance::prices() const {
  std::vector<std::int64_t> prices(price_.begin(), price_.end() - 1);
  // Below the pool's only where nobody is and nothing is taken, so that raising it changes nothing.
  for (std::int64_t& p : prices) p = std::max<std::int64_t>(p - price_.back(), 0);
  return prices;
}

/// As the prices demand it: all of the room where a site has a price, else what is used.
std::int64_t Balance::wanted_room(std::uint32_t site) const {
  return price_[site] > price_[pool()] ? t_.room[site]
                                       : std::min(t_.room[site], exchange_.load(site));
}

void Balance::take_room() {
  all_taken_ = 0;
  for (std::uint32_t site = 0; site < pool(); ++site)
    all_taken_ += taken_[site] = wanted_room(site);
}

void Balance::room_changed(std::uint32_t site) {
  const std::int64_t wanted = wanted_room(site);
  all_taken_ += wanted - taken_[site];
  taken_[site] = wanted;
}

void Balance::finish() {
  while (search(1)) {
    update_prices();
    for (const std::uint32_t sink : sinks_)
      while (push_to(sink, kFar, true)) {
      }
  }
}

void Balance::approach(std::int64_t amount) {
  while (search(amount)) {
    update_prices();
    bool moved = false;
    for (const std::uint32_t sink : sinks_) moved |= push_to(sink, amount, false);
    if (!moved) break;
  }
  price_[t_.nowhere()] = price_[pool()];
  for (std::int64_t& p : price_) p = std::max(p, price_[pool()]);
  exchange_.settle(price_);
  take_room();
}

/// From everything with so much too much, until some of what lacks so much is found: a sixteenth as
/// many as there are to start from. Farther ones are better looked for with the prices that follow.
bool Balance::search(std::int64_t at_least) {
  std::fill(distance_.begin(), distance_.end(), kFar);
  std::fill(settled_.begin(), settled_.end(), 0);
  sinks_.clear();
  queue_.clear();
  std::size_t sinks = 0;
  for (std::uint32_t node = 0; node <= pool(); ++node) {
    const std::int64_t over = excess(node);
    if (over >= at_least) {
      distance_[node] = 0;
      step_[node] = {};
      queue_.emplace_back(0, node);
    }
    sinks += over <= -at_least ? 1U : 0U;
  }
  if (queue_.empty() || sinks == 0) return false;
  ++rounds_;
  const std::size_t enough = std::clamp<std::size_t>(queue_.size() / 16, 1, sinks);
  std::make_heap(queue_.begin(), queue_.end(), std::greater<>());
  while (!queue_.empty() && sinks_.size() < enough) {
    std::pop_heap(queue_.begin(), queue_.end(), std::greater<>());
    const auto [distance, node] = queue_.back();
    queue_.pop_back();
    if (settled_[node]) continue;
    settled_[node] = 1;
    end_distance_ = distance;
    if (excess(node) <= -at_least) sinks_.push_back(node);
    if (node == pool()) {
      for (std::uint32_t site = 0; site < pool(); ++site)
        if (taken_[site] > 0) relax(node, site, kFromPool, price_[site] - price_[node]);
      continue;
    }
    // As relax(), written out: nearly all the time goes here. A sum with kNobody is never nearer.
    const std::int64_t base = distance - price_[node];
    for (const Exchange::Arc& a : exchange_.arcs_of(node)) {
      const std::int64_t there = std::max(base + price_[a.head] + a.least, distance);
      if (there < distance_[a.head]) reach(a.head, there, {a.id, node});
    }
    if (taken_[node] < t_.room[node]) relax(node, pool(), kToPool, price_[pool()] - price_[node]);
  }
  return !sinks_.empty();
}

void Balance::relax(std::uint32_t from, std::uint32_t to, std::uint32_t via, std::int64_t length) {
  // Below 0 only after moves of many cells at once.
  const std::int64_t there = distance_[from] + std::max<std::int64_t>(length, 0);
  if (there < distance_[to]) reach(to, there, {via, from});
}

void Balance::reach(std::uint32_t node, std::int64_t distance, Step step) {
  distance_[node] = distance;
  step_[node] = step;
  queue_.emplace_back(distance, node);
  std::push_heap(queue_.begin(), queue_.end(), std::greater<>());
}

/// Ways that were found cost nothing afterwards, and no way costs less than nothing.
void Balance::update_prices() {
  for (std::uint32_t node = 0; node <= pool(); ++node)
    price_[node] -= settled_[node] ? distance_[node] : end_distance_;
}

std::int64_t Balance::left(std::uint32_t node, const Step& step) const {
  if (step.via == kFromPool) return taken_[node];
  if (step.via == kToPool) return t_.room[step.from] - taken_[step.from];
  const std::int64_t least = exchange_.least(step.via);
  if (least == Exchange::kNobody || least + price_[node] != price_[step.from]) return 0;
  return exchange_.movable(step.via);
}

std::int64_t Balance::push(std::uint32_t node, const Step& step, std::int64_t amount, bool single) {
  if (step.via == kFromPool || step.via == kToPool) {
    const std::uint32_t site = step.via == kFromPool ? node : step.from;
    const std::int64_t moved =
        std::min(amount, step.via == kFromPool ? taken_[site] : t_.room[site] - taken_[site]);
    const std::int64_t change = step.via == kFromPool ? -moved : moved;
    taken_[site] += change;
    all_taken_ += change;
    return moved;
  }
  std::int64_t moved = 0;
  while (moved < amount && exchange_.least(step.via) != Exchange::kNobody) {
    moved += exchange_.move(step.via, amount - moved);
    if (single) break;
  }
  return moved;
}

/// Along the way that the search found, from its end, so that who is moved on is no newcomer.
bool Balance::push_to(std::uint32_t sink, std::int64_t at_most, bool single) {
  std::int64_t amount = std::min(at_most, -excess(sink));
  std::uint32_t root = sink;
  for (; step_[root].via != kRoot; root = step_[root].from)
    if (single) amount = std::min(amount, left(root, step_[root]));
  amount = std::min(amount, excess(root));
  if (amount <= 0) return false;
  for (std::uint32_t node = sink; step_[node].via != kRoot; node = step_[node].from)
    if ((amount = push(node, step_[node], amount, single)) == 0) return false;
  return true;
}

}  // namespace fangyuan
