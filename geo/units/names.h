// SPDX-License-Identifier: Apache-2.0
// Place names made comparable: what two offices write for one village.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/study/unit.h"

namespace fangyuan {

/// White space out (also U+3000), full-width letters, digits and brackets to plain ones, capital
/// letters to small ones, the Traditional characters that generic terms and common names use to
/// Simplified (縣 區 鄉 鎮 莊 東 …). UTF-8 in and out; bytes that are no UTF-8 stay.
std::string fold_text(std::string_view name);

/// Chinese numerals to digits: "第十一社区" → "第11社区", "一〇一" → "101", "二百零五" → "205".
std::string fold_numerals(std::string_view folded);

/// A folded name taken apart.
struct NameParts {
  std::string core;     ///< without the generic term, numerals as digits: "和平"
  std::string generic;  ///< 社区, 村, 街道, 镇, 乡, 县, 市, 区 …; empty: none recognised
  friend bool operator==(const NameParts&, const NameParts&) = default;
};

/// How a name may be read, one or two ways. 居委会, 居民委员会, 社区居委会, 社区居民委员会 → 社区;
/// 村委会, 村民委员会, 行政村 → 村; 街道办事处, 办事处 → 街道; 镇人民政府 → 镇. "周村村委会" is
/// 周村 + 村委会 or 周 + 村 + 村委会. A name that is nothing but a generic term is its own core.
std::vector<NameParts> name_parts(std::string_view name);

/// Finds units of one level by names as lists write them. Borrows `units`.
///
/// In this order, and the first step that finds anything decides: the folded name; core and generic
/// term; both after the names of units above were taken off the front ("示范区和平村"; those then
/// must hold the unit); after anything up to 省, 市, 县, 区, 街道, 镇 or 乡 was; and, for a name
/// without a generic term, the core alone.
class NameIndex {
 public:
  /// The units that hold a unit, in either tree, its own ancestors among them.
  using Above = std::function<std::vector<UnitId>(UnitId)>;
  NameIndex(const Units& units, Level level, const Above& above);

  /// One unit: found; several: ambiguous; none: unknown. Where both trees have one, the legal
  /// tree's. `above`, a name or code: only units under a unit so called, if there is one.
  std::vector<UnitId> find(std::string_view name, std::string_view above = {}) const;

 private:
  using Index = std::map<std::string, std::vector<UnitId>, std::less<>>;
  using Keep = std::function<bool(UnitId)>;
  std::vector<UnitId> lookup(const std::string& folded, const Keep& keep) const;
  std::vector<UnitId> after_units_above(const std::string& folded, const Keep& keep,
                                        int depth) const;
  std::vector<UnitId> after_any_front(const std::string& folded, const Keep& keep) const;
  bool is_under(UnitId unit, UnitId above) const;

  const Units* units_;
  Index by_name_, by_parts_, by_core_;
  std::vector<std::pair<std::string, UnitId>> higher_;  ///< folded names above, longest first
  std::map<UnitId, std::vector<UnitId>> above_;
};

}  // namespace fangyuan
