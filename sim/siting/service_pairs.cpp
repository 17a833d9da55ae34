// SPDX-License-Identifier: Apache-2.0
#include "sim/siting/service_pairs.h"

#include <algorithm>
#include <atomic>

#include "core/base/parallel.h"

namespace fangyuan {

std::optional<std::vector<SitePair>> find_pairs(const PairsRequest& r) {
  std::vector<std::vector<CellCost>> of(r.sites.size());
  std::atomic<std::uint64_t> count{0};
  const std::size_t at_once = r.costs.batch_size();
  const std::vector<std::uint32_t> order = r.costs.batch_order(r.sites.all());
  parallel_for((order.size() + at_once - 1) / at_once, [&](std::size_t b) {
    if (count.load(std::memory_order_relaxed) > r.most) return;
    const auto ranks =
        std::span(order).subspan(b * at_once).first(std::min(at_once, order.size() - b * at_once));
    std::vector<SiteId> batch;
    for (const std::uint32_t rank : ranks) batch.push_back(r.sites[rank]);
    std::vector<std::vector<CellCost>> reached(ranks.size());
    r.costs.of_each(batch, r.limit, reached);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      std::vector<CellCost>& cells = reached[i];
      std::erase_if(cells, [&](const CellCost& c) {
        return r.people[c.cell.index()] <= Amount() || !r.sites.may_serve(ranks[i], c.cell);
      });
      std::ranges::sort(cells, {}, &CellCost::cell);
      cells.shrink_to_fit();
      count += cells.size();
      of[ranks[i]] = std::move(cells);
    }
  });
  if (count > r.most) return std::nullopt;
  std::vector<SitePair> pairs;
  pairs.reserve(count);
  for (std::uint32_t rank = 0; rank < of.size(); ++rank) {
    for (const CellCost& c : of[rank]) pairs.push_back({c.cell.value(), rank, c.cost});
    of[rank] = {};
  }
  return pairs;
}

}  // namespace fangyuan
