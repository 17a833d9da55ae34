// SPDX-License-Identifier: Apache-2.0
// completeness: the share of the bound units where every member of a set (六助, 五个全覆盖) is
// complete; either_or: where at least one of them is (站或专干). A member is complete in a unit
// when each unit that the member binds, there or within, has a site or so much of its amount; a
// member that binds nothing there is left out.
#include <algorithm>

#include "core/rules/quotient.h"
#include "core/rules/unit_share.h"

namespace fangyuan {
namespace {

/// Of one member, by unit: how many units it binds there or within, how many of them are complete
/// and of how many it is not told.
struct MemberCount {
  std::vector<std::uint32_t> bound, with, untold;
  bool supplied = true;
  bool has_units = true;  ///< the project has units of the member's level, their class told

  bool known() const { return supplied && has_units; }
};

enum class Told { yes, no, untold };

void book(MemberCount& m, const Units& units, UnitId unit, Told complete) {
  UnitId at = unit;
  // A parent chain is at most as long as there are levels; the count guards against a cycle.
  for (int step = 0; at && step < 8; ++step, at = units[at].parent) {
    ++m.bound[at.index()];
    if (complete == Told::yes) ++m.with[at.index()];
    if (complete == Told::untold) ++m.untold[at.index()];
  }
}

MemberCount count(const SetMember& m, RuleContext& c) {
  const Units& units = c.inputs.units;
  MemberCount out;
  for (auto* counts : {&out.bound, &out.with, &out.untold}) counts->resize(units.all.size());
  out.supplied = not_supplied(m.query, c.inputs).zh.empty();
  const Presence presence = count_presence(units, c.inputs.facilities, m.query);
  out.has_units =
      units.find_layer(m.query.tree, m.query.level) && presence.of_unknown_class.empty();
  std::shared_ptr<const Sums> sums;
  if (m.amount) {
    sums = c.sums.of(m.amount, m.query);
    out.supplied &= sums->known;
  }
  for (const UnitPresence& u : presence.units) {
    if (!sums) {
      book(out, units, u.unit, u.sites() > 0 ? Told::yes : Told::no);
      continue;
    }
    const auto& value = sums->by_unit[u.unit.index()];
    const bool enough = value && *value >= m.minimum;
    const bool untold = !value || sums->untold_of(u.unit) > 0;
    book(out, units, u.unit, enough ? Told::yes : untold ? Told::untold : Told::no);
  }
  return out;
}

void join(std::string& list, const std::string& name) { list += (list.empty() ? "" : "、") + name; }

void say(Text& note, const char* zh, const char* en, const std::string& names) {
  if (names.empty()) return;
  note.zh += (note.zh.empty() ? "" : "；") + (zh + names);
  note.en += (note.en.empty() ? "" : "; ") + (en + names);
}

/// The members in one unit.
struct UnitSet {
  std::int64_t asked = 0, complete = 0, unknown = 0;
  std::string with, without, unchecked;
};

UnitSet set_of(const Rule& rule, const std::vector<MemberCount>& members, UnitId unit) {
  UnitSet s;
  for (std::size_t m = 0; m < members.size(); ++m) {
    const MemberCount& member = members[m];
    const std::size_t u = unit.index();
    if (member.bound[u] == 0 && member.has_units) continue;
    ++s.asked;
    const std::string& name = rule.members[m].name;
    if (member.known() && member.with[u] == member.bound[u]) {
      ++s.complete;
      join(s.with, name);
    } else if (!member.known() || member.with[u] + member.untold[u] == member.bound[u]) {
      ++s.unknown;
      join(s.unchecked, name);
    } else {
      join(s.without, name);
    }
  }
  return s;
}

UnitVerdict verdict_of(UnitId unit, const UnitSet& s, bool either) {
  using Kind = UnitVerdict::Kind;
  UnitVerdict v;
  v.unit = unit;
  const std::int64_t needed = either ? 1 : s.asked;
  v.value = Amount::from_whole(s.complete);
  v.target = Amount::from_whole(needed);
  v.gap = Amount::from_whole(std::max<std::int64_t>(0, needed - s.complete));
  v.gap_unit = "items";
  v.kind = s.asked == 0                       ? Kind::unknown
           : s.complete >= needed             ? Kind::complies
           : s.complete + s.unknown >= needed ? Kind::unknown
                                              : Kind::fails;
  if (either && v.kind == Kind::complies) {
    say(v.note, "满足：", "met by: ", s.with);
    return v;
  }
  say(v.note, either ? "都没有：" : "缺：", either ? "none of: " : "missing: ", s.without);
  say(v.note, "未核：", "not checked: ", s.unchecked);
  return v;
}

}  // namespace

void set_rows(const Rule& rule, RuleContext& c) {
  if (cannot_judge(rule, c)) return;
  std::vector<MemberCount> members;
  for (const SetMember& m : rule.members) members.push_back(count(m, c));
  if (std::none_of(members.begin(), members.end(), [](const MemberCount& m) { return m.supplied; }))
    return single_row(rule, c, RuleStatus::not_checked,
                      {"各项都没有提供", "none of the items was supplied"});
  std::vector<UnitVerdict> verdicts;
  for (const UnitId id : bound_units(rule, c.inputs.units))
    verdicts.push_back(
        verdict_of(id, set_of(rule, members, id), rule.metric == RuleMetric::either_or));
  share_rows(rule, c, verdicts, units_of_unknown_class(rule, c.inputs.units));
}

}  // namespace fangyuan
