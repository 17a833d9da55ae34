// SPDX-License-Identifier: Apache-2.0
// Codes of units (GB/T 2260, GB/T 10114, 12-digit statistical codes) as offices write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/study/unit.h"

namespace fangyuan {

struct NormalCode {
  std::string text;
  bool fits_level = true;    ///< false: digits, but more or fewer than this level has
  bool lost_digits = false;  ///< "4.10202E+11": a spreadsheet has eaten the end
};

/// One spelling for each code:
/// - all white space (also U+3000) goes, full-width digits and letters become plain ones, an
///   apostrophe in front and ".0" behind go, "4.10202E+5" is written out;
/// - an all-digit code takes its level's length: prefecture 6 ("4102" → "410200"), county 6,
///   township 9, village 12; surplus zeros at the end are taken off ("410202000000" of a county →
///   "410202");
/// - a code of another depth than its level's (a nine-digit code of a county whose end is not
///   zeros) and codes with letters stay as they are, the former with fits_level = false.
NormalCode normal_code(std::string_view text, Level level);

/// The digits of a normal code that its children repeat: 4 of a prefecture (2 where the rest is
/// zeros: a municipality), 6, 9. Absent when the code is not all digits or does not fit.
std::optional<std::string> child_prefix(std::string_view code, Level level);

/// The class that a code alone gives away: by GB/T 2260's positions 5–6 for counties, by GB/T
/// 10114's 7–9 for townships, by 10–12 for villages. Empty when it says nothing.
std::string class_from_code(std::string_view code, Level level);

/// The class that a name's ending gives away: 街道, 镇, 民族乡, 乡, 社区, 村, 自治县, 县, 市, 区,
/// 示范区… Empty when it says nothing. Of a county-level 市 it says 县级市, of a prefecture-level
/// one 地级市.
std::string class_from_name(std::string_view name, Level level);

/// The words contract.md knows, after common variants ("街道办事处", "行政村", "居委会").
/// Absent when the word is none of them.
std::optional<std::string> normal_class(std::string_view word);

}  // namespace fangyuan
