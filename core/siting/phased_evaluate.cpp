// SPDX-License-Identifier: Apache-2.0
// Checks of phased plans that share no code with the search.
#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "core/filling/best_filling.h"
#include "core/siting/phased.h"

namespace fangyuan {
namespace {

constexpr Wide kParts = Wide{1} << 20;  // of a multiplier

SiteState state_of(const PhasedRequest& r, std::uint32_t j) {
  return r.state.empty() ? SiteState::free : r.state[j];
}

Wide price_of(const PhasedRequest& r, std::uint32_t j) { return r.price.empty() ? 0 : r.price[j]; }

/// The period from which a site serves; absent: never.
std::vector<std::optional<std::uint32_t>> from_when(const PhasedRequest& r,
                                                    std::span<const Opening> opened) {
  std::vector<std::optional<std::uint32_t>> from(r.sites);
  for (std::uint32_t j = 0; j < r.sites; ++j)
    if (state_of(r, j) == SiteState::open) from[j] = 0;
  for (const Opening& o : opened) from[o.site] = o.period;
  return from;
}

/// Pairs of sites open in a period.
std::vector<FillPair> pairs_in(const PhasedRequest& r,
                               const std::vector<std::optional<std::uint32_t>>& from,
                               std::uint32_t t) {
  std::vector<FillPair> pairs;
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit && from[p.site] && *from[p.site] <= t)
      pairs.push_back({CellId(p.cell), p.site, p.cost});
  return pairs;
}

Amount nearest_first(std::vector<FillPair> pairs, std::span<const People> people,
                     std::vector<Amount> room) {
  std::ranges::sort(pairs, {},
                    [](const FillPair& p) { return std::tuple(p.cost, p.rank, p.cell); });
  std::vector<Amount> need(people.begin(), people.end());
  Amount served;
  for (const FillPair& p : pairs) {
    const Amount placed = std::min(need[p.cell.index()], room[p.rank]);
    need[p.cell.index()] -= placed;
    room[p.rank] -= placed;
    served += placed;
  }
  return served;
}

std::string wrong_openings(const PhasedRequest& r, std::span<const Opening> opened) {
  for (std::size_t i = 0; i < opened.size(); ++i) {
    if (opened[i].site >= r.sites || opened[i].period >= r.periods.size())
      return "no such site or period";
    if (i > 0 && opened[i].site <= opened[i - 1].site) return "sites are not ascending";
    if (state_of(r, opened[i].site) != SiteState::free) return "a site may not be opened";
  }
  for (std::uint32_t t = 0; t < r.periods.size(); ++t) {
    Wide count = 0, price = 0;
    for (const Opening& o : opened)
      if (o.period <= t) {
        ++count;
        price += price_of(r, o.site);
      }
    if (r.periods[t].most && count > *r.periods[t].most) return "too many sites in a period";
    if (r.periods[t].budget && price > *r.periods[t].budget) return "beyond the budget in a period";
  }
  return {};
}

std::string missed_floor(const PhasedRequest& r, std::span<const Opening> opened) {
  const auto from = from_when(r, opened);
  for (const SiteFloor& f : r.site_floors) {
    std::uint32_t count = 0;
    for (std::uint32_t j = 0; j < r.sites; ++j)
      if (from[j] && r.group_of_site[j] == f.group) ++count;
    if (count < f.least) return "a floor of sites is not met";
  }
  for (const PeopleFloor& f : r.people_floors) {
    std::vector<char> reached(r.cells);
    for (const SitePair& p : r.pairs)
      if (p.cost <= r.limit && from[p.site]) reached[p.cell] = 1;
    Amount served;
    for (std::size_t c = 0; c < r.cells; ++c)
      if (reached[c] != 0 && r.group_of_cell[c] == f.group) served += r.periods.back().people[c];
    if (served < f.least) return "a floor of people is not met";
  }
  return {};
}

Wide parts_of(double multiplier) {
  return static_cast<Wide>(std::max(0.0, std::round(multiplier * static_cast<double>(kParts))));
}

/// The most that a site can be worth in a period: its best people until it is full.
Wide worth(std::vector<std::pair<Wide, Wide>>& gains, Wide room) {
  std::ranges::sort(gains, std::greater{});
  Wide sum = 0;
  for (const auto& [gain, people] : gains) {
    const Wide taken = std::min(people, room);
    sum += taken * gain;
    room -= taken;
    if (room == 0) break;
  }
  return sum;
}

}  // namespace

double PhasedAnswer::gap() const {
  if (value == bound) return 0;
  return value == 0 ? std::numeric_limits<double>::infinity()
                    : static_cast<double>(bound - value) / static_cast<double>(value);
}

PhasedValue evaluate(const PhasedRequest& r, std::span<const Opening> opened) {
  const auto from = from_when(r, opened);
  PhasedValue v;
  for (std::uint32_t t = 0; t < r.periods.size(); ++t) {
    const std::vector<FillPair> pairs = pairs_in(r, from, t);
    const auto people = r.periods[t].people;
    std::vector<Amount> room(r.capacity.begin(), r.capacity.end());
    if (room.empty()) {
      Amount all;
      for (const People p : people) all += p;
      room.assign(r.sites, all);
    }
    v.served.push_back(fill_best({pairs, people, room}).served);
    v.nearest_first.push_back(nearest_first(pairs, people, std::move(room)));
    v.value += Wide{v.served.back().millionths()} * r.periods[t].weight;
  }
  return v;
}

Wide bound_by(const PhasedRequest& r, const PhasedPrices& prices) {
  const auto periods = static_cast<std::uint32_t>(r.periods.size());
  Wide sum = 0;
  std::vector<std::vector<std::uint32_t>> of(r.sites);
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit) of[p.site].push_back(p.cell);
  std::vector<std::vector<Wide>> v(periods, std::vector<Wide>(r.cells));
  std::vector<char> reached(r.cells);
  for (const SitePair& p : r.pairs)
    if (p.cost <= r.limit && state_of(r, p.site) != SiteState::forbidden) reached[p.cell] = 1;
  for (std::uint32_t t = 0; t < periods; ++t)
    for (std::size_t c = 0; c < r.cells; ++c) {
      if (reached[c] == 0) continue;
      v[t][c] = std::min(parts_of(prices.cell[t][c]), r.periods[t].weight * kParts);
      sum += v[t][c] * r.periods[t].people[c].millionths();
    }
  std::vector<Wide> most(periods + 1), budget(periods + 1);
  for (std::uint32_t t = periods; t-- > 0;) {
    const PhasedPeriod& p = r.periods[t];
    const Wide a = p.most ? parts_of(prices.most[t]) : 0;
    const Wide b = p.budget ? parts_of(prices.budget[t]) : 0;
    most[t] = most[t + 1] + a;
    budget[t] = budget[t + 1] + b;
    if (p.most) sum += a * *p.most;
    if (p.budget) sum += b * *p.budget;
  }
  std::vector<Wide> floor_of(r.sites);
  for (std::size_t f = 0; f < r.site_floors.size(); ++f) {
    const Wide price = parts_of(prices.floor[f]);
    sum -= price * r.site_floors[f].least;
    for (std::uint32_t j = 0; j < r.sites; ++j)
      if (r.group_of_site[j] == r.site_floors[f].group) floor_of[j] += price;
  }
  std::vector<std::pair<Wide, Wide>> gains;
  for (std::uint32_t j = 0; j < r.sites; ++j) {
    if (state_of(r, j) == SiteState::forbidden) continue;
    Wide later = 0, best = 0;
    for (std::uint32_t t = periods; t-- > 0;) {
      gains.clear();
      Wide everyone = 0;
      for (const std::uint32_t cell : of[j]) {
        const Wide people = r.periods[t].people[cell].millionths();
        gains.emplace_back(r.periods[t].weight * kParts - v[t][cell], people);
        everyone += people;
      }
      later += worth(gains, r.capacity.empty() ? everyone : Wide{r.capacity[j].millionths()});
      best = std::max(best, later - most[t] - budget[t] * price_of(r, j) + floor_of[j]);
    }
    sum += state_of(r, j) == SiteState::open ? later + floor_of[j] : best;
  }
  return (sum + kParts - 1) / kParts;
}

std::string certify(const PhasedRequest& r, const PhasedAnswer& a) {
  if (!a.found()) return a.opened.empty() ? "" : "sites without an answer";
  if (std::string wrong = wrong_openings(r, a.opened); !wrong.empty()) return wrong;
  if (std::string wrong = missed_floor(r, a.opened); !wrong.empty()) return wrong;
  const PhasedValue v = evaluate(r, a.opened);
  if (v.value != a.value)
    return "the value of the plan is " + to_string(v.value) + ", not " + to_string(a.value);
  if (v.served != a.served) return "other people are served in a period";
  if (a.bound < a.value) return "the bound is below the value";
  if ((a.status == SitingStatus::optimal) != (a.bound == a.value)) return "optimal, or a gap?";
  if (!a.prices.cell.empty() && bound_by(r, a.prices) < a.value)
    return "the prices contradict the value";
  return {};
}

}  // namespace fangyuan
