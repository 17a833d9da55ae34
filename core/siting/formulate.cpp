// SPDX-License-Identifier: Apache-2.0
#include "core/siting/formulate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/siting/reduce.h"

namespace fangyuan {
namespace {

constexpr std::size_t kBeyondCache = 1'000'000;  // pairs

bool usable(const SitingRequest& r, std::uint32_t site) {
  return r.state.empty() || r.state[site] != SiteState::forbidden;
}
bool is_open(const SitingRequest& r, std::uint32_t site) {
  return !r.state.empty() && r.state[site] == SiteState::open;
}

struct Pair {
  std::uint32_t site = 0;
  Cost cost;
};

/// Pairs by cell within the limit of usable sites, dearer ones than an open site's left out, and
/// what the open sites cost.
struct Table {
  std::vector<std::size_t> first;  // [cell] and one behind
  std::vector<Pair> pairs;         // by cost, then site
  std::vector<Cost> open;          // [cell]

  Table(const SitingRequest& r, Cost limit) : first(r.people.size() + 1), open(r.people.size()) {
    for (const SitePair& p : r.pairs)
      if (p.cost <= limit && is_open(r, p.site)) open[p.cell] = std::min(open[p.cell], p.cost);
    const auto counts = [&](const SitePair& p) {
      return p.cost <= limit && p.cost < open[p.cell] && usable(r, p.site) && !is_open(r, p.site) &&
             weight(r, p.cell) > 0;
    };
    for (const SitePair& p : r.pairs)
      if (counts(p)) ++first[p.cell + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    pairs.resize(first.back());
    std::vector<std::size_t> at(first.begin(), first.end() - 1);
    for (const SitePair& p : r.pairs)
      if (counts(p)) pairs[at[p.cell]++] = {p.site, p.cost};
  }
  std::span<Pair> of(std::size_t cell) {
    return {pairs.data() + first[cell], pairs.data() + first[cell + 1]};
  }
};

/// Numbers the sites of the model's rows, which name those of the request, and takes their fees
/// and prices.
struct Sizes {
  bool fees = false, most = false, budget = false;
};
bool counts_sites(const SitingRequest& r) { return r.most || r.price.empty(); }
void name_sites(const SitingRequest& r, Formulation& f, Sizes sizes) {
  SitingModel& m = f.model;
  const bool prices =
      sizes.budget && !r.price.empty() && (r.budget || r.goal == SitingGoal::fewest_sites);
  std::vector<std::uint32_t> number(r.sites, Formulation::kNoRow);
  for (const std::uint32_t j : m.row_site) number[j] = 0;
  for (std::uint32_t j = 0; j < r.sites; ++j) {
    if (number[j] == Formulation::kNoRow) continue;
    number[j] = static_cast<std::uint32_t>(f.site.size());
    f.site.push_back(j);
    m.name.push_back(number[j]);
    if (sizes.fees) m.fee.push_back(f.scale.ticks(counts_sites(r) ? 1 : r.price[j]));
    if (prices) m.price.push_back(static_cast<double>(r.price[j]));
  }
  for (std::uint32_t& j : m.row_site) j = number[j];
  if (sizes.most && r.most) m.most = *r.most;
  if (prices && r.budget) m.budget = static_cast<double>(*r.budget);
  m.turn();
}

void count_cell(const SitingRequest& r, Formulation& f, std::size_t cell, bool reached) {
  if (reached) {
    f.all += weight(r, cell);
  } else {
    f.unreachable += r.people[cell];
    ++f.unreachable_cells;
  }
}

}  // namespace

Formulation formulate_cover(const SitingRequest& r) {
  Formulation f;
  f.row_of.assign(r.people.size(), Formulation::kNoRow);
  Table table(r, r.limit);
  std::int64_t unit = 0;
  Wide total = 0;
  std::vector<std::uint32_t> cells;
  for (std::size_t cell = 0; cell < r.people.size(); ++cell) {
    const std::int64_t w = weight(r, cell);
    if (w == 0) continue;
    const bool open = table.open[cell].reached();
    count_cell(r, f, cell, open || !table.of(cell).empty());
    if (open) f.covered += w;
    if (open || table.of(cell).empty()) continue;
    unit = std::gcd(unit, w);
    total += w;
    cells.push_back(static_cast<std::uint32_t>(cell));
  }
  f.scale = TickScale::for_total(total, std::max<std::int64_t>(unit, 1));
  f.model.grain = f.scale.grain();
  for (const std::uint32_t cell : cells) {
    std::ranges::sort(table.of(cell), {}, &Pair::site);
    for (const Pair& p : table.of(cell)) f.model.row_site.push_back(p.site);
    f.model.row_first.push_back(static_cast<std::uint32_t>(f.model.row_site.size()));
    f.model.out.push_back(f.scale.ticks(weight(r, cell)));
  }
  const std::vector<std::uint32_t> row = merge_rows(f.model);
  for (std::size_t i = 0; i < cells.size(); ++i) f.row_of[cells[i]] = row[i];
  name_sites(r, f, {false, true, true});
  drop_dominated_sites(f.model);
  if (f.model.pairs() > kBeyondCache) {
    const std::vector<std::uint32_t> to = gather_rows(f.model);
    for (const std::uint32_t cell : cells) f.row_of[cell] = to[f.row_of[cell]];
  }
  return f;
}

Formulation formulate_set_cover(const SitingRequest& r, Cost limit) {
  Formulation f;
  f.row_of.assign(r.people.size(), Formulation::kNoRow);
  Table table(r, limit);
  const auto fee = [&](std::uint32_t j) { return counts_sites(r) ? std::int64_t{1} : r.price[j]; };
  std::int64_t every = 1;
  for (std::uint32_t j = 0; j < r.sites; ++j)
    if (usable(r, j)) every += fee(j);
  Wide total = every;
  std::vector<std::uint32_t> cells;
  std::vector<std::int64_t> out;
  for (std::size_t cell = 0; cell < r.people.size(); ++cell) {
    if (weight(r, cell) == 0) continue;
    const bool open = table.open[cell].reached();
    count_cell(r, f, cell, open || !table.of(cell).empty());
    if (open) f.covered += weight(r, cell);
    if (open || table.of(cell).empty()) continue;
    cells.push_back(static_cast<std::uint32_t>(cell));
    // Leaving a row out is dearer than the cheapest site for it, so that the best leaves out none.
    std::int64_t least = fee(table.of(cell).front().site);
    for (const Pair& p : table.of(cell)) least = std::min(least, fee(p.site));
    if (r.most && r.budget) least = every;
    out.push_back(least + 1);
    total += least + 1;
  }
  f.scale = TickScale::for_total(total, 1);
  f.model.grain = f.scale.grain();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::ranges::sort(table.of(cells[i]), {}, &Pair::site);
    for (const Pair& p : table.of(cells[i])) f.model.row_site.push_back(p.site);
    f.model.row_first.push_back(static_cast<std::uint32_t>(f.model.row_site.size()));
    f.model.out.push_back(f.scale.ticks(out[i]));
  }
  const std::vector<double> dear(f.model.out);
  const std::vector<std::uint32_t> row = merge_rows(f.model);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    f.row_of[cells[i]] = row[i];
    f.model.out[row[i]] = dear[i];  // the same for all of a row
  }
  name_sites(r, f, {true, false, r.most && r.budget});
  drop_wider_rows(f.model);
  drop_dominated_sites(f.model);
  return f;
}

Formulation formulate_median(const SitingRequest& r, std::uint32_t dear) {
  Formulation f;
  f.row_of.assign(r.people.size(), Formulation::kNoRow);
  Table table(r, r.limit);
  std::int64_t unit = 0;
  Wide total = 0, base = 0;
  std::vector<std::uint32_t> cells;
  std::vector<Wide> out;
  for (std::size_t cell = 0; cell < r.people.size(); ++cell) {
    const std::int64_t w = weight(r, cell);
    if (w == 0) continue;
    const bool open = table.open[cell].reached();
    count_cell(r, f, cell, open || !table.of(cell).empty());
    if (open) f.covered += w;
    if (table.of(cell).empty()) {
      if (open) base += Wide{w} * table.open[cell].value();
      if (open) unit = std::gcd(unit, w);
      continue;
    }
    std::ranges::sort(table.of(cell), [](const Pair& a, const Pair& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.site < b.site;
    });
    unit = std::gcd(unit, w);
    out.push_back(Wide{w} * (open ? table.open[cell].value()
                                  : (Wide{table.of(cell).back().cost.value()} + 1) * dear));
    total += out.back();
    cells.push_back(static_cast<std::uint32_t>(cell));
  }
  f.scale = TickScale::for_total(total + base, std::max<std::int64_t>(unit, 1));
  f.model.grain = f.scale.grain();
  f.model.constant = f.scale.ticks(base);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    f.row_of[cells[i]] = static_cast<std::uint32_t>(i);
    f.model.out.push_back(f.scale.ticks(out[i]));
    for (const Pair& p : table.of(cells[i])) {
      const double cost = f.scale.ticks(Wide{weight(r, cells[i])} * p.cost.value());
      if (cost >= f.model.out.back()) break;
      f.model.row_site.push_back(p.site);
      f.model.row_cost.push_back(cost);
    }
    f.model.row_first.push_back(static_cast<std::uint32_t>(f.model.row_site.size()));
  }
  name_sites(r, f, {false, true, true});
  return f;
}

}  // namespace fangyuan
