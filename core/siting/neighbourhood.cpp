// SPDX-License-Identifier: Apache-2.0
#include "core/siting/neighbourhood.h"

#include <algorithm>
#include <random>

#include "core/siting/branch.h"

namespace fangyuan {
namespace {

struct Part {
  std::vector<std::uint32_t> open, sites;  // open ones, and all that were met with them
};

/// What a search over shared rows meets around an open site until it has met so many open ones.
Part around(const SitingModel& m, const std::vector<char>& open, std::uint32_t from,
            std::size_t count, Watch& watch) {
  std::vector<std::uint32_t> found{from}, queue{from};
  std::vector<char> seen(m.sites()), seen_row(m.rows());
  seen[from] = 1;
  std::uint64_t looked = 0;
  for (std::size_t at = 0; at < queue.size() && found.size() < count; ++at)
    for (const std::uint32_t row : m.rows_of(queue[at])) {
      if (seen_row[row] != 0) continue;
      seen_row[row] = 1;
      for (const std::uint32_t j : m.sites_of(row)) {
        ++looked;
        if (seen[j] != 0) continue;
        seen[j] = 1;
        queue.push_back(j);
        if (open[j] != 0 && found.size() < count) found.push_back(j);
      }
      if (found.size() >= count) break;
    }
  watch.spend(looked);
  return {std::move(found), std::move(queue)};
}

}  // namespace

bool renew(const SitingModel& m, const NeighbourhoodOptions& options, Incumbent& best,
           Watch& watch) {
  if (best.sites.empty()) return false;
  std::mt19937_64 random(options.seed);
  std::vector<char> open(m.sites());
  for (const std::uint32_t j : best.sites) open[j] = 1;
  const std::uint32_t from = best.sites[random() % best.sites.size()];
  const Part near = around(m, open, from, options.sites, watch);
  std::vector<Fixed> fixed(m.sites(), Fixed::out);
  for (const std::uint32_t j : near.sites)
    if (open[j] != 0 || options.promising.empty() || options.promising[j] != 0)
      fixed[j] = Fixed::no;
  for (const std::uint32_t j : near.open) open[j] = 0;
  std::vector<std::uint32_t> kept;
  for (const std::uint32_t j : best.sites)
    if (open[j] != 0) {
      fixed[j] = Fixed::in;
      kept.push_back(j);
    }
  const Remainder part = restrict(m, fixed);
  watch.spend(m.pairs() / 4);
  std::vector<double> payment;
  if (!options.payment.empty())
    for (const std::uint32_t row : part.row) payment.push_back(options.payment[row]);
  BranchAndBound search(part.model, best.value, payment);
  search.run(options.work, watch);
  if (search.best().value >= best.value) return false;
  for (const std::uint32_t j : search.best().sites) kept.push_back(part.model.name[j]);
  return best.offer(search.best().value, std::move(kept));
}

}  // namespace fangyuan
