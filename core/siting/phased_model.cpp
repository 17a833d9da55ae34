// SPDX-License-Identifier: Apache-2.0
#include "core/siting/phased_model.h"

#include <algorithm>
#include <numeric>

#include "core/siting/reduce.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = PhasedRequest::kNoGroup;

std::uint32_t group_of(std::span<const std::uint32_t> groups, std::size_t i) {
  return groups.empty() ? kNone : groups[i];
}

/// Number of the first floor of the group.
template <class Floors>
std::uint32_t floor_of(const Floors& floors, std::uint32_t group) {
  for (std::uint32_t f = 0; f < floors.size(); ++f)
    if (floors[f].group == group && group != kNone) return f;
  return kNone;
}

}  // namespace

PhasedModel::PhasedModel(const PhasedRequest& r) {
  const auto state = [&](std::size_t j) { return r.state.empty() ? SiteState::free : r.state[j]; };
  for (const SiteFloor& f : r.site_floors) floor.push_back(f.least);
  for (const PeopleFloor& f : r.people_floors) people_floor.push_back(f.least.millionths());
  std::vector<std::uint32_t> number(r.sites, kNone);
  for (std::uint32_t j = 0; j < r.sites; ++j) {
    if (state(j) == SiteState::forbidden) continue;
    number[j] = static_cast<std::uint32_t>(site_of.size());
    site_of.push_back(j);
    open.push_back(state(j) == SiteState::open ? 1 : 0);
    capacity.push_back(r.capacity.empty() ? kEndless : r.capacity[j].millionths());
    price.push_back(r.price.empty() ? 0 : r.price[j]);
    floor_of.push_back(fangyuan::floor_of(r.site_floors, group_of(r.group_of_site, j)));
    if (open.back() != 0 && floor_of.back() != kNone) --floor[floor_of.back()];
  }
  for (const PhasedPeriod& p : r.periods) {
    weight.push_back(p.weight);
    most.push_back(p.most ? std::int64_t{*p.most} : kEndless);
    budget.push_back(p.budget.value_or(kEndless));
  }

  // Cells that somebody lives in and a site reaches; a first pair tells the floor apart, so that
  // only rows of one floor are merged.
  std::vector<char> counts(r.cells);
  for (const PhasedPeriod& p : r.periods)
    for (std::size_t c = 0; c < r.cells; ++c)
      if (p.people[c] > Amount()) counts[c] = 1;
  const auto usable = [&](const SitePair& p) {
    return p.cost <= r.limit && number[p.site] != kNone && counts[p.cell] != 0;
  };
  std::vector<std::uint32_t> first(r.cells + 1);
  for (const SitePair& p : r.pairs)
    if (usable(p)) ++first[p.cell + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::uint32_t> sites_by_cell(first.back());
  std::vector<std::uint32_t> at(first.begin(), first.end() - 1);
  for (const SitePair& p : r.pairs)
    if (usable(p)) sites_by_cell[at[p.cell]++] = number[p.site];

  SitingModel merged;
  std::vector<std::uint32_t> cells;
  const auto sites = static_cast<std::uint32_t>(site_of.size());
  for (std::uint32_t c = 0; c < r.cells; ++c) {
    if (first[c] == first[c + 1]) continue;
    std::sort(sites_by_cell.begin() + first[c], sites_by_cell.begin() + first[c + 1]);
    merged.row_site.insert(merged.row_site.end(), sites_by_cell.begin() + first[c],
                           sites_by_cell.begin() + first[c + 1]);
    const std::uint32_t f = fangyuan::floor_of(r.people_floors, group_of(r.group_of_cell, c));
    merged.row_site.push_back(sites + (f == kNone ? 0 : 1 + f));
    merged.row_first.push_back(static_cast<std::uint32_t>(merged.row_site.size()));
    merged.out.push_back(0);
    cells.push_back(c);
  }
  const std::vector<std::uint32_t> to = merge_rows(merged);
  for (std::size_t row = 0; row < merged.out.size(); ++row) {
    const auto of = merged.sites_of(row);
    row_site.insert(row_site.end(), of.begin(), of.end() - 1);
    row_first.push_back(static_cast<std::uint32_t>(row_site.size()));
    row_floor.push_back(of.back() == sites ? kNone : of.back() - sites - 1);
  }
  row_of.assign(r.cells, kNone);
  need.assign(r.periods.size(), std::vector<std::int64_t>(rows()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    row_of[cells[i]] = to[i];
    for (std::size_t t = 0; t < need.size(); ++t)
      need[t][to[i]] += r.periods[t].people[cells[i]].millionths();
  }

  unit = 0;
  for (const auto& of : need)
    for (const std::int64_t n : of) unit = std::gcd(unit, n);
  for (const std::int64_t c : capacity)
    if (c != kEndless) unit = std::gcd(unit, c);
  unit = std::max<std::int64_t>(unit, 1);

  site_first.assign(site_of.size() + 1, 0);
  for (const std::uint32_t j : row_site) ++site_first[j + 1];
  std::partial_sum(site_first.begin(), site_first.end(), site_first.begin());
  site_row.resize(row_site.size());
  site_at.resize(row_site.size());
  std::vector<std::uint32_t> next(site_first.begin(), site_first.end() - 1);
  for (std::uint32_t row = 0; row < rows(); ++row)
    for (std::uint32_t k = row_first[row]; k < row_first[row + 1]; ++k) {
      site_row[next[row_site[k]]] = row;
      site_at[next[row_site[k]]++] = k;
    }
}

}  // namespace fangyuan
