// SPDX-License-Identifier: Apache-2.0
#include "core/siting/optimise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/siting/anneal.h"
#include "core/siting/branch.h"
#include "core/siting/lagrangian.h"
#include "core/siting/merge_choices.h"
#include "core/siting/neighbourhood.h"
#include "core/siting/shake.h"

namespace fangyuan {
namespace {

constexpr std::size_t kLarge = 400'000;                                        // pairs
constexpr std::uint64_t kShortAnneal = 50'000'000, kLongAnneal = 400'000'000;  // of annealing

class Search {
 public:
  Search(const SitingModel& model, const OptimiseOptions& options, Watch& watch)
      : m_(model), options_(options), watch_(watch), seed_(options.seed), bound_(model.constant) {
    if (options.enough > -SitingModel::kAny) enough_ = options.enough;
    until_ = options.work > ~std::uint64_t{0} - watch.work() ? ~std::uint64_t{0}
                                                             : watch.work() + options.work;
  }

  Optimum run() {
    ChoiceState state(m_, watch_);
    open_greedily(m_, state);
    descend(m_, state, watch_);
    offer(state.value(), state.sites());
    if (!done()) root(state);
    if (!done()) turns(state);
    Optimum result{std::move(best_), 0, std::move(payment_), root_bound_};
    result.bound = std::min(bound_, result.best.value);
    return result;
  }

 private:
  bool done() {
    return bound_ >= best_.value || best_.value <= options_.enough || bound_ > enough_ ||
           best_.value - bound_ <= options_.gap * std::abs(options_.basis - best_.value) ||
           watch_.over(until_);
  }
  void offer(double value, const std::vector<std::uint32_t>& sites) {
    if (best_.offer(value, sites)) tell();
  }
  void raise(double bound) {
    if (bound <= bound_) return;
    bound_ = bound;
    tell();
  }
  void tell() {
    if (options_.progress) options_.progress(best_, std::min(bound_, best_.value));
  }

  /// Bound and exchanges by turns until the bound hardly moves; then fixing, and again.
  void root(ChoiceState& state) {
    Lagrangian& lagrangian = lagrangian_.emplace(m_);
    constexpr double kAtRest = 1e-3;  // steps that short hardly move the bound
    for (int round = 0; round < 60 && !done() && lagrangian.step() > kAtRest; ++round) {
      lagrangian.ascend(best_.value, {25, m_.pairs() < 400'000 ? 20 : 12, 1000}, watch_);
      raise(lagrangian.bound());
      if (large()) {
        if (round == 5 && !done()) anneal(lagrangian, kShortAnneal);
      } else if (round % 4 == 1) {
        exchange_from(lagrangian, state);
      }
    }
    large() ? anneal(lagrangian, kLongAnneal) : exchange_from(lagrangian, state);
    root_bound_ = lagrangian.bound();
    payment_.assign(lagrangian.payment().begin(), lagrangian.payment().end());
    pick_promising(lagrangian);
    fixed_.assign(m_.sites(), Fixed::no);
    lagrangian.fix(best_.value, fixed_);
  }

  /// Where exchanges that look at all sites are slow, and branching leads nowhere.
  bool large() const {
    return m_.covering() && m_.fee.empty() && m_.price.empty() && m_.pairs() > kLarge;
  }

  /// Among the sites of the bound's late choices and those that are worth nearly as much.
  void anneal(const Lagrangian& lagrangian, std::uint64_t work) {
    constexpr double kNearly = 0.98;
    std::vector<double> worth(lagrangian.worth().begin(), lagrangian.worth().end());
    const std::size_t last = std::min<std::size_t>(worth.size(), m_.most) - 1;
    std::nth_element(worth.begin(), worth.begin() + static_cast<std::ptrdiff_t>(last), worth.end());
    std::vector<char> wanted(m_.sites());
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      if (lagrangian.share()[j] > 1e-3 || lagrangian.worth()[j] < kNearly * worth[last])
        wanted[j] = 1;
    for (const std::uint32_t j : best_.sites) wanted[j] = 1;
    Annealing annealing(m_, wanted, watch_);
    Incumbent found = best_;
    if (annealing.run({work, 0.08, ++seed_}, found, watch_)) offer(found.value, found.sites);
  }

  /// Some times as many as are chosen, by what they are worth at the bound.
  void pick_promising(const Lagrangian& lagrangian) {
    std::vector<std::uint32_t> order(m_.sites());
    std::iota(order.begin(), order.end(), 0U);
    const auto worth = lagrangian.worth();
    std::ranges::stable_sort(order, {}, [&](std::uint32_t j) { return worth[j]; });
    order.resize(std::min(order.size(), 5 * std::max<std::size_t>(best_.sites.size(), 1)));
    promising_.assign(m_.sites(), 0);
    for (const std::uint32_t j : order) promising_[j] = 1;
  }

  void exchange_from(const Lagrangian& lagrangian, ChoiceState& state) {
    set_by_share(lagrangian, state);
    offer(state.value(), state.sites());
  }

  /// To what the bound chose most often lately, and exchanges from there.
  void set_by_share(const Lagrangian& lagrangian, ChoiceState& state) {
    std::vector<std::uint32_t> order(m_.sites());
    std::iota(order.begin(), order.end(), 0U);
    const auto share = lagrangian.share();
    std::ranges::stable_sort(order, [&](auto a, auto b) { return share[a] > share[b]; });
    std::vector<std::uint32_t> choice;
    double spent = 0;
    for (const std::uint32_t j : order) {
      if (choice.size() >= m_.most || share[j] < (m_.fee.empty() ? 0.01 : 0.5)) break;
      if (spent + m_.price_of(j) > m_.budget) continue;
      spent += m_.price_of(j);
      choice.push_back(j);
    }
    state.set(choice);
    descend(m_, state, watch_);
  }

  /// Some choices, half of them from the bound's and half from the best one, and the best of their
  /// sites together. More of them, or wilder ones, every time.
  void merge(ChoiceState& state) {
    constexpr double kHeats[] = {0.05, 0.1, 0.2};
    const std::uint64_t work = 5'000'000 + std::min<std::uint64_t>(20 * m_.pairs(), 30'000'000);
    const std::size_t count = 3 + ++merges_ * 5 % 6;
    std::vector<std::vector<std::uint32_t>> choices{best_.sites};
    for (std::size_t i = 0; i < count && !done(); ++i) {
      Incumbent found;
      if (i % 2 == 0) {
        lagrangian_->set_step(0.05);
        lagrangian_->ascend(best_.value, {10, 20, 1000}, watch_);
        raise(lagrangian_->bound());
        set_by_share(*lagrangian_, state);
        shake(m_, state, {work, 0.02, ++seed_}, found, watch_);
        choices.push_back(found.sites.empty() ? state.sites() : found.sites);
      } else {
        state.set(best_.sites);
        shake(m_, state, {work, kHeats[merges_ % 3], ++seed_}, found, watch_);
        choices.push_back(state.sites());
      }
      offer(found.value, found.sites);
    }
    if (!done() && merge_choices(m_, choices, 10 * work, best_, watch_)) tell();
  }

  void turns(ChoiceState& state) {
    part_ = restrict(m_, fixed_);
    std::vector<double> payment;
    for (const std::uint32_t row : part_.row) payment.push_back(payment_[row]);
    BranchAndBound tree(part_.model, best_.value, payment);
    std::vector<std::uint32_t> in;
    for (std::uint32_t j = 0; j < m_.sites(); ++j)
      if (fixed_[j] == Fixed::in) in.push_back(j);
    std::uint64_t slice = 20'000'000, of_tree = slice;
    int alone = 0;  // slices in which the tree got on
    current_ = best_;
    while (!done()) {
      tree.know(best_.value);
      const double before_tree = best_.value - bound_;
      tree.run(of_tree, watch_);
      if (tree.best().value < best_.value) {
        std::vector<std::uint32_t> sites(in);
        for (const std::uint32_t j : tree.best().sites) sites.push_back(part_.model.name[j]);
        offer(tree.best().value, sites);
        current_ = best_;
      }
      raise(std::min(tree.bound(), best_.value));
      // A tree that does not get on leaves its time to the others.
      const bool gets_on = best_.value - bound_ < 0.98 * before_tree;
      of_tree = gets_on ? 2 * slice : std::max(slice / 8, of_tree / 2);
      if (!done() && (!gets_on || ++alone % 3 == 0)) merge(state);
      if (done()) break;
      renew_parts(state, watch_.work() + slice);
    }
  }

  /// Solves part after part of a choice; when nothing has helped for long, of another one near the
  /// best.
  void renew_parts(ChoiceState& state, std::uint64_t until) {
    constexpr std::size_t kLong = 40;
    while (!watch_.over(until) && !done()) {
      if (best_.value < current_.value && failures_ == 0) current_ = best_;
      if (failures_ >= kLong) {
        failures_ = 0;
        state.set(best_.sites);
        const double before = best_.value;
        tabu(m_, state, {15'000'000 + m_.pairs(), ++seed_}, best_, watch_);
        if (best_.value < before) tell();
        descend(m_, state, watch_);
        current_ = Incumbent();
        current_.offer(state.value(), state.sites());
      }
      // Few sites among all candidates, or more among those that the bound thinks best.
      const std::size_t of_all = 4 + failures_ / 2 % 5, of_best = 6 + failures_ / 2 % 15;
      const NeighbourhoodOptions part =
          failures_ % 2 == 0
              ? NeighbourhoodOptions{of_best, 4'000'000, ++seed_, payment_, promising_}
              : NeighbourhoodOptions{of_all, 4'000'000, ++seed_, payment_, {}};
      failures_ = renew(m_, part, current_, watch_) ? 1 : failures_ + 1;
      offer(current_.value, current_.sites);
    }
  }

  const SitingModel& m_;
  const OptimiseOptions& options_;
  Watch& watch_;
  std::uint64_t seed_;
  Incumbent best_, current_;
  std::optional<Lagrangian> lagrangian_;  // of the root
  std::size_t failures_ = 0, merges_ = 0;
  double enough_ = SitingModel::kAny;
  std::uint64_t until_ = 0;
  double bound_;
  double root_bound_ = 0;
  std::vector<double> payment_;
  std::vector<Fixed> fixed_;
  std::vector<char> promising_;  // [site]
  Remainder part_;
};

}  // namespace

Optimum optimise(const SitingModel& model, const OptimiseOptions& options, Watch& watch) {
  return Search(model, options, watch).run();
}

}  // namespace fangyuan
