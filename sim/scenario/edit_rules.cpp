// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/edit_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/project/nearest_word.h"

namespace fangyuan {
namespace {

constexpr auto one_of = [](RuleMetric metric, std::initializer_list<RuleMetric> some) {
  return std::find(some.begin(), some.end(), metric) != some.end();
};

/// What of a demand is a slip of the pen; empty: nothing. As packs are checked when read.
Text wrong_demand(Comparator how, Amount target, const MetricShape& shape) {
  const Amount zero, one = Amount::from_whole(1);
  if (!shape.passes_one && target > one)
    return {"这个指标不会超过 1；写 0 到 1 之间的数，如 0.6，或 \"60%\"",
            "this metric never passes 1; a share is between 0 and 1, such as 0.6, or \"60%\""};
  const std::string demand = std::string(to_string(how)) + " " + target.to_string();
  if ((how == Comparator::less_than && target == zero) ||
      (!shape.passes_one && how == Comparator::more_than && target >= one))
    return {"没有任何值能满足 " + demand, "no value can be " + demand};
  if ((how == Comparator::at_least && target == zero) ||
      (!shape.passes_one && how == Comparator::at_most && target >= one))
    return {"任何值都满足 " + demand, "every value is " + demand};
  return {};
}

}  // namespace

RuleEditor::Found RuleEditor::find(const Edit& edit, const std::string& id) {
  std::vector<Found> exact, short_form;
  std::vector<std::string> ids;
  const auto look = [&](const std::string& known, Found found) {
    ids.push_back(known);
    if (known == id) exact.push_back(found);
    if (known.size() > id.size() && known.ends_with(id) &&
        known[known.size() - id.size() - 1] == '/')
      short_form.push_back(found);
  };
  for (RulePack& pack : packs_) {
    for (Rule& rule : pack.rules) look(rule.id, {&rule, nullptr});
    for (SitingBan& ban : pack.bans) look(ban.id, {nullptr, &ban});
  }
  const std::vector<Found>& found = exact.empty() ? short_form : exact;
  if (found.size() == 1) return found.front();
  if (!found.empty()) {
    problems_.error(problem_of(
        edit, "edit-ambiguous", "rule", id,
        {"几个规则包都有这条指标，请写 包/编号", "several packs have this rule; write pack/id"}));
    return {};
  }
  const auto near = nearest_word(id, ids);
  problems_.error(
      problem_of(edit, "edit-unknown", "rule", id,
                 {"项目没有这条指标" + (near ? "；最接近的是 " + *near : ""),
                  "the project has no such rule" + (near ? "; the nearest is " + *near : "")}));
  return {};
}

void RuleEditor::useless(const Edit& edit, const char* key, const std::string& rule) {
  problems_.error(
      problem_of(edit, "edit-unknown", key, rule,
                 {std::string("这条指标没有 ") + key, std::string("this rule has no ") + key}));
}

void RuleEditor::set_claims(const Edit& edit, const SetRule& action, Rule& rule) {
  if (!action.target && !action.due) return;
  const MetricShape shape = shape_of(rule.metric);
  if (action.target && !shape.has_target) return useless(edit, "target", rule.id);
  if (action.claim && *action.claim > rule.claims.size()) {
    problems_.error(problem_of(edit, "edit-unknown", "claim", std::to_string(*action.claim),
                               {fmt::format("这条指标只有 {} 个来源", rule.claims.size()),
                                fmt::format("this rule has {} sources only", rule.claims.size())}));
    return;
  }
  const bool any_figure = std::any_of(rule.claims.begin(), rule.claims.end(),
                                      [](const Claim& c) { return c.target.has_value(); });
  for (std::size_t i = 0; i < rule.claims.size(); ++i) {
    Claim& c = rule.claims[i];
    if (action.claim ? *action.claim != i + 1 : any_figure && !c.target) continue;
    const std::string thing = fmt::format("{} claim {}", rule.id, i + 1);
    if (action.target) {
      Text wrong = wrong_demand(c.comparator, *action.target, shape);
      if (action.percent && !c.is_share)
        wrong = {"这个指标是数量，不是百分数", "this metric is a number, no percentage"};
      if (!wrong.en.empty()) {
        problems_.error(problem_of(edit, "value-bad", "target", action.target->to_string(), wrong));
        return;
      }
      once_.set(edit, thing, "target", c.target, action.target);
    }
    if (!action.due) continue;
    if (c.base_year && *c.base_year > static_cast<int>(action.due->year())) {
      problems_.error(problem_of(edit, "value-bad", "due", to_string(*action.due),
                                 {"早于基础值的年份", "before the year of the base"}));
      return;
    }
    once_.set(edit, thing, "due", c.due, action.due);
  }
}

void RuleEditor::set_circles(const Edit& edit, const SetRule& action, Rule& rule) {
  if (!action.limit) return;
  if (rule.circles.empty())
    return useless(edit, action.limit->is_time ? "limit_min" : "limit_m", rule.id);
  if (action.circle && *action.circle > rule.circles.size()) {
    problems_.error(
        problem_of(edit, "edit-unknown", "circle", std::to_string(*action.circle),
                   {fmt::format("这条指标只有 {} 个圈", rule.circles.size()),
                    fmt::format("this rule has {} circles only", rule.circles.size())}));
    return;
  }
  if (!action.circle && rule.circles.size() > 1) {
    problems_.error(problem_of(edit, "edit-ambiguous", "circle", rule.id,
                               {"这条指标有几个圈，请写 circle = 第几个",
                                "this rule has several circles; give circle = its number"}));
    return;
  }
  const std::size_t at = action.circle.value_or(1) - 1;
  once_.set(edit, fmt::format("{} circle {}", rule.id, at + 1), "limit", rule.circles[at].limit,
            action.limit);
}

void RuleEditor::set_rule(const Edit& edit, const SetRule& action, Rule& rule) {
  using enum RuleMetric;
  set_claims(edit, action, rule);
  set_circles(edit, action, rule);
  const auto set = [&](const char* key, bool has, auto& slot, const auto& wanted) {
    if (!wanted) return;
    if (has)
      once_.set(edit, rule.id, key, slot, wanted);
    else
      useless(edit, key, rule.id);
  };
  set("minimum", one_of(rule.metric, {estate_share, land_area, amount_per_unit}), rule.minimum,
      action.minimum);
  set("per", one_of(rule.metric, {floor_area, estate_share, per_people, one_per}), rule.per,
      action.per);
  set("need", rule.metric == supply_demand, rule.need, action.need);
  set("sites_needed", one_of(rule.metric, {presence, land_area}), rule.sites_needed,
      action.sites_needed);
  set("within_m", rule.metric == co_location, rule.within_m, action.within_m);
  if (action.buffer_m) useless(edit, "buffer_m", rule.id);
}

void RuleEditor::set(const Edit& edit, const SetRule& action) {
  const Found found = find(edit, action.rule);
  if (found.rule != nullptr) set_rule(edit, action, *found.rule);
  if (found.ban == nullptr) return;
  once_.set(edit, found.ban->id, "buffer_m", found.ban->buffer_m, action.buffer_m);
  SetRule rest = action;
  rest.buffer_m.reset();
  for (const auto& [key, given] : std::initializer_list<std::pair<const char*, bool>>{
           {"target", rest.target.has_value()},
           {"due", rest.due.has_value()},
           {"limit_m", rest.limit.has_value()},
           {"minimum", rest.minimum.has_value()},
           {"per", rest.per.has_value()},
           {"need", rest.need.has_value()},
           {"sites_needed", rest.sites_needed.has_value()},
           {"within_m", rest.within_m.has_value()}})
    if (given) useless(edit, key, found.ban->id);
}

}  // namespace fangyuan
