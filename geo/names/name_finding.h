// SPDX-License-Identifier: Apache-2.0
// What is found in a gazetteer: which rule, by which article, in which scope, which names, what to
// do. Findings are results, not errors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/place.h"
#include "core/base/problem.h"

namespace fangyuan {

enum class NameRule {
  same_name,
  same_specific,
  homophone,
  near_homophone,
  registered_twice,
  rare_character,
  level3_character,
  variant_character,
  spaces,
  letters,
  digits,
  marks,
  symbols,
  grand_word,
  foreign_word,
  feudal_word,
  vulgar_word,
  leader_name,
  person_name,
  company_name,
  famous_name,
  facility_place,
  spelling_form,
  spelling_tones,
  spelling_letters,
  reading_unread,
  protected_rename,
  code_twice,
  validity_overlap,
  scope_unknown,
  unit_name,
  map_variant,
  map_irregular,
  map_historic,
  map_unknown,
  sign_missing,
  sign_damaged,
  patrol_due
};
inline constexpr std::size_t kNameRules = 38;

enum class NameGrade { certain, likely, possible, needs_human };
std::string_view to_string(NameGrade g);  ///< "certain", "likely", "possible", "needs_human"
std::string_view zh_of(NameGrade g);      ///< 确定, 很可能, 可能, 需人工认定

struct NameRuleInfo {
  std::string_view id;  ///< "same_name"
  Text title;
  Text article;  ///< empty where the article depends on the class of the name
  Text todo;
};
const NameRuleInfo& info_of(NameRule r);

struct NameFinding {
  NameRule rule = NameRule::same_name;
  NameGrade grade = NameGrade::certain;
  Text article;
  Text scope;                        ///< empty where the rule has none
  std::vector<std::uint32_t> names;  ///< into Gazetteer::names; empty for other layers' names
  Text detail;
  std::string source = {};         ///< of a name on a map: the layer
  std::uint64_t row = 0;           ///< and its row
  std::string written = {};        ///< and what it writes
  std::vector<Place> places = {};  ///< of names on maps
};

}  // namespace fangyuan
