// SPDX-License-Identifier: Apache-2.0
#include "core/rules/quotient.h"

#include <algorithm>

namespace fangyuan {
namespace {

__extension__ using Wide = __int128;

Wide product(Amount a, Amount b) { return Wide{a.millionths()} * b.millionths(); }

bool compares(Wide left, Comparator comparator, Wide right) {
  switch (comparator) {
    case Comparator::at_least:
      return left >= right;
    case Comparator::more_than:
      return left > right;
    case Comparator::at_most:
      return left <= right;
    case Comparator::less_than:
      return left < right;
    case Comparator::equal:
      return left == right;
  }
  return false;
}

Amount round_up_to_whole(Amount a) {
  const std::int64_t unit = Amount::kPerUnit;
  return Amount::from_millionths((a.millionths() + unit - 1) / unit * unit);
}

bool is_whole(Amount a) { return a.millionths() % Amount::kPerUnit == 0; }

/// What a table tells in whole numbers is counted by ones, areas and land are not.
bool counts_by_ones(Amount top, const std::string& gap_unit) {
  return is_whole(top) && gap_unit != "m2" && gap_unit != "mu";
}

/// More than 2,000 people are 2,001, not a millionth more.
Amount without_last_step(Amount gap) {
  const Amount step = Amount::from_millionths(1);
  return is_whole(gap - step) ? round_up_to_whole(gap) : gap;
}

/// top and bottom of the bound units, for themselves, for those above, and in all.
class Lines {
 public:
  Lines(const Units& units, const Sums& top, const Sums& bottom)
      : units_(units), top_(top), bottom_(bottom), above_(units.all.size()) {}

  QuotientLine own(UnitId id) const {
    return {id,
            top_.by_unit[id.index()],
            bottom_.by_unit[id.index()],
            top_.untold_of(id),
            bottom_.untold_of(id),
            bottom_.unpaired_of(id)};
  }
  void take(UnitId id) {
    add(whole_, own(id));
    UnitId at = units_[id].parent;
    for (int step = 0; at && step < 8; ++step, at = units_[at].parent)
      add(above_[at.index()], own(id));
  }
  QuotientLine whole() const { return line(UnitId::none(), whole_); }
  QuotientLine above(UnitId id) const { return line(id, above_[id.index()]); }
  bool is_above(UnitId id) const { return above_[id.index()].any; }

 private:
  struct Pair {
    Amount top, bottom;
    bool any = false, top_known = true, bottom_known = true;
    std::int64_t top_untold = 0, bottom_untold = 0;
    Amount unpaired;
  };
  static void add(Pair& p, const QuotientLine& l) {
    p.any = true;
    p.top += l.top.value_or(Amount());
    p.bottom += l.bottom.value_or(Amount());
    p.top_known &= l.top.has_value();
    p.bottom_known &= l.bottom.has_value();
    p.top_untold += l.top_untold;
    p.bottom_untold += l.bottom_untold;
    p.unpaired += l.unpaired;
  }
  static QuotientLine line(UnitId id, const Pair& p) {
    QuotientLine out{id, p.top, p.bottom, p.top_untold, p.bottom_untold, p.unpaired};
    if (!p.top_known) out.top.reset();
    if (!p.bottom_known) out.bottom.reset();
    return out;
  }

  const Units& units_;
  const Sums& top_;
  const Sums& bottom_;
  std::vector<Pair> above_;
  Pair whole_;
};

/// The answer where more may come to the top, and nothing from it; absent: it depends on how much.
std::optional<bool> whatever_the_rest(const Quotient& least, const Claim& claim) {
  const bool now = least.holds(claim.comparator, *claim.target);
  switch (claim.comparator) {
    case Comparator::at_least:
    case Comparator::more_than:
      return now ? std::optional(true) : std::nullopt;
    case Comparator::at_most:
    case Comparator::less_than:
      return now ? std::nullopt : std::optional(false);
    case Comparator::equal:
      return least.holds(Comparator::more_than, *claim.target) ? std::optional(false)
                                                               : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Amount Quotient::value() const { return scaled_nearest(top, factor, bottom); }

bool Quotient::holds(Comparator comparator, Amount target) const {
  return compares(product(top, factor), comparator, product(target, bottom));
}

std::optional<Amount> Quotient::missing(Comparator comparator, Amount target,
                                        bool whole_things) const {
  if (holds(comparator, target)) return Amount();
  const Wide wanted = product(target, bottom);
  if (comparator == Comparator::at_most || comparator == Comparator::less_than ||
      product(top, factor) > wanted)
    return std::nullopt;
  const Wide f = factor.millionths();
  Wide least = (wanted + f - 1) / f;  // of top, in millionths
  if (comparator == Comparator::more_than && least * f == wanted) ++least;
  const Amount gap = Amount::from_millionths(static_cast<std::int64_t>(least)) - top;
  return whole_things ? round_up_to_whole(gap) : gap;
}

std::optional<Amount> Quotient::too_much(Comparator comparator, Amount target,
                                         bool whole_things) const {
  if (comparator != Comparator::at_most && comparator != Comparator::less_than) return std::nullopt;
  if (holds(comparator, target)) return Amount();
  const Wide wanted = product(target, bottom), f = factor.millionths();
  Wide most = wanted / f;  // of top, in millionths
  if (comparator == Comparator::less_than && most * f == wanted) --most;
  if (most < 0) return std::nullopt;
  const Amount gap = top - Amount::from_millionths(static_cast<std::int64_t>(most));
  return whole_things ? round_up_to_whole(gap) : gap;
}

std::optional<Amount> Quotient::missing_below(Comparator comparator, Amount target,
                                              bool whole_things) const {
  if (comparator != Comparator::at_most && comparator != Comparator::less_than) return std::nullopt;
  if (holds(comparator, target)) return Amount();
  if (target == Amount()) return std::nullopt;
  const Wide wanted = product(top, factor), t = target.millionths();
  Wide least = (wanted + t - 1) / t;  // of bottom, in millionths
  if (comparator == Comparator::less_than && least * t == wanted) ++least;
  const Amount gap = Amount::from_millionths(static_cast<std::int64_t>(least)) - bottom;
  return whole_things ? round_up_to_whole(gap) : gap;
}

namespace {
/// The row's gap and what it is of.
void set_gap(IndicatorRow& row, const Quotient& q, const Claim& claim, const QuotientStyle& style) {
  const bool from_above =
      claim.comparator == Comparator::at_most || claim.comparator == Comparator::less_than;
  if (from_above && !style.unit_below.empty()) {
    row.gap = q.missing_below(claim.comparator, *claim.target, style.whole_things);
    row.gap_unit = style.unit_below;
    return;
  }
  row.gap = from_above ? q.too_much(claim.comparator, *claim.target, style.whole_things)
                       : q.missing(claim.comparator, *claim.target, style.whole_things);
  if (row.gap && counts_by_ones(q.top, style.gap_unit)) row.gap = without_last_step(*row.gap);
}
}  // namespace

std::vector<QuotientLine> lines_of(const Rule& rule, const RuleInputs& inputs, const Sums& top,
                                   const Sums& bottom, bool of_bound) {
  const Units& units = inputs.units;
  const QuotientLine all{UnitId::none(),   top.whole,           bottom.whole,
                         top.untold_whole, bottom.untold_whole, bottom.unpaired_whole};
  if (!rule.has_level) return {all};
  Lines lines(units, top, bottom);
  const std::vector<UnitId> bound = bound_units(rule, units);
  for (const UnitId id : bound) lines.take(id);
  const bool some = of_bound || binds_only_some(rule.query);
  std::vector<QuotientLine> out{some ? lines.whole() : all};
  for (const UnitLayer& layer : units.layers) {
    for (const UnitId id : layer.units)
      if (lines.is_above(id)) out.push_back(some ? lines.above(id) : lines.own(id));
    if (layer.tree == rule.query.tree && layer.level == rule.query.level)
      for (const UnitId id : bound) out.push_back(lines.own(id));
  }
  return out;
}

void quotient_rows(const Rule& rule, RuleContext& context, const std::vector<QuotientLine>& lines,
                   const QuotientStyle& style) {
  for (const Claim& claim : rule.claims) {
    for (const QuotientLine& line : lines) {
      IndicatorRow row = blank_row(rule, claim, context.inputs, line.unit);
      row.measure = style.measure;
      row.gap_unit = style.gap_unit;
      row.target = claim.target;
      if (line.unit.is_none()) row.base = claim.base;  // a base is the whole study's
      const Quotient q{line.top.value_or(Amount()), line.bottom.value_or(Amount()), style.factor};
      // Of a top of which nothing is told there is no value; one that lacks a part is the least.
      const bool of_nothing = line.top_untold > 0 && q.top == Amount();
      const Quotient told{q.top, q.bottom - line.unpaired, q.factor};
      if (line.top && line.bottom && told.defined() && line.bottom_untold == 0 && !of_nothing)
        row.value = told.value();
      if (row.value && of_words_only(claim, row)) {
        // The value is all there is to say.
      } else if (row.value && line.top_untold > 0) {
        if (const auto met = whatever_the_rest(q, claim))
          row.status = judge(*met, claim, context.inputs.date);
        else
          row.status = RuleStatus::no_data;
        if (row.status == RuleStatus::met) row.gap = Amount();
      } else if (row.value) {
        row.status = judge(q.holds(claim.comparator, *claim.target), claim, context.inputs.date);
        set_gap(row, q, claim, style);
      } else {
        row.status = RuleStatus::no_data;
        row.note = line.bottom_untold > 0    ? Text{}
                   : line.top && line.bottom ? Text{"分母为 0", "the denominator is 0"}
                                             : Text{"有的单元没有填", "not told for every unit"};
      }
      if (line.bottom_untold > 0)
        row.note = untold_note(line.bottom_untold, style.bottom_name);
      else if (line.top_untold > 0)
        row.note = untold_note(line.top_untold, style.top_name);
      context.out.push_back(std::move(row));
    }
  }
}

std::string gap_unit_of(const Quantity& q) {
  switch (q.kind) {
    case Quantity::Kind::none:
      return "";
    case Quantity::Kind::sites:
      return "sites";
    case Quantity::Kind::group:
      return "people";
    case Quantity::Kind::amount:
    case Quantity::Kind::statistic:
      break;
  }
  if (q.name == "area_m2" || q.name == "land_m2") return "m2";
  return q.name == "land_mu" ? "mu" : q.name;
}

std::string gap_unit_of(const Rule& rule, const Quantity& q) {
  return rule.counts.empty() ? gap_unit_of(q) : rule.counts;
}

bool in_whole_things(const Rule& rule, const Quantity& q) {
  if (!rule.counts.empty()) return rule.counts != "yuan";
  return q.kind == Quantity::Kind::sites || q.kind == Quantity::Kind::group ||
         (q.kind == Quantity::Kind::amount && gap_unit_of(q) != "m2" && gap_unit_of(q) != "mu");
}

}  // namespace fangyuan
