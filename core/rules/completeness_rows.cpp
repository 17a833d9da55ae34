// SPDX-License-Identifier: Apache-2.0
// completeness: the share of the bound units where every member of a set (六助, 五个全覆盖) is
// complete. A member is so in a unit when each unit that the member binds, there or within, has a
// site; a member that binds nothing there is left out.
#include <algorithm>

#include "core/rules/quotient.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

/// Of one member, by unit: how many units it binds there or within, and how many have a site.
struct MemberCount {
  std::vector<std::uint32_t> bound, with;
  bool supplied = true;
  bool has_units = true;  ///< the project has units of the member's level, their class told
};

MemberCount count(const SetMember& m, const RuleInputs& inputs) {
  MemberCount out;
  const Units& units = inputs.units;
  out.bound.resize(units.all.size());
  out.with.resize(units.all.size());
  out.supplied = not_supplied(m.query, inputs).zh.empty();
  const Presence presence = count_presence(units, inputs.facilities, m.query);
  out.has_units =
      units.find_layer(m.query.tree, m.query.level) && presence.of_unknown_class.empty();
  for (const UnitPresence& u : presence.units) {
    UnitId at = u.unit;
    for (int step = 0; at && step < 8; ++step, at = units[at].parent) {
      ++out.bound[at.index()];
      if (u.sites() > 0) ++out.with[at.index()];
    }
  }
  return out;
}

}  // namespace

void completeness_rows(const Rule& rule, RuleContext& c) {
  if (cannot_judge(rule, c)) return;
  std::vector<MemberCount> members;
  for (const SetMember& m : rule.members) members.push_back(count(m, c.inputs));
  std::vector<UnitVerdict> verdicts;
  for (const UnitId id : bound_units(rule, c.inputs.units)) {
    std::int64_t asked = 0, complete = 0, unknown = 0;
    std::string missing, unchecked;
    for (std::size_t m = 0; m < members.size(); ++m) {
      const auto bound = members[m].bound[id.index()];
      if (bound == 0 && members[m].has_units) continue;
      ++asked;
      const std::string& name = rule.members[m].name;
      if (!members[m].supplied || !members[m].has_units) {
        ++unknown;
        unchecked += (unchecked.empty() ? "" : "、") + name;
      } else if (members[m].with[id.index()] == bound) {
        ++complete;
      } else {
        missing += (missing.empty() ? "" : "、") + name;
      }
    }
    UnitVerdict v;
    v.unit = id;
    v.value = Amount::from_whole(complete);
    v.target = Amount::from_whole(asked);
    v.gap = Amount::from_whole(asked - complete);
    v.gap_unit = "items";
    v.kind = complete == asked             ? UnitVerdict::Kind::complies
             : complete + unknown == asked ? UnitVerdict::Kind::unknown
                                           : UnitVerdict::Kind::fails;
    if (asked == 0) v.kind = UnitVerdict::Kind::unknown;
    if (!missing.empty()) v.note = {"缺：" + missing, "missing: " + missing};
    if (!unchecked.empty()) {
      v.note.zh += (missing.empty() ? "" : "；") + ("未核：" + unchecked);
      v.note.en += (missing.empty() ? "" : "; ") + ("not checked: " + unchecked);
    }
    verdicts.push_back(std::move(v));
  }
  share_rows(rule, c, verdicts, units_of_unknown_class(rule, c.inputs.units));
}

}  // namespace fangyuan
