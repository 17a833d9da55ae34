// SPDX-License-Identifier: Apache-2.0
// What is known of single Chinese characters: readings, the standard list, variants.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/names/syllable.h"

namespace fangyuan {

/// The tables of data/tables made from Unihan (han_readings, han_standard, han_variants).
class HanTable {
 public:
  static const HanTable& shipped();

  /// The readings that modern dictionaries give, the commonest first; empty: none known.
  std::span<const Syllable> readings(char32_t c) const;
  /// Of 通用规范汉字表 (2013): 1 (3,500), 2 (3,000), 3 (1,605 characters); 0: not in it.
  int level(char32_t c) const;
  /// The standard character for a traditional or variant form (溝 → 沟), else `c` itself.
  char32_t standard(char32_t c) const;
  /// A Chinese character, also one that no table knows.
  static bool is_han(char32_t c);
  /// All syllables without tone, ü as v.
  const std::vector<std::string>& syllables() const { return syllables_; }

 private:
  HanTable();
  struct Entry {
    std::uint32_t begin = 0;
    std::uint16_t count = 0;
    std::uint8_t level = 0;
    char32_t standard = 0;  ///< 0: itself
  };
  const Entry* find(char32_t c) const;
  Entry& at(char32_t c);
  void read_readings(std::string_view csv);
  void read_levels(std::string_view csv);
  void read_variants(std::string_view csv);

  std::vector<Entry> dense_;  ///< U+3400–9FFF
  std::unordered_map<char32_t, Entry> rare_;
  std::vector<Syllable> readings_;
  std::vector<std::string> syllables_;
};

/// The text of a table of data/tables without its byte-order mark. Throws std::logic_error when it
/// is not built in.
std::string_view shipped_table(std::string_view name);
/// One line of a table that has no commas, quotes or line breaks inside cells.
std::vector<std::string_view> plain_cells(std::string_view line);
/// Calls `row` with the cells of every line but the first, empty lines and `#` lines aside. Throws
/// std::logic_error when a line has not `columns` cells.
template <class Row>
void each_table_row(std::string_view table, std::size_t columns, const Row& row);

}  // namespace fangyuan

#include "geo/names/table_rows.h"
