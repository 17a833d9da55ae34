// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/rules/rows.h"

namespace fangyuan {
namespace {

struct Tally {
  std::uint64_t bound = 0;
  std::uint64_t with_any = 0;
};

/// n ÷ m to the nearest millionth.
Amount share(std::uint64_t n, std::uint64_t m) {
  return scaled_nearest(Amount::from_whole(1), Amount::from_whole(static_cast<std::int64_t>(n)),
                        Amount::from_whole(static_cast<std::int64_t>(m)));
}

Amount whole(std::uint64_t n) { return Amount::from_whole(static_cast<std::int64_t>(n)); }

/// with_any ÷ bound `comparator` target, without rounding the share.
bool share_holds(const Tally& t, Comparator comparator, Amount target) {
  // Both sides times bound: with_any and target × bound are whole millionths.
  const Amount left = whole(t.with_any);
  const Amount right =
      Amount::from_millionths(target.millionths() * static_cast<std::int64_t>(t.bound));
  return holds(left, comparator, right);
}

/// How many more units would need a site before the share holds; absent when none would help.
std::optional<std::uint64_t> units_short(Tally t, Comparator comparator, Amount target) {
  const std::uint64_t had = t.with_any;
  for (; t.with_any <= t.bound; ++t.with_any)
    if (share_holds(t, comparator, target)) return t.with_any - had;
  return std::nullopt;
}

class Writer {
 public:
  Writer(const Rule& rule, const Claim& claim, const RuleInputs& inputs,
         std::vector<IndicatorRow>& out)
      : rule_(rule), claim_(claim), inputs_(inputs), out_(out) {}

  IndicatorRow& add(UnitId unit, RuleStatus status) {
    out_.push_back(blank_row(rule_, claim_, inputs_, unit));
    out_.back().status = status;
    return out_.back();
  }

  /// The share of the bound units within `unit` (none: the study) that have at least one.
  void share_row(UnitId unit, const Tally& t) {
    const bool met = share_holds(t, claim_.comparator, *claim_.target);
    IndicatorRow& row = add(unit, judge(met, claim_, inputs_.date));
    if (unit.is_none()) row.base = claim_.base;  // a base is the whole study's
    row.value = share(t.with_any, t.bound);
    row.target = claim_.target;
    const auto gap = units_short(t, claim_.comparator, *claim_.target);
    if (gap) row.gap = whole(*gap);
    row.gap_unit = "units";
  }

  /// One bound unit: its sites against one.
  void unit_row(const UnitPresence& u) {
    const std::uint64_t sites = u.sites();
    IndicatorRow& row = add(u.unit, judge(sites > 0, claim_, inputs_.date));
    row.value = whole(sites);
    row.target = whole(1);
    row.comparator = to_string(Comparator::at_least);
    row.gap = whole(sites > 0 ? 0 : 1);
    row.gap_unit = "sites";
  }

 private:
  const Rule& rule_;
  const Claim& claim_;
  const RuleInputs& inputs_;
  std::vector<IndicatorRow>& out_;
};

/// Bound units and those with a site, for each ancestor of a bound unit.
std::vector<Tally> tally_ancestors(const Units& units, const Presence& presence) {
  std::vector<Tally> out(units.all.size());
  for (const UnitPresence& u : presence.units) {
    UnitId above = units[u.unit].parent;
    // A parent chain is at most as long as there are levels; the count guards against a cycle.
    for (int step = 0; above && step < 8; ++step, above = units[above].parent) {
      ++out[above.index()].bound;
      if (u.sites() > 0) ++out[above.index()].with_any;
    }
  }
  return out;
}

}  // namespace

void presence_rows(const Rule& rule, const RuleInputs& inputs, std::vector<IndicatorRow>& out) {
  const Units& units = inputs.units;
  const bool has_layer = units.find_layer(rule.query.tree, rule.query.level).has_value();
  const bool is_supplied = supplied(rule, inputs);
  const Presence presence = count_presence(units, inputs.facilities, rule.query);
  const std::vector<Tally> above = tally_ancestors(units, presence);
  const Tally study{presence.units.size(), presence.with_any};

  for (const Claim& claim : rule.claims) {
    Writer write(rule, claim, inputs, out);
    if (!has_layer || !claim.target) {
      write.add(UnitId::none(), RuleStatus::no_data);
      continue;
    }
    if (study.bound == 0) {
      write.add(UnitId::none(),
                presence.of_unknown_class.empty() ? RuleStatus::not_binding : RuleStatus::no_data);
    } else if (!is_supplied) {
      write.add(UnitId::none(), RuleStatus::not_checked);
      continue;
    } else {
      write.share_row(UnitId::none(), study);
    }
    for (const UnitLayer& layer : units.layers) {
      for (const UnitId id : layer.units)
        if (above[id.index()].bound > 0) write.share_row(id, above[id.index()]);
      if (layer.tree != rule.query.tree || layer.level != rule.query.level) continue;
      for (const UnitPresence& u : presence.units) write.unit_row(u);
      for (const UnitId id : presence.of_unknown_class) write.add(id, RuleStatus::no_data);
    }
  }
}

}  // namespace fangyuan
