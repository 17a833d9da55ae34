// SPDX-License-Identifier: Apache-2.0
#include "core/measures/floating_catchment.h"

#include <algorithm>
#include <stdexcept>

#include "core/base/wide.h"

namespace fangyuan {

FloatingCatchment floating_catchment(const CatchmentRequest& request) {
  constexpr double kBillion = 1e9;
  struct Weighted {
    std::uint32_t rank;
    CellId cell;
    std::uint32_t weight;
  };
  std::vector<Weighted> pairs;
  for (const FillPair& p : request.pairs) {
    if (p.cell.is_none() || p.cell.index() >= request.people.size() ||
        p.rank >= request.supply.size())
      throw std::invalid_argument("a pair of no cell or no site");
    const std::uint32_t weight = decay_billionths(request.decay, p.cost, request.limit);
    if (weight > 0) pairs.push_back({p.rank, p.cell, weight});
  }
  std::sort(pairs.begin(), pairs.end(), [](const Weighted& a, const Weighted& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.cell < b.cell;
  });

  std::vector<Wide> demand(request.supply.size());  // millionths × billionths
  for (const Weighted& p : pairs)
    demand[p.rank] += Wide{request.people[p.cell.index()].millionths()} * p.weight;
  FloatingCatchment result;
  result.ratio.resize(request.supply.size());
  result.access.resize(request.people.size());
  for (std::size_t rank = 0; rank < demand.size(); ++rank) {
    if (demand[rank] == 0)
      result.supply_without_people += request.supply[rank];
    else
      result.ratio[rank] = static_cast<double>(request.supply[rank].millionths()) * kBillion /
                           static_cast<double>(demand[rank]);
  }
  for (const Weighted& p : pairs)
    result.access[p.cell.index()] += result.ratio[p.rank] * p.weight / kBillion;
  return result;
}

}  // namespace fangyuan
