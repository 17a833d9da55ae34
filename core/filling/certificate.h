// SPDX-License-Identifier: Apache-2.0
// Proof that a filling is the best, by its prices alone: whoever doubts the solver reads this.
#pragma once

#include <string>

#include "core/filling/best_filling.h"

namespace fangyuan {

/// Empty when the filling is proven the best for the request, else what does not hold. Looks only
/// at the request and the answer:
/// - shares are of pairs of the request at their costs, sum up to met and load, and keep within
///   need and capacity;
/// - prices are ≥ 0 and 0 where room is left;
/// - whoever is served is where cost + price is least among the cell's sites, at most the penalty;
///   whoever is not finds no site below the penalty;
/// - the penalty is more than sites × the largest cost of whoever needs something, so that no chain
/// of moves that serves one
///   more is too dear.
/// O(pairs log pairs of a cell).
std::string certify(const BestFillRequest& request, const BestFilling& best);

}  // namespace fangyuan
