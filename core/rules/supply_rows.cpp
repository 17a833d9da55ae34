// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/rules/quotient.h"
#include "core/rules/rows.h"

namespace fangyuan {
namespace {

struct Balance {
  Amount supply, supply_unlocated;
  People people, people_unlocated;  ///< the second is part of the first, as with supply
  std::int64_t untold = 0;          ///< sites that do not tell the amount

  bool nothing_told() const { return untold > 0 && supply == Amount(); }
  void add(const Balance& b) {
    supply += b.supply;
    supply_unlocated += b.supply_unlocated;
    people += b.people;
    people_unlocated += b.people_unlocated;
    untold += b.untold;
  }
};

/// People without a place whom a code assigns to a unit count for it and for all above it.
void add_unlocated(const Units& units, std::size_t layer, const std::vector<People>& unlocated_of,
                   std::vector<Balance>& by_unit) {
  const UnitLayer& wanted = units.layers[layer];
  for (std::size_t u = 0; u < unlocated_of.size(); ++u) {
    if (unlocated_of[u] == People()) continue;
    UnitId at(u);
    // A parent chain is at most as long as there are levels; the count guards against a cycle.
    for (int step = 0; at && step < 8; ++step, at = units[at].parent) {
      if (units[at].tree != wanted.tree || units[at].level != wanted.level) continue;
      by_unit[at.index()].people += unlocated_of[u];
      by_unit[at.index()].people_unlocated += unlocated_of[u];
      break;
    }
  }
}

std::optional<Amount> amount_in(const Facility& f, const Quantity& quantity) {
  if (quantity.kind == Quantity::Kind::sites) return Amount::from_whole(1);
  return amount_of(f, quantity.name);
}

}  // namespace

void supply_rows(const Rule& rule, RuleContext& context) {
  const RuleInputs& inputs = context.inputs;
  const auto& groups = inputs.cells.groups;
  const auto group_at = std::find(groups.begin(), groups.end(), rule.group);
  const bool has_people = group_at != groups.end();
  const auto layer = inputs.units.find_layer(rule.query.tree, rule.query.level);

  Balance study;
  std::vector<Balance> by_unit(inputs.units.all.size());
  for (const Facility& f : inputs.facilities) {
    if (!counts_for(f, rule.query) || !of_the_study(f)) continue;
    const auto amount = amount_in(f, rule.amount);
    const auto book = [&](Balance& b) {
      if (!amount) {
        ++b.untold;
        return;
      }
      b.supply += *amount;
      if (!f.place) b.supply_unlocated += *amount;
    };
    book(study);
    if (layer && *layer < f.unit_of.size() && f.unit_of[*layer])
      book(by_unit[f.unit_of[*layer].index()]);
  }
  People unassigned;  // of the unlocated, those of no unit of the rule's level
  if (has_people) {
    const auto group = static_cast<std::size_t>(group_at - groups.begin());
    const auto& people = inputs.cells.people[group];
    if (group < inputs.balance.size()) {
      study.people = study.people_unlocated = inputs.balance[group].unlocated;
      unassigned = study.people_unlocated;
    }
    if (layer && group < inputs.unlocated_of.size()) {
      add_unlocated(inputs.units, *layer, inputs.unlocated_of[group], by_unit);
      for (const Balance& b : by_unit) unassigned -= b.people_unlocated;
    }
    for (std::size_t c = 0; c < people.size(); ++c) {
      study.people += people[c];
      const UnitId unit = layer ? inputs.cells.unit_of[*layer][c] : UnitId::none();
      if (unit) by_unit[unit.index()].people += people[c];
    }
  }
  const bool is_supplied = supplied(rule.query.types, inputs);
  if (binds_only_some(rule.query)) {  // then the whole is that of the bound units
    if (const auto none = no_bound_units(rule, inputs.units))
      return single_row(rule, context, none->status, none->why);
    study = {};
    for (const UnitId id : bound_units(rule, inputs.units)) study.add(by_unit[id.index()]);
    unassigned = {};
  }

  for (const Claim& claim : rule.claims) {
    const auto write = [&](UnitId unit, const Balance& b) {
      IndicatorRow row = blank_row(rule, claim, inputs, unit);
      row.gap_unit = gap_unit_of(rule, rule.amount);
      if (unit.is_none()) row.base = claim.base;
      if (!is_supplied) {
        row.status = RuleStatus::not_checked;
        row.note = not_supplied(rule.query, inputs);
      } else if (!has_people) {
        row.value = b.supply;
        row.value_unlocated = b.supply_unlocated;
        row.status = RuleStatus::no_data;
        row.note = {"没有人群 " + rule.group, "there is no group " + rule.group};
      } else {
        const Amount need = scaled_nearest(b.people, rule.need, Amount::from_whole(1));
        row.people = b.people;
        row.people_unlocated = b.people_unlocated;
        if (unit.is_none()) row.people_unassigned = unassigned;
        const Quotient supply{b.supply, Amount::from_whole(1)};
        const bool met = holds(b.supply, claim.comparator, need);
        row.target = need;
        if (!b.nothing_told()) {
          row.value = b.supply;
          row.value_unlocated = b.supply_unlocated;
        }
        if (b.untold > 0) row.note = untold_note(b.untold, rule.amount.name);
        if (b.untold > 0 && !met) {  // the rest may make up for it
          row.status = RuleStatus::no_data;
        } else {
          row.gap = supply.missing(Comparator::at_least, need, in_whole_things(rule, rule.amount));
          row.status = judge(met, claim, inputs.date);
        }
      }
      context.out.push_back(std::move(row));
    };
    write(UnitId::none(), study);
    if (!layer || !is_supplied) continue;
    for (const UnitId id : inputs.units.layers[*layer].units)
      if (binding_of(inputs.units[id], rule.query) == Binding::bound)
        write(id, by_unit[id.index()]);
  }
}

}  // namespace fangyuan
