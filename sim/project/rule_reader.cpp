// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/project/rule_parts.h"

namespace fangyuan {

void RuleReader::read_sites(TomlReader& t, PresenceQuery& q, bool required) const {
  q.types = words_.types(t, "facilities", required);
  q.functions = words_.types(t, "functions", false);
  q.statuses = PackReader::statuses(t, q.statuses);
  for (const auto& [name, value] : t.number_map("at_least")) {
    if (value >= 0 && value < 1e12)
      q.at_least.emplace_back(name, Amount::from_double(value));
    else
      t.error("value-bad", "at_least." + name, fmt::format("{}", value),
              {"不能为负", "must not be negative"});
  }
}

void RuleReader::read_units(TomlReader& t, Rule& rule, bool required) const {
  std::string bound;
  rule.has_level = PackReader::units(t, rule.query, bound);
  if (!rule.has_level && required)
    t.error("key-missing", "binds", "",
            {"写 binds（如 \"乡镇（街道）\"），或写 level 和 classes",
             "give binds (such as \"乡镇（街道）\"), or level and classes"});
  if (t.has("binds") && !t.has("denominator")) {  // a word that is none was told
    t.known("denominator");
    rule.denominator = bound;
  } else {
    rule.denominator = t.required_text("denominator");
  }
}

void RuleReader::read_circles(TomlReader& t, Rule& rule, bool required) const {
  std::set<std::string> types;
  for (TomlReader& c : t.tables("circles")) {
    rule.circles.push_back(read_circle(c, words_));
    types.insert(rule.circles.back().types.begin(), rule.circles.back().types.end());
  }
  if (rule.circles.empty() && required)
    t.error("key-missing", "circles", "",
            {"至少要一个 [[rules.circles]]：设施、方式和限值",
             "at least one [[rules.circles]] is needed: facilities, mode and limit"});
  if (required) rule.query.types.assign(types.begin(), types.end());
  rule.measures = read_measures(t, required);
}

void RuleReader::read_spread(TomlReader& t, Rule& rule) const {
  auto s = t.table("spread");
  if (!s) return;
  Spread spread;
  if (const auto level = s->one_of("level", {"county", "township", "village"}))
    spread.level = *parse_level(*level);
  spread.angle_deg = s->not_negative("angle_deg", 180).value_or(0);
  spread.from = words_.types(*s, "from", false);
  s->finish();
  rule.spread = spread;
}

void RuleReader::read_exemption(TomlReader& t, Rule& rule) const {
  auto e = t.table("exemption");
  if (!e) return;
  Exemption exemption;
  exemption.hosts = words_.types(*e, "hosts", true);
  exemption.source = e->text("source").value_or("");
  exemption.source_line = e->text("source_line").value_or("");
  e->finish();
  rule.exemption = exemption;
}

void RuleReader::read_members(TomlReader& t, Rule& rule) const {
  bool all_of_sites = true;
  for (TomlReader& m : t.tables("members")) {
    SetMember member;
    member.name = m.required_text("name");
    if (m.has("amount")) member.amount = read_quantity(m, "amount", {});
    // A minimum without an amount would be one of nothing: an unknown key.
    if (member.amount) member.minimum = read_amount(m, "minimum", Amount::from_whole(1));
    const bool of_sites = member.amount.kind != Quantity::Kind::group &&
                          member.amount.kind != Quantity::Kind::statistic;
    if (of_sites) read_sites(m, member.query, true);
    all_of_sites &= of_sites;
    std::string bound;
    if (!PackReader::units(m, member.query, bound)) {
      member.query.level = rule.query.level;
      member.query.classes = rule.query.classes;
      member.query.tree = rule.query.tree;
    }
    m.finish();
    rule.members.push_back(std::move(member));
  }
  if (rule.members.size() < 2)
    t.error("key-missing", "members", "",
            {"一套至少两项 [[rules.members]]", "a set needs two [[rules.members]] or more"});
  // Only then is a rule without any site of these types one that nothing can be said of.
  if (!all_of_sites) return;
  for (const SetMember& m : rule.members)
    rule.query.types.insert(rule.query.types.end(), m.query.types.begin(), m.query.types.end());
}

void RuleReader::read_metric(TomlReader& t, Rule& rule) const {
  const auto needs_no_units = [&] { read_units(t, rule, false); };
  const auto needs_units = [&] { read_units(t, rule, true); };
  const auto sites = [&](bool required = true) { read_sites(t, rule.query, required); };
  const auto of_sites = [&] {
    return rule.amount.kind == Quantity::Kind::sites ||
           rule.amount.kind == Quantity::Kind::amount || rule.whole.kind == Quantity::Kind::sites ||
           rule.whole.kind == Quantity::Kind::amount;
  };
  switch (rule.metric) {
    case RuleMetric::presence:
      sites();
      needs_units();
      rule.sites_needed = read_count(t, "sites_needed", 1);
      read_spread(t, rule);
      read_exemption(t, rule);
      break;
    case RuleMetric::per_unit:
      sites();
      needs_units();
      break;
    case RuleMetric::reach:
      rule.group = t.required_text("group");
      read_circles(t, rule, true);
      needs_no_units();
      break;
    case RuleMetric::land_reach:
      read_circles(t, rule, true);
      needs_no_units();
      break;
    case RuleMetric::floor_area:
      sites();
      rule.amount = read_quantity(t, "amount", Quantity{Quantity::Kind::amount, "area_m2"});
      rule.group = t.text("group").value_or("households");
      rule.per = read_amount(t, "per", Amount::from_whole(100));
      rule.quarter = read_quarter(t);
      needs_no_units();
      break;
    case RuleMetric::estate_share:
      sites();
      rule.amount = read_quantity(t, "amount", Quantity{Quantity::Kind::amount, "area_m2"});
      rule.minimum = read_amount(t, "minimum", {});
      rule.per = read_amount(t, "per", Amount::from_whole(100));
      rule.quarter = read_quarter(t);
      rule.has_level = false;
      rule.denominator = t.required_text("denominator");
      break;
    case RuleMetric::per_people:
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      sites(of_sites());
      rule.group = t.required_text("group");
      rule.per = read_amount(t, "per", Amount::from_whole(1));
      needs_no_units();
      break;
    case RuleMetric::share:
    case RuleMetric::ratio:
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      rule.whole = read_quantity(t, "whole", {});
      sites(of_sites());
      rule.times = read_amount(t, "times", Amount::from_whole(1));
      needs_no_units();
      break;
    case RuleMetric::total:
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      sites(of_sites());
      needs_no_units();
      break;
    case RuleMetric::land_area:
      sites();
      rule.minimum = read_amount(t, "min_mu", {});
      needs_units();
      rule.sites_needed = read_count(t, "sites_needed", 1);
      read_exemption(t, rule);
      break;
    case RuleMetric::amount_per_unit:
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      sites(of_sites());
      rule.minimum = read_amount(t, "minimum", {});
      needs_units();
      break;
    case RuleMetric::one_per:
      sites();
      rule.group = t.required_text("group");
      rule.per = read_amount(t, "per", {});
      rule.rounding = read_rounding(t);
      read_spread(t, rule);
      needs_no_units();
      break;
    case RuleMetric::minimum:
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      if (t.has("whole")) rule.whole = read_quantity(t, "whole", {});
      sites(of_sites());
      rule.times = read_amount(t, "times", Amount::from_whole(1));
      needs_units();
      break;
    case RuleMetric::completeness:
    case RuleMetric::either_or:
      needs_units();
      read_members(t, rule);
      break;
    case RuleMetric::co_location:
      sites();
      rule.hosts = words_.types(t, "hosts", true);
      rule.within_m = t.not_negative("within_m", 100'000).value_or(0);
      needs_no_units();
      break;
    case RuleMetric::blank_spot:
      sites();
      needs_units();
      read_circles(t, rule, false);
      break;
    case RuleMetric::supply_demand:
      sites();
      rule.amount = read_quantity(t, "amount", {});
      rule.counts = read_counts(t, rule.amount);
      rule.group = t.required_text("group");
      PackReader::require(t, "need", t.has("need"));
      if (const auto need = t.positive("need", 1'000)) rule.need = Amount::from_double(*need);
      needs_units();
      break;
  }
}

Rule RuleReader::read(TomlReader& t) const {
  Rule rule;
  rule.id = t.required_text("id");
  rule.name = t.required_text("name");
  const auto metric = t.one_of("metric", metric_words());
  PackReader::require(t, "metric", t.has("metric"));
  rule.covers = t.texts("covers").value_or(std::vector<std::string>{});
  rule.plan_row = t.text("plan_row").value_or("");
  rule.jurisdiction = t.text("jurisdiction").value_or("");
  rule.valid_from = t.date("valid_from");
  rule.valid_to = t.date("valid_to");
  if (rule.valid_from && rule.valid_to && *rule.valid_to < *rule.valid_from)
    t.error("value-bad", "valid_to", to_string(*rule.valid_to),
            {"早于 valid_from", "is before valid_from"});
  if (metric) {
    rule.metric = *parse_metric(*metric);
    read_metric(t, rule);
  } else {
    std::string bound;
    PackReader::units(t, rule.query, bound);  // what every metric has is checked without one too
  }
  const ClaimReader claims(pack_);
  for (TomlReader& c : t.tables("claims")) rule.claims.push_back(claims.read(c, rule.metric));
  if (rule.claims.empty())
    t.error("key-missing", "claims", "",
            {"规则至少要有一条 [[rules.claims]]：目标与来源",
             "a rule needs at least one [[rules.claims]]: its target and source"});
  if (metric) t.finish();  // without a metric every key of its own would be told as unknown
  return rule;
}

}  // namespace fangyuan
