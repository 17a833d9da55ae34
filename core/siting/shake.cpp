// SPDX-License-Identifier: Apache-2.0
#include "core/siting/shake.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
constexpr double kSecondBest = 0.3;  // chance of taking it
constexpr double kCooled = 0.02;     // of the heat at the end

class Shake {
 public:
  Shake(const SitingModel& model, ChoiceState& state, std::uint64_t seed, Watch& watch)
      : m_(model), s_(state), watch_(watch), random_(seed) {}

  void run(const ShakeOptions& options, Incumbent& best) {
    if (s_.sites().size() < 2 || s_.sites().size() >= m_.sites()) return;
    double loss = 0;
    for (const std::uint32_t j : s_.sites()) loss += s_.loss(j);
    const double heat = options.heat * loss / static_cast<double>(s_.sites().size());
    const std::uint64_t from = watch_.work();
    while (!watch_.over(from + options.work)) {
      const double done =
          static_cast<double>(watch_.work() - from) / static_cast<double>(options.work);
      const double before = s_.value();
      closed_.clear();
      opened_.clear();
      close_neighbours(2 + random_() % 2);
      open_again();
      const double worse = s_.value() - before;
      if (worse <= 0 || unit() < std::exp(-worse / (heat * std::pow(kCooled, done)))) {
        best.offer(s_.value(), s_.sites());
        continue;
      }
      for (const std::uint32_t j : opened_) s_.close(j);
      for (const std::uint32_t j : closed_) s_.open(j);
    }
  }

 private:
  double unit() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  template <class List>
  auto any_of(const List& list) {
    return list[random_() % list.size()];
  }

  void close(std::uint32_t j) {
    s_.close(j);
    closed_.push_back(j);
  }

  /// A walk over shared rows that closes the open sites it meets.
  void close_neighbours(std::size_t count) {
    constexpr int kSteps = 40;
    std::uint32_t at = any_of(s_.sites());
    close(at);
    for (int step = 0; step < kSteps && closed_.size() < count && !s_.sites().empty(); ++step) {
      if (m_.rows_of(at).empty()) return;
      const auto sites = m_.sites_of(any_of(m_.rows_of(at)));
      at = any_of(sites);
      watch_.spend(sites.size());
      const auto open = std::ranges::find_if(sites, [&](auto j) { return s_.is_open(j); });
      if (open != sites.end()) close(at = *open);
    }
  }

  void open_again() {
    while (s_.sites().size() < m_.most && opened_.size() < 2 * closed_.size()) {
      std::uint32_t first = kNone, second = kNone;
      double most = 0, next = 0;
      const double room = m_.budget - s_.spent();
      for (std::uint32_t j = 0; j < m_.sites(); ++j) {
        const double gain = s_.gain(j) - m_.fee_of(j);
        if (gain <= next || s_.is_open(j) || !(m_.price_of(j) <= room)) continue;
        const double each = m_.price.empty() ? gain : gain / (m_.price[j] + 1);
        if (each > most) {
          second = first;
          next = most;
          first = j;
          most = each;
        } else if (each > next) {
          second = j;
          next = each;
        }
      }
      watch_.spend(m_.sites() / 4);
      if (first == kNone) return;
      const std::uint32_t j = second != kNone && unit() < kSecondBest ? second : first;
      s_.open(j);
      opened_.push_back(j);
    }
  }

  const SitingModel& m_;
  ChoiceState& s_;
  Watch& watch_;
  std::mt19937_64 random_;
  std::vector<std::uint32_t> closed_, opened_;
};

}  // namespace

void shake(const SitingModel& model, ChoiceState& state, const ShakeOptions& options,
           Incumbent& best, Watch& watch) {
  Shake(model, state, options.seed, watch).run(options, best);
}

}  // namespace fangyuan
