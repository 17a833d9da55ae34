// SPDX-License-Identifier: Apache-2.0
#include "core/siting/model.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {

double SitingModel::value_of(std::span<const std::uint32_t> chosen) const {
  std::vector<double> least(out);
  double value = constant;
  for (const std::uint32_t j : chosen) {
    value += fee_of(j);
    for (std::uint32_t k = site_first[j]; k < site_first[j + 1]; ++k)
      least[site_row[k]] = std::min(least[site_row[k]], covering() ? 0 : site_cost[k]);
  }
  for (const double l : least) value += l;
  return value;
}

bool SitingModel::fits(std::span<const std::uint32_t> chosen) const {
  double spent = 0;
  for (const std::uint32_t j : chosen) spent += price_of(j);
  return chosen.size() <= most && spent <= budget;
}

void SitingModel::turn() {
  site_first.assign(sites() + 1, 0);
  for (const std::uint32_t j : row_site) ++site_first[j + 1];
  for (std::size_t j = 0; j < sites(); ++j) site_first[j + 1] += site_first[j];
  site_row.resize(pairs());
  site_cost.resize(row_cost.size());
  std::vector<std::uint32_t> at(site_first.begin(), site_first.end() - 1);
  for (std::uint32_t row = 0; row < rows(); ++row)
    for (std::uint32_t k = row_first[row]; k < row_first[row + 1]; ++k) {
      const std::uint32_t to = at[row_site[k]]++;
      site_row[to] = row;
      if (!covering()) site_cost[to] = row_cost[k];
    }
}

Remainder restrict(const SitingModel& m, std::span<const Fixed> fixed) {
  assert(fixed.size() == m.sites());
  Remainder left;
  SitingModel& to = left.model;
  to.most = m.most;
  to.budget = m.budget;
  to.constant = m.constant;
  to.grain = m.grain;
  std::vector<double> out(m.out);
  for (std::uint32_t j = 0; j < m.sites(); ++j) {
    if (fixed[j] != Fixed::in) continue;
    assert(to.most > 0);
    --to.most;
    to.budget -= m.price_of(j);
    to.constant += m.fee_of(j);
    for (std::uint32_t k = m.site_first[j]; k < m.site_first[j + 1]; ++k)
      out[m.site_row[k]] = std::min(out[m.site_row[k]], m.covering() ? 0 : m.site_cost[k]);
  }

  constexpr std::uint32_t kGone = ~std::uint32_t{0};
  std::vector<std::uint32_t> number(m.sites(), kGone);
  to.row_first.reserve(m.rows() + 1);
  to.row_site.reserve(m.pairs());
  if (!m.covering()) to.row_cost.reserve(m.pairs());
  for (std::uint32_t row = 0; row < m.rows(); ++row) {
    const std::size_t before = to.row_site.size();
    for (std::uint32_t k = m.row_first[row]; k < m.row_first[row + 1]; ++k) {
      const double cost = m.covering() ? 0 : m.row_cost[k];
      if (cost >= out[row]) break;
      const std::uint32_t j = m.row_site[k];
      if (fixed[j] != Fixed::no || m.price_of(j) > to.budget || to.most == 0) continue;
      number[j] = 0;
      to.row_site.push_back(j);
      if (!m.covering()) to.row_cost.push_back(cost);
    }
    if (to.row_site.size() == before) {
      to.constant += out[row];
    } else {
      to.row_first.push_back(static_cast<std::uint32_t>(to.row_site.size()));
      to.out.push_back(out[row]);
      left.row.push_back(row);
    }
  }
  for (std::uint32_t j = 0; j < m.sites(); ++j) {
    if (number[j] == kGone) continue;
    number[j] = static_cast<std::uint32_t>(to.name.size());
    to.name.push_back(j);
    if (!m.fee.empty()) to.fee.push_back(m.fee[j]);
    if (!m.price.empty()) to.price.push_back(m.price[j]);
  }
  for (std::uint32_t& j : to.row_site) j = number[j];
  to.turn();
  return left;
}

}  // namespace fangyuan
