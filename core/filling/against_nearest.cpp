// SPDX-License-Identifier: Apache-2.0
#include "core/filling/against_nearest.h"

#include <algorithm>

#include "core/base/parallel.h"

namespace fangyuan {

std::vector<FillPair> pairs_within(const FillRequest& r, Cost limit) {
  std::vector<std::vector<FillPair>> by_rank(r.sites.size());
  const std::size_t at_once = r.costs.batch_size();
  const std::vector<std::uint32_t> order = r.costs.batch_order(r.sites.all());
  parallel_for((order.size() + at_once - 1) / at_once, [&](std::size_t b) {
    const auto batch =
        std::span(order).subspan(b * at_once).first(std::min(at_once, order.size() - b * at_once));
    std::vector<SiteId> sites;
    for (const std::uint32_t rank : batch) sites.push_back(r.sites[rank]);
    std::vector<std::vector<CellCost>> reached(sites.size());
    r.costs.of_each(sites, limit, reached);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      std::vector<FillPair>& pairs = by_rank[batch[i]];
      for (const auto& [cell, cost] : reached[i])
        if (r.need[cell.index()] > Amount() && r.sites.may_serve(batch[i], cell))
          pairs.push_back({cell, batch[i], cost});
      std::ranges::sort(pairs, {}, &FillPair::cell);
    }
  });
  std::vector<FillPair> all;
  for (std::vector<FillPair>& pairs : by_rank) {
    all.insert(all.end(), pairs.begin(), pairs.end());
    pairs = {};
  }
  return all;
}

FillingComparison against_nearest(const FillRequest& request, std::size_t limit_index,
                                  const Filling& filling) {
  const std::vector<FillPair> pairs = pairs_within(request, request.limits[limit_index]);
  FillingComparison result;
  std::vector<char> counted(request.need.size());
  for (const FillPair& p : pairs) {
    if (counted[p.cell.index()]) continue;
    counted[p.cell.index()] = 1;
    result.need += request.need[p.cell.index()];
  }
  for (const Amount load : filling.load) result.nearest_first += load;
  result.best = fill_best({pairs, request.need, request.capacity});
  return result;
}

}  // namespace fangyuan
