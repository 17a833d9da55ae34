// SPDX-License-Identifier: Apache-2.0
// What a source says about a rule: base, target, comparator, deadline, and where it is written.
// Internal to sim/project.
#pragma once

#include <string>
#include <vector>

#include "core/rules/rule.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// Reads [[rules.claims]]. Tells: a missing source, line, grade or comparator; base and target of
/// different shape (shape-differs); a share outside 0–1 where the metric cannot pass 1; a
/// comparator that no value, or every value, fulfils (comparator-impossible).
class ClaimReader {
 public:
  explicit ClaimReader(const RulePack& pack) : pack_(pack) {}
  Claim read(TomlReader& t, RuleMetric metric) const;

 private:
  void read_source(TomlReader& t, Claim& claim) const;
  const RulePack& pack_;
};

/// The grades of docs/rule-packs.md.
const std::vector<std::string>& confidence_grades();

}  // namespace fangyuan
