// SPDX-License-Identifier: Apache-2.0
// One syllable of Hanyu Pinyin as a number: what readings are compared by.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

/// Letters a–z (ü as v), at most six, and a tone: 1–4, 0 for the neutral or an unknown one.
class Syllable {
 public:
  Syllable() = default;

  /// "cháng", "chang2", "chang", "lǚ", "lü3", "lv3", "lu:3", "xi'"; case does not matter. Absent
  /// when it is none of these: a syllable has a vowel and at most one tone.
  static std::optional<Syllable> parse(std::string_view text);

  /// Stands for a character without a reading: equal only to itself, printed as it is.
  static Syllable of_character(char32_t c) {
    return Syllable(kCharacters + static_cast<std::uint32_t>(c));
  }
  bool is_character() const { return value_ >= kCharacters; }

  int tone() const { return is_character() ? 0 : static_cast<int>(value_ % 5); }
  Syllable toneless() const { return is_character() ? *this : Syllable(value_ - value_ % 5); }
  std::string letters() const;                    ///< "chang", "lv"
  std::string to_string() const;                  ///< with the tone's mark: "cháng", "lǚ"
  std::uint32_t value() const { return value_; }  ///< dense enough to hash, unique

  friend auto operator<=>(const Syllable&, const Syllable&) = default;

 private:
  static constexpr std::uint32_t kCharacters = 5U * 27 * 27 * 27 * 27 * 27 * 27;
  explicit Syllable(std::uint32_t value) : value_(value) {}
  std::uint32_t value_ = 0;
};

/// A written reading taken apart: "Xī'ān Shì", "xi1 an1 shi4", "CHANG SHA". Syllables that are
/// written together are divided in the one way that gives `count` syllables, apostrophes being
/// divisions. Absent: no such way, or two ways that differ.
std::optional<std::vector<Syllable>> parse_reading(std::string_view text, std::size_t count);

}  // namespace fangyuan
