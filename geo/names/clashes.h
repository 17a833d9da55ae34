// SPDX-License-Identifier: Apache-2.0
// Same names and names that sound alike, among hundreds of thousands.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/names/place_readings.h"

namespace fangyuan {

/// A name as it takes part in the comparison. Names are compared with those of the same `scope`.
struct ComparedName {
  std::uint32_t scope = 0;  ///< of one kind of place in one area
  std::u32string compared;  ///< folded: 专名 of divisions and villages, else the whole name
  std::u32string whole;  ///< folded; names of one `compared` and different wholes differ in 通名
  NameReading reading;   ///< of `compared`
};

enum class ClashKind {
  same_name,      ///< 重名
  same_specific,  ///< 专名相同、通名不同
  homophone,      ///< 同音: tone by tone
  near_homophone  ///< 音近: same letters, other tones
};
enum class ClashGrade {
  certain,  ///< same characters; or readings that lists or tables give, or that leave no choice
  likely,   ///< the likeliest readings of characters that have several
  possible  ///< some reading of characters that have several
};

struct Clash {
  ClashKind kind = ClashKind::same_name;
  ClashGrade grade = ClashGrade::certain;
  std::uint32_t scope = 0;
  std::vector<std::uint32_t> names;  ///< ascending, at least two
  std::vector<Syllable> reading;     ///< shared, without tones for near_homophone; else empty
};

/// All of them, by scope, kind, first name and reading; the same whatever the thread count. A
/// group whose names all are in another one of the same kind and no worse grade is left out, and so
/// is a group of near homophones that lies within a group of homophones. Two names stand in a
/// homophone group exactly if at every character some reading of both is the same.
/// O(n log n) for names with few readings each.
std::vector<Clash> find_clashes(std::span<const ComparedName> names);

}  // namespace fangyuan
