// SPDX-License-Identifier: Apache-2.0
// Joining rows of tables without geometry to units, by code or by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/units/boundaries.h"
#include "geo/units/name_index.h"

namespace fangyuan {

enum class JoinBy { code, name };
/// "code" or "name".
std::optional<JoinBy> parse_join(std::string_view word);

/// What a row found. `unit` is set only when exactly one unit matches.
struct JoinAnswer {
  enum class Kind { found, no_key, unknown, ambiguous } kind = Kind::unknown;
  UnitId unit;
  /// Not found: the lowest unit above the wanted level that the row still names (by the front of
  /// its code, or by `above`); none where there is no such.
  UnitId above;
};

/// Units of one level in both trees, found by the codes and names that lists use. A code or name
/// that both trees have is the legal unit's. Borrows the units. find is safe to share.
class UnitJoin {
 public:
  UnitJoin(const Boundaries& boundaries, Level level, JoinBy by);
  /// Without outlines: a unit above in the other tree does not narrow a name.
  UnitJoin(const Units& units, Level level, JoinBy by);

  /// `key`: the row's code or name. `above`: the name or code of a unit above, where the row has
  /// one; it narrows names only.
  JoinAnswer find(std::string_view key, std::string_view above = {}) const;

 private:
  UnitJoin(const Units& units, Level level, JoinBy by, const NameIndex::Above& above);

  using ByCode = std::map<std::string, std::vector<UnitId>, std::less<>>;

  const Units* units_;
  Level level_;
  JoinBy by_;
  ByCode by_code_;
  NameIndex names_;
};

/// Column names that usually hold `what` ("code", "name", "class", "parent", "valid_from",
/// "valid_to"), most telling first.
std::vector<std::string_view> usual_columns(std::string_view what);

}  // namespace fangyuan
