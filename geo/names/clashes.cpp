// SPDX-License-Identifier: Apache-2.0
#include "geo/names/clashes.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMostReadings = 256;  ///< of one name that are spelled out one by one

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
  h *= 0xff51afd7ed558ccdULL;
  return h ^ (h >> 32);
}

std::uint64_t hash_of(const std::u32string& text) {
  std::uint64_t h = text.size();
  for (const char32_t c : text) h = mix(h, c);
  return h;
}

/// The names of one scope that are written alike: what readings are compared by.
struct Item {
  std::uint32_t scope = 0;
  std::uint32_t name = 0;            ///< the first of them
  std::uint32_t begin = 0, end = 0;  ///< all of them, in the sorted order
};

/// One reading of one item.
struct Spoken {
  std::uint64_t key = 0;
  std::uint32_t scope = 0;
  std::uint32_t item = 0;
  std::uint16_t choice = 0;  ///< which of its readings
  std::uint8_t grade = 0;
};

struct Group {
  ClashGrade grade = ClashGrade::possible;
  std::vector<std::uint32_t> items;  ///< ascending
  std::vector<Syllable> reading;
};

class Finder {
 public:
  explicit Finder(std::span<const ComparedName> names) : names_(names), order_(names.size()) {}

  std::vector<Clash> find() {
    sort_by_text();
    find_same();
    find_sounds();
    std::sort(out_.begin(), out_.end(), [](const Clash& a, const Clash& b) {
      return std::tie(a.scope, a.kind, a.names, a.reading) <
             std::tie(b.scope, b.kind, b.names, b.reading);
    });
    return std::move(out_);
  }

 private:
  void sort_by_text() {
    std::vector<std::uint64_t> hash(names_.size());
    parallel_ranges(names_.size(), 4096, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) hash[i] = hash_of(names_[i].compared);
    });
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    parallel_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const ComparedName &x = names_[a], &y = names_[b];
      if (x.scope != y.scope) return x.scope < y.scope;
      if (hash[a] != hash[b]) return hash[a] < hash[b];
      if (const int c = x.compared.compare(y.compared); c != 0) return c < 0;
      return a < b;
    });
  }

  void find_same() {
    for (std::uint32_t i = 0; i < order_.size();) {
      const ComparedName& first = names_[order_[i]];
      std::uint32_t end = i + 1;
      while (end < order_.size() && names_[order_[end]].scope == first.scope &&
             names_[order_[end]].compared == first.compared)
        ++end;
      items_.push_back({first.scope, order_[i], i, end});
      if (end - i > 1 && !first.compared.empty()) same_group(i, end);
      i = end;
    }
  }

  void same_group(std::uint32_t begin, std::uint32_t end) {
    std::map<std::u32string_view, std::vector<std::uint32_t>> by_whole;
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = begin; i < end; ++i) {
      by_whole[names_[order_[i]].whole].push_back(order_[i]);
      all.push_back(order_[i]);
    }
    const std::uint32_t scope = names_[order_[begin]].scope;
    for (auto& [whole, rows] : by_whole)
      if (rows.size() > 1)
        out_.push_back({ClashKind::same_name, ClashGrade::certain, scope, rows, {}});
    if (by_whole.size() > 1)
      out_.push_back({ClashKind::same_specific, ClashGrade::certain, scope, std::move(all), {}});
  }

  const NameReading& reading(std::uint32_t item) const { return names_[items_[item].name].reading; }

  static std::size_t readings_of(const NameReading& r) {
    std::size_t n = 1;
    for (const auto& o : r.options) n = std::min(n * o.size(), kMostReadings + 1);
    return n;
  }

  /// The `choice`-th reading; 0 is the best one.
  static std::vector<Syllable> spell(const NameReading& r, std::size_t choice) {
    std::vector<Syllable> out;
    for (const auto& o : r.options) {
      out.push_back(o[choice % o.size()]);
      choice /= o.size();
    }
    return out;
  }

  void find_sounds() {
    std::vector<std::vector<Spoken>> parts((items_.size() + kChunk - 1) / kChunk);
    parallel_for(parts.size(), [&](std::size_t p) {
      const std::size_t end = std::min(items_.size(), (p + 1) * kChunk);
      for (std::size_t i = p * kChunk; i < end; ++i) speak(static_cast<std::uint32_t>(i), parts[p]);
    });
    std::vector<Spoken> exact;
    for (const auto& p : parts) exact.insert(exact.end(), p.begin(), p.end());
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      if (readings_of(reading(i)) > kMostReadings) wide_.push_back(i);
    std::vector<Spoken> near = exact;
    parallel_ranges(near.size(), 4096, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i)
        near[i].key = key_of(near[i].item, near[i].choice, true);
    });
    const auto homophones = groups_of(std::move(exact), false, {});
    const auto nears = groups_of(std::move(near), true, homophones);
    tell(ClashKind::homophone, homophones);
    tell(ClashKind::near_homophone, nears);
  }

  std::uint64_t key_of(std::uint32_t item, std::size_t choice, bool toneless) const {
    std::uint64_t h = 7;
    for (const auto& o : reading(item).options) {
      const Syllable s = o[choice % o.size()];
      choice /= o.size();
      h = mix(h, toneless ? s.toneless().value() : s.value());
    }
    return h;
  }

  void speak(std::uint32_t item, std::vector<Spoken>& out) const {
    const NameReading& r = reading(item);
    if (r.options.empty()) return;
    const std::size_t n = readings_of(r);
    if (n > kMostReadings) return;
    for (std::size_t k = 0; k < n; ++k) {
      const auto grade = k > 0       ? ClashGrade::possible
                         : r.certain ? ClashGrade::certain
                                     : ClashGrade::likely;
      out.push_back({key_of(item, k, false), items_[item].scope, item,
                     static_cast<std::uint16_t>(k), static_cast<std::uint8_t>(grade)});
    }
  }

  /// Items that share a key, and pairs with items that have too many readings to be spelled out.
  std::vector<Group> groups_of(std::vector<Spoken> spoken, bool toneless,
                               const std::vector<Group>& inside) const {
    parallel_sort(spoken.begin(), spoken.end(), [](const Spoken& a, const Spoken& b) {
      return std::tie(a.scope, a.key, a.item, a.grade, a.choice) <
             std::tie(b.scope, b.key, b.item, b.grade, b.choice);
    });
    std::vector<Group> found;
    for (std::size_t i = 0; i < spoken.size();) {
      std::size_t end = i + 1;
      while (end < spoken.size() && spoken[end].key == spoken[i].key &&
             spoken[end].scope == spoken[i].scope)
        ++end;
      if (spoken[end - 1].item != spoken[i].item) found.push_back(group(spoken, i, end, toneless));
      i = end;
    }
    add_wide(found, toneless);
    return without_parts(std::move(found), inside);
  }

  Group group(const std::vector<Spoken>& spoken, std::size_t begin, std::size_t end,
              bool toneless) const {
    Group g;
    std::uint8_t worst = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (!g.items.empty() && g.items.back() == spoken[i].item) continue;  // the better one came
      g.items.push_back(spoken[i].item);
      worst = std::max(worst, spoken[i].grade);
    }
    g.grade = static_cast<ClashGrade>(worst);
    g.reading = spell(reading(spoken[begin].item), spoken[begin].choice);
    if (toneless)
      for (Syllable& s : g.reading) s = s.toneless();
    return g;
  }

  static bool share(const Sounds& a, const Sounds& b, bool toneless, Syllable& which) {
    for (const Syllable x : a)
      for (const Syllable y : b)
        if (toneless ? x.toneless() == y.toneless() : x == y) {
          which = toneless ? x.toneless() : x;
          return true;
        }
    return false;
  }

  /// Items are in the order of their scopes.
  std::uint32_t first_of(std::uint32_t scope) const {
    const auto at =
        std::lower_bound(items_.begin(), items_.end(), scope,
                         [](const Item& item, std::uint32_t s) { return item.scope < s; });
    return static_cast<std::uint32_t>(at - items_.begin());
  }

  void add_wide(std::vector<Group>& found, bool toneless) const {
    for (const std::uint32_t wide : wide_)
      for (std::uint32_t other = first_of(items_[wide].scope);
           other < items_.size() && items_[other].scope == items_[wide].scope; ++other) {
        const auto &a = reading(wide).options, &b = reading(other).options;
        if (other == wide || a.size() != b.size()) continue;
        if (other < wide && readings_of(reading(other)) > kMostReadings) continue;  // told already
        Group g{ClashGrade::possible, {std::min(wide, other), std::max(wide, other)}, {}};
        g.reading.resize(a.size());
        bool all = true;
        for (std::size_t i = 0; all && i < a.size(); ++i)
          all = share(a[i], b[i], toneless, g.reading[i]);
        if (all) found.push_back(std::move(g));
      }
  }

  static bool within(const Group& part, const Group& whole) {
    return std::includes(whole.items.begin(), whole.items.end(), part.items.begin(),
                         part.items.end());
  }

  /// Leaves out groups that say nothing new.
  std::vector<Group> without_parts(std::vector<Group> groups,
                                   const std::vector<Group>& inside) const {
    // Larger first, then the better grade; each group only has to look at earlier ones.
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
      if (a.items.size() != b.items.size()) return a.items.size() > b.items.size();
      return std::tie(a.grade, a.items, a.reading) < std::tie(b.grade, b.items, b.reading);
    });
    std::vector<std::vector<std::uint32_t>> kept_with(items_.size()), inside_with(items_.size());
    for (std::uint32_t g = 0; g < inside.size(); ++g)
      for (const auto item : inside[g].items) inside_with[item].push_back(g);
    std::vector<Group> kept;
    for (Group& g : groups) {
      const auto& mine = inside_with[g.items.front()];
      if (std::any_of(mine.begin(), mine.end(), [&](auto h) { return within(g, inside[h]); }))
        continue;
      const auto& earlier = kept_with[g.items.front()];
      if (std::any_of(earlier.begin(), earlier.end(),
                      [&](auto h) { return kept[h].grade <= g.grade && within(g, kept[h]); }))
        continue;
      for (const auto item : g.items)
        kept_with[item].push_back(static_cast<std::uint32_t>(kept.size()));
      kept.push_back(std::move(g));
    }
    return kept;
  }

  void tell(ClashKind kind, const std::vector<Group>& groups) {
    for (const Group& g : groups) {
      Clash c{kind, g.grade, items_[g.items.front()].scope, {}, g.reading};
      for (const auto item : g.items)
        for (std::uint32_t i = items_[item].begin; i < items_[item].end; ++i)
          c.names.push_back(order_[i]);
      std::sort(c.names.begin(), c.names.end());
      out_.push_back(std::move(c));
    }
  }

  static constexpr std::size_t kChunk = 4096;
  std::span<const ComparedName> names_;
  std::vector<std::uint32_t> order_;
  std::vector<Item> items_;
  std::vector<std::uint32_t> wide_;
  std::vector<Clash> out_;
};

}  // namespace

std::vector<Clash> find_clashes(std::span<const ComparedName> names) {
  return Finder(names).find();
}

}  // namespace fangyuan
