// SPDX-License-Identifier: Apache-2.0
// Exact fractions of amounts: beds × 1000 ÷ people. Internal to core/rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rules/bound_units.h"
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
  // What would make the demand hold, 0 where it does; in whole things where `whole_things`.
  /// The least that must be added to `top`. Absent where adding does not help (at most, less than,
  /// equal and above).
  std::optional<Amount> missing(Comparator comparator, Amount target, bool whole_things) const;
  /// The least that must be taken from `top`. Absent but for at most and less than.
  std::optional<Amount> too_much(Comparator comparator, Amount target, bool whole_things) const;
  /// The least that must be added to `bottom`. Absent but for at most and less than a target above
  /// 0.
  std::optional<Amount> missing_below(Comparator comparator, Amount target,
                                      bool whole_things) const;
};

/// One line of a table: for the whole study (unit none) or for a unit.
struct QuotientLine {
  UnitId unit;
  std::optional<Amount> top, bottom;  ///< absent: not known
  /// Sites whose amount is missing in the sum: the top is then at least so much, and a bottom that
  /// lacks some decides nothing.
  std::int64_t top_untold = 0, bottom_untold = 0;
  /// Of `bottom`, that of sites which do not tell the top. The value is of the others on both
  /// sides; what is decided is decided with all of the bottom, as the least that it can be.
  Amount unpaired = {};
};

/// The whole, the units above the bound ones, the bound ones: as Rule::query binds them. Where it
/// binds only some units of its level, the whole is their sum, and nobody else is in it.
/// `of_bound` asks for that sum in any case.
std::vector<QuotientLine> lines_of(const Rule& rule, const RuleInputs& inputs, const Sums& top,
                                   const Sums& bottom, bool of_bound = false);

/// How the lines become rows.
struct QuotientStyle {
  Amount factor = Amount::from_whole(1);
  std::string gap_unit;
  bool whole_things = false;  ///< gaps are rounded up to whole beds, sites, people
  std::string measure = {};
  std::string top_name = {}, bottom_name = {};  ///< of the amounts, for what is not told of them
  /// Too high a value is put right below (countryside allowances rise to the city's), not above;
  /// the gap is then of this unit. Empty: the gap is what there is too much of above.
  std::string unit_below = {};
};
void quotient_rows(const Rule& rule, RuleContext& context, const std::vector<QuotientLine>& lines,
                   const QuotientStyle& style);

/// "sites", "people", "m2", "mu", or the quantity's own name.
std::string gap_unit_of(const Quantity& quantity);
/// Of the rule's amount: as above, unless the rule says what it counts.
std::string gap_unit_of(const Rule& rule, const Quantity& quantity);
/// False for areas, money and statistics of which the rule does not say what they count: they come
/// in fractions.
bool in_whole_things(const Rule& rule, const Quantity& quantity);

}  // namespace fangyuan
