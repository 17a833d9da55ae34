// SPDX-License-Identifier: Apache-2.0
// Which facility types count for a plan's word: "养老机构" is eleven types, not one. One table for
// packs made from a plan's table and for those that ship (a test holds the latter against it).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace fangyuan {

struct TypeSet {
  std::vector<std::string> types;
  std::string by;  ///< the word that gave it
};

/// The types that an indicator of this name counts: the set of the table, else the one type whose
/// name or alias stands in it. Absent: no facility is named. Linear in the table.
std::optional<TypeSet> type_set_of(const std::string& name);

/// The institutions of care (养老机构).
const std::vector<std::string>& care_institutions();

}  // namespace fangyuan
