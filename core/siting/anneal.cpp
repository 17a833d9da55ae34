// SPDX-License-Identifier: Apache-2.0
#include "core/siting/anneal.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/siting/reduce.h"

namespace fangyuan {
namespace {

constexpr std::size_t kNear = 24;     // sites that an open one may move to
constexpr double kFar = 0.4;          // part of the steps that look anywhere
constexpr double kCooled = 0.01;      // of the heat at the end
constexpr std::uint64_t kStep = 16;   // a step's cost, in pairs
constexpr std::uint64_t kLook = 256;  // steps from one look at the watch to the next
constexpr std::uint32_t kGone = ~std::uint32_t{0};

}  // namespace

Annealing::Annealing(const SitingModel& m, std::span<const char> wanted, Watch& watch)
    : number_(m.sites(), kGone) {
  std::vector<Fixed> fixed(m.sites());
  for (std::uint32_t j = 0; j < m.sites(); ++j) fixed[j] = wanted[j] != 0 ? Fixed::no : Fixed::out;
  part_ = restrict(m, fixed);
  part_.row.clear();  // rows are merged
  merge_rows(part_.model);
  part_.model.turn();
  for (std::uint32_t j = 0; j < part_.model.sites(); ++j) number_[part_.model.name[j]] = j;
  watch.spend(m.pairs() + part_.model.pairs());
  find_near();
  for (std::size_t row = 0; row < part_.model.rows(); ++row) {
    const std::uint64_t n = part_.model.sites_of(row).size();
    watch.spend(n * n);
  }
}

void Annealing::find_near() {
  const SitingModel& m = part_.model;
  std::vector<double> shared(m.sites()), all(m.sites());
  for (std::uint32_t j = 0; j < m.sites(); ++j)
    for (const std::uint32_t row : m.rows_of(j)) all[j] += m.out[row];
  std::vector<std::uint32_t> met;
  std::vector<std::pair<double, Near>> order;
  for (std::uint32_t j = 0; j < m.sites(); ++j) {
    met.clear();
    for (const std::uint32_t row : m.rows_of(j))
      for (const std::uint32_t k : m.sites_of(row)) {
        if (shared[k] == 0) met.push_back(k);
        shared[k] += m.out[row];
      }
    order.clear();
    for (const std::uint32_t k : met) {
      if (k != j) order.push_back({shared[k] / (all[j] + all[k] - shared[k]), {k, shared[k]}});
      shared[k] = 0;
    }
    const auto kept = order.begin() + static_cast<std::ptrdiff_t>(std::min(kNear, order.size()));
    std::partial_sort(order.begin(), kept, order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second.site < b.second.site;
    });
    for (auto at = order.begin(); at != kept; ++at) near_.push_back(at->second);
    near_first_.push_back(static_cast<std::uint32_t>(near_.size()));
  }
}

bool Annealing::run(const AnnealOptions& options, Incumbent& best, Watch& watch) {
  const SitingModel& m = part_.model;
  ChoiceState s(m, watch);
  for (const std::uint32_t j : best.sites)
    if (number_[j] != kGone && s.sites().size() < m.most) s.open(number_[j]);
  open_greedily(m, s);
  if (s.sites().empty() || s.sites().size() == m.sites()) return false;

  double loss = 0;
  for (const std::uint32_t j : s.sites()) loss += s.loss(j);
  const double hot = options.heat * loss / static_cast<double>(s.sites().size());
  std::mt19937_64 random(options.seed);
  const auto unit = [&] { return static_cast<double>((random() >> 11) + 1) * 0x1p-53; };
  const std::uint64_t from = watch.work(), until = from + options.work;
  double heat = hot, least = best.value;
  std::vector<std::uint32_t> found;
  for (std::uint64_t step = 0;; ++step) {
    if (step % kLook == 0) {
      watch.spend(kLook * kStep);
      if (watch.over(until)) break;
      heat = hot * std::pow(kCooled, static_cast<double>(watch.work() - from) /
                                         static_cast<double>(options.work));
    }
    const std::uint32_t close = s.sites()[random() % s.sites().size()];
    const double enough = heat * std::log(unit());  // < 0: so much worse is taken
    std::uint32_t open = kGone;
    double better = 0;
    if (unit() < kFar) {
      open = static_cast<std::uint32_t>(random() % m.sites());
      if (s.is_open(open)) continue;
      better = s.gain(open) - s.loss(close);  // or more, where both serve a row
    } else {
      const auto others = near(close);
      if (others.empty()) continue;
      const Near& other = others[random() % others.size()];
      open = other.site;
      if (s.is_open(open)) continue;
      better = s.gain(open) - s.loss(close);
      if (better + std::min(s.loss(close), other.shared) < enough) continue;
      better += s.kept_by(close, open);
    }
    if (better < enough) continue;
    s.close(close);
    s.open(open);
    if (s.value() >= least) continue;
    least = s.value();
    found = s.sites();
  }
  if (found.empty()) return false;
  for (std::uint32_t& j : found) j = m.name[j];
  return best.offer(least, std::move(found));
}

}  // namespace fangyuan
