// SPDX-License-Identifier: Apache-2.0
// Errors and warnings as data: every one has a code, says where it comes from, and is collected, so
// that all problems of an input are told at once. The library never prints.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

enum class Severity { warning, error };

/// A sentence in both languages of the interface.
struct Text {
  std::string zh;
  std::string en;
};

/// One problem. Printed as `error CODE file:layer:field=value rule`; parts that are empty stay
/// empty. The program adds the place, where there is one.
struct Problem {
  Severity severity = Severity::warning;
  std::string code = {};  ///< lower-case words with hyphens; listed in docs/codes.md
  std::string file = {};  ///< as the user wrote it
  std::string layer = {};
  std::string field = {};
  std::string value = {};
  Text rule = {};                    ///< what holds, or what was done about it
  std::uint64_t count = 1;           ///< of things this problem stands for
  std::optional<LonLat> where = {};  ///< the first of them on the map
};

/// The collector handed through loading. Warnings and errors keep the order in which they came.
class Problems {
 public:
  void add(Problem p);
  void error(Problem p);    ///< adds with Severity::error
  void warning(Problem p);  ///< adds with Severity::warning

  const std::vector<Problem>& all() const { return problems_; }
  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  bool has(std::string_view code) const;

  /// Throws InputError with everything collected so far if there is an error among it.
  void throw_if_errors() const;

 private:
  std::vector<Problem> problems_;
  std::size_t errors_ = 0;
};

/// The input or the command line is wrong (exit code 2). Carries every problem found.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  explicit InputError(Problem problem);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

enum class Language { zh, en };

/// `error CODE file:layer:field=value rule` in one line, without a line break; line breaks inside
/// parts are replaced by spaces.
std::string to_line(const Problem& p, Language language);

}  // namespace fangyuan
