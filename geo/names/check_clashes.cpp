// SPDX-License-Identifier: Apache-2.0
// Same names and homophones of a gazetteer, by the scope of each class (Article 9(7) and (8)).
#include <algorithm>
#include <map>
#include <set>

#include "geo/names/check_names.h"
#include "geo/names/name_fold.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

/// Divisions and villages are told apart by their 专名, streets and estates by the whole name.
bool by_specific(NameClass c) {
  return c == NameClass::county || c == NameClass::township || c == NameClass::subdistrict ||
         c == NameClass::village;
}

/// Which classes are compared with one another.
NameClass kind_of(NameClass c) { return c == NameClass::subdistrict ? NameClass::township : c; }

NameReading part_of(const NameReading& whole, std::size_t length) {
  NameReading out = whole;
  if (length >= whole.best.size()) return out;
  out.best.resize(length);
  out.options.resize(length);
  out.certain = std::all_of(out.options.begin(), out.options.end(),
                            [](const auto& o) { return o.size() == 1; });
  return out;
}

std::string spelled(const std::vector<Syllable>& reading) {
  std::string out;
  for (const Syllable s : reading) out += (out.empty() ? "" : " ") + s.to_string();
  return out;
}

/// 21610 and 27610, 21620 and 27620: a village and its committee, a community and its committee.
std::string other_registration(const PlaceName& n) {
  const std::string& t = n.type;
  if (t.size() == 5 && (t.starts_with("216") || t.starts_with("276"))) return t.substr(0, 1) + t[1];
  const auto folded = fold_name(t);
  if (folded == fold_name("行政村") || folded == fold_name("建制村") || folded == fold_name("社区"))
    return "21";
  if (folded == fold_name("村委会") || folded == fold_name("村民委员会") ||
      folded == fold_name("居委会") || folded == fold_name("居民委员会"))
    return "27";
  return {};
}

class Clashes {
 public:
  Clashes(const Gazetteer& g, const PlaceReadings& readings, const NameCheckOptions& options,
          NameReport& report)
      : g_(g), readings_(readings), options_(options), report_(report) {}

  void check() {
    for (std::uint32_t i = 0; i < g_.names.size(); ++i) take(i);
    for (const Clash& c : find_clashes(compared_)) tell(c);
    for (auto& [key, names] : unknown_) {
      NameFinding f{
          NameRule::scope_unknown, NameGrade::certain,
          article_of(key.first),   {std::string(zh_of(key.second)), std::string(en_of(key.second))},
          std::move(names),        {}};
      f.detail = {
          std::to_string(f.names.size()) + " 个" + std::string(zh_of(key.first)) + "名称未查重",
          std::to_string(f.names.size()) + " names were not compared"};
      report_.findings.push_back(std::move(f));
    }
  }

 private:
  void take(std::uint32_t i) {
    const PlaceName& n = g_.names[i];
    const CheckedName& c = report_.names[i];
    // A name that is proposed is compared as well: that is the time to see that it clashes.
    const bool proposed = n.status == NameStatus::proposed;
    if (!n.in_force(options_.date) && !proposed) {
      ++report_.not_in_force;
      return;
    }
    if (c.scope.kind == ScopeKind::none) return;
    if (c.scope.area.empty()) {
      ++report_.uncompared[static_cast<std::size_t>(n.name_class)];
      unknown_[{n.name_class, c.scope.kind}].push_back(i);
      return;
    }
    ++report_.compared[static_cast<std::size_t>(n.name_class)];
    add(i, c.split, c.folded, c.reading);
    if (!n.proposed.empty()) {
      const auto folded = fold_name(n.proposed);
      const SplitName split = split_name(folded, n.name_class);
      NameReading reading = readings_.read(folded);
      settle_generic(split, reading);
      add(i, split, folded, reading);
    }
  }

  void add(std::uint32_t i, const SplitName& split, const std::u32string& folded,
           const NameReading& reading) {
    const PlaceName& n = g_.names[i];
    const auto key = std::pair(kind_of(n.name_class), report_.names[i].scope.area);
    const auto scope = scopes_.try_emplace(key, static_cast<std::uint32_t>(scopes_.size()));
    ComparedName c;
    c.scope = scope.first->second;
    const bool specific = by_specific(n.name_class) && !split.specific.empty();
    c.compared = specific ? split.specific : folded;
    c.whole = specific ? split.whole() : folded;
    c.reading = part_of(reading, c.compared.size());
    compared_.push_back(std::move(c));
    row_of_.push_back(i);
  }

  static NameRule rule_of(ClashKind k) {
    switch (k) {
      case ClashKind::same_name:
        return NameRule::same_name;
      case ClashKind::same_specific:
        return NameRule::same_specific;
      case ClashKind::homophone:
        return NameRule::homophone;
      default:
        return NameRule::near_homophone;
    }
  }

  /// The same village as 行政村 and as 村委会, in one township: no two villages.
  bool is_registered_twice(const std::vector<std::uint32_t>& names) const {
    if (names.size() != 2) return false;
    const PlaceName &a = g_.names[names[0]], &b = g_.names[names[1]];
    if (a.name_class != NameClass::village || b.name_class != NameClass::village) return false;
    const auto x = other_registration(a), y = other_registration(b);
    if (x.empty() || y.empty() || x == y) return false;
    if (a.code == b.code && !a.code.empty()) return true;
    const auto township = [](const PlaceName& n) {
      const std::string& c = n.code.size() >= 9 ? n.code : n.unit;
      return c.size() >= 9 ? c.substr(0, 9) : n.unit;
    };
    return !township(a).empty() && township(a) == township(b);
  }

  void tell(const Clash& c) {
    NameFinding f;
    f.rule = rule_of(c.kind);
    f.grade = static_cast<NameGrade>(c.grade);
    std::set<std::uint32_t> rows;
    for (const auto k : c.names) rows.insert(row_of_[k]);
    f.names.assign(rows.begin(), rows.end());
    if (f.names.size() < 2) return;  // a name and what is proposed for it
    const PlaceName& first = g_.names[f.names.front()];
    f.article = article_of(first.name_class);
    f.scope = report_.names[f.names.front()].scope.words;
    if (c.kind == ClashKind::same_name && is_registered_twice(f.names)) {
      f.rule = NameRule::registered_twice;
      f.article = info_of(f.rule).article;
    }
    const bool sounds = !c.reading.empty();
    const std::string what =
        sounds ? spelled(c.reading) : to_utf8(compared_[c.names.front()].compared);
    f.detail = {what, what};
    for (const auto i : f.names)
      if (const PlaceName& n = g_.names[i]; !n.proposed.empty() || n.status == NameStatus::proposed)
        f.detail = {what + "（含拟用名）", what + " (with a proposed name)"};
    report_.findings.push_back(std::move(f));
  }

  const Gazetteer& g_;
  const PlaceReadings& readings_;
  const NameCheckOptions& options_;
  NameReport& report_;
  std::vector<ComparedName> compared_;
  std::vector<std::uint32_t> row_of_;
  std::map<std::pair<NameClass, std::string>, std::uint32_t> scopes_;
  std::map<std::pair<NameClass, ScopeKind>, std::vector<std::uint32_t>> unknown_;
};

}  // namespace

void check_clashes(const Gazetteer& g, const PlaceReadings& readings,
                   const NameCheckOptions& options, NameReport& report) {
  Clashes(g, readings, options, report).check();
}

}  // namespace fangyuan
