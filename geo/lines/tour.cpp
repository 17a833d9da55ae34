// SPDX-License-Identifier: Apache-2.0
#include "geo/lines/tour.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace fangyuan {
namespace {

// A leg that is not reached costs more than any whole tour of reached ones.
constexpr std::uint64_t kBroken = std::uint64_t{1} << 44;

class Solver {
 public:
  Solver(std::span<const Cost> costs, std::size_t n, bool round_trip) : n_(n), round_(round_trip) {
    legs_.reserve(costs.size());
    for (const Cost c : costs) legs_.push_back(c.reached() ? c.value() : kBroken);
  }

  Tour solve() {
    Tour tour;
    if (n_ == 0) return tour;
    if (n_ <= kBestTourPlaces) {
      tour.order = best_order();
      tour.best = true;
    } else {
      tour.order = good_order();
    }
    const std::uint64_t all = whole(tour.order);
    tour.broken = static_cast<std::size_t>(all / kBroken);
    tour.total = all % kBroken;
    return tour;
  }

 private:
  using Order = std::vector<std::uint32_t>;
  std::uint64_t leg(std::uint32_t a, std::uint32_t b) const { return legs_[a * n_ + b]; }

  std::uint64_t whole(const Order& order) const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) sum += leg(order[i], order[i + 1]);
    if (round_ && order.size() > 1) sum += leg(order.back(), order.front());
    return sum;
  }

  Order best_order() const {
    const std::size_t sets = std::size_t{1} << n_;
    constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
    std::vector<std::uint64_t> cost(sets * n_, kNever);
    std::vector<std::uint8_t> before(sets * n_, 0);
    for (std::uint32_t i = 0; i < n_; ++i)
      if (!round_ || i == 0) cost[(std::size_t{1} << i) * n_ + i] = 0;
    for (std::size_t set = 1; set < sets; ++set)
      for (std::uint32_t last = 0; last < n_; ++last) {
        const std::uint64_t so_far = cost[set * n_ + last];
        if (so_far == kNever) continue;
        for (std::uint32_t next = 0; next < n_; ++next) {
          if ((set >> next & 1U) != 0) continue;
          const std::size_t to = (set | std::size_t{1} << next) * n_ + next;
          if (const std::uint64_t c = so_far + leg(last, next); c < cost[to]) {
            cost[to] = c;
            before[to] = static_cast<std::uint8_t>(last);
          }
        }
      }
    std::uint32_t last = 0;
    std::uint64_t least = kNever;
    for (std::uint32_t i = 0; i < n_; ++i) {
      std::uint64_t c = cost[(sets - 1) * n_ + i];
      if (c != kNever && round_ && n_ > 1) c += leg(i, 0);
      if (c < least) least = c, last = i;
    }
    Order order;
    for (std::size_t set = sets - 1; set != 0;) {
      order.push_back(last);
      const std::uint32_t previous = before[set * n_ + last];
      set &= ~(std::size_t{1} << last);
      last = previous;
    }
    std::reverse(order.begin(), order.end());
    return order;
  }

  Order from(std::uint32_t start) const {
    Order order{start};
    std::vector<bool> seen(n_, false);
    seen[start] = true;
    while (order.size() < n_) {
      std::uint32_t next = 0;
      std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
      for (std::uint32_t i = 0; i < n_; ++i)
        if (!seen[i] && leg(order.back(), i) < least) least = leg(order.back(), i), next = i;
      seen[next] = true;
      order.push_back(next);
    }
    return order;
  }

  Order good_order() const {
    constexpr std::size_t kStarts = 32;
    const std::size_t starts = round_ ? 1 : std::min(n_, kStarts);
    Order best;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t s = 0; s < starts; ++s) {
      Order order = from(static_cast<std::uint32_t>(s * n_ / starts));
      improve(order);
      if (const std::uint64_t c = whole(order); c < least) least = c, best = std::move(order);
    }
    return best;
  }

  /// Leg between positions, 0 beyond the ends of an open way.
  std::uint64_t between(const Order& o, std::size_t i, std::size_t k) const {
    return leg(o[i], o[k]);
  }

  void improve(Order& order) const {
    while (turn_a_stretch(order) || move_a_piece(order)) {
    }
  }

  /// What lies between order[i − 1] and order[k + 1] the other way round.
  bool turn_a_stretch(Order& o) const {
    const std::size_t first = round_ ? 1 : 0;
    for (std::size_t i = first; i + 1 < n_; ++i) {
      std::uint64_t there = 0, back = 0;
      for (std::size_t k = i + 1; k < n_; ++k) {
        there += leg(o[k - 1], o[k]);
        back += leg(o[k], o[k - 1]);
        std::uint64_t old_cost = there, new_cost = back;
        if (i > 0) old_cost += leg(o[i - 1], o[i]), new_cost += leg(o[i - 1], o[k]);
        if (k + 1 < n_)
          old_cost += leg(o[k], o[k + 1]), new_cost += leg(o[i], o[k + 1]);
        else if (round_)
          old_cost += leg(o[k], o[0]), new_cost += leg(o[i], o[0]);
        if (new_cost >= old_cost) continue;
        std::reverse(o.begin() + static_cast<std::ptrdiff_t>(i),
                     o.begin() + static_cast<std::ptrdiff_t>(k) + 1);
        return true;
      }
    }
    return false;
  }

  bool move_a_piece(Order& o) const {
    const std::uint64_t now = whole(o);
    const std::size_t first = round_ ? 1 : 0;
    for (std::size_t length = 1; length <= 3 && length < n_; ++length)
      for (std::size_t i = first; i + length <= n_; ++i) {
        Order piece(o.begin() + static_cast<std::ptrdiff_t>(i),
                    o.begin() + static_cast<std::ptrdiff_t>(i + length));
        Order rest = o;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i),
                   rest.begin() + static_cast<std::ptrdiff_t>(i + length));
        const std::uint64_t without = whole(rest);
        for (const bool turned : {false, true}) {
          if (turned) std::reverse(piece.begin(), piece.end());
          std::uint64_t inner = 0;
          for (std::size_t k = 0; k + 1 < piece.size(); ++k) inner += leg(piece[k], piece[k + 1]);
          for (std::size_t at = first; at <= rest.size(); ++at) {
            std::uint64_t c = without + inner;
            const bool has_before = at > 0, has_after = at < rest.size() || round_;
            const std::uint32_t after = at < rest.size() ? rest[at] : rest[0];
            if (has_before) c += leg(rest[at - 1], piece.front());
            if (has_after) c += leg(piece.back(), after);
            if (has_before && has_after && rest.size() > 1) c -= leg(rest[at - 1], after);
            if (c >= now) continue;
            rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(at), piece.begin(), piece.end());
            if (whole(rest) >= now) return false;  // never, as long as the sums above are right
            o = std::move(rest);
            return true;
          }
        }
      }
    return false;
  }

  std::size_t n_;
  bool round_;
  std::vector<std::uint64_t> legs_;
};

}  // namespace

Tour find_tour(std::span<const Cost> costs, std::size_t n, bool round_trip) {
  return Solver(costs, n, round_trip).solve();
}

}  // namespace fangyuan
