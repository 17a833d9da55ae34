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

double Lagrangian::evaluate(std::span<const double> payment, std::vector<double>& worth,
                            Choice& choice) const {
  price(payment, worth);
  choose(worth, choice);
  double sum[4] = {choice.sum};  // whole numbers: the same in any order
  std::size_t i = 0;
  for (; i + 4 <= payment.size(); i += 4)
    for (std::size_t k = 0; k < 4; ++k) sum[k] += payment[i + k];
  for (; i < payment.size(); ++i) sum[0] += payment[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
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
    const double g = average_[i];  // no branches: they would be guessed wrong
    const bool goes = ((g > 0) & (here_[i] < m_.out[i])) | ((g <= 0) & (here_[i] > 0));
    norm += g * g * scale_[i] * static_cast<double>(goes);
  }
  if (norm < 1e-12) return false;
  const double length = step_ * std::max(value - m_.constant - here_value_, m_.grain) / norm;
  for (std::size_t i = 0; i < m_.rows(); ++i)
    here_[i] =
        whole(std::min(std::max(here_[i] + length * scale_[i] * average_[i], 0.0), m_.out[i]));
  return true;
}

/// Turns the average towards what the choice here serves too little.
void Lagrangian::turn() {
  constexpr double kNew = 0.1;
  count(here_, now_, left_);
  for (std::size_t i = 0; i < m_.rows(); ++i) {
    const bool stays = (left_[i] > 0) & (here_[i] >= m_.out[i]);
    const double g = left_[i] * static_cast<double>(!stays);
    average_[i] = kNew * g + (1 - kNew) * average_[i];
  }
  for (double& s : share_) s *= 1 - kNew;
  for (std::size_t at = 0; at < now_.order.size(); ++at)
    share_[now_.order[at]] += kNew * (at + 1 == now_.order.size() ? now_.last_part : 1);
}

}  // namespace fangyuan
