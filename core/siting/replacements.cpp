// SPDX-License-Identifier: Apache-2.0
#include "core/siting/replacements.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

SiteState state_of(const SitingRequest& r, std::uint32_t j) {
  return r.state.empty() ? SiteState::free : r.state[j];
}

class Exchanges {
 public:
  Exchanges(const SitingRequest& request, std::span<const std::uint32_t> sites)
      : r_(request), weight_(request.people.size()), chosen_(request.sites) {
    for (std::size_t c = 0; c < weight_.size(); ++c)
      weight_[c] = Wide{r_.people[c].millionths()} * (r_.factor.empty() ? 1 : r_.factor[c]);
    for (const std::uint32_t j : sites) chosen_[j] = 1;
    sort_by_site();
    rank_open_sites();
    for (const std::uint32_t j : sites) price_ += price_of(j);
  }

  std::vector<Replacement> of(std::uint32_t out, std::size_t most) const {
    const std::vector<Cost> cost = costs_without(out);
    Replacement without{out, std::nullopt, value_of(cost)};
    without.value.price = price_ - price_of(out);
    const std::vector<std::uint32_t> dearest =
        r_.goal == SitingGoal::least_worst ? by_cost(cost) : std::vector<std::uint32_t>{};
    std::vector<Replacement> found;
    std::vector<std::uint32_t> seen(weight_.size(), ~std::uint32_t{0});
    for (std::uint32_t in = 0; in < r_.sites; ++in) {
      if (chosen_[in] != 0 || state_of(r_, in) != SiteState::free) continue;
      Replacement with{out, in, without.value};
      with.value.price += price_of(in);
      if (r_.budget && with.value.price > *r_.budget) continue;
      add(in, cost, dearest, seen, with.value);
      found.push_back(with);
    }
    const std::size_t keep = std::min(most, found.size());
    std::ranges::partial_sort(
        found, found.begin() + static_cast<std::ptrdiff_t>(keep),
        [&](const Replacement& a, const Replacement& b) { return order(a) < order(b); });
    found.resize(keep);
    found.insert(found.begin(), without);
    return found;
  }

 private:
  struct Item {
    std::uint32_t cell = 0;
    Cost cost;
  };
  struct Best {
    Cost first, second;
    std::uint32_t site = ~std::uint32_t{0};  // of `first`
  };

  Wide price_of(std::uint32_t j) const { return r_.price.empty() ? 1 : r_.price[j]; }

  void sort_by_site() {
    first_.assign(r_.sites + 1, 0);
    const auto counts = [&](const SitePair& p) {
      return p.cost <= r_.limit && weight_[p.cell] > 0;
    };
    for (const SitePair& p : r_.pairs)
      first_[p.site + 1] += counts(p) ? std::size_t{1} : std::size_t{0};
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    items_.resize(first_.back());
    std::vector<std::size_t> at(first_.begin(), first_.end() - 1);
    for (const SitePair& p : r_.pairs)
      if (counts(p)) items_[at[p.site]++] = {p.cell, p.cost};
  }

  std::span<const Item> items_of(std::uint32_t j) const {
    return {items_.data() + first_[j], items_.data() + first_[j + 1]};
  }

  void rank_open_sites() {
    best_.resize(weight_.size());
    for (std::uint32_t j = 0; j < r_.sites; ++j) {
      if (chosen_[j] == 0 && state_of(r_, j) != SiteState::open) continue;
      for (const Item& item : items_of(j)) {
        Best& b = best_[item.cell];
        if (item.cost < b.first) {
          b.second = b.first;
          b.first = item.cost;
          b.site = j;
        } else {
          b.second = std::min(b.second, item.cost);
        }
      }
    }
  }

  std::vector<Cost> costs_without(std::uint32_t out) const {
    std::vector<Cost> cost(best_.size());
    for (std::size_t c = 0; c < cost.size(); ++c)
      cost[c] = best_[c].site == out ? best_[c].second : best_[c].first;
    return cost;
  }

  SitingValue value_of(const std::vector<Cost>& cost) const {
    SitingValue v;
    for (std::size_t c = 0; c < cost.size(); ++c) {
      if (weight_[c] == 0) continue;
      if (!cost[c].reached()) {
        v.left_out += weight_[c];
        continue;
      }
      v.covered += weight_[c];
      v.people += r_.people[c];
      v.total += weight_[c] * cost[c].value();
      v.worst = std::max(v.worst, cost[c]);
    }
    return v;
  }

  /// Cells that are served, the dearest first.
  std::vector<std::uint32_t> by_cost(const std::vector<Cost>& cost) const {
    std::vector<std::uint32_t> cells;
    for (std::uint32_t c = 0; c < cost.size(); ++c)
      if (weight_[c] > 0 && cost[c].reached()) cells.push_back(c);
    std::ranges::stable_sort(cells, [&](auto a, auto b) { return cost[a] > cost[b]; });
    return cells;
  }

  /// `v` with one more site.
  void add(std::uint32_t in, const std::vector<Cost>& cost,
           const std::vector<std::uint32_t>& dearest, std::vector<std::uint32_t>& seen,
           SitingValue& v) const {
    Cost worst = Cost::zero();
    for (const Item& item : items_of(in)) {
      const Cost before = cost[item.cell];
      if (item.cost >= before) continue;
      const Wide w = weight_[item.cell];
      if (before.reached()) {
        v.total -= w * before.value();
      } else {
        v.covered += w;
        v.left_out -= w;
        v.people += r_.people[item.cell];
      }
      v.total += w * item.cost.value();
      worst = std::max(worst, item.cost);
      seen[item.cell] = in;
    }
    if (r_.goal != SitingGoal::least_worst) return;
    for (const std::uint32_t c : dearest) {
      if (seen[c] == in) continue;
      worst = std::max(worst, cost[c]);
      break;
    }
    v.worst = worst;
  }

  /// Less is better.
  std::tuple<Wide, Wide, std::uint32_t> order(const Replacement& r) const {
    const SitingValue& v = r.value;
    if (r_.goal == SitingGoal::least_total) return {v.left_out, v.total, *r.in};
    if (r_.goal == SitingGoal::least_worst) return {v.left_out, Wide{v.worst.value()}, *r.in};
    return {-v.covered, v.price, *r.in};
  }

  const SitingRequest& r_;
  std::vector<Wide> weight_;
  std::vector<char> chosen_;
  std::vector<std::size_t> first_;
  std::vector<Item> items_;
  std::vector<Best> best_;
  Wide price_ = 0;
};

}  // namespace

std::vector<Replacement> replacements(const SitingRequest& request,
                                      std::span<const std::uint32_t> sites, std::size_t most) {
  const Exchanges exchanges(request, sites);
  std::vector<std::vector<Replacement>> of(sites.size());
  parallel_for(sites.size(), [&](std::size_t i) { of[i] = exchanges.of(sites[i], most); });
  std::vector<Replacement> all;
  for (auto& some : of) std::ranges::move(some, std::back_inserter(all));
  return all;
}

}  // namespace fangyuan
