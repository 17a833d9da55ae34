// SPDX-License-Identifier: Apache-2.0
#include "core/siting/evaluate.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace fangyuan {
namespace {

Wide counted(const SitingRequest& r, std::size_t cell) {
  return Wide{r.people[cell].millionths()} * (r.factor.empty() ? 1U : r.factor[cell]);
}

SiteState state_of(const SitingRequest& r, std::uint32_t site) {
  return r.state.empty() ? SiteState::free : r.state[site];
}

/// Each cell's cheapest pair within the limit to a site for which `serves`.
std::vector<Cost> cheapest(const SitingRequest& r,
                           const std::function<bool(std::uint32_t)>& serves) {
  std::vector<Cost> cost(r.people.size());
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit && serves(p.site)) cost[p.cell] = std::min(cost[p.cell], p.cost);
  return cost;
}

std::string wrong_sites(const SitingRequest& r, std::span<const std::uint32_t> sites) {
  Wide price = 0;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (sites[i] >= r.sites) return "no such site";
    if (i > 0 && sites[i] <= sites[i - 1]) return "sites are not ascending";
    if (state_of(r, sites[i]) != SiteState::free) return "a site may not be opened";
    if (!r.price.empty()) price += r.price[sites[i]];
  }
  if (r.most && sites.size() > *r.most) return "too many sites";
  if (r.budget && price > *r.budget) return "beyond the budget";
  return {};
}

/// The largest Σ gain of sites within most, or within the budget's linear relaxation; whichever is
/// less is a bound, too. Gains ≥ 0.
Wide best_gain(const SitingRequest& r, const std::vector<Wide>& gain) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t j = 0; j < r.sites; ++j)
    if (gain[j] > 0) order.push_back(j);
  Wide least = -1;
  if (r.most) {
    std::ranges::sort(order, [&](auto a, auto b) { return gain[a] > gain[b]; });
    least = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(*r.most, order.size()); ++i)
      least += gain[order[i]];
  }
  if (r.budget) {
    const auto each = [&](std::uint32_t j) {
      return r.price[j] == 0 ? std::numeric_limits<double>::infinity()
                             : static_cast<double>(gain[j]) / static_cast<double>(r.price[j]);
    };
    std::ranges::sort(order, [&](auto a, auto b) { return each(a) > each(b); });
    Wide sum = 0;
    std::int64_t room = *r.budget;
    for (const std::uint32_t j : order) {
      sum += gain[j];  // the last one whole: no less than its part
      room -= r.price[j];
      if (room <= 0 && r.price[j] > 0) break;
    }
    if (least < 0 || sum < least) least = sum;
  }
  return least;
}

}  // namespace

SitingValue evaluate(const SitingRequest& r, std::span<const std::uint32_t> sites) {
  std::vector<char> open(r.sites);
  SitingValue v;
  for (std::uint32_t j = 0; j < r.sites; ++j) open[j] = state_of(r, j) == SiteState::open ? 1 : 0;
  for (const std::uint32_t j : sites) {
    open[j] = 1;
    v.price += r.price.empty() ? 1 : r.price[j];
  }
  const std::vector<Cost> cost = cheapest(r, [&](std::uint32_t j) { return open[j] != 0; });
  for (std::size_t cell = 0; cell < cost.size(); ++cell) {
    const Wide w = counted(r, cell);
    if (w == 0) continue;
    if (!cost[cell].reached()) {
      v.left_out += w;
      continue;
    }
    v.covered += w;
    v.people += r.people[cell];
    v.total += w * cost[cell].value();
    v.worst = std::max(v.worst, cost[cell]);
  }
  return v;
}

Wide bound_by(const SitingRequest& r, std::span<const double> payment) {
  const bool cover = r.goal == SitingGoal::most_covered;
  const std::vector<Cost> open =
      cheapest(r, [&](std::uint32_t j) { return state_of(r, j) == SiteState::open; });
  // What a cell loses when no new site serves it: its people; or what the open site costs. Nobody's
  // payment is limited where it has to be served.
  std::vector<Wide> pay(r.people.size());
  Wide all = 0, paid = 0;
  for (std::size_t cell = 0; cell < pay.size(); ++cell) {
    const Wide w = counted(r, cell);
    all += w;
    pay[cell] = std::max<Wide>(0, static_cast<Wide>(payment[cell]));
    if (w == 0 || (cover && open[cell].reached()))
      pay[cell] = 0;
    else if (cover)
      pay[cell] = std::min(pay[cell], w);
    else if (open[cell].reached())
      pay[cell] = std::min(pay[cell], w * open[cell].value());
    paid += pay[cell];
  }
  std::vector<Wide> gain(r.sites);
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit && state_of(r, p.site) == SiteState::free)
      gain[p.site] +=
          std::max<Wide>(0, pay[p.cell] - (cover ? 0 : counted(r, p.cell) * p.cost.value()));
  const Wide loss = paid - best_gain(r, gain);
  return cover ? all - loss : loss;
}

std::string certify(const SitingRequest& r, const SitingAnswer& a) {
  if (!a.found()) return a.sites.empty() ? "" : "sites without an answer";
  if (std::string wrong = wrong_sites(r, a.sites); !wrong.empty()) return wrong;
  const SitingValue v = evaluate(r, a.sites);
  const bool most = r.goal == SitingGoal::most_covered;
  Wide value = v.covered;
  if (r.goal == SitingGoal::fewest_sites) value = v.price;
  if (r.goal == SitingGoal::least_total) value = v.total;
  if (r.goal == SitingGoal::least_worst) value = v.worst.value();
  if (value != a.value)
    return "the value of the sites is " + to_string(value) + ", not " + to_string(a.value);
  if (r.goal == SitingGoal::least_total || r.goal == SitingGoal::least_worst) {
    if (v.left_out > 0) return "somebody is left out";
  } else if (r.goal == SitingGoal::fewest_sites) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t j = 0; j < r.sites; ++j)
      if (state_of(r, j) == SiteState::free) all.push_back(j);
    const Wide target = r.target ? Wide{r.target->millionths()} : evaluate(r, all).covered;
    if (v.covered < target) return "the target is not met";
  }
  if (most ? a.bound < a.value : a.bound > a.value) return "the bound is on the wrong side";
  const Wide gap = most ? a.bound - a.value : a.value - a.bound;
  if ((a.status == SitingStatus::optimal) != (gap <= a.rounding)) return "optimal, or a gap?";
  if (!a.payment.empty()) {
    const Wide proven = bound_by(r, a.payment);
    if (most ? proven < a.value : proven > a.value) return "the payments contradict the value";
  }
  return {};
}

}  // namespace fangyuan
