// SPDX-License-Identifier: Apache-2.0
#include "core/siting/merge_choices.h"

#include "core/siting/branch.h"

namespace fangyuan {

bool merge_choices(const SitingModel& m, std::span<const std::vector<std::uint32_t>> choices,
                   std::uint64_t work, Incumbent& best, Watch& watch) {
  std::vector<std::size_t> times(m.sites());
  for (const auto& choice : choices)
    for (const std::uint32_t j : choice) ++times[j];
  std::vector<Fixed> fixed(m.sites(), Fixed::out);
  std::vector<std::uint32_t> sites;
  for (std::uint32_t j = 0; j < m.sites(); ++j) {
    if (times[j] == choices.size()) sites.push_back(j);
    if (times[j] > 0) fixed[j] = times[j] == choices.size() ? Fixed::in : Fixed::no;
  }
  const Remainder part = restrict(m, fixed);
  watch.spend(m.pairs() / 4);
  if (part.model.sites() == 0) return false;
  BranchAndBound search(part.model, best.value, {});
  search.run(work, watch);
  if (search.best().value >= best.value) return false;
  for (const std::uint32_t j : search.best().sites) sites.push_back(part.model.name[j]);
  return best.offer(search.best().value, std::move(sites));
}

}  // namespace fangyuan
