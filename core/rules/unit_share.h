// SPDX-License-Identifier: Apache-2.0
// The share of units that comply: what presence, land_area, amount_per_unit, completeness,
// either_or and estate_share have in common. Internal to core/rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rules/bound_units.h"
#include "core/rules/rows.h"

namespace fangyuan {

/// Whether one bound unit complies.
struct UnitVerdict {
  enum class Kind { complies, fails, exempt, unknown };
  UnitId unit;
  Kind kind = Kind::fails;
  std::optional<Amount> value, target, gap;
  std::string gap_unit;
  Text note = {};
};

/// How many of some units comply.
struct Tally {
  std::int64_t bound = 0, complying = 0, unknown = 0, exempt = 0;
  void add(UnitVerdict::Kind kind);
};
/// The share of them for the study (unit none) or within a unit; with unknown ones no_data, unless
/// they cannot change the answer.
IndicatorRow share_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs, UnitId unit,
                       const Tally& tally);
/// One unit's own row.
IndicatorRow unit_row(const Rule& rule, const Claim& claim, const RuleInputs& inputs,
                      const UnitVerdict& verdict);

/// Per claim: the share of complying units in the study and in each unit above (exempt ones left
/// out), then each unit's own row.
void share_rows(const Rule& rule, RuleContext& context, const std::vector<UnitVerdict>& verdicts,
                const std::vector<UnitId>& of_unknown_class);

/// Tells no_data, not_binding or not_checked in one row; false: the rule can be judged.
bool cannot_judge(const Rule& rule, RuleContext& context);

/// The unit's approved exemption: exempt is true only where the project names a document and the
/// unit hosts such a site; the note says which document, or what is missing.
struct ExemptionFinding {
  bool exempt = false;
  Text note = {};
};
ExemptionFinding exemption_of(const Rule& rule, UnitId unit, const RuleInputs& inputs);

}  // namespace fangyuan
