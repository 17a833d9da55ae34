// SPDX-License-Identifier: Apache-2.0
// A gazetteer (地名录) as offices keep it: one name a row.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/date.h"
#include "core/base/place.h"
#include "core/base/problem.h"
#include "geo/crs/frame.h"
#include "geo/io/layer_ref.h"
#include "geo/io/layer_use.h"
#include "geo/names/name_class.h"

namespace fangyuan {

/// [[names]]; fields: see kNameFields.
struct NamesSource {
  LayerRef ref;
  std::string type;                          ///< one type for the whole layer, or empty
  std::map<std::string, std::string> types;  ///< their words → a type that we know
};

enum class NameStatus { standard, irregular, to_clear, historic, proposed };
std::string_view to_string(NameStatus s);  ///< "standard", …
std::string_view zh_of(NameStatus s);      ///< 标准, 不规范, 待清理, 历史, 拟用
std::optional<NameStatus> name_status_of(std::string_view word);

struct PlaceName {
  std::uint32_t source = 0;  ///< into the sources
  std::uint64_t row = 0;     ///< as people count
  std::string id;            ///< given, else empty
  std::string name;          ///< as written, but for spaces around it
  std::string type;          ///< as written
  NameClass name_class = NameClass::other;
  std::string code;                        ///< of the unit itself, or of the place
  std::string unit;                        ///< code or name of the unit that it lies in
  std::string county, province, built_up;  ///< as written
  std::string reading, roman;
  NameStatus status = NameStatus::standard;
  std::string origin, protection, former, proposed, document;
  std::optional<Date> valid_from, valid_to;
  std::optional<bool> sign;   ///< 地名标志; absent: not said
  bool sign_damaged = false;  ///< there is one, and it is damaged
  std::optional<Date> patrolled;
  std::optional<Place> place;

  bool in_force(Date on) const {
    return status != NameStatus::historic && status != NameStatus::proposed &&
           !(valid_from && *valid_from > on) && !(valid_to && *valid_to < on);
  }

  /// Its code is its own and not that of where it lies: of divisions and villages whose code is as
  /// long as theirs are.
  bool has_own_code() const {
    constexpr std::size_t kTownship = 9, kVillage = 12;
    return name_class == NameClass::county ? !code.empty()
           : name_class == NameClass::township || name_class == NameClass::subdistrict
               ? code.size() >= kTownship
               : name_class == NameClass::village && code.size() >= kVillage;
  }
};

struct Gazetteer {
  std::vector<PlaceName> names;                 ///< in the order of sources and rows
  std::vector<LayerUse> inputs;                 ///< one per source
  std::vector<std::string> paths;               ///< of the sources, as written
  bool has_signs = false, has_patrols = false;  ///< some source has the column
};

/// A field of ours and the headers under which lists usually have it, the likelier first.
struct NameField {
  std::string_view key;
  std::string_view headers;  ///< separated by |
};
std::span<const NameField> name_fields();

/// Reads every source whole. Columns are those that `fields` names, else those called as the field,
/// else by usual headers (one warning field-guessed per source lists them). Rows without a name, or
/// with sums, are left out and told; an unknown type is class `other` and told (name-type-unknown),
/// as are words of the sign column that say neither yes nor no (name-sign-unknown); errors:
/// names-column-missing, date-text, date-order, name-status-bad, and those of reading layers.
/// O(rows).
Gazetteer read_gazetteer(std::span<const NamesSource> sources, const Frame& frame,
                         Problems& problems);

}  // namespace fangyuan
