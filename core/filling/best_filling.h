// SPDX-License-Identifier: Apache-2.0
// The best possible filling: the most people served, and among those fillings the least time.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/wide.h"
#include "core/filling/transport.h"

namespace fangyuan {

/// What of a cell's need is met at one site.
struct FillShare {
  CellId cell;
  std::uint32_t rank = 0;
  Cost cost;
  Amount amount;  ///< > 0
  friend bool operator==(const FillShare&, const FillShare&) = default;
};

struct BestFilling {
  std::vector<FillShare> shares;  ///< by cell, then rank
  std::vector<Amount> met;        ///< [cell] ≤ need
  std::vector<Amount> load;       ///< [rank] ≤ capacity
  Amount served;
  Wide cost = 0;           ///< Σ amount × cost, in millionths × ms (or mm)
  std::size_t split = 0;   ///< cells served at several sites, or in part
  std::size_t rounds = 0;  ///< searches over the graph of sites
  /// What proves it: a price ≥ 0 per site, 0 where there is room left, such that everybody is where
  /// cost + price is least, being served nowhere at `penalty` included. See certify().
  std::vector<std::int64_t> price;
  std::int64_t penalty = 0;
};

struct BestFillOptions {
  /// First find near prices from samples and with moves of many cells at once. Without, the answer
  /// has the same people and cost, and takes longer.
  bool near_prices = true;
  /// From so many pairs on, first fill with the nearest sites of each cell alone, and let in what
  /// the prices then show to be better, until nothing is: the same people and cost in a fraction of
  /// the time and memory, where cells have many sites.
  std::size_t grow_from = 4'000'000;
  std::size_t nearest = 12;  ///< of each cell to begin with
};

/// Need may be split among sites. Exact, in whole millionths; does not depend on the order of the
/// pairs, nor on threads (there is one). Of
/// equally good fillings it is always the same one.
///
/// Successive shortest paths with prices on the graph of sites (core/filling/exchange.h). Each
/// round is a search over the sites: O(arcs + sites log sites), arcs ≤ sites², and the moves along
/// its paths; measured in docs/performance.md. Memory: about 16 bytes × Σ pairs of a cell that is
/// served at one site + 16 × pairs.
BestFilling fill_best(const BestFillRequest& request, const BestFillOptions& options = {});

}  // namespace fangyuan
