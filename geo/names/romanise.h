// SPDX-License-Identifier: Apache-2.0
// Hanyu Pinyin spelling of place names, by 中国地名汉语拼音字母拼写规则（汉语地名部分, 1984).
#pragma once

#include <string>
#include <string_view>

#include "geo/names/name_class.h"
#include "geo/names/place_readings.h"

namespace fangyuan {

struct RomaniseOptions {
  bool tones = true;       ///< without: the marks are dropped, as the rules allow; ü stays
  bool rhotacise = false;  ///< 儿 at the end of the specific part is an r: 盆儿胡同 Pénr Hútòng
  bool other_number = false;  ///< of names with a doubtful number: the less likely division
};

/// 专名 and 通名 apart, each beginning with a capital; villages and hamlets in one word; an
/// apostrophe before a, o, e within a word; ordinals of streets as digits (二马路 2 Mǎlù, 第一大街
/// Dì-1 Dàjiē). `folded` is the whole name, `reading` by its characters; letters and digits stay.
/// Where a name's committee was taken off, spell what `split_name` left.
std::string romanise(const std::u32string& folded, NameClass c, const NameReading& reading,
                     const RomaniseOptions& options = {});

/// A street's number may be read in two ways: 东四十二条 is Dōngsì 12 Tiáo or Dōng 42 Tiáo. Both
/// spellings count as right; which one it is people have to say.
bool has_doubtful_number(const std::u32string& folded, NameClass c);

/// How a written romanisation differs from the one that the rules give.
enum class SpellingFault {
  none,
  no_tones,  ///< only tone marks are missing, which the rules allow
  tones,     ///< same letters, other tones than any reading has
  form,      ///< division, capitals, apostrophes or hyphens
  letters,   ///< no reading of the characters is spelled so
};
SpellingFault check_romanisation(const std::u32string& folded, NameClass c,
                                 const NameReading& reading, std::string_view written);

}  // namespace fangyuan
