// SPDX-License-Identifier: Apache-2.0
// Readings of place names: of characters from the dictionary, put right by a table of names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/names/syllable.h"

namespace fangyuan {

/// Why the best reading is what it is.
enum class ReadingSource { none, dictionary, table, romanisation, given };

/// The readings of one character, the best first, no two equal: few, and kept in place.
class Sounds {
 public:
  static constexpr std::size_t kMost = 9;
  Sounds() = default;
  Sounds(std::initializer_list<Syllable> list) { assign(list.begin(), list.end()); }
  /// What is beyond kMost is left out.
  template <class Iterator>
  void assign(Iterator begin, Iterator end) {
    count_ = 0;
    for (; begin != end && count_ < kMost; ++begin) items_[count_++] = *begin;
  }
  void push_back(Syllable s) {
    if (count_ < kMost) items_[count_++] = s;
  }
  /// Becomes the first one, whether it was among them or not.
  void put_first(Syllable s) {
    std::size_t at = 0;
    while (at < count_ && items_[at] != s) ++at;
    if (at == count_) {
      if (count_ < kMost) ++count_;
      at = count_ - 1;
    }
    for (; at > 0; --at) items_[at] = items_[at - 1];
    items_[0] = s;
  }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  Syllable operator[](std::size_t i) const { return items_[i]; }
  Syllable front() const { return items_[0]; }
  const Syllable* begin() const { return items_.data(); }
  const Syllable* end() const { return items_.data() + count_; }

 private:
  std::array<Syllable, kMost> items_{};
  std::uint8_t count_ = 0;
};

struct NameReading {
  /// By character; characters without any known reading count as their own.
  std::vector<Syllable> best;
  std::vector<Sounds> options;  ///< by character
  ReadingSource source = ReadingSource::none;
  bool certain = false;   ///< given, or every character has one reading or the table's
  bool complete = false;  ///< every character has a reading
};

/// Readings of folded names.
class PlaceReadings {
 public:
  /// The table that ships (data/tables/place_readings.csv).
  static const PlaceReadings& shipped();
  /// Without any table: the dictionary alone. For measuring what the table is worth.
  static PlaceReadings dictionary_only();
  PlaceReadings(const PlaceReadings&) = default;

  /// Adds or replaces an entry. False when the reading has not one syllable per character.
  bool add(std::string_view name, std::string_view reading);

  /// The longest entries that match, from left to right, fix their characters; of others the
  /// entry for one character comes first among the dictionary's readings. O(length).
  NameReading read(const std::u32string& folded) const;
  /// With what the list itself says: a reading (with or without tones), else a romanisation. Where
  /// neither fits the characters one to one they are not used; `understood` then is false.
  NameReading read(const std::u32string& folded, std::string_view reading,
                   std::string_view romanisation, bool* understood = nullptr) const;

  std::size_t size() const { return entries_.size(); }

 private:
  PlaceReadings() = default;
  std::unordered_map<std::u32string, std::vector<Syllable>> entries_;
  std::unordered_map<char32_t, std::vector<std::uint8_t>>
      lengths_;  ///< by first character, longest first
};

}  // namespace fangyuan
