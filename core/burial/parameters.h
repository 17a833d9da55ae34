// SPDX-License-Identifier: Apache-2.0
// The numbers of burial arithmetic, each with where it is from. None is a constant of the code:
// whoever computes says which one is meant, and prints its source.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/amount.h"

namespace fangyuan {

/// How well a source is known: A read in full, B seen in an excerpt, M computed from others, K not
/// confirmed. M and K print as 待核对.
enum class Grade { A, B, M, K };
std::string to_string(Grade grade);  ///< "A", "B", "M 待核对", "K 待核对"
std::optional<Grade> parse_grade(std::string_view word);

struct Parameter {
  std::string_view id;       ///< "single_plot_m2"
  std::string_view name_zh;  ///< as the source calls it
  Amount value;
  std::string_view unit;    ///< "m²", "‰", "1", "年", "亩", "穴/亩"
  std::string_view source;  ///< empty: no figure is known, whoever wants it must give one
  Grade grade = Grade::K;

  bool has_value() const { return !source.empty(); }
};

/// All that ship, by id. A project may use its own in their place.
std::span<const Parameter> burial_parameters();
/// REQUIRES: the id is one of burial_parameters().
const Parameter& burial_parameter(std::string_view id);

}  // namespace fangyuan
