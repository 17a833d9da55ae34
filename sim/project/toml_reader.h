// SPDX-License-Identifier: Apache-2.0
// Reading a TOML table key by key: every key asked for is known, every other one is an error, and
// every problem says file, table, key, value and rule. Internal to sim/project (it includes
// toml++).
#pragma once

#include <toml++/toml.h>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/date.h"
#include "core/base/problem.h"
#include "sim/project/nearest_word.h"

namespace fangyuan {

class TomlReader {
 public:
  /// `where` names the table in messages: "services[0]"; empty for the file itself.
  TomlReader(const toml::table& table, std::string file, std::string where, Problems& problems);

  // Each returns the value, or absence when the key is not there or has the wrong type (told).
  std::optional<std::string> text(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<Date> date(std::string_view key);
  std::optional<std::vector<std::string>> texts(std::string_view key);
  std::optional<std::vector<double>> numbers(std::string_view key);
  /// [[1, 2], [3, 4]]: points.
  std::optional<std::vector<std::vector<double>>> number_rows(std::string_view key);
  /// A table of texts; numbers (bands) become their decimal text.
  std::map<std::string, std::string> text_map(std::string_view key);
  std::map<std::string, double> number_map(std::string_view key);
  std::optional<TomlReader> table(std::string_view key);
  /// [[key]]: one reader per entry, in order.
  std::vector<TomlReader> tables(std::string_view key);
  bool has(std::string_view key) const;
  /// A key that nobody asked for yet, and that is `key` but for a slip: finish() will tell it.
  bool has_slip_of(std::string_view key) const;
  /// The text of `key` if it is one; nothing is told otherwise.
  std::optional<std::string> peek_text(std::string_view key);
  /// Makes a key known without reading it.
  void known(std::string_view key) { known_.emplace(key); }

  /// The text of a required key; told when it is missing or empty.
  std::string required_text(std::string_view key);
  /// A number in (0, high] or [0, high]; told when outside.
  std::optional<double> positive(std::string_view key, double high = 1e9);
  std::optional<double> not_negative(std::string_view key, double high = 1e9);
  /// One of `words`; told with the nearest when it is none.
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& words);

  /// Says that `key` has a wrong `value` and which rule it breaks.
  void error(std::string code, std::string_view key, std::string value, Text rule);
  /// Tells every key that nobody asked for, with the nearest known one. Call once, at the end.
  void finish();

  const std::string& where() const { return where_; }

 private:
  const toml::node* take(std::string_view key);
  void wrong_type(std::string_view key, const toml::node& node, const Text& wanted);

  const toml::table* table_;
  std::string file_;
  std::string where_;
  Problems* problems_;
  std::set<std::string, std::less<>> known_;
};

/// Parses TOML text. Throws InputError (toml-syntax with line and column); `shown` names it.
toml::table parse_toml_text(std::string_view text, const std::string& shown);

/// Parses a TOML file. Throws InputError (file-missing, toml-syntax with line and column).
toml::table parse_toml_file(const std::string& path, const std::string& shown);

}  // namespace fangyuan
