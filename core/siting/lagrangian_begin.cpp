// SPDX-License-Identifier: Apache-2.0
// First payments, and the first direction.
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/siting/lagrangian.h"

namespace fangyuan {

void Lagrangian::begin_anyhow() {
  payment_.resize(m_.rows());
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    const std::size_t n = m_.row_first[i + 1] - m_.row_first[i];
    if (n == 0) {  // no site at all: the row stays out
      payment_[i] = m_.out[i];
    } else if (m_.covering()) {
      payment_[i] = m_.out[i] / static_cast<double>(n);
    } else {
      const std::size_t at = m_.row_first[i] + std::min<std::size_t>(n - 1, 1 + n / 20);
      payment_[i] = std::min(m_.out[i], m_.row_cost[at]);
    }
  }
}

/// No site is paid more than a level, which the best of some levels is: a row pays in proportion
/// to how much less than the level the richest of its sites would get if all rows paid all.
void Lagrangian::begin_cover() {
  price(m_.out, worth_);
  std::vector<double> most(m_.rows(), 1);
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    for (const std::uint32_t row : m_.rows_of(j)) most[row] = std::max(most[row], -worth_[j]);
  std::vector<double> order;
  for (const double w : worth_) order.push_back(-w);
  std::ranges::sort(order, std::greater{});
  const std::size_t at = std::min<std::size_t>(order.size() - 1, m_.most);
  double best = -SitingModel::kAny;
  std::vector<double> tried(m_.rows());
  double level = order.empty() ? 0 : order[at];
  for (int n = 0; n < 12; ++n, level *= 0.7) {
    for (std::size_t i = 0; i < m_.rows(); ++i)
      tried[i] = std::floor(m_.out[i] * std::min(1.0, level / most[i]));
    const double found = evaluate(tried, here_worth_, now_);
    if (found < best) break;
    best = found;
    payment_ = tried;
  }
}

void Lagrangian::begin(std::span<const double> share) {
  if (share.empty()) {
    count(payment_, best_, average_);
    for (const std::uint32_t j : best_.order) share_[j] = 1;
    return;
  }
  share_.assign(share.begin(), share.end());
  average_.assign(m_.rows(), 1);
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    for (std::uint32_t k = m_.row_first[i]; k < m_.row_first[i + 1]; ++k) {
      if (!m_.covering() && m_.row_cost[k] >= payment_[i]) break;
      average_[i] -= share_[m_.row_site[k]];
    }
    if (average_[i] > 0 && payment_[i] >= m_.out[i]) average_[i] = 0;
  }
}

}  // namespace fangyuan
