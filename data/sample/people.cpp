// SPDX-License-Identifier: Apache-2.0
#include "data/sample/people.h"

#include <numeric>

#include "data/sample/prng.h"

namespace fangyuan::sample {

std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weight) {
  __extension__ using Wide = __int128;
  const std::int64_t sum = std::accumulate(weight.begin(), weight.end(), std::int64_t{0});
  std::vector<std::int64_t> out(weight.size());
  std::vector<std::pair<std::int64_t, std::size_t>> rest;  // −remainder, index
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const Wide product = Wide{total} * weight[i];
    out[i] = static_cast<std::int64_t>(product / sum);
    rest.emplace_back(-static_cast<std::int64_t>(product % sum), i);
    given += out[i];
  }
  std::sort(rest.begin(), rest.end());
  for (std::size_t k = 0; given < total; ++k, ++given) ++out[rest[k].second];
  return out;
}

void settle_people(World& w, std::int64_t people) {
  const std::size_t n = w.villages.size();
  std::vector<std::int64_t> weight(n), older(n), age(n);
  for (std::size_t v = 0; v < n; ++v) {
    const TileCell& cell = w.tiling.cells[v];
    Rng rng(hash_of(w.seed, 30, v));
    const double r = distance(cell.seed, {}) / w.city_radius;
    std::int32_t base = 1050 + rng.between(-450, 700);  // a village
    if (cell.town == 0)
      base = static_cast<std::int32_t>(4200 + 5200 / (1 + 2 * r * r)) + rng.between(-900, 900);
    else if (cell.town != kOutside)
      base = 5200 + rng.between(-1200, 1200);
    else if (w.villages[v].community)
      base = 5200 + rng.between(-1500, 2500);  // the middle of a 镇
    weight[v] = base;
  }
  const auto totals = share_out(people, weight);
  for (std::size_t v = 0; v < n; ++v) {
    Rng rng(hash_of(w.seed, 31, v));
    const bool old_city =
        w.tiling.cells[v].town == 0 && distance(w.tiling.cells[v].seed, {}) < 0.3 * w.city_radius;
    const std::int32_t per_mille = (old_city                             ? 265
                                    : w.tiling.cells[v].town != kOutside ? 175
                                                                         : 238) +
                                   rng.between(-40, 40);
    older[v] = totals[v] * per_mille;
  }
  const auto older60 = share_out(older_of(people), older);
  for (std::size_t v = 0; v < n; ++v) {
    Rng rng(hash_of(w.seed, 32, v));
    const auto part = [&](std::int64_t of, std::int32_t mille, std::int32_t spread) {
      return of * (mille + rng.between(-spread, spread)) / 1000;
    };
    Headcount& h = w.villages[v].people;
    h.total = totals[v];
    h.older60 = older60[v];
    h.older65 = part(h.older60, 720, 40);
    h.older80 = part(h.older60, 125, 30);
    h.age0_2 = part(h.total, 24, 6);
    h.age3_5 = part(h.total, 33, 6);
    h.age6_14 = part(h.total, 128, 20);
    h.working = h.total - h.older60 - h.age0_2 - h.age3_5 - h.age6_14;
    h.disabled = part(h.total, 45, 12);
    h.needy = part(h.total, 22, 12);
    const std::int32_t household = w.villages[v].community ? 265 : 310;  // people, in hundredths
    h.households = h.total * 100 / (household + rng.between(-25, 25));
  }
}

}  // namespace fangyuan::sample
