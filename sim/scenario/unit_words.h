// SPDX-License-Identifier: Apache-2.0
// Changes of units as sentences that name units as people know them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/scenario/edit.h"

namespace fangyuan {

/// What a project says of units that an edit writes by code or name. Empty: edits are told as
/// written.
struct UnitWords {
  std::function<std::string(const std::string&)> called = {};          ///< "甲镇（410222101）"
  std::function<std::optional<LonLat>(const std::string&)> seat = {};  ///< before the edit
};

Text describe_units(const ChangeUnits& edit, const UnitWords& words = {});

}  // namespace fangyuan
