// SPDX-License-Identifier: Apache-2.0
#include "core/filling/best_filling.h"

#include <algorithm>

#include "core/filling/balance.h"

namespace fangyuan {
namespace {

BestFilling result_of(const BestFillRequest& request, const Transport& t, const Balance& balance) {
  BestFilling best;
  best.met.resize(request.need.size());
  best.load.resize(request.capacity.size());
  best.penalty = t.penalty;
  best.rounds = balance.rounds();
  best.price = balance.prices();
  best.price.pop_back();
  for (std::size_t row = 0; row < t.rows(); ++row) {
    std::size_t parts = 0;
    for (std::uint32_t p = t.first[row]; p < t.first[row + 1]; ++p) {
      const std::int64_t flow = balance.exchange().flow(p);
      if (flow == 0) continue;
      ++parts;
      if (t.site[p] == t.nowhere()) continue;
      const Amount amount = Amount::from_millionths(flow);
      best.shares.push_back(
          {t.cell[row], t.site[p], Cost(static_cast<std::uint32_t>(t.cost[p])), amount});
      best.met[t.cell[row].index()] += amount;
      best.load[t.site[p]] += amount;
      best.served += amount;
      best.cost += Wide{flow} * t.cost[p];
    }
    best.split += parts > 1 ? 1U : 0U;
  }
  return best;
}

}  // namespace

BestFilling fill_best(const BestFillRequest& request, const BestFillOptions& options) {
  const Transport transport(request);
  Balance balance(transport, std::vector<std::int64_t>(transport.room.size()));
  if (options.near_prices && transport.rows() > 0) {
    const std::int64_t mean = transport.whole_need / static_cast<std::int64_t>(transport.rows());
    for (std::int64_t amount = balance.largest_excess() / 4; amount > mean; amount /= 4)
      balance.approach(amount);
  }
  balance.finish();
  return result_of(request, transport, balance);
}

}  // namespace fangyuan
