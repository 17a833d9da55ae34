// SPDX-License-Identifier: Apache-2.0
// The table of facility types (data/tables/facility_types.csv) and the way from a user's word to
// one of them. The table is built into the program.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangyuan {

struct FacilityType {
  std::string id;      ///< lower snake_case
  std::string family;  ///< "elderly", "funeral", "children", …
  std::string zh;
  std::string en;
  std::vector<std::string> aliases;
  std::string source;  ///< where the plans name it: "000:L209"
};

/// How a word was understood.
struct TypeMatch {
  std::string id;
  /// True when the word is not a name or alias but ends in one or holds one
  /// ("鼓楼区民办养老院" → private_care): to be told to the user.
  bool guessed = false;
  std::string by;  ///< the name or alias that matched
};

/// A word reduced to what distinguishes it: half width, lower case, simplified characters of the
/// field's vocabulary, no spaces, brackets, quotes or dashes. For comparing names and types.
std::string fold_word(std::string_view word);

/// "lower_snake_case": a letter first, then letters, digits and single underscores.
bool is_snake_case(std::string_view word);

/// Immutable.
class FacilityTypes {
 public:
  /// The table that ships. Thread-safe; the first call parses it.
  static const FacilityTypes& shipped();
  /// Throws std::invalid_argument naming the line when `csv` breaks the table's own rules (header,
  /// snake_case ids, no id or folded alias twice).
  explicit FacilityTypes(std::string_view csv);
  ~FacilityTypes();

  const std::vector<FacilityType>& all() const;
  /// Absent: not in the table.
  const FacilityType* find(std::string_view id) const;
  /// By id, name or alias after folding; else by the longest name or alias that the word ends in,
  /// else by the longest it contains (the later one of equals). Absent: nothing fits.
  std::optional<TypeMatch> match(std::string_view users_word) const;
  /// The `n` types whose names are nearest to the word: for messages.
  std::vector<std::string> nearest(std::string_view word, std::size_t n) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The id of a user's word in the shipped table.
std::optional<std::string> type_of(std::string_view users_word);

}  // namespace fangyuan
