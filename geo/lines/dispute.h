// SPDX-License-Identifier: Apache-2.0
// Two neighbours' claims of one line, and the ground between them.
#pragma once

#include <vector>

#include "core/study/facility.h"
#include "geo/lines/line_check.h"
#include "geo/people/population.h"

namespace fangyuan {

/// A piece between the claims: both say that it is theirs, or neither.
struct DisputedPiece {
  PolygonXY shape;
  bool claimed_by_both = false;
  double area_m2 = 0;  ///< geodesic
};

struct Dispute {
  std::size_t line = 0;               ///< into LineCheck::lines
  std::vector<DisputedPiece> pieces;  ///< the largest first
  double both_m2 = 0, neither_m2 = 0;
  double length_m[2] = {0, 0};  ///< of the claims of a and of b, geodesic
  /// How far the claims' ends are apart; ground is closed straight there.
  double open_m = 0;
  bool sides_known = true;     ///< false: which side a lies on is not known; all counts as both
  bool counted = false;        ///< people and facilities were looked for
  std::vector<People> people;  ///< by the population's groups
  std::vector<std::size_t> facilities;  ///< into the table
};

/// Of every line that two claims (state disputed, copy a side) are recorded of.
std::vector<Dispute> disputes_of(const LineCheck& check, std::span<const BorderRow> borders,
                                 const Frame& frame);

/// Cells and facilities inside or on the ground between the claims.
void count_between(std::vector<Dispute>& disputes, const Cells& cells,
                   std::span<const Facility> facilities);

}  // namespace fangyuan
