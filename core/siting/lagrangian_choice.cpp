// SPDX-License-Identifier: Apache-2.0
// Which sites are worth most within what is scarce, and what that tells of single sites.
#include <algorithm>
#include <cmath>

#include "core/siting/lagrangian.h"

namespace fangyuan {

void Lagrangian::choose_most(std::span<const double> worth, Choice& c) const {
  c = Choice();
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (worth[j] < 0) c.order.push_back(j);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return worth[a] != worth[b] ? worth[a] < worth[b] : a < b;
  };
  if (c.order.size() > m_.most) {
    const auto cut = c.order.begin() + m_.most;
    std::nth_element(c.order.begin(), cut, c.order.end(), less);
    c.price_out = worth[*cut];
    c.order.erase(cut, c.order.end());
    c.price_in = c.price_out;
    if (!c.order.empty())
      c.price_in = worth[*std::max_element(c.order.begin(), c.order.end(), less)];
  } else if (c.order.size() == m_.most && m_.most > 0) {
    c.price_in = worth[*std::max_element(c.order.begin(), c.order.end(), less)];
  }
  for (const std::uint32_t j : c.order) c.sum += worth[j];
}

void Lagrangian::choose_budget(std::span<const double> worth, Choice& c) const {
  c = Choice();
  c.by_price = true;
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (worth[j] < 0) c.order.push_back(j);
  const auto ratio = [&](std::uint32_t j) {
    return m_.price[j] > 0 ? worth[j] / m_.price[j] : -SitingModel::kAny;
  };
  std::sort(c.order.begin(), c.order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return ratio(a) != ratio(b) ? ratio(a) < ratio(b) : a < b;
  });
  double room = m_.budget;
  for (std::size_t at = 0; at < c.order.size(); ++at) {
    const std::uint32_t j = c.order[at];
    if (m_.price[j] <= room) {
      room -= m_.price[j];
      c.sum += worth[j];
      continue;
    }
    c.last_part = room / m_.price[j];
    c.sum = std::floor(c.sum + worth[j] * c.last_part);
    c.price_in = c.price_out = ratio(j);
    c.order.resize(at + 1);
    break;
  }
}

void Lagrangian::choose(std::span<const double> worth, Choice& c) const {
  choose_most(worth, c);
  if (m_.price.empty()) return;
  Choice other;
  choose_budget(worth, other);
  if (other.sum > c.sum) c = std::move(other);
}

void Lagrangian::fix(double value, std::span<Fixed> fixed) const {
  // With a price on what is scarce the bound is a sum over sites, and a site's part can be told
  // apart. Ticks of tolerance: products with the price are rounded.
  const double room = value - m_.grain - (bound_ + m_.constant);
  const double tolerance = best_.by_price ? 4 : 0;
  std::vector<char> in(m_.sites());
  for (const std::uint32_t j : best_.order) in[j] = 1;
  for (std::uint32_t j = 0; j < m_.sites(); ++j) {
    const double size = best_.by_price ? m_.price[j] : 1;
    if (in[j] == 0) {
      if (worth_[j] - best_.price_in * size > room + tolerance) fixed[j] = Fixed::out;
    } else if (best_.price_out * size - worth_[j] > room + tolerance) {
      fixed[j] = Fixed::in;
    }
  }
}

}  // namespace fangyuan
