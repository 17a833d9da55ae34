// SPDX-License-Identifier: Apache-2.0
// Names against other names of the place: famous features, stations, maps.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "geo/names/check_names.h"
#include "geo/names/name_fold.h"
#include "geo/names/signs.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

void check_famous(const Gazetteer& g, NameReport& report) {
  // Natural features and heritage that a list protects; of 黄河 the whole is the name.
  std::map<std::u32string, std::uint32_t> famous;
  for (std::uint32_t i = 0; i < g.names.size(); ++i)
    if (g.names[i].name_class == NameClass::natural && !g.names[i].protection.empty()) {
      famous.emplace(report.names[i].folded, i);
      if (report.names[i].split.specific.size() > 1)
        famous.emplace(report.names[i].split.specific, i);
    }
  if (famous.empty()) return;
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (n.status == NameStatus::historic ||
        (n.name_class != NameClass::county && n.name_class != NameClass::township &&
         n.name_class != NameClass::subdistrict))
      continue;
    const auto it = famous.find(report.names[i].split.specific);
    if (it == famous.end()) continue;
    const std::string& feature = g.names[it->second].name;
    report.findings.push_back({NameRule::famous_name,
                               NameGrade::needs_human,
                               info_of(NameRule::famous_name).article,
                               {},
                               {i, it->second},
                               {feature, feature}});
  }
}

void check_facilities(const Gazetteer& g, const NameCheckOptions& options, NameReport& report) {
  // 专名 of the divisions and villages of each county, and of its superiors.
  std::map<std::string, std::set<std::u32string>> of_county;
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    const std::u32string& specific = report.names[i].split.specific;
    if (specific.size() < 2 || n.status == NameStatus::historic) continue;
    if (n.name_class == NameClass::facility || n.name_class == NameClass::estate ||
        n.name_class == NameClass::other)
      continue;
    const std::string county = county_of(n);
    if (n.name_class == NameClass::county && county.size() == 6 && county.ends_with("00"))
      of_county[county.substr(0, 4)].insert(specific);  // a prefecture: good in all its counties
    else
      of_county[county].insert(specific);
  }
  if (of_county.empty()) return;
  for (std::uint32_t i = 0; i < g.names.size(); ++i) {
    const PlaceName& n = g.names[i];
    if (n.name_class != NameClass::facility || !n.in_force(options.date)) continue;
    const std::string county = county_of(n);
    if (county.empty()) continue;
    const std::u32string& name = report.names[i].folded;
    const auto knows = [&](const std::string& key) {
      const auto it = of_county.find(key);
      return it != of_county.end() &&
             std::any_of(it->second.begin(), it->second.end(),
                         [&](const auto& s) { return name.find(s) != std::u32string::npos; });
    };
    const auto here = of_county.find(county);
    if (here == of_county.end() || knows(county) ||
        (county.size() == 6 && knows(county.substr(0, 4))))
      continue;
    report.findings.push_back(
        {NameRule::facility_place,
         NameGrade::needs_human,
         info_of(NameRule::facility_place).article,
         {},
         {i},
         {"名称里没有所在县（市、区）的任何地名", "no name of its county stands in it"}});
  }
}

void tell_map(NameReport& report, const MapName& m, NameRule rule, NameGrade grade,
              std::vector<std::uint32_t> names, Text detail) {
  NameFinding f{rule, grade, info_of(rule).article, {}, std::move(names), std::move(detail)};
  f.source = m.source;
  f.row = m.row;
  f.written = m.name;
  if (m.place) f.places.push_back(*m.place);
  report.findings.push_back(std::move(f));
}

void tell_irregular(NameReport& report, const MapName& m, const Gazetteer& g, std::uint32_t i) {
  const PlaceName& n = g.names[i];
  tell_map(report, m, NameRule::map_irregular, NameGrade::certain, {i},
           {n.name + "：" + std::string(zh_of(n.status)),
            n.name + ": " + std::string(to_string(n.status))});
}

}  // namespace

void check_places(const Gazetteer& g, const NameCheckOptions& options, NameReport& report) {
  check_famous(g, report);
  check_facilities(g, options, report);
}

void check_map_names(const Gazetteer& g, std::span<const MapName> map,
                     const NameCheckOptions& options, NameReport& report) {
  if (map.empty()) return;
  std::unordered_map<std::string, std::uint32_t> exact;      // as written, in force
  std::unordered_map<std::u32string, std::uint32_t> folded;  // likewise
  std::unordered_map<std::u32string, std::uint32_t> past;
  std::unordered_map<std::string, std::uint32_t> by_code;
  const auto is_standard = [&](std::uint32_t i) {
    return g.names[i].status == NameStatus::standard;
  };
  // Of several of one name the standard one counts.
  std::vector<std::uint32_t> order(g.names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_partition(order.begin(), order.end(), is_standard);
  for (const std::uint32_t i : order) {
    const PlaceName& n = g.names[i];
    if (n.in_force(options.date)) {
      exact.emplace(n.name, i);
      folded.emplace(report.names[i].folded, i);
      folded.emplace(report.names[i].split.whole(), i);
      if (n.has_own_code()) by_code.emplace(n.code, i);
    } else if (n.status != NameStatus::proposed) {
      past.emplace(report.names[i].folded, i);
    }
    if (!n.former.empty()) past.emplace(fold_name(n.former), i);
  }
  for (const MapName& m : map) {
    if (m.is_unit && !m.code.empty()) {
      const auto unit = by_code.find(m.code);
      if (unit == by_code.end()) continue;  // the gazetteer does not speak of it
      const PlaceName& n = g.names[unit->second];
      if (const auto standard = standard_writing(n.name); standard != m.name && n.name != m.name)
        tell_map(report, m, NameRule::unit_name, NameGrade::certain, {unit->second},
                 {m.name + " → " + standard, m.name + " → " + standard});
      continue;
    }
    const auto written = exact.find(m.name);
    const auto key = fold_name(m.name);
    const auto alike = written != exact.end() ? folded.end() : folded.find(key);
    const auto old = past.find(key);
    if (written != exact.end()) {
      if (!is_standard(written->second)) tell_irregular(report, m, g, written->second);
    } else if (alike != folded.end()) {
      const std::uint32_t i = alike->second;
      // What the gazetteer itself writes with spaces or variants is told there; 白庄村 may stand
      // for 白庄村村民委员会.
      const std::string standard = key == report.names[i].folded ? standard_writing(g.names[i].name)
                                                                 : standard_writing(m.name);
      if (!is_standard(i))
        tell_irregular(report, m, g, i);
      else if (m.name != standard)
        tell_map(report, m, NameRule::map_variant, NameGrade::certain, {i},
                 {m.name + " → " + standard, m.name + " → " + standard});
    } else if (old != past.end()) {
      const std::string& name = g.names[old->second].name;
      tell_map(report, m, NameRule::map_historic, NameGrade::certain, {old->second},
               {m.name + "：见 " + name, m.name + ": see " + name});
    } else {
      tell_map(report, m, NameRule::map_unknown, NameGrade::certain, {}, {m.name, m.name});
    }
  }
}

}  // namespace fangyuan
