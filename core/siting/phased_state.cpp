// SPDX-License-Identifier: Apache-2.0
#include "core/siting/phased_state.h"

#include <algorithm>

namespace fangyuan {
namespace {
constexpr std::uint32_t kNone = PhasedRequest::kNoGroup;
}

PhasedState::PhasedState(const PhasedModel& model, Watch& watch)
    : m_(model),
      watch_(watch),
      when_(model.sites(), model.never()),
      count_(model.periods()),
      spent_(model.periods()),
      of_floor_(model.floor.size()) {
  for (std::uint32_t t = 0; t < m_.periods(); ++t) serving_.emplace_back(m_, t, watch_);
}

bool PhasedState::fits(std::uint32_t j, std::uint32_t t) const {
  for (; t < m_.periods(); ++t)
    if (count_[t] >= m_.most[t] || spent_[t] + m_.price[j] > m_.budget[t]) return false;
  return true;
}

void PhasedState::open(std::uint32_t j, std::uint32_t t) {
  when_[j] = t;
  if (m_.floor_of[j] != kNone) ++of_floor_[m_.floor_of[j]];
  for (; t < m_.periods(); ++t) {
    ++count_[t];
    spent_[t] += m_.price[j];
    serving_[t].open(j);
  }
}

void PhasedState::close(std::uint32_t j) {
  if (m_.floor_of[j] != kNone) --of_floor_[m_.floor_of[j]];
  for (std::uint32_t t = when_[j]; t < m_.periods(); ++t) {
    --count_[t];
    spent_[t] -= m_.price[j];
    serving_[t].close(j);
  }
  when_[j] = m_.never();
}

void PhasedState::set(const std::vector<std::uint32_t>& when) {
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (when_[j] != when[j] && when_[j] != m_.never()) close(j);
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (when_[j] != when[j]) open(j, when[j]);
}

std::vector<std::uint32_t> PhasedState::opened() const {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (when_[j] != m_.never()) sites.push_back(j);
  return sites;
}

std::int64_t PhasedState::lacking() const {
  std::int64_t sum = 0;
  for (std::size_t f = 0; f < of_floor_.size(); ++f)
    sum += std::max<std::int64_t>(0, m_.floor[f] - of_floor_[f]);
  if (m_.people_floor.empty()) return sum;
  std::vector<std::int64_t> lacks(m_.people_floor);
  const Serving& last = serving_.back();
  for (std::uint32_t row = 0; row < m_.rows(); ++row)
    if (m_.row_floor[row] != kNone)
      lacks[m_.row_floor[row]] -= m_.need.back()[row] - last.unmet(row);
  for (const std::int64_t l : lacks) sum += std::max<std::int64_t>(0, l);
  return sum;
}

PhasedScore PhasedState::score() const {
  PhasedScore s{lacking(), 0};
  for (std::uint32_t t = 0; t < m_.periods(); ++t)
    s.minus_value -= Wide{serving_[t].served()} * m_.weight[t];
  return s;
}

/// By how much less floors lack when the site opens.
std::int64_t PhasedState::helps_floors(std::uint32_t j) const {
  std::int64_t sum = 0;
  if (const std::uint32_t f = m_.floor_of[j]; f != kNone && of_floor_[f] < m_.floor[f]) sum = 1;
  if (m_.people_floor.empty()) return sum;
  for (const std::uint32_t row : m_.rows_of(j))
    if (m_.row_floor[row] != kNone) sum += serving_.back().unmet(row);
  return sum;
}

PhasedState::Offer PhasedState::offer_of(std::uint32_t j, const Gains& gain, const Rule& rule,
                                         bool lacks) const {
  Offer best{0, j, 0};
  if (when_[j] != m_.never() || m_.open[j] != 0) return best;
  // Floors come before anything else.
  double worth = lacks ? 1e18 * static_cast<double>(helps_floors(j)) : 0;
  for (std::uint32_t t = m_.never(); t-- > 0;) {
    worth += static_cast<double>(gain[t][j]) * static_cast<double>(m_.weight[t]);
    if (worth <= 0 || !rule.allowed(j, t) || !fits(j, t)) continue;
    if (const double each = worth / rule.cost(j, t); each > best.each) best = {each, j, t};
  }
  return best;
}

void PhasedState::complete(const Rule& rule) {
  while (!watch_.over() && complete_once(rule)) {
  }
}

/// Opens the best one after the other. Gains hardly grow when others open, so that only the best is
/// looked at again before it opens. False when nothing was opened.
bool PhasedState::complete_once(const Rule& rule) {
  bool any = false;
  for (std::uint32_t j = 0; j < m_.sites() && !any; ++j)
    any = when_[j] == m_.never() && m_.open[j] == 0 && fits(j, m_.never() - 1);
  if (!any) return false;
  any = false;
  Gains gain(m_.periods());
  for (std::uint32_t t = 0; t < m_.periods(); ++t) serving_[t].estimate(gain[t]);
  const auto less = [](const Offer& a, const Offer& b) {
    return a.each != b.each ? a.each < b.each : a.site > b.site;
  };
  bool lacks = lacking() > 0;
  std::vector<Offer> offers;
  for (std::uint32_t j = 0; j < m_.sites(); ++j)
    if (const Offer o = offer_of(j, gain, rule, lacks); o.each > 0) offers.push_back(o);
  std::ranges::make_heap(offers, less);
  watch_.spend(m_.sites() * m_.periods());
  while (!offers.empty() && !watch_.over()) {
    std::ranges::pop_heap(offers, less);
    Offer o = offers.back();
    offers.pop_back();
    for (std::uint32_t t = 0; t < m_.periods(); ++t)
      gain[t][o.site] = serving_[t].estimate_again(o.site);
    o = offer_of(o.site, gain, rule, lacks);
    if (o.each <= 0) continue;
    if (!offers.empty() && less(o, offers.front())) {
      offers.push_back(o);
      std::ranges::push_heap(offers, less);
      continue;
    }
    open(o.site, o.period);
    any = true;
    // Met floors give way to people.
    if (lacks && lacking() == 0) return true;
    lacks = lacking() > 0;
  }
  return any;
}

void PhasedState::close_useless() {
  for (const std::uint32_t j : opened()) {
    if (m_.floor_of[j] != kNone && of_floor_[m_.floor_of[j]] <= m_.floor[m_.floor_of[j]]) continue;
    bool serves = false;
    for (const Serving& s : serving_) serves = serves || s.load(j) > 0;
    if (!serves) close(j);
  }
}

}  // namespace fangyuan
