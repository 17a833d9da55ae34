// SPDX-License-Identifier: Apache-2.0
#include "core/siting/phased_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "core/siting/phased_bound.h"
#include "core/siting/phased_state.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = PhasedRequest::kNoGroup;
constexpr std::uint64_t kSlice = 30'000'000;

class PhasedSearch {
 public:
  PhasedSearch(const PhasedRequest& request, Watch& watch)
      : r_(request),
        watch_(watch),
        m_(request),
        state_(m_, watch),
        bound_(m_, watch),
        tree_(m_, watch) {}

  void run(PhasedAnswer& answer) {
    Windows all{std::vector<std::uint32_t>(m_.sites()),
                std::vector<std::uint32_t>(m_.sites(), m_.never())};
    state_.complete(rule_by_price());
    offer();
    bound_.begin(all, {});
    raise(bound_.bound());
    for (int round = 0; round < 40 && !done() && bound_.step() > 2e-3; ++round) {
      bound_.descend(value(), 10);
      raise(bound_.bound());
      if (round % 3 == 2) draw();
    }
    root_ = bound_.prices(r_.cells);
    if (!done()) {
      if (best_.score.lacking > 0) draw();
      nodes_.emplace(std::pair(-bound_.bound(), made_++),
                     Node{all, {bound_.worths().begin(), bound_.worths().end()}});
    }
    constexpr std::size_t kSmall = 100'000;
    while (!done()) {
      // What is small is looked through before anything else is tried.
      if (m_.pairs() * m_.periods() < kSmall) branch(watch_.work() + kSlice);
      for (int i = 0; i < 3 && !done(); ++i) {
        bound_.set_step(0.05);
        bound_.descend(value(), 10);
        raise(bound_.bound());
        if (!done()) draw();
      }
      if (!done()) renew(watch_.work() + 4 * kSlice);
      if (!done()) branch(watch_.work() + kSlice);
    }
    tell(answer);
  }

 private:
  struct Node {
    Windows windows;
    std::vector<float> worths;
  };
  struct Best {
    PhasedScore score{std::numeric_limits<std::int64_t>::max(), 0};
    std::vector<std::uint32_t> when;
  };

  bool found() const { return best_.score.lacking == 0; }
  double value() const { return found() ? -static_cast<double>(best_.score.minus_value) : 0; }
  /// The greatest value that plans within a bound can have.
  Wide whole(double bound) const {
    const Wide w = bound < 0 ? -1 : static_cast<Wide>(std::floor(bound));
    return w < 0 ? w : w / m_.unit * m_.unit;
  }
  bool pruned(double bound) const {
    return found() ? whole(bound) <= -best_.score.minus_value : bound < 0;
  }
  bool done() {
    if (watch_.over()) return true;
    if (exhausted_) return true;
    if (!found()) return false;
    const Wide gap = least_bound_ + best_.score.minus_value;
    return gap <= 0 || static_cast<double>(gap) <=
                           watch_.limits().gap * -static_cast<double>(best_.score.minus_value);
  }
  void raise(double bound) {
    if (whole(bound) >= least_bound_) return;
    least_bound_ = whole(bound);
    report();
  }
  void offer() {
    const PhasedScore score = state_.score();
    if (score >= best_.score) return;
    best_ = {score, state_.when()};
    report();
  }
  void report() {
    if (!watch_.limits().progress) return;
    const Wide v = -best_.score.minus_value, b = std::max(v, least_bound_);
    watch_.limits().progress(watch_.elapsed_ms(), found() ? &v : nullptr, &b);
  }

  static bool anything(std::uint32_t, std::uint32_t) { return true; }
  PhasedState::Rule rule_by_price() const {
    const bool money =
        std::ranges::any_of(m_.budget, [](auto b) { return b != PhasedModel::kEndless; });
    return {[this, money](std::uint32_t j, std::uint32_t) {
              return money ? static_cast<double>(m_.price[j]) + 1e-3 : 1.0;
            },
            anything};
  }
  /// By what places and money are worth to the bound.
  PhasedState::Rule rule_by_bound() const {
    return {[this](std::uint32_t j, std::uint32_t t) { return std::max(bound_.cost(j, t), 1.0); },
            anything};
  }

  /// What the bound opened most often lately, as far as it fits, and the best besides.
  void draw() {
    const std::uint32_t periods = m_.never();
    std::vector<std::uint32_t> when(m_.sites(), periods), order;
    std::vector<double> often(m_.sites());
    for (std::uint32_t j = 0; j < m_.sites(); ++j) {
      if (m_.open[j] != 0) continue;
      const double* share = bound_.share().data() + std::size_t{j} * (periods + 1);
      const auto t = static_cast<std::uint32_t>(std::max_element(share, share + periods) - share);
      often[j] = 1 - share[periods];
      when[j] = t;
      if (often[j] > 0.3) order.push_back(j);
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](auto j) { return often[j]; });
    for (const std::uint32_t j : state_.opened())
      if (often[j] <= 0.3 || state_.when()[j] != when[j]) state_.close(j);
    for (const std::uint32_t j : order)
      for (std::uint32_t t = when[j]; t < periods && state_.when()[j] == periods; ++t)
        if (state_.fits(j, t)) state_.open(j, t);
    state_.complete(rule_by_bound());
    offer();
  }

  /// Closes some neighbours of the best plan and completes it again, over and over.
  void renew(std::uint64_t until) {
    if (best_.when.empty()) return;
    state_.set(best_.when);
    PhasedScore here = best_.score;
    const double heat = 1e-4 * -static_cast<double>(best_.score.minus_value);
    constexpr int kLong = 300;  // tries that found nothing better
    for (int idle = 0; idle < kLong && !watch_.over(until) && !done(); ++idle) {
      std::vector<std::uint32_t> opened = state_.opened();
      if (opened.empty()) {
        state_.complete(rule_by_price());
        offer();
        return;
      }
      const std::vector<std::uint32_t> before = state_.when();
      close_some(opened);
      state_.complete(random_() % 2 == 0 ? rule_by_bound() : rule_by_price());
      const PhasedScore now = state_.score();
      if (now < best_.score) idle = 0;
      offer();
      const double worse = static_cast<double>(now.minus_value - here.minus_value);
      if (now <= here || (now.lacking <= here.lacking && unit() < std::exp(-worse / heat) / 4))
        here = now;
      else
        state_.set(before);
    }
  }

  double unit() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  void close_some(const std::vector<std::uint32_t>& opened) {
    std::uint32_t at = opened[random_() % opened.size()];
    std::vector<std::uint32_t> closed{at};
    const std::size_t count = 1 + random_() % 4;
    for (int step = 0; step < 60 && closed.size() < count && !m_.rows_of(at).empty(); ++step) {
      const std::uint32_t row = m_.rows_of(at)[random_() % m_.rows_of(at).size()];
      const std::uint32_t n = m_.row_first[row + 1] - m_.row_first[row];
      at = m_.row_site[m_.row_first[row] + random_() % n];
      if (state_.when()[at] != m_.never() && std::ranges::find(closed, at) == closed.end())
        closed.push_back(at);
    }
    for (const std::uint32_t j : closed) state_.close(j);
    // Now and then what the bound likes least has to make room, too.
    if (random_() % 3 != 0) return;
    const std::uint32_t other = opened[random_() % opened.size()];
    if (state_.when()[other] != m_.never()) state_.close(other);
  }

  /// Goes on with the tree of windows, the highest bound first.
  void branch(std::uint64_t until) {
    while (!nodes_.empty() && !watch_.over(until)) {
      while (!nodes_.empty() && pruned(-std::prev(nodes_.end())->first.first))
        nodes_.erase(std::prev(nodes_.end()));
      if (nodes_.empty()) break;
      raise(-nodes_.begin()->first.first);
      if (done()) return;
      const bool full = nodes_.size() * m_.rows() * m_.periods() > 100'000'000;
      auto node = nodes_.extract(full ? std::prev(nodes_.end()) : nodes_.begin());
      look(-node.key().first, std::move(node.mapped()));
    }
    if (nodes_.empty()) {
      exhausted_ = true;
      least_bound_ = found() ? -best_.score.minus_value : -1;
    } else {
      raise(-nodes_.begin()->first.first);
    }
  }

  void look(double from, Node node) {
    const std::uint32_t periods = m_.never();
    tree_.set_step(0.05);
    tree_.begin(node.windows, node.worths);
    tree_.descend(value(), 30);
    const double bound = std::min(from, tree_.bound());
    if (pruned(bound)) return;
    node.worths.assign(tree_.worths().begin(), tree_.worths().end());
    // The site about whose opening the bound is most in two minds, and where between.
    std::uint32_t site = kNone, split = 0;
    double most = -1;
    for (std::uint32_t j = 0; j < m_.sites(); ++j) {
      if (m_.open[j] != 0 || node.windows.first[j] == node.windows.last[j]) continue;
      double until = 0;
      for (std::uint32_t t = node.windows.first[j]; t < node.windows.last[j]; ++t) {
        until += tree_.share()[j * (periods + 1) + t];
        const double doubt = until * (1 - until);
        if (doubt <= most) continue;
        most = doubt;
        site = j;
        split = t;
      }
    }
    if (site == kNone) {
      try_windows(node.windows);
      return;
    }
    if (nodes_looked_++ % 8 == 0) try_windows(node.windows);
    Node other = node;
    node.windows.last[site] = split;
    other.windows.first[site] = split + 1;
    for (Node* n : {&node, &other})
      if (!beyond_means(n->windows)) nodes_.emplace(std::pair(-bound, made_++), std::move(*n));
  }

  /// What has to open costs more than there is.
  bool beyond_means(const Windows& w) const {
    for (std::uint32_t t = 0; t < m_.periods(); ++t) {
      std::int64_t count = 0, price = 0;
      for (std::uint32_t j = 0; j < m_.sites(); ++j)
        if (m_.open[j] == 0 && w.last[j] <= t) {
          ++count;
          price += m_.price[j];
        }
      if (count > m_.most[t] || price > m_.budget[t]) return true;
    }
    return false;
  }

  /// A plan in the windows: what has to open as early as it may, and the best besides.
  void try_windows(const Windows& w) {
    std::vector<std::uint32_t> must;
    for (const std::uint32_t j : state_.opened()) state_.close(j);
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      if (m_.open[j] == 0 && w.last[j] < m_.never()) must.push_back(j);
    std::ranges::stable_sort(must, {}, [&](auto j) { return w.last[j]; });
    for (const std::uint32_t j : must)
      for (std::uint32_t t = w.first[j]; t <= w.last[j] && state_.when()[j] == m_.never(); ++t)
        if (state_.fits(j, t)) state_.open(j, t);
    PhasedState::Rule rule = rule_by_price();
    rule.allowed = [&](std::uint32_t j, std::uint32_t t) {
      return t >= w.first[j] && t <= w.last[j];
    };
    state_.complete(rule);
    offer();
  }

  void tell(PhasedAnswer& a) {
    const std::uint32_t never = m_.never();
    if (exhausted_ && !found()) {
      a.status = SitingStatus::infeasible;
      return;
    }
    a.bound = std::max<Wide>(least_bound_, 0);
    if (!found()) return;
    state_.set(best_.when);
    state_.close_useless();
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      if (state_.when()[j] != never) a.opened.push_back({m_.site_of[j], state_.when()[j]});
    std::ranges::sort(a.opened);
    for (std::uint32_t t = 0; t < m_.periods(); ++t) a.served.push_back(state_.served(t));
    a.value = -state_.score().minus_value;
    a.bound = std::max(a.bound, a.value);
    a.status = a.bound == a.value ? SitingStatus::optimal : SitingStatus::feasible;
    a.prices = root_.cell.empty() ? bound_.prices(r_.cells) : root_;
  }

  const PhasedRequest& r_;
  Watch& watch_;
  const PhasedModel m_;
  PhasedState state_;
  PhasedBound bound_, tree_;
  Best best_;
  Wide least_bound_ = Wide{1} << 100;
  PhasedPrices root_;
  std::map<std::pair<double, std::size_t>, Node> nodes_;
  std::size_t made_ = 0, nodes_looked_ = 0;
  bool exhausted_ = false;
  std::mt19937_64 random_{1};
};

}  // namespace

void search_phases(const PhasedRequest& request, Watch& watch, PhasedAnswer& answer) {
  PhasedSearch(request, watch).run(answer);
}

}  // namespace fangyuan
