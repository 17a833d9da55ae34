// SPDX-License-Identifier: Apache-2.0
// From one [[edits]] table to an action. Internal to sim/scenario.
#pragma once

#include "sim/project/toml_reader.h"
#include "sim/scenario/edit.h"

namespace fangyuan {

/// False when the kind is missing or unknown (told; the table's other keys are not looked at then).
/// Wrong values are told and left out. The caller finishes the table.
bool read_action(TomlReader& t, EditAction& action);

/// All kinds that there are, in the order of the guide.
const std::vector<std::string>& edit_kinds();

}  // namespace fangyuan
