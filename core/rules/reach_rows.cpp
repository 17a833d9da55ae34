// SPDX-License-Identifier: Apache-2.0
// reach: the share of a group within all circles at once. land_reach: the share of the residential
// land, with the shares of all people and of the older beside it.
#include <algorithm>

#include "core/rules/quotient.h"

namespace fangyuan {
namespace {

using Within = std::vector<std::uint8_t>;  ///< by cell

/// Cells within every circle by the measure; absent: some circle was not measured so.
std::optional<Within> within(const Rule& rule, std::span<const CircleReach> measured,
                             Measure measure, std::size_t cells) {
  Within out(cells, 1);
  for (const RuleCircle& circle : rule.circles) {
    const auto at = std::find_if(measured.begin(), measured.end(),
                                 [&](const CircleReach& m) { return m.circle == circle; });
    if (at == measured.end()) return std::nullopt;
    const bool by_network = measure == Measure::network;
    const auto& costs = by_network ? at->network : at->straight_mm;
    if (!costs) return std::nullopt;
    const Cost most(by_network ? circle.limit.value : at->radius_mm);
    for (std::size_t c = 0; c < cells; ++c)
      if ((*costs)[c] > most) out[c] = 0;  // not reached is more than any
  }
  return out;
}

/// Placed people (or m²) of a group, all of them or those within.
Sums sum_cells(const Cells& cells, std::size_t group, const Within* within, std::size_t units) {
  Sums out;
  out.known = true;
  out.by_unit.assign(units, Amount());
  Amount whole;
  const auto& people = cells.people[group];
  for (std::size_t c = 0; c < people.size(); ++c)
    if (!within || (*within)[c]) whole += people[c];
  for (const auto& unit_of : cells.unit_of)
    for (std::size_t c = 0; c < people.size(); ++c)
      if (unit_of[c] && (!within || (*within)[c])) *out.by_unit[unit_of[c].index()] += people[c];
  out.whole = whole;
  return out;
}

std::optional<std::size_t> group_at(const Cells& cells, const std::string& name) {
  const auto at = std::find(cells.groups.begin(), cells.groups.end(), name);
  if (at == cells.groups.end()) return std::nullopt;
  return static_cast<std::size_t>(at - cells.groups.begin());
}

Text not_measured(Measure measure) {
  if (measure == Measure::network)
    return {"没有道路，或没有这种方式的计算", "no streets, or this mode was not computed"};
  return {"没有直线距离的计算", "no straight distances were computed"};
}

struct Source {
  const Cells& cells;
  std::size_t group;
  std::span<const CircleReach> reach;
  std::string gap_unit;
};

/// The lines of one measure, or a row that says why there are none.
std::optional<std::vector<QuotientLine>> measured_lines(const Rule& rule, RuleContext& c,
                                                        const Source& from, Measure measure) {
  const auto in = within(rule, from.reach, measure, from.cells.size());
  if (!in) {
    const std::size_t first = c.out.size();
    single_row(rule, c, RuleStatus::not_checked, not_measured(measure));
    for (std::size_t i = first; i < c.out.size(); ++i) c.out[i].measure = to_string(measure);
    return std::nullopt;
  }
  const std::size_t units = c.inputs.units.all.size();
  return lines_of(rule, c.inputs, sum_cells(from.cells, from.group, &*in, units),
                  sum_cells(from.cells, from.group, nullptr, units));
}

bool cannot_reach(const Rule& rule, RuleContext& c) {
  if (const Text why = not_supplied(rule.query, c.inputs); !why.zh.empty()) {
    single_row(rule, c, RuleStatus::not_checked, why);
    return true;
  }
  // One list of several is not enough: within every circle at once is nobody without each.
  for (const RuleCircle& circle : rule.circles)
    if (!supplied(circle.types, c.inputs)) {
      single_row(rule, c, RuleStatus::not_checked,
                 {"各圈中有一类设施没有提供清单", "one of the circles has no list of facilities"});
      return true;
    }
  if (rule.has_level)
    if (const auto none = no_bound_units(rule, c.inputs.units)) {
      single_row(rule, c, none->status, none->why);
      return true;
    }
  return false;
}

/// Of a group, the share within the same reach, line by line.
std::vector<std::optional<Amount>> shares_beside(const Rule& rule, RuleContext& c,
                                                 const std::string& name, Measure measure) {
  const auto group = group_at(c.inputs.cells, name);
  const auto in = within(rule, c.inputs.reach, measure, c.inputs.cells.size());
  if (!group || !in) return {};
  const std::size_t units = c.inputs.units.all.size();
  std::vector<std::optional<Amount>> out;
  for (const QuotientLine& l :
       lines_of(rule, c.inputs, sum_cells(c.inputs.cells, *group, &*in, units),
                sum_cells(c.inputs.cells, *group, nullptr, units))) {
    const Quotient q{l.top.value_or(Amount()), l.bottom.value_or(Amount())};
    out.push_back(q.defined() ? std::optional(q.value()) : std::nullopt);
  }
  return out;
}

}  // namespace

void reach_rows(const Rule& rule, RuleContext& c) {
  if (cannot_reach(rule, c)) return;
  const auto group = group_at(c.inputs.cells, rule.group);
  if (!group)
    return single_row(rule, c, RuleStatus::no_data,
                      {"没有人群 " + rule.group, "there is no group " + rule.group});
  const Source from{c.inputs.cells, *group, c.inputs.reach, "people"};
  for (const Measure m : rule.measures)
    if (const auto lines = measured_lines(rule, c, from, m))
      quotient_rows(rule, c, *lines,
                    {Amount::from_whole(1), "people", true, std::string(to_string(m))});
}

void land_rows(const Rule& rule, RuleContext& c) {
  if (cannot_reach(rule, c)) return;
  if (!c.inputs.land || c.inputs.land->size() == 0)
    return single_row(rule, c, RuleStatus::not_checked,
                      {"没有提供居住用地（[[land]] role = \"residential\"）",
                       "no residential land was supplied ([[land]] role = \"residential\")"});
  const Source from{*c.inputs.land, 0, c.inputs.land_reach, "m2"};
  for (const Measure m : rule.measures) {
    const auto lines = measured_lines(rule, c, from, m);
    if (!lines) continue;
    const auto total = shares_beside(rule, c, "total", m);
    const auto older = shares_beside(rule, c, "older60", m);
    const std::size_t first = c.out.size();
    quotient_rows(rule, c, *lines, {Amount::from_whole(1), "m2", false, std::string(to_string(m))});
    for (std::size_t i = first; i < c.out.size(); ++i) {
      const std::size_t line = (i - first) % lines->size();
      if (line < total.size()) c.out[i].share_total = total[line];
      if (line < older.size()) c.out[i].share_older60 = older[line];
    }
  }
}

}  // namespace fangyuan
