// SPDX-License-Identifier: Apache-2.0
// Coordinates as people write them.
#pragma once

#include <optional>
#include <string_view>

namespace fangyuan {

struct CoordinateText {
  double value = 0;
  bool sexagesimal = false;  ///< written in degrees and minutes
  char side = '\0';          ///< 'E', 'W', 'N', 'S' where the text says so
};

/// "114.3071", "38500000", "114°18′25.5″", "114-18-25.5", "114:18:25.5", "114度18分25.5秒",
/// "E114 18 25.5", "东经114°18.4′", also in full-width forms. West and south are negative. Absent
/// when it is none of these, or minutes or seconds reach 60.
std::optional<CoordinateText> read_coordinate(std::string_view text);

}  // namespace fangyuan
