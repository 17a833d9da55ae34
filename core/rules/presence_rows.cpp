// SPDX-License-Identifier: Apache-2.0
// presence: the share of the bound units that have enough sites.
#include "core/rules/quotient.h"
#include "core/rules/spread.h"
#include "core/rules/unit_share.h"

namespace fangyuan {

void presence_rows(const Rule& rule, RuleContext& c) {
  if (cannot_judge(rule, c)) return;
  const Presence presence = count_presence(c.inputs.units, c.inputs.facilities, rule.query);
  std::vector<UnitVerdict> verdicts;
  for (const UnitPresence& u : presence.units) {
    std::uint64_t sites = u.sites();
    if (rule.spread && sites > 1)
      sites = spread_count(bearings_in(u.unit, *rule.spread, rule.query, c.inputs),
                           rule.spread->angle_deg);
    UnitVerdict v;
    v.unit = u.unit;
    v.value = Amount::from_whole(static_cast<std::int64_t>(sites));
    v.target = Amount::from_whole(rule.sites_needed);
    v.gap = *v.value < *v.target ? *v.target - *v.value : Amount();
    v.gap_unit = "sites";
    v.kind = sites >= rule.sites_needed ? UnitVerdict::Kind::complies : UnitVerdict::Kind::fails;
    if (v.kind == UnitVerdict::Kind::fails) {
      const ExemptionFinding found = exemption_of(rule, u.unit, c.inputs);
      v.note = found.note;
      if (found.exempt) v.kind = UnitVerdict::Kind::exempt;
    }
    verdicts.push_back(std::move(v));
  }
  share_rows(rule, c, verdicts, presence.of_unknown_class);
}

}  // namespace fangyuan
