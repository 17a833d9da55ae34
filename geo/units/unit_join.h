// SPDX-License-Identifier: Apache-2.0
// Joining rows of tables without geometry to units, by code or by name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/study/unit.h"
#include "geo/units/names.h"

namespace fangyuan {

enum class JoinBy { code, name };

/// What a row found. `unit` is set only when exactly one unit matches.
struct JoinAnswer {
  enum class Kind { found, no_key, unknown, ambiguous } kind = Kind::unknown;
  UnitId unit;
  /// Not found, by code: the lowest unit of any level above whose digits the code begins with.
  UnitId above;
};

/// Units of one level of both trees, found by the codes and names that lists use. Borrows `units`.
class UnitJoin {
 public:
  UnitJoin(const Units& units, Level level, JoinBy by);

  /// `key`: the row's code or name. `above`: the name or code of a unit above it, where the row has
  /// one; narrows names only.
  JoinAnswer find(std::string_view key, std::string_view above = {}) const;

 private:
  JoinAnswer find_code(std::string_view key) const;

  const Units* units_;
  Level level_;
  JoinBy by_;
  std::map<std::string, std::vector<UnitId>, std::less<>> by_code_;
  NameIndex names_;
};

/// Column names that usually hold `what` ("code", "name", "class", "parent", "valid_from",
/// "valid_to"), lower case, most telling first.
std::vector<std::string_view> usual_columns(std::string_view what);

}  // namespace fangyuan
