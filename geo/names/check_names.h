// SPDX-License-Identifier: Apache-2.0
// The checks of a gazetteer, all together.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/names/clashes.h"
#include "geo/names/gazetteer.h"
#include "geo/names/name_finding.h"
#include "geo/names/place_readings.h"
#include "geo/names/signs.h"

namespace fangyuan {

/// Where a name has to be unique. `area` empty: not known.
struct NameScope {
  ScopeKind kind = ScopeKind::none;
  std::string area;  ///< "41", "410202", "汴州市建成区"
  Text words;        ///< "县级行政区域 410202"
};

/// A name with everything that the checks need of it.
struct CheckedName {
  std::u32string folded;
  SplitName split;
  NameReading reading;  ///< of `folded`
  bool reading_understood = true;
  NameScope scope;
};

/// A name on a map or in a layer of the project.
struct MapName {
  std::string source;
  std::uint64_t row = 0;
  std::string name;
  std::string code;  ///< empty: none
  std::optional<Place> place;
  bool is_unit = false;
};

/// A word that a project adds to the list that ships.
struct OwnWord {
  std::u32string word;  ///< folded
  NameRule rule = NameRule::grand_word;
};
/// "大", "洋", "怪", "人名", "领导人", "企业", "商标", "grand", "foreign", …
std::optional<NameRule> word_rule_of(std::string_view kind);

struct NameCheckOptions {
  Date date{};                ///< only names in force are compared
  bool subdistricts = false;  ///< 街道 within the province, as 乡、镇
  int patrol_months = 12;     ///< 0: patrols are not looked at
  std::vector<OwnWord> words = {};
};

struct NameReport {
  std::vector<CheckedName> names;                        ///< by Gazetteer::names
  std::vector<NameFinding> findings;                     ///< by rule, grade, scope, first name
  std::array<std::uint64_t, kNameClasses> compared{};    ///< names that took part, by class
  std::array<std::uint64_t, kNameClasses> uncompared{};  ///< in force, and their scope is not known
  std::uint64_t not_in_force = 0;
  SignSurvey signs;
};

/// Generic terms have one reading (市 shì, 区 qū, 弄 lòng), whatever else the characters may be.
void settle_generic(const SplitName& split, NameReading& reading);

/// Folds, splits and reads every name. `scopes` by name; in parallel.
std::vector<CheckedName> prepare_names(const Gazetteer& gazetteer, std::vector<NameScope> scopes,
                                       const PlaceReadings& readings);

// One function per kind of check; each adds its findings.
void check_clashes(const Gazetteer& g, const PlaceReadings& readings,
                   const NameCheckOptions& options, NameReport& report);
void check_characters(const Gazetteer& g, NameReport& report);
void check_words(const Gazetteer& g, const NameCheckOptions& options, NameReport& report);
void check_spelling(const Gazetteer& g, const PlaceReadings& readings, NameReport& report);
void check_records(const Gazetteer& g, const NameCheckOptions& options, NameReport& report);
void check_places(const Gazetteer& g, const NameCheckOptions& options, NameReport& report);
void check_map_names(const Gazetteer& g, std::span<const MapName> map,
                     const NameCheckOptions& options, NameReport& report);

/// All of them. O(n log n).
NameReport check_names(const Gazetteer& gazetteer, std::vector<NameScope> scopes,
                       std::span<const MapName> map, const PlaceReadings& readings,
                       const NameCheckOptions& options);

}  // namespace fangyuan
