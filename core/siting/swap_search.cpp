// SPDX-License-Identifier: Apache-2.0
#include "core/siting/swap_search.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

/// The closed site whose opening helps most by value; `allowed(j)` may leave some out.
template <class Allowed>
std::uint32_t best_to_open(const SitingModel& m, const ChoiceState& s, const Allowed& allowed) {
  std::uint32_t best = kNone;
  double most = 0;
  const double room = m.budget - s.spent();
  for (std::uint32_t j = 0; j < m.sites(); ++j) {
    if (s.is_open(j) || !(m.price_of(j) <= room) || !allowed(j)) continue;
    const double gain = s.gain(j) - m.fee_of(j);
    if (best == kNone || gain > most) {
      best = j;
      most = gain;
    }
  }
  return best;
}

std::vector<std::uint32_t> by_loss(const SitingModel& m, const ChoiceState& s) {
  std::vector<std::uint32_t> order(s.sites());
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const double x = s.loss(a) - m.fee_of(a), y = s.loss(b) - m.fee_of(b);
    return x != y ? x < y : a < b;
  });
  return order;
}

bool anyone(std::uint32_t) { return true; }

/// Fills up what room is left; closes what costs more than it gives.
void tidy(const SitingModel& m, ChoiceState& s) {
  if (!m.fee.empty())
    for (const std::uint32_t j : by_loss(m, s))
      if (s.loss(j) < m.fee_of(j)) s.close(j);
  while (s.sites().size() < m.most) {
    const std::uint32_t j = best_to_open(m, s, anyone);
    if (j == kNone || s.gain(j) <= m.fee_of(j)) break;
    s.open(j);
  }
}

}  // namespace

bool Incumbent::offer(double other, std::vector<std::uint32_t> choice) {
  if (other >= value) return false;
  value = other;
  sites = std::move(choice);
  std::ranges::sort(sites);
  return true;
}

void open_greedily(const SitingModel& m, ChoiceState& s) {
  while (s.sites().size() < m.most) {
    std::uint32_t best = kNone;
    double most = 0;
    const double room = m.budget - s.spent();
    for (std::uint32_t j = 0; j < m.sites(); ++j) {
      if (s.is_open(j) || !(m.price_of(j) <= room)) continue;
      const double cost = m.fee_of(j) + (m.price.empty() ? 0 : m.price[j]);
      if (s.gain(j) <= m.fee_of(j)) continue;
      const double each = cost > 0 ? s.gain(j) / cost : s.gain(j) * 1e6;
      if (best == kNone || each > most) {
        best = j;
        most = each;
      }
    }
    if (best == kNone) break;
    s.open(best);
  }
}

void descend(const SitingModel& m, ChoiceState& s, Watch& watch) {
  tidy(m, s);
  // In rounds, until one without an exchange.
  for (bool better = true; better;) {
    better = false;
    for (const std::uint32_t r : by_loss(m, s)) {
      if (watch.over()) return;
      if (!s.is_open(r)) continue;
      const double before = s.value();
      s.close(r);
      const std::uint32_t j = best_to_open(m, s, anyone);
      watch.spend(m.sites());
      if (j != kNone && s.value() + m.fee_of(j) - s.gain(j) < before) {
        s.open(j);
        better = true;
        if (!m.fee.empty() || !m.price.empty()) tidy(m, s);
      } else {
        s.open(r);
      }
    }
  }
}

void tabu(const SitingModel& m, ChoiceState& s, const TabuOptions& options, Incumbent& best,
          Watch& watch) {
  const std::uint64_t until = watch.work() + options.work;
  std::mt19937_64 random(options.seed);
  std::vector<std::uint64_t> open_until(m.sites()), closed_until(m.sites());  // rounds
  tidy(m, s);
  best.offer(s.value(), s.sites());
  if (s.sites().empty() || s.sites().size() >= m.sites()) return;
  for (std::uint64_t round = 1; !watch.over(until); ++round) {
    constexpr std::size_t kTries = 5;
    std::vector<std::uint32_t> order;
    for (const std::uint32_t r : by_loss(m, s))
      if (open_until[r] < round) order.push_back(r);
    if (order.empty()) order = by_loss(m, s);
    // The cheapest few, and one by chance.
    if (order.size() > kTries) {
      std::swap(order[kTries - 1], order[kTries - 1 + random() % (order.size() - kTries + 1)]);
      order.resize(kTries);
    }
    std::uint32_t close = kNone, open = kNone;
    double least = 0;
    for (const std::uint32_t r : order) {
      const double closing = s.loss(r) - m.fee_of(r);
      s.close(r);
      const std::uint32_t j =
          best_to_open(m, s, [&](std::uint32_t k) { return k != r && closed_until[k] < round; });
      const double change = closing - (j == kNone ? 0 : s.gain(j) - m.fee_of(j));
      s.open(r);
      watch.spend(m.sites());
      if (j != kNone && (close == kNone || change < least)) {
        close = r;
        open = j;
        least = change;
      }
    }
    if (close == kNone) {
      std::ranges::fill(closed_until, 0);
      std::ranges::fill(open_until, 0);
      if (round > 4 * m.sites()) return;
      continue;
    }
    s.close(close);
    s.open(open);
    const std::size_t chosen = s.sites().size(), rest = m.sites() - chosen;
    closed_until[close] = round + 1 + std::min<std::size_t>(rest / 4, 5 + random() % 10);
    open_until[open] = round + 1 + std::min<std::size_t>(chosen / 4, 2 + random() % 6);
    if (!m.fee.empty() || !m.price.empty() || s.sites().size() < m.most) tidy(m, s);
    best.offer(s.value(), s.sites());
  }
}

}  // namespace fangyuan
