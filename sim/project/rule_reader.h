// SPDX-License-Identifier: Apache-2.0
// One [[rules]] table of a pack, by its metric. Internal to sim/project.
#pragma once

#include "core/rules/rule.h"
#include "sim/project/claim_reader.h"
#include "sim/project/rule_words.h"

namespace fangyuan {

/// Keys that the metric has no use for are unknown keys. The rule's id is as written.
class RuleReader {
 public:
  RuleReader(const RulePack& pack, const PackReader& words) : pack_(pack), words_(words) {}
  Rule read(TomlReader& t) const;

 private:
  void read_metric(TomlReader& t, Rule& rule) const;
  void read_sites(TomlReader& t, PresenceQuery& query, bool required) const;
  void read_units(TomlReader& t, Rule& rule, bool required) const;
  void read_circles(TomlReader& t, Rule& rule, bool required) const;
  void read_spread(TomlReader& t, Rule& rule) const;
  void read_exemption(TomlReader& t, Rule& rule) const;
  void read_members(TomlReader& t, Rule& rule) const;

  const RulePack& pack_;
  const PackReader& words_;
};

}  // namespace fangyuan
