// SPDX-License-Identifier: Apache-2.0
// Units found by the names that lists write.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/study/unit.h"

namespace fangyuan {

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
