// SPDX-License-Identifier: Apache-2.0
#include "core/siting/formulate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/siting/reduce.h"

namespace fangyuan {
namespace {

bool usable(const SitingRequest& r, std::uint32_t site) {
  return r.state.empty() || r.state[site] != SiteState::forbidden;
}
bool is_open(const SitingRequest& r, std::uint32_t site) {
  return !r.state.empty() && r.state[site] == SiteState::open;
}

/// People × factor, millionths.
std::int64_t weight(const SitingRequest& r, std::size_t cell) {
  return r.people[cell].millionths() *
         static_cast<std::int64_t>(r.factor.empty() ? 1 : r.factor[cell]);
}

struct Pair {
  std::uint32_t site;
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

TickScale TickScale::for_total(Wide total, std::int64_t unit) {
  TickScale s{unit, 0};
  const double units = static_cast<double>(total / unit) + 1;
  s.shift = std::min(20, 51 - static_cast<int>(std::ceil(std::log2(units))));
  return s;
}

double TickScale::ticks(Wide value) const {
  const Wide units = value / unit;
  return static_cast<double>(shift >= 0 ? units << shift : units >> -shift);
}

Wide TickScale::value(double ticks) const {
  if (shift <= 0) return (static_cast<Wide>(ticks) << -shift) * unit;
  return static_cast<Wide>(std::ceil(std::ldexp(ticks, -shift))) * unit;
}

bool Formulation::serves_all(std::span<const std::uint32_t> chosen) const {
  std::vector<char> served(model.rows());
  for (const std::uint32_t j : chosen)
    for (const std::uint32_t row : model.rows_of(j)) served[row] = 1;
  for (std::size_t row = 0; row < model.rows(); ++row)
    if (served[row] == 0 && !model.sites_of(row).empty()) return false;
  return true;
}

void Formulation::open_for_all(std::vector<std::uint32_t>& chosen) const {
  std::vector<std::uint32_t> times(model.rows());
  for (const std::uint32_t j : chosen)
    for (const std::uint32_t row : model.rows_of(j)) ++times[row];
  for (std::size_t row = 0; row < model.rows(); ++row) {
    const auto sites = model.sites_of(row);
    if (times[row] > 0 || sites.empty()) continue;
    const std::uint32_t j =
        *std::ranges::min_element(sites, {}, [&](auto k) { return model.fee_of(k); });
    chosen.push_back(j);
    for (const std::uint32_t other : model.rows_of(j)) ++times[other];
  }
  std::ranges::stable_sort(chosen, std::ranges::greater{}, [&](auto j) { return model.fee_of(j); });
  std::erase_if(chosen, [&](std::uint32_t j) {
    const auto rows = model.rows_of(j);
    if (std::ranges::any_of(rows, [&](auto row) { return times[row] < 2; })) return false;
    for (const std::uint32_t row : rows) --times[row];
    return true;
  });
}

std::vector<double> Formulation::payment_of_cells(const SitingRequest& r,
                                                  std::span<const double> payment) const {
  std::vector<double> of_row(model.rows()), of_cell(r.people.size());
  for (std::size_t cell = 0; cell < of_cell.size(); ++cell)
    if (row_of[cell] != kNoRow) of_row[row_of[cell]] += static_cast<double>(weight(r, cell));
  for (std::size_t cell = 0; cell < of_cell.size(); ++cell) {
    const auto w = static_cast<double>(weight(r, cell));
    if (row_of[cell] == kNoRow)
      of_cell[cell] = w;  // nobody can serve it, or an open site does
    else if (!payment.empty())
      of_cell[cell] = std::floor(std::ldexp(payment[row_of[cell]], -scale.shift) *
                                 static_cast<double>(scale.unit) * (w / of_row[row_of[cell]]));
  }
  return of_cell;
}

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
