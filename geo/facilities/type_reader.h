// SPDX-License-Identifier: Apache-2.0
// From the words of one source to types. Internal to geo/facilities.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/facilities/row_report.h"
#include "geo/io/sources.h"

namespace fangyuan {

class TypeReader {
 public:
  /// Checks source.type and the values of source.types; borrows `report`.
  TypeReader(const FacilitySource& source, RowReport& report);

  /// The type of the whole layer; absent: each row has its own.
  const std::optional<std::string>& layer_type() const { return layer_type_; }

  /// The types that a cell names, the first being the site's own; a cell that is one word to the
  /// table is one type though it holds a separator. Words that name none are told and left out.
  std::vector<std::string> read(const std::string& cell, const std::string& field,
                                std::uint64_t row);

 private:
  struct Known {
    std::string id;
    bool guessed = false;
    std::string by;
  };
  std::optional<Known> look_up(const std::string& word) const;
  /// Our own word, or a word of the table, for what the project says.
  std::optional<std::string> project_type(const std::string& key, const std::string& word);
  void tell_unknown(const std::string& id, const std::string& field, const std::string& word,
                    std::uint64_t row);

  RowReport* report_;
  std::optional<std::string> layer_type_;
  std::map<std::string, std::string> types_;  // folded word of theirs → our type
};

/// Split at 、 , ， ; ； | ｜ / ／ + ＋ and blanks; empty parts are left out.
std::vector<std::string> split_words(std::string_view cell);

}  // namespace fangyuan
