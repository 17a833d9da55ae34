// SPDX-License-Identifier: Apache-2.0
#include "sim/study/check_exemptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/project/nearest_word.h"

namespace fangyuan {
namespace {

const Rule* find_rule(std::span<const RulePack> packs, const std::string& id) {
  for (const RulePack& pack : packs)
    for (const Rule& rule : pack.rules)
      if (rule.id == id) return &rule;
  return nullptr;
}

/// What may have been meant: the same rule with its pack before it, else the nearest id.
std::optional<std::string> meant(std::span<const RulePack> packs, const std::string& id) {
  std::vector<std::string> ids;
  for (const RulePack& pack : packs)
    for (const Rule& rule : pack.rules) ids.push_back(rule.id);
  const auto whole = std::find_if(
      ids.begin(), ids.end(), [&](const std::string& full) { return full.ends_with('/' + id); });
  return whole != ids.end() ? std::optional(*whole) : nearest_word(id, ids);
}

bool is_there(const Units& units, const std::string& unit, const Rule* rule) {
  return std::any_of(units.all.begin(), units.all.end(), [&](const Unit& u) {
    return (u.code == unit || u.name == unit) &&
           (!rule || (u.tree == rule->query.tree && u.level == rule->query.level));
  });
}

}  // namespace

void check_exemptions(const Project& project, std::span<const RulePack> packs, const Units& units,
                      Problems& problems) {
  for (std::size_t i = 0; i < project.exemptions.size(); ++i) {
    const GivenExemption& e = project.exemptions[i];
    const auto tell = [&](const char* code, const char* field, const std::string& value,
                          Text rule) {
      problems.warning({.code = code,
                        .file = project.file.filename().string(),
                        .layer = fmt::format("exemptions[{}]", i),
                        .field = field,
                        .value = value,
                        .rule = std::move(rule)});
    };
    const Rule* rule = find_rule(packs, e.rule);
    if (!rule) {
      const auto near = meant(packs, e.rule);
      tell("exemption-rule-unknown", "rule", e.rule,
           {"项目所用的规则包里没有这条规则，没有豁免谁；写“规则包/规则”" +
                (near ? "；最接近的是 " + *near : std::string()),
            "no rule of the project's packs has this id and nobody is exempt; write PACK/RULE" +
                (near ? "; the nearest is " + *near : std::string())});
    } else if (!rule->exemption) {
      tell("exemption-useless", "rule", e.rule,
           {"这条规则没有豁免的规定，没有豁免谁",
            "this rule knows no exemption and nobody is exempt"});
    }
    if (!is_there(units, e.unit, rule))
      tell("exemption-unit-unknown", "unit", e.unit,
           {rule ? "规则约束的这一级区划里没有这个代码或名称" : "区划里没有这个代码或名称",
            rule ? "no unit of the rule's level has this code or name"
                 : "no unit has this code or name"});
  }
}

}  // namespace fangyuan
