// SPDX-License-Identifier: Apache-2.0
// The numbers of burial arithmetic, each with where it is from. None is a constant of the code:
// whoever computes says which one is meant, and prints its source.
#pragma once

#include <span>
#include <string_view>

#include "core/base/amount.h"

namespace fangyuan {

/// How well a source is known: A read in full, B seen in an excerpt, M computed from others, K from
/// memory (prints as 待核对).
enum class Grade { A, B, M, K };

struct Parameter {
  std::string_view id;       ///< "single_plot_m2"
  std::string_view name_zh;  ///< as the source calls it
  Amount value;
  std::string_view unit;  ///< "m²", "‰", "1", "年", "亩"
  std::string_view source;
  Grade grade = Grade::K;
};

/// All that ship, by id. A project may use its own in their place.
std::span<const Parameter> burial_parameters();
/// REQUIRES: the id is one of burial_parameters().
const Parameter& burial_parameter(std::string_view id);

}  // namespace fangyuan
