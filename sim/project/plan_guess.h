// SPDX-License-Identifier: Apache-2.0
// How an indicator is measured, guessed from its name in a plan. Internal to sim/project.
#pragma once

#include <optional>
#include <string>

namespace fangyuan {

/// What the words of an indicator give away.
struct MetricGuess {
  std::string keys;    ///< TOML lines
  std::string reason;  ///< for the comment
  bool is_share = false;
};

/// Absent: the name does not say what to count, or for which units.
std::optional<MetricGuess> guess_metric(const std::string& name);

}  // namespace fangyuan
