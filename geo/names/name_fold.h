// SPDX-License-Identifier: Apache-2.0
// Names made comparable character by character, and what in them is odd.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

/// For comparing: white space and invisible characters out, full-width forms to plain ones, capital
/// letters to small ones, traditional and variant characters to the standard ones (溝 → 沟), the
/// dots of names (・ • ‧) to "·". UTF-8 in; bytes that are no UTF-8 stay as in utf8.h.
std::u32string fold_name(std::string_view name);

/// What stands in a name as written that a standard name does not have. Each lists the characters
/// concerned, in order, each once (letters as they stand).
struct OddCharacters {
  std::u32string not_in_list;  ///< Chinese characters outside 通用规范汉字表
  std::u32string level3;       ///< in its third part: for names and technical words, often 生僻
  std::u32string variants;     ///< traditional or variant forms of standard characters
  std::u32string latin;        ///< letters, also full-width; run by run, parted by spaces
  std::u32string digits;       ///< also full-width
  std::u32string marks;        ///< "·", "-" and their like
  std::u32string symbols;      ///< emoji, punctuation, control characters, bytes that are no UTF-8
  bool spaces = false;         ///< white space or invisible characters, inside or around, but for
                               ///< single spaces between letters ("Baker Street")
  bool any() const;
};
OddCharacters odd_characters(std::string_view name);

/// The name as it would be written by the standard: without the spaces and invisible characters
/// that odd_characters tells, variants in their standard forms (" 大溝 村" → "大沟村"). Letters
/// stay.
std::string standard_writing(std::string_view name);

/// The value of Chinese numerals or digits ("十二" 12, "二十" 20, "3" 3, "一〇一" 101); −1: none.
int number_of(std::u32string_view numerals);
bool is_numeral(char32_t c);  ///< 一 … 九, 十, 百, 〇, 零, 0 … 9

}  // namespace fangyuan
