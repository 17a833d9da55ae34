// SPDX-License-Identifier: Apache-2.0
#include "core/rules/bound_units.h"

#include <algorithm>
#include <string>

namespace fangyuan {
namespace {

std::vector<UnitId> units_with(Binding binding, const Rule& rule, const Units& units) {
  std::vector<UnitId> out;
  if (const auto layer = units.find_layer(rule.query.tree, rule.query.level))
    for (const UnitId id : units.layers[*layer].units)
      if (binding_of(units[id], rule.query) == binding) out.push_back(id);
  return out;
}

}  // namespace

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : "、") + w;
  return out;
}

std::vector<UnitId> bound_units(const Rule& rule, const Units& units) {
  if (!rule.has_level) return {};
  return units_with(Binding::bound, rule, units);
}

bool binds_only_some(const PresenceQuery& q) {
  return !q.classes.empty() || !q.only.empty() || !q.except.empty();
}

std::vector<UnitId> units_of_unknown_class(const Rule& rule, const Units& units) {
  return units_with(Binding::unknown, rule, units);
}

std::vector<std::string> named_but_missing(const Rule& rule, const Units& units) {
  const std::vector<UnitId> bound = bound_units(rule, units);
  std::vector<std::string> out;
  for (const std::string& named : rule.query.only)
    if (std::none_of(bound.begin(), bound.end(),
                     [&](UnitId id) { return units[id].code == named || units[id].name == named; }))
      out.push_back(named);
  return out;
}

std::optional<NoUnits> no_bound_units(const Rule& rule, const Units& units) {
  if (!bound_units(rule, units).empty()) return std::nullopt;
  const PresenceQuery& q = rule.query;
  if (!units.find_layer(q.tree, q.level)) {
    if (q.tree == Tree::management)
      return NoUnits{RuleStatus::not_checked,
                     {"没有提供这一级的管理区划（[[boundaries]] tree = \"management\"）",
                      "no management units of this level were supplied ([[boundaries]] tree = "
                      "\"management\")"}};
    return NoUnits{RuleStatus::not_checked,
                   {"没有提供这一级区划", "no units of this level were supplied"}};
  }
  if (!q.only.empty()) {
    const std::string names = joined(q.only);
    return NoUnits{RuleStatus::not_checked,
                   {"所提供的区划里没有规则点名的单元：" + names,
                    "none of the units that the rule names was supplied: " + names}};
  }
  if (!units_of_unknown_class(rule, units).empty())
    return NoUnits{RuleStatus::no_data, {"不知道单元的类别", "the class of the units is not told"}};
  return NoUnits{RuleStatus::not_binding, {"没有受约束的单元", "no unit is bound"}};
}

}  // namespace fangyuan
