// SPDX-License-Identifier: Apache-2.0
// The words of rule packs: unit classes as plans name them, types, states, lists. Internal to
// sim/project.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/coverage/presence.h"
#include "core/study/facility.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// A unit class in a plan's words and what it stands for: "乡镇（街道）" is township level, four
/// classes.
struct BindingWord {
  std::string word;
  Level level;
  std::vector<std::string> classes;  ///< empty: every unit of the level
};
const std::vector<BindingWord>& binding_words();

/// Reads one table of a pack; what all readers of packs need to know.
struct PackReader {
  std::string file;  ///< as shown in problems
  Problems& problems;

  /// Tells key-missing where `there` is false.
  static void require(TomlReader& t, std::string_view key, bool there);
  /// The words of `written` that are among `words`; the others are errors of `key`.
  static std::vector<std::string> known_of(TomlReader& t, std::string_view key,
                                           const std::vector<std::string>& written,
                                           const std::vector<std::string>& words);
  /// Every word of a list must be among `words`.
  static std::vector<std::string> words_of(TomlReader& t, std::string_view key,
                                           const std::vector<std::string>& words);
  static std::vector<Status> statuses(TomlReader& t, std::vector<Status> otherwise);
  /// The types of `key`: unknown snake_case ones are a warning, other unknown words an error.
  std::vector<std::string> types(TomlReader& t, std::string_view key, bool required) const;
  /// binds, or level and classes; with only, also, except. True when a level was given.
  static bool units(TomlReader& t, PresenceQuery& query, std::string& bound_in_words);
};

}  // namespace fangyuan
