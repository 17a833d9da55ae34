// SPDX-License-Identifier: Apache-2.0
// Better choices of a large covering model, by annealing among the sites that a bound likes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/siting/swap_search.h"

namespace fangyuan {

struct AnnealOptions {
  std::uint64_t work = 0;  ///< pairs
  double heat = 0.08;      ///< of an open site's mean loss: what a step may make worse at first
  std::uint64_t seed = 1;
};

/// Exchanges single open sites for others: for one that serves much the same rows, or for any. A
/// step that helps is taken, another by a chance that falls with the loss and with time. Most
/// exchanges are refused in O(1), by gain and loss alone; others take O(rows of a site), those that
/// are taken O(pairs of the rows). Between sites that are left out rows that differ only by them
/// are one.
class Annealing {
 public:
  /// Among the sites for which `wanted`. REQUIRES: covering, neither fees nor prices. O(pairs of
  /// the rows of all wanted sites).
  Annealing(const SitingModel& model, std::span<const char> wanted, Watch& watch);

  /// From `best` on, which is told of everything better. True when there was something.
  bool run(const AnnealOptions& options, Incumbent& best, Watch& watch);

  const SitingModel& part() const { return part_.model; }

 private:
  struct Near {
    std::uint32_t site = 0;
    double shared = 0;  ///< Σ out of the rows of both
  };
  void find_near();
  std::span<const Near> near(std::uint32_t j) const {
    return {near_.data() + near_first_[j], near_.data() + near_first_[j + 1]};
  }

  Remainder part_;
  std::vector<std::uint32_t> number_;         // [site of the model] in the part
  std::vector<std::uint32_t> near_first_{0};  // [site] and one behind
  std::vector<Near> near_;                    // most alike first
};

}  // namespace fangyuan
