// SPDX-License-Identifier: Apache-2.0
// The words of line layers: road classes as Chinese and English offices write them, one-way marks,
// lists of modes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/roads/road_rules.h"

namespace fangyuan {

/// "主干路", "国道", "Primary" → our class word. Absent: not in the table of docs/roads.md.
std::optional<std::string_view> road_class_of(std::string_view word);

enum class DrawnWay { both, forward, backward };

/// "yes", "1", "FT", "是", "单向" forward; "-1", "TF", "反向" backward; "no", "0", "B", "双向", ""
/// both. Absent: anything else, also "F" and "T" alone (see oneway_of_letter).
std::optional<DrawnWay> oneway_of(std::string_view word);

/// "F" forward, "T" backward, for layers in which "B" shows that they mean "from", "to", "both"
/// rather than false and true.
std::optional<DrawnWay> oneway_of_letter(std::string_view word);

struct ModeWords {
  ModeMask modes = 0;
  std::vector<std::string> unknown;
};
/// "walk,car", "步行;机动车", "all".
ModeWords modes_of(std::string_view words);

}  // namespace fangyuan
