// SPDX-License-Identifier: Apache-2.0
#include "core/filling/best_filling.h"

#include <algorithm>

#include "core/filling/balance.h"
#include "core/filling/filling_steps.h"

namespace fangyuan {

BestFilling result_of(std::size_t cells, std::size_t sites, const Transport& t,
                      const Balance& balance) {
  BestFilling best;
  best.met.resize(cells);
  best.load.resize(sites);
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

void approach(const Transport& t, Balance& balance) {
  if (t.rows() == 0) return;
  const std::int64_t mean = t.whole_need / static_cast<std::int64_t>(t.rows());
  for (std::int64_t amount = balance.largest_excess() / 4; amount > mean; amount /= 4)
    balance.approach(amount);
}

std::vector<std::int64_t> prices_of_a_sample(const Transport& t) {
  constexpr std::size_t kStep = 4, kFew = 4'000;
  if (t.rows() < kFew) return std::vector<std::int64_t>(t.room.size());
  const Transport sample = t.every(kStep);
  Balance balance(sample, prices_of_a_sample(sample));
  approach(sample, balance);
  return balance.prices();
}

namespace {

/// The nearest sites of each row.
std::vector<std::uint8_t> nearest_pairs(const Transport& t, std::size_t count) {
  std::vector<std::uint8_t> wanted(t.site.size());
  std::vector<std::pair<std::int64_t, std::uint32_t>> row;
  for (std::size_t r = 0; r < t.rows(); ++r) {
    row.clear();
    for (std::uint32_t p = t.first[r]; p < t.first[r + 1]; ++p) row.emplace_back(t.cost[p], p);
    const std::size_t n = std::min(count, row.size());
    std::partial_sort(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n), row.end());
    for (std::size_t i = 0; i < n; ++i) wanted[row[i].second] = 1;
  }
  return wanted;
}

/// Lets in pairs that are better by these prices than everything that their row may choose from, of
/// each row the best few. False: there is none, and the filling is the best of all pairs.
bool let_in(const Transport& t, const std::vector<std::int64_t>& price,
            std::vector<std::uint8_t>& wanted) {
  constexpr std::size_t kFew = 6;
  bool any = false;
  std::vector<std::pair<std::int64_t, std::uint32_t>> better;
  for (std::size_t r = 0; r < t.rows(); ++r) {
    const auto at = [&](std::uint32_t p) { return t.cost[p] + price[t.site[p]]; };
    std::int64_t least = at(t.first[r + 1] - 1);  // nowhere
    for (std::uint32_t p = t.first[r]; p < t.first[r + 1]; ++p)
      if (wanted[p] != 0) least = std::min(least, at(p));
    better.clear();
    for (std::uint32_t p = t.first[r]; p < t.first[r + 1]; ++p)
      if (wanted[p] == 0 && at(p) < least) better.emplace_back(at(p), p);
    const std::size_t n = std::min(kFew, better.size());
    std::partial_sort(better.begin(), better.begin() + static_cast<std::ptrdiff_t>(n),
                      better.end());
    for (std::size_t i = 0; i < n; ++i) wanted[better[i].second] = 1;
    any = any || n > 0;
  }
  return any;
}

BestFilling fill_growing(const BestFillRequest& request, const Transport& all,
                         std::size_t nearest) {
  std::vector<std::uint8_t> wanted = nearest_pairs(all, nearest);
  std::vector<std::int64_t> price;
  std::size_t rounds = 0;
  for (;;) {
    const Transport some = all.only(wanted);
    const bool first = price.empty();
    Balance balance(some, first ? prices_of_a_sample(some) : std::move(price));
    if (first) approach(some, balance);
    balance.finish();
    rounds += balance.rounds();
    price = balance.prices();
    price.back() = 0;  // as Balance asks for: it may be above where nobody is served
    if (let_in(all, price, wanted)) continue;
    BestFilling best = result_of(request.need.size(), request.capacity.size(), some, balance);
    best.rounds = rounds;
    return best;
  }
}

}  // namespace

BestFilling fill_best(const BestFillRequest& request, const BestFillOptions& options) {
  const Transport transport(request);
  if (options.near_prices && transport.site.size() >= options.grow_from && transport.rows() > 0)
    return fill_growing(request, transport, options.nearest);
  std::vector<std::int64_t> price(transport.room.size());
  if (options.near_prices) price = prices_of_a_sample(transport);
  Balance balance(transport, std::move(price));
  if (options.near_prices) approach(transport, balance);
  balance.finish();
  return result_of(request.need.size(), request.capacity.size(), transport, balance);
}

}  // namespace fangyuan
