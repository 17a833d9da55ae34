// SPDX-License-Identifier: Apache-2.0
// Exact fractions of amounts: beds × 1000 ÷ people. Internal to core/rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rules/rows.h"

namespace fangyuan {

/// top × factor ÷ bottom. Compared without rounding.
struct Quotient {
  Amount top, bottom;
  Amount factor = Amount::from_whole(1);

  bool defined() const { return bottom > Amount(); }
  /// To the nearest millionth. REQUIRES: defined().
  Amount value() const;
  bool holds(Comparator comparator, Amount target) const;
  /// The least that must be added to `top` for the demand to hold; in whole things where
  /// `whole_things`. Absent where adding does not help (at most, less than, equal and above).
  std::optional<Amount> missing(Comparator comparator, Amount target, bool whole_things) const;
};

/// One line of a table: for the whole study (unit none) or for a unit.
struct QuotientLine {
  UnitId unit;
  std::optional<Amount> top, bottom;  ///< absent: not known
  /// Sites whose amount is missing in the sum: the top is then at least so much, and a bottom that
  /// lacks some decides nothing.
  std::int64_t top_untold = 0, bottom_untold = 0;
};

/// The whole, the units above the bound ones, the bound ones: as Rule::query binds them. Where it
/// binds only some units of its level, the whole is their sum, and nobody else is in it.
/// `of_bound` asks for that sum in any case.
std::vector<QuotientLine> lines_of(const Rule& rule, const RuleInputs& inputs, const Sums& top,
                                   const Sums& bottom, bool of_bound = false);

/// Which units the rule binds, in the layer's order. Empty where the project lacks the level.
std::vector<UnitId> bound_units(const Rule& rule, const Units& units);

/// The query leaves out some units of its level.
bool binds_only_some(const PresenceQuery& query);

/// How the lines become rows.
struct QuotientStyle {
  Amount factor = Amount::from_whole(1);
  std::string gap_unit;
  bool whole_things = false;  ///< gaps are rounded up to whole beds, sites, people at work
  std::string measure = {};
  std::string top_name = {}, bottom_name = {};  ///< of the amounts, for what is not told of them
};
void quotient_rows(const Rule& rule, RuleContext& context, const std::vector<QuotientLine>& lines,
                   const QuotientStyle& style);

/// "sites", "people", "m2", "mu", or the quantity's own name.
std::string gap_unit_of(const Quantity& quantity);
/// False for areas and the like, which come in fractions.
bool in_whole_things(const Quantity& quantity);

}  // namespace fangyuan
