// SPDX-License-Identifier: Apache-2.0
#include "geo/units/name_index.h"

#include <algorithm>

#include "geo/units/names.h"
#include "geo/units/utf8.h"

namespace fangyuan {
namespace {

bool ends_with(std::string_view s, std::string_view end) {
  return s.size() > end.size() && s.substr(s.size() - end.size()) == end;
}

bool starts_with(std::string_view s, std::string_view front) {
  return s.size() > front.size() && s.substr(0, front.size()) == front;
}

// "办事处和平社区", behind "城东街道", is "和平社区".
std::string without_office(std::string rest) {
  for (const std::string_view word :
       {"街道办事处", "街道办", "办事处", "镇人民政府", "乡人民政府", "人民政府"})
    if (starts_with(rest, word)) return rest.substr(word.size());
  return rest;
}

std::string key_of(const NameParts& p) { return p.core + '|' + p.generic; }

void add_unique(std::vector<UnitId>& to, const std::vector<UnitId>& from) {
  for (const auto id : from)
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

std::size_t characters(std::string_view s) { return to_utf32(s).size(); }

}  // namespace

NameIndex::NameIndex(const Units& units, Level level, const Above& above) : units_(&units) {
  for (const auto& layer : units.layers) {
    for (const auto id : layer.units) {
      const auto& name = units[id].name;
      if (name.empty()) continue;
      const auto folded = fold_text(name);
      if (layer.level == level) {
        by_name_[fold_numerals(folded)].push_back(id);
        for (const auto& parts : name_parts(name)) {
          add_unique(by_parts_[key_of(parts)], {id});
          add_unique(by_core_[parts.core], {id});
        }
        above_[id] = above ? above(id) : std::vector<UnitId>{};
      } else if (layer.level < level) {
        const auto plain = fold_numerals(folded);
        higher_.emplace_back(plain, id);
        for (const auto& parts : name_parts(name))
          if (characters(parts.core) >= 2 && parts.core != plain)
            higher_.emplace_back(parts.core, id);
        // Lists call 城乡一体化示范区 just 示范区.
        for (const std::string_view word : {"示范区", "高新区", "开发区", "集聚区", "实验区"})
          if (ends_with(plain, word)) higher_.emplace_back(word, id);
      }
    }
  }
  std::stable_sort(higher_.begin(), higher_.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a.first < b.first;
  });
}

bool NameIndex::is_under(UnitId unit, UnitId above) const {
  const auto it = above_.find(unit);
  return it != above_.end() &&
         std::find(it->second.begin(), it->second.end(), above) != it->second.end();
}

std::vector<UnitId> NameIndex::lookup(const std::string& folded, const Keep& keep) const {
  std::vector<UnitId> found;
  const auto take = [&](const Index& index, const std::string& key) {
    const auto it = index.find(key);
    if (it == index.end()) return;
    for (const auto id : it->second)
      if (keep(id)) add_unique(found, {id});
  };
  take(by_name_, folded);
  if (found.empty())
    for (const auto& parts : name_parts(folded)) take(by_parts_, key_of(parts));
  return found;
}

std::vector<UnitId> NameIndex::after_units_above(const std::string& folded, const Keep& keep,
                                                 int depth) const {
  std::vector<UnitId> found;
  std::size_t length = 0;
  for (const auto& [front, unit] : higher_) {
    if (!found.empty() && front.size() < length) break;  // a longer front has decided
    if (!starts_with(folded, front)) continue;
    const Keep inside = [&, above = unit](UnitId id) { return keep(id) && is_under(id, above); };
    const auto rest = without_office(folded.substr(front.size()));
    auto hits = lookup(rest, inside);
    if (hits.empty() && depth > 0) hits = after_units_above(rest, inside, depth - 1);
    add_unique(found, hits);
    length = front.size();
  }
  return found;
}

std::vector<UnitId> NameIndex::after_any_front(const std::string& folded, const Keep& keep) const {
  const auto text = to_utf32(folded);
  const auto ends_front = [&](std::size_t i) {
    const char32_t before = i > 0 ? text[i - 1] : U' ';
    if (text[i] == U'道') return before == U'街';
    if (text[i] == U'区' && (before == U'社' || before == U'小')) return false;
    return std::u32string_view(U"省市县区镇乡").find(text[i]) != std::u32string_view::npos;
  };
  std::vector<UnitId> found;
  for (std::size_t i = 0; i + 1 < text.size() && found.empty(); ++i) {
    if (!ends_front(i)) continue;
    // A front that is a unit we know must hold what is found.
    const auto front = to_utf8(std::u32string_view(text).substr(0, i + 1));
    std::vector<UnitId> known;
    for (const auto& [name, unit] : higher_)
      if (front == name || ends_with(front, name)) known.push_back(unit);
    const Keep inside = [&](UnitId id) {
      return keep(id) && (known.empty() || std::any_of(known.begin(), known.end(), [&](UnitId up) {
                            return is_under(id, up);
                          }));
    };
    const auto rest = without_office(to_utf8(std::u32string_view(text).substr(i + 1)));
    found = lookup(rest, inside);
    if (found.empty()) found = after_units_above(rest, inside, 2);
  }
  return found;
}

std::vector<UnitId> NameIndex::find(std::string_view name, std::string_view above) const {
  const auto folded = fold_numerals(fold_text(name));
  if (folded.empty()) return {};
  std::vector<UnitId> holders;
  if (const auto wanted = fold_numerals(fold_text(above)); !wanted.empty())
    for (const auto& [front, unit] : higher_)
      if (front == wanted || (*units_)[unit].code == wanted) add_unique(holders, {unit});
  const Keep keep = [&](UnitId id) {
    return holders.empty() || std::any_of(holders.begin(), holders.end(),
                                          [&](UnitId holder) { return is_under(id, holder); });
  };

  auto found = lookup(folded, keep);
  if (found.empty()) found = after_units_above(folded, keep, 3);
  if (found.empty()) found = after_any_front(folded, keep);
  if (found.empty())
    for (const auto& parts : name_parts(folded))
      if (parts.generic.empty())
        if (const auto it = by_core_.find(parts.core); it != by_core_.end())
          for (const auto id : it->second)
            if (keep(id)) add_unique(found, {id});
  if (found.size() > 1) {
    std::vector<UnitId> legal;
    for (const auto id : found)
      if ((*units_)[id].tree == Tree::legal) legal.push_back(id);
    if (!legal.empty()) found = std::move(legal);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace fangyuan
