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

/// From moves of many cells at once down to moves of about one.
void approach(const Transport& t, Balance& balance) {
  if (t.rows() == 0) return;
  const std::int64_t mean = t.whole_need / static_cast<std::int64_t>(t.rows());
  for (std::int64_t amount = balance.largest_excess() / 4; amount > mean; amount /= 4)
    balance.approach(amount);
}

/// Every fourth cell, and of each site's room the same share.
std::vector<std::int64_t> prices_of_a_sample(const Transport& t) {
  constexpr std::size_t kStep = 4, kFew = 4'000;
  if (t.rows() < kFew) return std::vector<std::int64_t>(t.room.size());
  const Transport sample = t.every(kStep);
  Balance balance(sample, prices_of_a_sample(sample));
  approach(sample, balance);
  return balance.prices();
}

}  // namespace

BestFilling fill_best(const BestFillRequest& request, const BestFillOptions& options) {
  const Transport transport(request);
  std::vector<std::int64_t> price(transport.room.size());
  if (options.near_prices) price = prices_of_a_sample(transport);
  Balance balance(transport, std::move(price));
  if (options.near_prices) approach(transport, balance);
  balance.finish();
  return result_of(request, transport, balance);
}

}  // namespace fangyuan
