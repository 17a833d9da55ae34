// SPDX-License-Identifier: Apache-2.0
// What a service with a capacity is told by besides coverage. Internal to sim/project.
#pragma once

#include "core/study/service.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// `best_filling` and `floating_catchment` of a [[services]] table. REQUIRES: its limits and
/// capacity are read.
void read_floating(TomlReader& service, Service& s);

}  // namespace fangyuan
