// SPDX-License-Identifier: Apache-2.0
// A scenario that is no file yet.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/scenario.h"

namespace fangyuan {

/// As read_scenario() of a file that holds `toml`; `shown` names it in problems.
Scenario read_scenario_text(std::string_view toml, const std::string& shown, Problems& problems);

}  // namespace fangyuan
