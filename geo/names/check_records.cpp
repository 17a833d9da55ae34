// SPDX-License-Identifier: Apache-2.0
// What records of a gazetteer say about one another: protection, codes, validity, signs.
#include <algorithm>
#include <map>
#include <set>

#include "geo/names/check_names.h"
#include "geo/names/name_fold.h"

namespace fangyuan {
namespace {

void add(NameReport& report, NameRule rule, NameGrade grade, std::vector<std::uint32_t> names,
         std::string zh, std::string en) {
  report.findings.push_back(
      {rule, grade, info_of(rule).article, {}, std::move(names), {std::move(zh), std::move(en)}});
}

bool overlap(const PlaceName& a, const PlaceName& b) {
  const auto before = [](const PlaceName& x, const PlaceName& y) {
    return x.valid_to && y.valid_from && *x.valid_to <= *y.valid_from;
  };
  return !before(a, b) && !before(b, a);
}

bool is_current(const PlaceName& n) {
  return n.status != NameStatus::historic && n.status != NameStatus::proposed;
}

constexpr std::size_t kMostOfOneThing = 50;  ///< more are no history: a code or id for many things

/// Records of one thing: by id, else by code where it is a division's own. One finding for all that
/// are in force at once under different names, one for those under the same.
void check_chain(const Gazetteer& g, const std::vector<std::uint32_t>& chain, bool by_code,
                 NameReport& report) {
  const std::string key = by_code ? g.names[chain.front()].code : g.names[chain.front()].id;
  std::set<std::uint32_t> differ, same;
  const bool history = chain.size() <= kMostOfOneThing;
  for (std::size_t x = 0; x < chain.size(); ++x)
    for (std::size_t y = x + 1; y < (history ? chain.size() : std::min(x + 2, chain.size())); ++y) {
      const PlaceName &a = g.names[chain[x]], &b = g.names[chain[y]];
      const bool alike = report.names[chain[x]].folded == report.names[chain[y]].folded;
      if (is_current(a) && is_current(b) && overlap(a, b) && !(alike && by_code))
        for (const auto i : {chain[x], chain[y]}) (alike ? same : differ).insert(i);
      if (alike || !history) continue;
      // The older one was protected, and the newer one says nothing of a procedure.
      const bool a_first = (a.valid_to && (!b.valid_to || *a.valid_to <= *b.valid_to)) ||
                           a.status == NameStatus::historic;
      const PlaceName &old = a_first ? a : b, &now = a_first ? b : a;
      const bool followed = (old.valid_to.has_value() || old.status == NameStatus::historic) &&
                            now.status != NameStatus::historic;
      if (followed && !old.protection.empty() && now.document.empty())
        add(report, NameRule::protected_rename, NameGrade::certain, {chain[x], chain[y]},
            old.name + "（" + old.protection + "）→ " + now.name,
            old.name + " (" + old.protection + ") → " + now.name);
    }
  if (!differ.empty())
    add(report, NameRule::code_twice, NameGrade::certain, {differ.begin(), differ.end()}, key, key);
  if (!same.empty())
    add(report, NameRule::validity_overlap, NameGrade::certain, {same.begin(), same.end()}, key,
        key);
}

void check_chains(const Gazetteer& g, NameReport& report) {
  std::map<std::string, std::vector<std::uint32_t>> by_id, by_code;
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (!n.id.empty()) {
      by_id[n.id].push_back(i);
    } else if (!n.code.empty()) {
      if (n.has_own_code()) by_code[n.code].push_back(i);
    }
  }
  for (const auto& [id, chain] : by_id)
    if (chain.size() > 1) check_chain(g, chain, false, report);
  for (const auto& [code, chain] : by_code)
    if (chain.size() > 1) check_chain(g, chain, true, report);
}

}  // namespace

void check_records(const Gazetteer& g, const NameCheckOptions& options, NameReport& report) {
  check_chains(g, report);
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (!n.protection.empty() && !n.proposed.empty() && n.document.empty() &&
        fold_name(n.proposed) != report.names[i].folded)
      add(report, NameRule::protected_rename, NameGrade::certain, {i},
          n.name + "（" + n.protection + "）拟更名为 " + n.proposed,
          n.name + " (" + n.protection + "), proposed: " + n.proposed);
  }
  report.signs = survey_signs(g, options.date, options.patrol_months);
  for (const SignRow& row : report.signs.rows) {
    const PlaceName& n = g.names[row.name];
    const std::string zh(zh_of(n.name_class)), en(to_string(n.name_class));
    if (row.state == SignState::missing)
      add(report, NameRule::sign_missing, NameGrade::certain, {row.name}, zh, en);
    else if (row.state == SignState::damaged)
      add(report, NameRule::sign_damaged, NameGrade::certain, {row.name}, zh, en);
    if (row.due && *row.due <= options.date)
      add(report, NameRule::patrol_due, NameGrade::certain, {row.name},
          "应于 " + to_string(*row.due) + " 前巡检", "due by " + to_string(*row.due));
  }
}

}  // namespace fangyuan
