// SPDX-License-Identifier: Apache-2.0
#include "sim/live/site_ranks.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace fangyuan {
namespace {

constexpr std::uint32_t kStep = SiteRanks::kMostAdded + 1;

/// Positions of sites in the order of their ids, ties as they come.
std::vector<std::size_t> by_id(std::span<const Facility> sites) {
  std::vector<std::size_t> order(sites.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sites[a].id < sites[b].id; });
  return order;
}

}  // namespace

SiteRanks::SiteRanks(std::span<const Facility> sites) : rank_(sites.size()) {
  for (const std::size_t s : by_id(sites)) {
    ids_.push_back(sites[s].id);
    rank_[s] = static_cast<std::uint32_t>(ids_.size()) * kStep;
  }
}

std::vector<std::uint32_t> SiteRanks::of_added(std::span<const Facility> all) const {
  const std::span<const Facility> added = all.subspan(rank_.size());
  assert(added.size() <= kMostAdded);
  std::vector<std::uint32_t> ranks(added.size());
  std::uint32_t next = 1;
  for (const std::size_t a : by_id(added)) {
    const auto before = std::upper_bound(ids_.begin(), ids_.end(), added[a].id) - ids_.begin();
    ranks[a] = static_cast<std::uint32_t>(before) * kStep + next++;
  }
  return ranks;
}

}  // namespace fangyuan
