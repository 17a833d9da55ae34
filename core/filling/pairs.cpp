// SPDX-License-Identifier: Apache-2.0
#include "core/filling/pairs.h"

#include <algorithm>
#include <atomic>
#include <span>

#include "core/base/parallel.h"

namespace fangyuan {

std::optional<std::vector<FillPair>> collect_pairs(const PairRequest& r) {
  std::vector<std::vector<FillPair>> by_rank(r.sites.size());
  const std::size_t at_once = r.costs.batch_size();
  const std::vector<std::uint32_t> order = r.costs.batch_order(r.sites.all());
  std::atomic<std::uint64_t> count{0};
  parallel_for((order.size() + at_once - 1) / at_once, [&](std::size_t b) {
    if (count.load() > r.most) return;
    const auto batch =
        std::span(order).subspan(b * at_once).first(std::min(at_once, order.size() - b * at_once));
    std::vector<SiteId> sites;
    for (const std::uint32_t rank : batch) sites.push_back(r.sites[rank]);
    std::vector<std::vector<CellCost>> reached(sites.size());
    r.costs.of_each(sites, r.limit, reached);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      std::vector<FillPair>& pairs = by_rank[batch[i]];
      for (const auto& [cell, cost] : reached[i])
        if (r.sites.may_serve(batch[i], cell)) pairs.push_back({cell, batch[i], cost});
      std::ranges::sort(pairs, {}, &FillPair::cell);
      count += pairs.size();
      reached[i] = {};
    }
  });
  if (count.load() > r.most) return std::nullopt;
  std::vector<FillPair> all;
  all.reserve(count.load());
  for (std::vector<FillPair>& pairs : by_rank) {
    all.insert(all.end(), pairs.begin(), pairs.end());
    pairs = {};
  }
  return all;
}

}  // namespace fangyuan
