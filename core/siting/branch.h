// SPDX-License-Identifier: Apache-2.0
// Branch and bound over sites, in slices.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/siting/lagrangian.h"
#include "core/siting/swap_search.h"

namespace fangyuan {

/// Nodes are sites in and out, and the payments that their parent ended with. The one with the
/// least bound comes first, so that the bound of all grows; when open nodes would take more than
/// half a gigabyte, the one with the highest, which ends soonest.
class BranchAndBound {
 public:
  /// Looks for choices better than `value`. `payment` [row] to begin with, or empty.
  BranchAndBound(const SitingModel& model, double value, std::span<const double> payment);

  /// Goes on for `work` pairs. Each node takes O(iterations × pairs left of it).
  void run(std::uint64_t work, Watch& watch);
  bool finished() const { return open_.empty(); }
  /// Nothing is below it, except what is not below the value.
  double bound() const;
  /// Somebody else found a choice of this value.
  void know(double value) { best_.value = std::min(best_.value, value); }
  /// Of the model; without sites when nothing better than the value was found.
  const Incumbent& best() const { return best_; }
  std::size_t nodes() const { return nodes_; }

 private:
  struct Node {
    std::vector<std::uint32_t> in, out;
    std::vector<float> payment;  // [row]
    std::vector<float> share;    // [site]; empty: none yet
  };
  using Key = std::pair<double, std::size_t>;  // bound, number
  void look(const Key& key, Node node, Watch& watch);
  void offer(const Remainder& left, const Lagrangian& lagrangian,
             const std::vector<std::uint32_t>& in, Watch& watch);
  bool pruned(double bound) const { return bound >= best_.value; }

  const SitingModel& m_;
  Incumbent best_;
  std::map<Key, Node> open_;
  std::size_t nodes_ = 0, made_ = 0;
};

}  // namespace fangyuan
