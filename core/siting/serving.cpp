// SPDX-License-Identifier: Apache-2.0
#include "core/siting/serving.h"

#include <algorithm>

namespace fangyuan {

Serving::Serving(const PhasedModel& model, std::uint32_t period, Watch& watch)
    : m_(model),
      need_(model.need[period]),
      watch_(watch),
      open_(model.sites()),
      flow_(model.pairs()),
      load_(model.sites()),
      unmet_(need_.begin(), need_.end()),
      holder_(model.rows(), kFar),
      level_(model.sites()),
      at_(model.sites()) {
  for (const std::int64_t n : need_) all_ += n;
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (m_.open[j] != 0) open(j);
}

void Serving::open(std::uint32_t j) {
  open_[j] = 1;
  // Nobody unserved has a way to room elsewhere, so that the new room alone is looked for.
  const std::uint32_t only[] = {j};
  fill(only);
}

void Serving::close(std::uint32_t j) {
  open_[j] = 0;
  for (std::uint32_t k = m_.site_first[j]; k < m_.site_first[j + 1]; ++k) {
    const std::uint32_t row = m_.site_row[k];
    const std::int64_t f = flow_[m_.site_at[k]];
    if (f == 0) continue;
    change(row, m_.site_at[k], -f);
    unmet_[row] += f;
    served_ -= f;
  }
  load_[j] = 0;
  watch_.spend(m_.rows_of(j).size());
  fill(roomy());
}

std::vector<std::uint32_t> Serving::roomy() const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (has_room(j)) found.push_back(j);
  return found;
}

void Serving::change(std::uint32_t row, std::uint32_t pair, std::int64_t amount) {
  const bool was = flow_[pair] > 0;
  flow_[pair] += amount;
  if (was == (flow_[pair] > 0)) return;
  if (!was) {
    holder_[row] = holder_[row] == kFar ? pair : kMany;
    return;
  }
  std::uint32_t holder = kFar;
  for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1]; ++k)
    if (flow_[k] > 0) holder = holder == kFar ? k : kMany;
  holder_[row] = holder;
}

/// How many moves each site is away from the targets, as far as the nearest unserved. False: none.
bool Serving::level(std::span<const std::uint32_t> targets) {
  std::ranges::fill(level_, kFar);
  queue_.assign(targets.begin(), targets.end());
  for (const std::uint32_t j : queue_) level_[j] = 0;
  std::uint32_t last = kFar;
  std::uint64_t looked = m_.sites();
  for (std::size_t at = 0; at < queue_.size(); ++at) {
    const std::uint32_t j = queue_[at];
    if (level_[j] > last) {
      level_[j] = kFar;
      continue;
    }
    looked += m_.rows_of(j).size();
    const auto reach = [&](std::uint32_t from) {
      if (level_[from] != kFar) return;
      level_[from] = level_[j] + 1;
      queue_.push_back(from);
    };
    for (const std::uint32_t row : m_.rows_of(j)) {
      if (unmet_[row] > 0) last = level_[j];
      if (last != kFar || holder_[row] == kFar) continue;
      if (holder_[row] != kMany) {
        reach(m_.row_site[holder_[row]]);
        continue;
      }
      for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1]; ++k)
        if (flow_[k] > 0) reach(m_.row_site[k]);
    }
  }
  watch_.spend(looked);
  return last != kFar;
}

std::int64_t Serving::push(std::uint32_t j, std::int64_t amount) {
  if (level_[j] == 0) {
    const std::int64_t taken = std::min(amount, m_.capacity[j] - load_[j]);
    load_[j] += taken;
    return taken;
  }
  std::int64_t left = amount;
  for (std::uint32_t& at = at_[j]; at < m_.site_first[j + 1]; ++at) {
    const std::uint32_t row = m_.site_row[at], from = m_.site_at[at];
    if (flow_[from] == 0) continue;
    for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1] && flow_[from] > 0; ++k) {
      const std::uint32_t to = m_.row_site[k];
      if (level_[to] == kFar || level_[to] + 1 != level_[j]) continue;
      const std::int64_t moved = push(to, std::min(left, flow_[from]));
      if (moved == 0) continue;
      change(row, from, -moved);
      change(row, k, moved);
      left -= moved;
      if (left == 0) return amount;
    }
  }
  return amount - left;
}

void Serving::fill(std::span<const std::uint32_t> targets) {
  std::vector<std::uint32_t> with_room(targets.begin(), targets.end());
  while (!with_room.empty() && level(with_room)) {
    std::copy(m_.site_first.begin(), m_.site_first.end() - 1, at_.begin());
    std::int64_t before = served_;
    for (std::uint32_t row = 0; row < m_.rows(); ++row) {
      if (unmet_[row] == 0) continue;
      for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1] && unmet_[row] > 0; ++k) {
        const std::uint32_t j = m_.row_site[k];
        if (open_[j] == 0 || level_[j] == kFar) continue;
        const std::int64_t moved = push(j, unmet_[row]);
        if (moved == 0) continue;
        change(row, k, moved);
        unmet_[row] -= moved;
        served_ += moved;
      }
    }
    watch_.spend(m_.rows() + m_.pairs() / 4);
    if (served_ == before) break;
    std::erase_if(with_room, [&](auto j) { return !has_room(j); });
  }
}

/// Of a row who is unserved, or served where nobody makes room.
std::int64_t Serving::movable(std::uint32_t row) const {
  std::int64_t sum = unmet_[row];
  if (holder_[row] == kFar) return sum;
  if (holder_[row] != kMany)
    return makes_room_[m_.row_site[holder_[row]]] != 0 ? sum : sum + flow_[holder_[row]];
  for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1]; ++k)
    if (flow_[k] > 0 && makes_room_[m_.row_site[k]] == 0) sum += flow_[k];
  return sum;
}

void Serving::estimate(std::vector<std::int64_t>& gain) {
  std::vector<std::uint32_t> room = roomy();
  makes_room_.assign(m_.sites(), 0);
  for (const std::uint32_t j : room) makes_room_[j] = 1;
  const auto reach = [&](std::uint32_t pair) {
    const std::uint32_t j = m_.row_site[pair];
    if (makes_room_[j] != 0) return;
    makes_room_[j] = 1;
    room.push_back(j);
  };
  for (std::size_t at = 0; at < room.size(); ++at)
    for (const std::uint32_t row : m_.rows_of(room[at])) {
      if (holder_[row] == kFar) continue;
      if (holder_[row] != kMany) {
        reach(holder_[row]);
        continue;
      }
      for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1]; ++k)
        if (flow_[k] > 0) reach(k);
    }
  gain.assign(m_.sites(), 0);
  for (std::uint32_t row = 0; row < m_.rows(); ++row) {
    const std::int64_t n = movable(row);
    if (n == 0) continue;
    for (std::uint32_t k = m_.row_first[row]; k < m_.row_first[row + 1]; ++k)
      gain[m_.row_site[k]] += n;
  }
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    gain[j] = open_[j] != 0 ? 0 : std::min({gain[j], m_.capacity[j], all_ - served_});
  watch_.spend(2 * m_.pairs());
}

std::int64_t Serving::estimate_again(std::uint32_t j) const {
  std::int64_t gain = 0;
  for (const std::uint32_t row : m_.rows_of(j)) gain += movable(row);
  watch_.spend(2 * m_.rows_of(j).size());
  return std::min({gain, m_.capacity[j], all_ - served_});
}

}  // namespace fangyuan
