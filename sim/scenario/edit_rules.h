// SPDX-License-Identifier: Apache-2.0
// Edits of what a plan's rules and siting bans demand. Internal to sim/scenario.
#pragma once

#include "sim/project/toml_reader.h"
#include "sim/scenario/editors.h"

namespace fangyuan {

SetRule read_set_rule(TomlReader& t);
Text describe_rule(const SetRule& action);

/// Changes the parameters of rules; their words, sources and bound units stay. Told: edit-unknown
/// (no such rule, claim or circle, or one that the metric has not), edit-ambiguous (several packs
/// have it), edit-contradiction, value-bad (a demand that nothing or everything meets).
class RuleEditor {
 public:
  RuleEditor(std::vector<RulePack>& packs, Problems& problems)
      : packs_(packs), problems_(problems), once_(problems) {}
  void set(const Edit& edit, const SetRule& action);

 private:
  struct Found {
    Rule* rule = nullptr;
    SitingBan* ban = nullptr;
  };
  Found find(const Edit& edit, const std::string& id);
  void set_rule(const Edit& edit, const SetRule& action, Rule& rule);
  void set_claims(const Edit& edit, const SetRule& action, Rule& rule);
  void set_circles(const Edit& edit, const SetRule& action, Rule& rule);
  void useless(const Edit& edit, const char* key, const std::string& rule);

  std::vector<RulePack>& packs_;
  Problems& problems_;
  Once once_;
};

}  // namespace fangyuan
