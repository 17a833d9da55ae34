// SPDX-License-Identifier: Apache-2.0
#include "core/siting/lagrangian.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

/// To the nearest whole number; |x| < 2^51.
double whole(double x) {
  constexpr double kShift = 6755399441055744.0;  // 1.5 × 2^52
  return (x + kShift) - kShift;
}

}  // namespace

Lagrangian::Lagrangian(const SitingModel& model, std::span<const double> payment,
                       std::span<const double> share)
    : m_(model),
      payment_(payment.begin(), payment.end()),
      share_(model.sites()),
      left_(model.rows()),
      average_(model.rows()) {
  if (payment_.empty()) m_.covering() && m_.fee.empty() ? begin_cover() : begin_anyhow();
  for (std::size_t i = 0; i < m_.rows(); ++i)
    payment_[i] = std::clamp(whole(payment_[i]), 0.0, m_.out[i]);
  bound_ = evaluate(payment_, worth_, best_);
  now_ = best_;
  // Rows with many people have far to go, rows with few would be overshot.
  const double mean = std::accumulate(m_.out.begin(), m_.out.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(1, m_.rows()));
  scale_.assign(m_.rows(), 1);
  if (m_.covering())
    for (std::size_t i = 0; i < m_.rows(); ++i) scale_[i] = m_.out[i] / mean;
  here_ = payment_;
  here_value_ = bound_;
  begin(share);
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

void Lagrangian::begin_anyhow() {
  payment_.resize(m_.rows());
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    const std::size_t n = m_.row_first[i + 1] - m_.row_first[i];
    payment_[i] =
        m_.covering()
            ? m_.out[i] / static_cast<double>(n)
            : std::min(m_.out[i],
                       m_.row_cost[m_.row_first[i] + std::min<std::size_t>(n - 1, 1 + n / 20)]);
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
  for (double level = order.empty() ? 0 : order[at], n = 0; n < 12; level *= 0.7, ++n) {
    for (std::size_t i = 0; i < m_.rows(); ++i)
      tried[i] = std::floor(m_.out[i] * std::min(1.0, level / most[i]));
    const double found = evaluate(tried, here_worth_, now_);
    if (found < best) break;
    best = found;
    payment_ = tried;
  }
}

double Lagrangian::bound() const { return std::ceil((bound_ + m_.constant) / m_.grain) * m_.grain; }

void Lagrangian::price(std::span<const double> payment, std::vector<double>& worth) const {
  worth.resize(m_.sites());
  const double* v = payment.data();
  const auto sites = [&](std::size_t begin, std::size_t end) {
    for (std::size_t j = begin; j < end; ++j) {
      double sum = 0, sum2 = 0;
      std::uint32_t k = m_.site_first[j];
      const std::uint32_t last = m_.site_first[j + 1];
      const std::uint32_t* row = m_.site_row.data();
      if (m_.covering()) {
        for (; k + 1 < last; k += 2) {
          sum += v[row[k]];
          sum2 += v[row[k + 1]];
        }
        if (k < last) sum += v[row[k]];
      } else {
        const double* cost = m_.site_cost.data();
        for (; k < last; ++k) sum += std::max(0.0, v[row[k]] - cost[k]);
      }
      worth[j] = m_.fee_of(static_cast<std::uint32_t>(j)) - (sum + sum2);
    }
  };
  if (m_.pairs() < 1'000'000)
    sites(0, m_.sites());
  else
    parallel_ranges(m_.sites(), 1 + m_.sites() / 64, sites);
}

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

double Lagrangian::evaluate(std::span<const double> payment, std::vector<double>& worth,
                            Choice& choice) const {
  price(payment, worth);
  choose(worth, choice);
  return std::accumulate(payment.begin(), payment.end(), choice.sum);
}

void Lagrangian::count(std::span<const double> payment, const Choice& choice,
                       std::vector<double>& left) const {
  left.assign(m_.rows(), 1);
  for (std::size_t at = 0; at < choice.order.size(); ++at) {
    const std::uint32_t j = choice.order[at];
    const double part = at + 1 == choice.order.size() ? choice.last_part : 1;
    for (std::uint32_t k = m_.site_first[j]; k < m_.site_first[j + 1]; ++k) {
      const std::uint32_t row = m_.site_row[k];
      if (m_.covering() || m_.site_cost[k] < payment[row]) left[row] -= part;
    }
  }
}

void Lagrangian::ascend(double value, const Options& options, Watch& watch) {
  int since = 0;
  double patient_from = bound_;
  for (int it = 0; it < options.iterations && !proves(value) && !watch.over(); ++it) {
    watch.spend(m_.pairs() + m_.rows() + m_.sites());
    if (!move(value)) break;
    here_value_ = evaluate(here_, here_worth_, now_);
    turn();
    if (here_value_ > bound_) {
      bound_ = here_value_;
      payment_ = here_;
      worth_ = here_worth_;
      best_ = now_;
      idle_ = 0;
    } else if (++idle_ >= options.idle) {
      idle_ = 0;
      step_ = std::max(step_ * 0.66, 1e-5);
    }
    if (bound_ - patient_from > 1e-4 * (value - m_.constant - patient_from)) {
      patient_from = bound_;
      since = 0;
    } else if (++since >= options.patience) {
      break;
    }
  }
}

/// Along the average, by a part of what would close the gap if the bound were a plane. False when
/// there is nowhere to go.
bool Lagrangian::move(double value) {
  double norm = 0;
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    const double g = average_[i];
    if (g > 0 ? here_[i] < m_.out[i] : here_[i] > 0) norm += g * g * scale_[i];
  }
  if (norm < 1e-12) return false;
  const double length = step_ * std::max(value - m_.constant - here_value_, m_.grain) / norm;
  for (std::size_t i = 0; i < m_.rows(); ++i)
    here_[i] = whole(std::clamp(here_[i] + length * scale_[i] * average_[i], 0.0, m_.out[i]));
  return true;
}

/// Turns the average towards what the choice here serves too little.
void Lagrangian::turn() {
  constexpr double kNew = 0.1;
  count(here_, now_, left_);
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    const double g = left_[i] > 0 && here_[i] >= m_.out[i] ? 0 : left_[i];
    average_[i] = kNew * g + (1 - kNew) * average_[i];
  }
  for (double& s : share_) s *= 1 - kNew;
  for (std::size_t at = 0; at < now_.order.size(); ++at)
    share_[now_.order[at]] += kNew * (at + 1 == now_.order.size() ? now_.last_part : 1);
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
