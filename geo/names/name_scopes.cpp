// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_scopes.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "geo/names/name_fold.h"
#include "geo/units/unit_locator.h"

namespace fangyuan {
namespace {

bool is_code(const std::string& text, std::size_t digits) {
  return text.size() >= digits &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// 市辖区: the last two of six digits are 01–20 or 51–80.
bool is_district(const std::string& county) {
  const int last = (county[4] - '0') * 10 + (county[5] - '0');
  return (last >= 1 && last <= 20) || (last >= 51 && last <= 80);
}

class Scopes {
 public:
  Scopes(const Gazetteer& g, const ScopeSources& sources) : g_(g), sources_(sources) {
    learn_counties();
    std::vector<UnitLocator::Entry> entries;
    for (std::size_t i = 0; i < sources.built_up.size(); ++i)
      entries.push_back({UnitId(i), sources.built_up[i].outline});
    if (!entries.empty()) built_up_ = std::make_unique<UnitLocator>(entries);
    for (const PlaceName& n : g.names) {
      has_column_ = has_column_ || !n.built_up.empty();
      if (is_code(n.code, 6))
        provinces_[n.code.substr(0, 2)]++;
      else if (is_code(n.unit, 6))
        provinces_[n.unit.substr(0, 2)]++;
    }
  }

  NameScope of(const PlaceName& n) {
    NameScope s;
    s.kind = scope_of(n.name_class, sources_.subdistricts);
    // Famous features are those that a list protects.
    if (n.name_class == NameClass::natural && !n.protection.empty()) s.kind = ScopeKind::nation;
    if (s.kind == ScopeKind::none) return s;
    if (s.kind == ScopeKind::nation) s.area = "中国";
    if (s.kind == ScopeKind::province) s.area = province(n);
    if (s.kind == ScopeKind::county) s.area = county(n);
    if (s.kind == ScopeKind::built_up) s.area = built_up(n);
    const std::string label = label_of(s.area);
    s.words = {std::string(zh_of(s.kind)), std::string(en_of(s.kind))};
    if (s.kind == ScopeKind::built_up && !areas_known()) {
      s.words.zh += "（按城区、县代替）";
      s.words.en += " (city districts together, counties alone)";
    }
    if (s.kind != ScopeKind::nation && !label.empty()) {
      s.words.zh += " " + label;
      s.words.en += " " + label;
    }
    return s;
  }

  bool areas_known() const { return has_column_ || built_up_ != nullptr; }

 private:
  void learn_counties() {
    const auto learn = [&](const std::string& code, const std::string& name) {
      if (!is_code(code, 6)) return;
      names_.emplace(code, name);
      const auto [it, fresh] = codes_.emplace(fold_name(name), code);
      if (!fresh && it->second != code) it->second.clear();  // two of one name: no answer
    };
    if (sources_.boundaries != nullptr)
      for (const Unit& u : sources_.boundaries->units.all)
        if (u.tree == Tree::legal) learn(u.code, u.name);
    for (const PlaceName& n : g_.names)
      if (n.name_class == NameClass::county || n.name_class == NameClass::township ||
          n.name_class == NameClass::subdistrict)
        learn(n.code, n.name);
  }

  std::string code_of(const std::string& words) const {
    if (words.empty()) return {};
    const auto it = codes_.find(fold_name(words));
    return it == codes_.end() ? std::string() : it->second;
  }

  std::string county(const PlaceName& n) const {
    if (is_code(n.code, 6)) return n.code.substr(0, 6);
    if (is_code(n.unit, 6)) return n.unit.substr(0, 6);
    for (const std::string* words : {&n.unit, &n.county})
      if (const auto code = code_of(*words); !code.empty()) return code.substr(0, 6);
    if (n.place && sources_.boundaries != nullptr) {
      const Units& units = sources_.boundaries->units;
      if (const auto layer = units.find_layer(Tree::legal, Level::county))
        if (const UnitId u = sources_.boundaries->locate(*layer, n.place->xy)) return units[u].code;
    }
    return n.county;
  }

  std::string province(const PlaceName& n) const {
    const std::string c = county(n);
    if (is_code(c, 6)) return c.substr(0, 2);
    if (!n.province.empty()) return n.province;
    // A list of one province need not say so in every row.
    return provinces_.size() == 1 ? provinces_.begin()->first : std::string();
  }

  std::string built_up(const PlaceName& n) const {
    if (!n.built_up.empty()) return n.built_up;
    if (built_up_ != nullptr && n.place)
      if (const UnitId area = built_up_->find(n.place->xy))
        return sources_.built_up[area.index()].name;
    if (areas_known()) return {};
    std::string c = county(n);
    if (!is_code(c, 6)) return c;
    return is_district(c) ? c.substr(0, 4) + "城区" : c;
  }

  std::string label_of(const std::string& area) const {
    const auto it = names_.find(area);
    return it == names_.end() ? area : it->second + "（" + area + "）";
  }

  const Gazetteer& g_;
  const ScopeSources& sources_;
  std::unique_ptr<UnitLocator> built_up_;
  bool has_column_ = false;
  std::map<std::string, std::string> names_;
  std::map<std::u32string, std::string> codes_;
  std::map<std::string, std::size_t> provinces_;
};

}  // namespace

std::vector<NameScope> find_scopes(const Gazetteer& gazetteer, const ScopeSources& sources,
                                   Problems& problems) {
  Scopes scopes(gazetteer, sources);
  std::vector<NameScope> out;
  out.reserve(gazetteer.names.size());
  std::uint64_t urban = 0;
  for (const PlaceName& n : gazetteer.names) {
    out.push_back(scopes.of(n));
    if (out.back().kind == ScopeKind::built_up) ++urban;
  }
  if (urban > 0 && !scopes.areas_known()) {
    Problem p;
    p.code = "built-up-missing";
    p.count = urban;
    p.rule = {
        "没有建成区：街路巷、住宅区按同一设区市的各市辖区合并、各县单独比较；可用建成区列或 "
        "[name_checks] "
        "built_up 给出",
        "no built-up areas: streets and estates are compared within a prefecture's districts "
        "together and within each county; give a column built_up or [name_checks] built_up"};
    problems.warning(std::move(p));
  }
  return out;
}

}  // namespace fangyuan
