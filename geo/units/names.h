// SPDX-License-Identifier: Apache-2.0
// Place names made comparable: what two offices write for one village.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
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
  std::string core;  ///< without the generic term: "和平"
  std::string generic;  ///< 社区, 村, 街道, 镇, 乡, 民族乡, 县, 区, 市 …; empty: none recognised
};

/// 居委会, 居民委员会, 社区居委会, 社区居民委员会 → 社区; 村委会, 村民委员会, 行政村 → 村;
/// 街道办事处, 办事处 → 街道; 镇人民政府 → 镇; numerals as digits. A name that is nothing but a
/// generic term keeps it as its core.
NameParts name_parts(std::string_view name);

/// Finds units of one level by names as lists write them. Borrows `units`.
///
/// In this order, and the first step that finds anything decides: the folded name; core and generic
/// term; the same after the names of units above it were taken off the front ("示范区和平村"; they
/// then must hold it); after anything up to 省, 市, 县, 区, 街道, 镇 or 乡 was; and, for a name
/// without a generic term, the core alone. `above` narrows each step to units under one whose name
/// or code it is.
class NameIndex {
 public:
  NameIndex(const Units& units, Level level);

  struct Answer {
    std::vector<UnitId> units;  ///< one: found; several: ambiguous; none: unknown
  };
  Answer find(std::string_view name, std::string_view above = {}) const;

 private:
  std::vector<UnitId> lookup(const std::string& folded, bool core_alone) const;
  bool is_under(UnitId unit, std::string_view above) const;

  const Units* units_;
  std::map<std::string, std::vector<UnitId>> by_name_;
  std::map<std::string, std::vector<UnitId>> by_parts_;
  std::map<std::string, std::vector<UnitId>> by_core_;
  std::vector<std::pair<std::string, UnitId>> higher_;  ///< folded names above, longest first
};

}  // namespace fangyuan
