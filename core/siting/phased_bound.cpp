// SPDX-License-Identifier: Apache-2.0
#include "core/siting/phased_bound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace fangyuan {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kNone = PhasedRequest::kNoGroup;
constexpr double kRounding = 0x1p-52;  // of one operation

}  // namespace

PhasedBound::PhasedBound(const PhasedModel& model, Watch& watch)
    : m_(model),
      watch_(watch),
      left_(model.rows() * model.periods()),
      gain_(model.sites() * model.periods()),
      later_(gain_.size()),
      cut_(gain_.size()),
      chosen_(model.sites()),
      share_(model.sites() * (model.periods() + 1)),
      price_{std::vector<double>(model.periods()), std::vector<double>(model.periods()),
             std::vector<double>(model.floor.size())},
      most_sum_(model.periods()),
      budget_sum_(model.periods()) {
  v_.resize(left_.size());
  for (std::uint32_t t = 0; t < m_.periods(); ++t)
    for (std::size_t row = 0; row < m_.rows(); ++row)
      v_[at(t, row)] = static_cast<float>(m_.weight[t]) * 0.5F;
}

void PhasedBound::begin(const Windows& windows, std::span<const float> worths) {
  windows_ = windows;
  if (!worths.empty()) v_.assign(worths.begin(), worths.end());
  bound_ = evaluate();
  best_v_ = v_;
  best_price_ = price_;
  count_left();
  average_ = left_;
  std::ranges::fill(share_, 0);
  for (std::uint32_t j = 0; j < m_.sites(); ++j) share_[j * (m_.periods() + 1) + chosen_[j]] = 1;
  idle_ = 0;
}

/// The best people that the site holds, by what they are worth less than their weight. Sites with
/// many rows are cut at one of 256 levels, which gives no less than the best.
double PhasedBound::worth_of_site(std::uint32_t j, std::uint32_t t, Cut& cut) {
  const auto w = static_cast<double>(m_.weight[t]);
  const float* v = v_.data() + at(t, 0);
  const std::int64_t* need = m_.need[t].data();
  const auto rows = m_.rows_of(j);
  const auto room = static_cast<double>(m_.capacity[j]);
  double sum = 0, people = 0;
  for (const std::uint32_t row : rows) {
    const double g = w - static_cast<double>(v[row]);
    const auto n = static_cast<double>(need[row]);
    if (g <= 0) continue;
    sum += g * n;
    people += n;
  }
  cut = {0, 0, 1};
  if (people <= room) return sum;
  if (rows.size() <= 128) {
    sorted_.clear();
    for (const std::uint32_t row : rows)
      if (const double g = w - static_cast<double>(v[row]); g > 0)
        sorted_.emplace_back(g, static_cast<double>(need[row]));
    std::ranges::sort(sorted_, std::greater{});
    double taken = 0;
    sum = 0;
    for (std::size_t i = 0; i < sorted_.size();) {
      const double level = sorted_[i].first;
      double same = 0;
      for (; i < sorted_.size() && sorted_[i].first == level; ++i) same += sorted_[i].second;
      if (taken + same <= room) {
        sum += same * level;
        taken += same;
        continue;
      }
      cut = {level, std::nextafter(level, kInfinite), (room - taken) / same};
      return sum + (room - taken) * level;
    }
    return sum;
  }
  constexpr std::size_t kLevels = 256;
  std::array<double, kLevels> heads{}, gains{}, top{};
  for (const std::uint32_t row : rows) {
    const double g = w - static_cast<double>(v[row]);
    if (g <= 0) continue;
    const auto level = std::min(kLevels - 1, static_cast<std::size_t>(g / w * kLevels));
    const auto n = static_cast<double>(need[row]);
    heads[level] += n;
    gains[level] += n * g;
    top[level] = std::max(top[level], g);
  }
  double taken = 0;
  sum = 0;
  for (std::size_t level = kLevels; level-- > 0;) {
    if (taken + heads[level] <= room) {
      taken += heads[level];
      sum += gains[level];
      continue;
    }
    const double low = w * static_cast<double>(level) / kLevels;
    cut = {low, w * static_cast<double>(level + 1) / kLevels, (room - taken) / heads[level]};
    return sum + (room - taken) * top[level];
  }
  return sum;
}

void PhasedBound::sum_prices() {
  double most = 0, budget = 0;
  for (std::size_t t = m_.periods(); t-- > 0;) {
    most_sum_[t] = most += price_.most[t];
    budget_sum_[t] = budget += price_.budget[t];
  }
}

double PhasedBound::cost_of(std::uint32_t j, std::uint32_t t) const {
  const double floor = m_.floor_of[j] == kNone ? 0 : price_.floor[m_.floor_of[j]];
  return most_sum_[t] + budget_sum_[t] * static_cast<double>(m_.price[j]) - floor;
}

/// The best period of each site at these prices; Σ of what it gives.
double PhasedBound::choose() {
  double sum = 0;
  const auto periods = static_cast<std::uint32_t>(m_.periods());
  for (std::uint32_t j = 0; j < m_.sites(); ++j) {
    if (m_.open[j] != 0) {
      chosen_[j] = 0;
      sum += later_[std::size_t{j} * periods];
      continue;
    }
    double best = windows_.last[j] == periods ? 0 : -kInfinite;
    chosen_[j] = periods;
    for (std::uint32_t t = windows_.first[j]; t <= windows_.last[j] && t < periods; ++t) {
      const double net = later_[j * periods + t] - cost_of(j, t);
      if (net <= best) continue;
      best = net;
      chosen_[j] = t;
    }
    sum += best;
  }
  return sum;
}

/// The least price ≥ 0 at which no more is asked for than there is.
void PhasedBound::balance(double& price, const std::function<double()>& excess, double high) {
  double low = 0;
  price = 0;
  if (excess() <= 0) return;
  for (int i = 0; i < 18; ++i) {
    price = (low + high) / 2;
    (excess() > 0 ? low : high) = price;
  }
  price = high;
  excess();
}

double PhasedBound::balance_prices() {
  double highest = 1;
  for (const double r : later_) highest = std::max(highest, r);
  const auto periods = static_cast<std::uint32_t>(m_.periods());
  const auto asked = [&](std::uint32_t until, auto&& size) {
    sum_prices();
    choose();
    double sum = 0;
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      if (m_.open[j] == 0 && chosen_[j] <= until) sum += size(j);
    return sum;
  };
  for (std::uint32_t t = 0; t < periods; ++t) {
    if (m_.most[t] != PhasedModel::kEndless)
      balance(
          price_.most[t],
          [&] { return asked(t, [](auto) { return 1.0; }) - static_cast<double>(m_.most[t]); },
          highest);
    if (m_.budget[t] != PhasedModel::kEndless)
      balance(
          price_.budget[t],
          [&] {
            return asked(t, [&](auto j) { return static_cast<double>(m_.price[j]); }) -
                   static_cast<double>(m_.budget[t]);
          },
          highest);
  }
  for (std::uint32_t f = 0; f < m_.floor.size(); ++f)
    if (m_.floor[f] > 0)
      balance(
          price_.floor[f],
          [&] {
            return static_cast<double>(m_.floor[f]) -
                   asked(periods - 1, [&](auto j) { return m_.floor_of[j] == f ? 1.0 : 0.0; });
          },
          2 * highest);
  sum_prices();
  double sum = choose();
  for (std::uint32_t t = 0; t < periods; ++t) {
    if (price_.most[t] > 0) sum += price_.most[t] * static_cast<double>(m_.most[t]);
    if (price_.budget[t] > 0) sum += price_.budget[t] * static_cast<double>(m_.budget[t]);
  }
  for (std::uint32_t f = 0; f < m_.floor.size(); ++f)
    sum -= price_.floor[f] * static_cast<double>(m_.floor[f]);
  return sum;
}

double PhasedBound::evaluate() {
  const auto periods = static_cast<std::uint32_t>(m_.periods());
  for (std::uint32_t j = 0; j < m_.sites(); ++j) {
    double later = 0;
    for (std::uint32_t t = periods; t-- > 0;) {
      gain_[j * periods + t] = worth_of_site(j, t, cut_[j * periods + t]);
      later_[j * periods + t] = later += gain_[j * periods + t];
    }
  }
  double sum = balance_prices();
  for (std::uint32_t t = 0; t < periods; ++t)
    for (std::size_t row = 0; row < m_.rows(); ++row)
      sum += static_cast<double>(v_[at(t, row)]) * static_cast<double>(m_.need[t][row]);
  watch_.spend(std::uint64_t{2} * periods * m_.pairs());
  // Covers what rounding of doubles can take off the sum.
  double size = std::abs(sum);
  for (std::uint32_t f = 0; f < m_.floor.size(); ++f)
    size += 2 * price_.floor[f] * static_cast<double>(std::abs(m_.floor[f]));
  return sum + size * kRounding *
                   static_cast<double>(periods * (m_.pairs() + m_.rows() + 4 * m_.sites()));
}

void PhasedBound::count_left() {
  std::ranges::fill(left_, 1.0F);
  const auto periods = static_cast<std::uint32_t>(m_.periods());
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    for (std::uint32_t t = chosen_[j]; t < periods; ++t) {
      const Cut& cut = cut_[j * periods + t];
      const auto w = static_cast<double>(m_.weight[t]);
      for (const std::uint32_t row : m_.rows_of(j)) {
        const double g = w - static_cast<double>(v_[at(t, row)]);
        if (g <= 0 || g < cut.from) continue;
        left_[at(t, row)] -= g >= cut.whole ? 1.0F : static_cast<float>(cut.part);
      }
    }
}

void PhasedBound::descend(double value, int iterations) {
  const auto periods = static_cast<std::uint32_t>(m_.periods());
  constexpr float kNew = 0.1F;
  constexpr int kIdle = 12;
  double here = bound_;
  for (int it = 0; it < iterations && bound_ > value && !watch_.over(); ++it) {
    double norm = 0;
    for (std::uint32_t t = 0; t < periods; ++t)
      for (std::size_t row = 0; row < m_.rows(); ++row) {
        const double d = static_cast<double>(average_[at(t, row)]);
        norm += d * d * static_cast<double>(m_.need[t][row]);
      }
    if (norm <= 0) return;
    const auto length =
        static_cast<float>(step_ * std::max(here - value, 1e-9 * std::abs(here)) / norm);
    for (std::uint32_t t = 0; t < periods; ++t) {
      const auto w = static_cast<float>(m_.weight[t]);
      for (std::size_t row = 0; row < m_.rows(); ++row) {
        float& v = v_[at(t, row)];
        v = std::clamp(v - length * average_[at(t, row)], 0.0F, w);
      }
    }
    here = evaluate();
    count_left();
    for (std::uint32_t t = 0; t < periods; ++t) {
      const auto w = static_cast<float>(m_.weight[t]);
      for (std::size_t row = 0; row < m_.rows(); ++row) {
        const std::size_t i = at(t, row);
        float g = left_[i];
        // Nobody's worth goes below 0 or above the weight.
        if ((g > 0 && v_[i] <= 0) || (g < 0 && v_[i] >= w)) g = 0;
        average_[i] = kNew * g + (1 - kNew) * average_[i];
      }
    }
    for (double& s : share_) s *= 1 - static_cast<double>(kNew);
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      share_[j * (periods + 1) + chosen_[j]] += static_cast<double>(kNew);
    if (here < bound_) {
      bound_ = here;
      best_v_ = v_;
      best_price_ = price_;
      idle_ = 0;
    } else if (++idle_ >= kIdle) {
      idle_ = 0;
      step_ = std::max(step_ * 0.66, 1e-5);
    }
  }
}

PhasedPrices PhasedBound::prices(std::size_t cells) const {
  PhasedPrices p;
  for (std::uint32_t t = 0; t < m_.periods(); ++t) {
    auto& of = p.cell.emplace_back(cells);
    for (std::size_t c = 0; c < cells; ++c)
      if (m_.row_of[c] != kNone) of[c] = static_cast<double>(best_v_[at(t, m_.row_of[c])]);
  }
  p.most = best_price_.most;
  p.budget = best_price_.budget;
  p.floor = best_price_.floor;
  return p;
}

}  // namespace fangyuan
