// SPDX-License-Identifier: Apache-2.0
// An order in which to visit places, from the costs between them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/cost.h"

namespace fangyuan {

struct Tour {
  std::vector<std::uint32_t> order;  ///< every place once
  std::uint64_t total = 0;           ///< of the legs that are reached
  std::size_t broken = 0;            ///< legs that are not: as few as could be found
  bool best = false;                 ///< proven that no order is better
};

/// Up to this many places the best order is found by trying all sets (Held and Karp).
inline constexpr std::size_t kBestTourPlaces = 12;

/// The way from the first place of the order to the last, costs[from × n + to]; both directions
/// may differ. With `round_trip` it sets out from place 0 and returns to it. Beyond
/// kBestTourPlaces: the nearest place next, from every start (of at most 32), then stretches are
/// turned and pieces of up to three moved as long as that helps. Deterministic. O(2^n n²) up to
/// kBestTourPlaces, else about O(n²) per improvement. REQUIRES: costs.size() == n².
Tour find_tour(std::span<const Cost> costs, std::size_t n, bool round_trip);

}  // namespace fangyuan
