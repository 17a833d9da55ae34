// SPDX-License-Identifier: Apache-2.0
// How an indicator is measured, guessed from its name in a plan. Internal to sim/project.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace fangyuan {

/// What the words of an indicator give away.
struct MetricGuess {
  std::string metric;
  std::vector<std::string> types;
  std::string keys;    ///< TOML lines, metric and facilities among them
  std::string reason;  ///< for the comment
  bool is_share = false;
  bool falls = false;  ///< less is better, whatever the base says
};

/// The word of `binds` that a name bears; blanks and the width of brackets do not matter.
std::optional<std::string> bound_in(const std::string& name);

/// Of a name as a plan writes it. Absent: it does not say what to count, or for which units.
std::optional<MetricGuess> guess_metric(const std::string& written);

}  // namespace fangyuan
