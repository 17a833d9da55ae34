// SPDX-License-Identifier: Apache-2.0
#include "core/siting/branch.h"

#include <algorithm>
#include <cmath>

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

/// The site about which the bound is most in two minds.
std::uint32_t site_to_branch_on(const Lagrangian& lagrangian, std::span<const Fixed> fixed) {
  std::uint32_t best = kNone;
  double most = -1;
  const auto share = lagrangian.share();
  for (std::uint32_t j = 0; j < share.size(); ++j) {
    if (fixed[j] != Fixed::no) continue;
    const double doubt = share[j] * (1 - share[j]);
    if (doubt > most) {
      most = doubt;
      best = j;
    }
  }
  return best;
}

}  // namespace

BranchAndBound::BranchAndBound(const SitingModel& model, double value,
                               std::span<const double> payment)
    : m_(model) {
  best_.value = value;
  Node root;
  root.payment.assign(payment.begin(), payment.end());
  open_.emplace(Key(m_.constant, made_++), std::move(root));
}

double BranchAndBound::bound() const {
  return open_.empty() ? best_.value : std::min(best_.value, open_.begin()->first.first);
}

void BranchAndBound::run(std::uint64_t work, Watch& watch) {
  const std::uint64_t until = watch.work() + work;
  while (!open_.empty()) {
    if (pruned(open_.begin()->first.first)) {
      open_.clear();
      return;
    }
    while (pruned(std::prev(open_.end())->first.first)) open_.erase(std::prev(open_.end()));
    if (watch.over(until)) return;
    const bool full = open_.size() * m_.rows() > 125'000'000;
    auto node = open_.extract(full ? std::prev(open_.end()) : open_.begin());
    look(node.key(), std::move(node.mapped()), watch);
  }
}

void BranchAndBound::offer(const Remainder& left, const Lagrangian& lagrangian,
                           const std::vector<std::uint32_t>& in, Watch& watch) {
  std::vector<std::uint32_t> choice(lagrangian.chosen().begin(), lagrangian.chosen().end());
  while (!choice.empty() && !left.model.fits(choice)) choice.pop_back();
  watch.spend(2 * left.model.rows());
  double value = left.model.value_of(choice);
  const double bound = lagrangian.bound();
  // Worth a closer look when it is not far from the bound.
  if (value - best_.value < best_.value - bound || nodes_ % 16 == 0) {
    ChoiceState state(left.model, watch);
    watch.spend(left.model.pairs());
    state.set(choice);
    descend(left.model, state, watch);
    choice = state.sites();
    value = state.value();
  }
  if (value >= best_.value) return;
  for (std::uint32_t& j : choice) j = left.model.name[j];
  choice.insert(choice.end(), in.begin(), in.end());
  best_.offer(value, std::move(choice));
}

void BranchAndBound::look(const Key& key, Node node, Watch& watch) {
  ++nodes_;
  std::vector<Fixed> fixed(m_.sites(), Fixed::no);
  double bound = key.first;
  std::vector<double> payment(node.payment.begin(), node.payment.end()), sub;
  std::vector<double> share(node.share.begin(), node.share.end()), sub_share;
  const std::size_t depth = node.in.size() + node.out.size();
  for (int round = 0;; ++round) {
    for (const std::uint32_t j : node.in) fixed[j] = Fixed::in;
    for (const std::uint32_t j : node.out) fixed[j] = Fixed::out;
    double price = 0;
    for (const std::uint32_t j : node.in) price += m_.price_of(j);
    if (node.in.size() > m_.most || price > m_.budget) return;
    const Remainder left = restrict(m_, fixed);
    watch.spend(m_.pairs() / 4);
    sub.clear();
    if (!payment.empty())
      for (const std::uint32_t row : left.row) sub.push_back(payment[row]);
    sub_share.clear();
    if (!share.empty())
      for (const std::uint32_t j : left.model.name) sub_share.push_back(share[j]);
    Lagrangian lagrangian(left.model, sub, sub_share);
    watch.spend(left.model.pairs());
    const int iterations = round > 0 ? 30 : depth > 0 ? 60 : payment.empty() ? 150 : 300;
    if (!sub.empty()) lagrangian.set_step(0.02);
    lagrangian.ascend(best_.value, {.iterations = iterations, .idle = 6, .patience = 25}, watch);
    bound = std::max(bound, lagrangian.bound());
    if (pruned(bound)) return;
    offer(left, lagrangian, node.in, watch);
    if (pruned(bound)) return;
    if (payment.empty()) payment.assign(m_.rows(), 0);
    for (std::size_t i = 0; i < left.row.size(); ++i)
      payment[left.row[i]] = lagrangian.payment()[i];

    share.assign(m_.sites(), 0);
    for (std::uint32_t j = 0; j < left.model.sites(); ++j)
      share[left.model.name[j]] = lagrangian.share()[j];

    std::vector<Fixed> more(left.model.sites(), Fixed::no);
    lagrangian.fix(best_.value, more);
    std::size_t news = 0;
    for (std::uint32_t j = 0; j < more.size(); ++j) {
      if (more[j] == Fixed::no) continue;
      ++news;
      (more[j] == Fixed::in ? node.in : node.out).push_back(left.model.name[j]);
    }
    if (left.model.sites() == news) {
      // Everything is settled: one choice is left of this node.
      if (node.in.size() <= m_.most && m_.fits(node.in)) best_.offer(m_.value_of(node.in), node.in);
      return;
    }
    if (round < 3 && (news > 4 && news * 8 > left.model.sites()) && !watch.over()) continue;

    node.payment.assign(payment.begin(), payment.end());
    node.share.assign(share.begin(), share.end());
    const std::uint32_t j = left.model.name[site_to_branch_on(lagrangian, more)];
    Node other = node;
    node.in.push_back(j);
    other.out.push_back(j);
    open_.emplace(Key(bound, made_++), std::move(node));
    open_.emplace(Key(bound, made_++), std::move(other));
    return;
  }
}

}  // namespace fangyuan
