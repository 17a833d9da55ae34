// SPDX-License-Identifier: Apache-2.0
#include "core/filling/against_nearest.h"

namespace fangyuan {

std::vector<FillPair> pairs_within(const FillRequest& r, Cost limit) {
  std::vector<FillPair> pairs = *collect_pairs({r.costs, r.sites, limit});
  std::erase_if(pairs, [&](const FillPair& p) { return r.need[p.cell.index()] == Amount(); });
  return pairs;
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
