// SPDX-License-Identifier: Apache-2.0
#include "core/siting/choice_state.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace fangyuan {

ChoiceState::ChoiceState(const SitingModel& model, Watch& watch)
    : m_(model),
      watch_(watch),
      at_(model.sites(), kClosed),
      change_(model.sites()),
      value_(std::accumulate(model.out.begin(), model.out.end(), model.constant)) {
  if (m_.covering()) {
    count_.assign(m_.rows(), 0);
    sum_.assign(m_.rows(), 0);
  } else {
    first_.assign(m_.rows(), kClosed);
    second_ = first_;
    first_cost_ = second_cost_ = m_.out;
  }
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    for (std::uint32_t k = m_.site_first[j]; k < m_.site_first[j + 1]; ++k)
      change_[j] += m_.out[m_.site_row[k]] - (m_.covering() ? 0 : m_.site_cost[k]);
}

void ChoiceState::open(std::uint32_t j) {
  assert(!is_open(j));
  value_ += m_.fee_of(j) - change_[j];
  spent_ += m_.price_of(j);
  at_[j] = static_cast<std::uint32_t>(open_.size());
  open_.push_back(j);
  change_[j] = 0;
  m_.covering() ? open_cover(j) : open_median(j);
}

void ChoiceState::close(std::uint32_t j) {
  assert(is_open(j));
  value_ += change_[j] - m_.fee_of(j);
  spent_ -= m_.price_of(j);
  open_[at_[j]] = open_.back();
  at_[open_.back()] = at_[j];
  open_.pop_back();
  at_[j] = kClosed;
  change_[j] = 0;
  m_.covering() ? close_cover(j) : close_median(j);
}

void ChoiceState::set(const std::vector<std::uint32_t>& sites) {
  std::vector<char> wanted(m_.sites());
  for (const std::uint32_t j : sites) wanted[j] = 1;
  for (std::size_t at = open_.size(); at-- > 0;)
    if (wanted[open_[at]] == 0) close(open_[at]);
  for (const std::uint32_t j : sites)
    if (!is_open(j)) open(j);
}

double ChoiceState::kept_by(std::uint32_t j, std::uint32_t other) const {
  double kept = 0;
  for (const std::uint32_t row : m_.rows_of(other))
    if (count_[row] == 1 && sum_[row] == j) kept += m_.out[row];
  watch_.spend(m_.rows_of(other).size());
  return kept;
}

void ChoiceState::open_cover(std::uint32_t j) {
  std::uint64_t seen = 0;
  for (const std::uint32_t row : m_.rows_of(j)) {
    const double w = m_.out[row];
    if (count_[row] == 0) {
      for (const std::uint32_t k : m_.sites_of(row)) change_[k] -= w;
      change_[j] += 2 * w;  // it is open: a loss
      seen += m_.sites_of(row).size();
    } else if (count_[row] == 1) {
      change_[sum_[row]] -= w;
    }
    ++count_[row];
    sum_[row] += j;
  }
  watch_.spend(seen + m_.rows_of(j).size());
}

void ChoiceState::close_cover(std::uint32_t j) {
  std::uint64_t seen = 0;
  for (const std::uint32_t row : m_.rows_of(j)) {
    const double w = m_.out[row];
    --count_[row];
    sum_[row] -= j;
    if (count_[row] == 0) {
      for (const std::uint32_t k : m_.sites_of(row)) change_[k] += w;
      seen += m_.sites_of(row).size();
    } else if (count_[row] == 1) {
      change_[sum_[row]] += w;
    }
  }
  watch_.spend(seen + m_.rows_of(j).size());
}

/// Gains of the row's closed sites when its cheapest open cost goes from one to another.
void ChoiceState::shift_gains(std::uint32_t row, double from, double to) {
  const double high = std::max(from, to);
  std::uint32_t k = m_.row_first[row];
  for (; k < m_.row_first[row + 1] && m_.row_cost[k] < high; ++k) {
    const std::uint32_t j = m_.row_site[k];
    if (is_open(j)) continue;
    change_[j] += std::max(0.0, to - m_.row_cost[k]) - std::max(0.0, from - m_.row_cost[k]);
  }
  watch_.spend(k - m_.row_first[row]);
}

void ChoiceState::second_of(std::uint32_t row) {
  second_[row] = kClosed;
  second_cost_[row] = m_.out[row];
  std::uint32_t k = m_.row_first[row];
  for (; k < m_.row_first[row + 1]; ++k) {
    const std::uint32_t j = m_.row_site[k];
    if (j == first_[row] || !is_open(j)) continue;
    second_[row] = j;
    second_cost_[row] = m_.row_cost[k];
    break;
  }
  watch_.spend(k - m_.row_first[row]);
}

void ChoiceState::open_median(std::uint32_t j) {
  for (std::uint32_t k = m_.site_first[j]; k < m_.site_first[j + 1]; ++k) {
    const std::uint32_t row = m_.site_row[k];
    const double cost = m_.site_cost[k];
    if (cost < first_cost_[row]) {
      const double was = first_cost_[row];
      if (first_[row] != kClosed) change_[first_[row]] -= second_cost_[row] - was;
      second_[row] = first_[row];
      second_cost_[row] = was;
      first_[row] = j;
      first_cost_[row] = cost;
      change_[j] += was - cost;
      shift_gains(row, was, cost);
    } else if (cost < second_cost_[row]) {
      if (first_[row] != kClosed) change_[first_[row]] -= second_cost_[row] - cost;
      second_[row] = j;
      second_cost_[row] = cost;
    }
  }
  watch_.spend(m_.rows_of(j).size());
}

void ChoiceState::close_median(std::uint32_t j) {
  for (std::uint32_t k = m_.site_first[j]; k < m_.site_first[j + 1]; ++k) {
    const std::uint32_t row = m_.site_row[k];
    if (first_[row] == j) {
      const double was = first_cost_[row];
      first_[row] = second_[row];
      first_cost_[row] = second_cost_[row];
      if (first_[row] != kClosed) {
        second_of(row);
        change_[first_[row]] += second_cost_[row] - first_cost_[row];
      }
      shift_gains(row, was, first_cost_[row]);
      // The site itself is closed now: its gain is what the row lost, which shift_gains counted.
    } else if (second_[row] == j) {
      const double was = second_cost_[row];
      second_of(row);
      change_[first_[row]] += second_cost_[row] - was;
    }
  }
  watch_.spend(m_.rows_of(j).size());
}

}  // namespace fangyuan
