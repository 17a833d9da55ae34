// SPDX-License-Identifier: Apache-2.0
// Between the numbers of a request and those of its model.
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/siting/formulate.h"

namespace fangyuan {

TickScale TickScale::for_total(Wide total, std::int64_t unit) {
  TickScale s{unit, 0};
  const Wide whole = total / unit;
  const double units = static_cast<double>(whole) + 1;
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

}  // namespace fangyuan
