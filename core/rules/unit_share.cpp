// SPDX-License-Identifier: Apache-2.0
#include "core/rules/unit_share.h"

#include <algorithm>
#include <string_view>

#include "core/rules/quotient.h"

namespace fangyuan {
namespace {

Quotient quotient(std::int64_t top, std::int64_t bottom) {
  return {Amount::from_whole(top), Amount::from_whole(bottom)};
}

/// Nothing but spaces, the wide one (U+3000) among them.
bool is_blank(std::string_view text) {
  while (!text.empty()) {
    if (text.starts_with("\u3000"))
      text.remove_prefix(std::string_view("\u3000").size());
    else if (std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
      text.remove_prefix(1);
    else
      return false;
  }
  return true;
}

/// The units of the unit's own tree and level that bear its name, with their codes and parents;
/// empty: it is the only one.
std::string namesakes_of(UnitId unit, const Units& units) {
  const Unit& u = units[unit];
  std::string out;
  std::size_t count = 0;
  for (const Unit& other : units.all) {
    if (other.tree != u.tree || other.level != u.level || other.name != u.name) continue;
    ++count;
    out += (out.empty() ? "" : "、") +
           (other.parent ? units[other.parent].name + " " : std::string()) + other.name + " " +
           other.code;
  }
  return count > 1 ? out : "";
}

}  // namespace

void Tally::add(UnitVerdict::Kind kind) {
  if (kind == UnitVerdict::Kind::exempt) {
    ++exempt;
    return;
  }
  ++bound;
  complying += kind == UnitVerdict::Kind::complies ? 1 : 0;
  unknown += kind == UnitVerdict::Kind::unknown ? 1 : 0;
}

IndicatorRow share_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs, UnitId unit,
                       const Tally& t) {
  IndicatorRow row = blank_row(rule, claim, inputs, unit);
  if (unit.is_none()) row.base = claim.base;  // a base is the whole study's
  row.target = claim.target;
  row.gap_unit = "units";
  if (t.bound == 0) {
    row.status = RuleStatus::not_binding;
    row.note = {"受约束的单元都已豁免", "every bound unit is exempt"};
    return row;
  }
  // The unknown might all comply, or none of them.
  const Quotient worst = quotient(t.complying, t.bound);
  const Quotient best = quotient(t.complying + t.unknown, t.bound);
  row.value = worst.value();
  if (of_words_only(claim, row)) return row;
  const bool met = worst.holds(claim.comparator, *claim.target);
  if (met == best.holds(claim.comparator, *claim.target)) {
    row.status = judge(met, claim, inputs.date);
    row.gap = worst.missing(claim.comparator, *claim.target, true);
  }
  if (row.gap && *row.gap > Amount::from_whole(t.bound - t.complying)) row.gap.reset();
  if (t.unknown > 0)
    row.note = {std::to_string(t.unknown) + " 个单元没有数据",
                std::to_string(t.unknown) + " units without data"};
  if (t.exempt > 0)
    row.note = {
        row.note.zh + (row.note.zh.empty() ? "" : "；") + "豁免 " + std::to_string(t.exempt) +
            " 个",
        row.note.en + (row.note.en.empty() ? "" : "; ") + std::to_string(t.exempt) + " exempt"};
  return row;
}

IndicatorRow unit_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs,
                      const UnitVerdict& v) {
  IndicatorRow row = blank_row(rule, claim, inputs, v.unit);
  row.is_share = false;
  row.value = v.value;
  row.target = v.target;
  row.comparator = to_string(Comparator::at_least);
  row.gap = v.gap;
  row.gap_unit = v.gap_unit;
  row.note = v.note;
  switch (v.kind) {
    case UnitVerdict::Kind::exempt:
      row.status = RuleStatus::not_binding;
      row.gap.reset();
      break;
    case UnitVerdict::Kind::unknown:
      row.status = RuleStatus::no_data;
      row.gap.reset();
      break;
    default:
      if (!of_words_only(claim, row))
        row.status = judge(v.kind == UnitVerdict::Kind::complies, claim, inputs.date);
  }
  return row;
}

bool cannot_judge(const Rule& rule, RuleContext& c) {
  if (const auto none = no_bound_units(rule, c.inputs.units)) {
    single_row(rule, c, none->status, none->why);
    if (none->status != RuleStatus::no_data) return true;
    for (const Claim& claim : rule.claims)
      for (const UnitId id : units_of_unknown_class(rule, c.inputs.units)) {
        c.out.push_back(blank_row(rule, claim, c.inputs, id));
        c.out.back().status = RuleStatus::no_data;
      }
    return true;
  }
  const Text why = not_supplied(rule.query, c.inputs);
  if (why.zh.empty()) return false;
  single_row(rule, c, RuleStatus::not_checked, why);
  return true;
}

ExemptionFinding exemption_of(const Rule& rule, UnitId unit, const RuleInputs& inputs) {
  if (!rule.exemption) return {};
  const Unit& u = inputs.units[unit];
  // Of several entries one that holds is enough.
  const GivenExemption* given = nullptr;
  std::string namesakes;
  bool without_document = false;
  for (const GivenExemption& e : inputs.exemptions) {
    if (e.rule != rule.id || (e.unit != u.code && e.unit != u.name)) continue;
    if (e.unit != u.code) {
      const std::string all = namesakes_of(unit, inputs.units);
      if (!all.empty()) {
        namesakes = all;
        continue;
      }
    }
    if (is_blank(e.document))
      without_document = true;
    else if (!given)
      given = &e;
  }
  if (!given && !namesakes.empty())
    return {false,
            {"豁免无效：同名单元不止一个（" + namesakes + "），请写区划代码",
             "no exemption: several units bear the name (" + namesakes + "); give the code"}};
  if (!given && !without_document) return {};
  if (!given)
    return {false, {"豁免无效：没有批准文号", "no exemption: the document number is missing"}};
  const auto& hosts = rule.exemption->hosts;
  const bool hosting =
      std::any_of(inputs.facilities.begin(), inputs.facilities.end(), [&](const Facility& f) {
        return f.status != Status::closed &&
               std::find(f.unit_of.begin(), f.unit_of.end(), unit) != f.unit_of.end() &&
               std::any_of(hosts.begin(), hosts.end(),
                           [&](const std::string& t) { return f.serves_as(t); });
      });
  if (!hosting)
    return {false,
            {"豁免无效：该单元内没有所承担的设施", "no exemption: the unit hosts no such site"}};
  return {true, {"豁免，批准文号 " + given->document, "exempt by " + given->document}};
}

void share_rows(const Rule& rule, RuleContext& c, const std::vector<UnitVerdict>& verdicts,
                const std::vector<UnitId>& of_unknown_class) {
  const Units& units = c.inputs.units;
  Tally study;
  std::vector<Tally> above(units.all.size());
  for (const UnitVerdict& v : verdicts) {
    study.add(v.kind);
    UnitId at = units[v.unit].parent;
    // A parent chain is at most as long as there are levels; the count guards against a cycle.
    for (int step = 0; at && step < 8; ++step, at = units[at].parent) above[at.index()].add(v.kind);
  }
  for (const Claim& claim : rule.claims) {
    c.out.push_back(share_row(rule, claim, c.inputs, UnitId::none(), study));
    for (const UnitLayer& layer : units.layers) {
      for (const UnitId id : layer.units)
        if (above[id.index()].bound + above[id.index()].exempt > 0)
          c.out.push_back(share_row(rule, claim, c.inputs, id, above[id.index()]));
      if (layer.tree != rule.query.tree || layer.level != rule.query.level) continue;
      for (const UnitVerdict& v : verdicts) c.out.push_back(unit_row(rule, claim, c.inputs, v));
      for (const UnitId id : of_unknown_class) {
        c.out.push_back(blank_row(rule, claim, c.inputs, id));
        c.out.back().status = RuleStatus::no_data;
        c.out.back().note = {"不知道单元的类别", "the unit's class is not told"};
      }
    }
  }
}

}  // namespace fangyuan
