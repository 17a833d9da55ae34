// SPDX-License-Identifier: Apache-2.0
// per_unit, floor_area, per_people, share, ratio, total, minimum: one quantity over another.
#include <algorithm>

#include "core/rules/quotient.h"

namespace fangyuan {
namespace {

/// 1 for the whole and for every unit; summed over bound units it is their number.
std::shared_ptr<const Sums> ones(const Units& units) {
  auto out = std::make_shared<Sums>();
  out->known = true;
  out->by_unit.assign(units.all.size(), Amount::from_whole(1));
  out->whole = Amount::from_whole(1);
  return out;
}

bool of_sites(const Quantity& q) {
  return q.kind == Quantity::Kind::sites || q.kind == Quantity::Kind::amount;
}

/// What the metric divides by what. Null bottom: nothing.
struct Fraction {
  std::shared_ptr<const Sums> top, bottom;
  Amount factor = Amount::from_whole(1);
  Quantity counted;
};

Fraction parts_of(const Rule& rule, RuleContext& c) {
  Fraction p;
  p.counted = rule.metric == RuleMetric::per_unit ? Quantity{Quantity::Kind::sites} : rule.amount;
  p.top = c.sums.of(p.counted, rule.query);
  switch (rule.metric) {
    case RuleMetric::per_unit:
    case RuleMetric::total:
      p.bottom = ones(c.inputs.units);
      break;
    case RuleMetric::floor_area:
    case RuleMetric::per_people:
      p.bottom = c.sums.of({Quantity::Kind::group, rule.group}, rule.query);
      p.factor = rule.per;
      break;
    default:
      p.factor = rule.times;
      // The minimum of what is a rate already is divided by nothing.
      p.bottom =
          rule.whole ? c.sums.beside(p.counted, rule.whole, rule.query) : ones(c.inputs.units);
  }
  return p;
}

/// Why the rule cannot be judged; not_checked where a list is missing, no_data where figures are.
std::optional<std::pair<RuleStatus, Text>> obstacle(const Rule& rule, RuleContext& c,
                                                    const Fraction& p) {
  if (of_sites(p.counted) || of_sites(rule.whole))
    if (Text why = not_supplied(rule.query, c.inputs); !why.zh.empty())
      return {{RuleStatus::not_checked, std::move(why)}};
  for (const auto& sums : {p.top, p.bottom})
    if (!sums->known) return {{RuleStatus::no_data, sums->note}};
  if (!rule.has_level) return std::nullopt;
  if (const auto none = no_bound_units(rule, c.inputs.units)) return {{none->status, none->why}};
  return std::nullopt;
}

QuotientStyle style_of(const Rule& rule, const Fraction& p) {
  QuotientStyle style{p.factor,
                      gap_unit_of(rule, p.counted),
                      in_whole_things(rule, p.counted),
                      "",
                      p.counted.name,
                      rule.whole.name};
  if (rule.metric == RuleMetric::ratio) style.unit_below = gap_unit_of(rule, rule.whole);
  return style;
}

/// Nobody is in the group: the unit has nothing to be measured by, and misses nothing.
bool is_empty(const QuotientLine& l) {
  return l.bottom && *l.bottom == Amount() && l.bottom_untold == 0;
}

}  // namespace

void ratio_rows(const Rule& rule, RuleContext& c) {
  const Fraction p = parts_of(rule, c);
  if (const auto why = obstacle(rule, c, p)) return single_row(rule, c, why->first, why->second);
  std::vector<QuotientLine> lines =
      lines_of(rule, c.inputs, *p.top, *p.bottom, rule.metric == RuleMetric::per_unit);
  if (rule.metric == RuleMetric::total) {  // a target of the whole binds no part
    lines.resize(1);
    lines[0].bottom = Amount::from_whole(1);  // the bound units' sum, not their mean
  }
  quotient_rows(rule, c, lines, style_of(rule, p));
}

void minimum_rows(const Rule& rule, RuleContext& c) {
  const Fraction p = parts_of(rule, c);
  if (const auto why = obstacle(rule, c, p)) return single_row(rule, c, why->first, why->second);
  std::vector<QuotientLine> lines;
  for (const UnitId id : bound_units(rule, c.inputs.units))
    lines.push_back({id, p.top->by_unit[id.index()], p.bottom->by_unit[id.index()],
                     p.top->untold_of(id), p.bottom->untold_of(id), p.bottom->unpaired_of(id)});
  const QuotientStyle style = style_of(rule, p);
  for (const Claim& claim : rule.claims) {
    Rule one_claim = rule;
    one_claim.claims = {claim};
    std::vector<IndicatorRow> units;
    RuleContext of_units{c.inputs, c.sums, units};
    quotient_rows(one_claim, of_units, lines, style);
    IndicatorRow all = blank_row(rule, claim, c.inputs, UnitId::none());
    all.base = claim.base;
    all.target = claim.target;
    all.gap_unit = "units";
    std::int64_t failing = 0, unknown = 0;
    // Of demands for at most so much the greatest decides.
    const bool greatest =
        claim.comparator == Comparator::at_most || claim.comparator == Comparator::less_than;
    const IndicatorRow* worst = nullptr;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const IndicatorRow& row = units[i];
      if (is_empty(lines[i])) continue;
      if (!row.value || row.status == RuleStatus::no_data) {
        ++unknown;
        continue;
      }
      if (row.value &&
          (!worst || (greatest ? *row.value > *worst->value : *row.value < *worst->value)))
        worst = &row;
      if (row.value && row.status != RuleStatus::met) ++failing;
    }
    if (worst) {
      all.value = worst->value;
      all.note = {(greatest ? "最高：" : "最低：") + worst->unit,
                  (greatest ? "greatest: " : "least: ") + worst->unit};
    }
    all.gap = Amount::from_whole(failing);
    if (of_words_only(claim, all))
      all.gap.reset();
    else if (failing > 0 || (unknown == 0 && worst))
      all.status = judge(failing == 0, claim, c.inputs.date);
    else
      all.note = {"有单元没有数据", "some units have no data"};
    c.out.push_back(std::move(all));
    std::move(units.begin(), units.end(), std::back_inserter(c.out));
  }
}

}  // namespace fangyuan
