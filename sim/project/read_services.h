// SPDX-License-Identifier: Apache-2.0
// [[services]] of project.toml. Internal to sim/project.
#pragma once

#include <vector>

#include "core/study/service.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// Reads all services, resolves joint ones, and tells every problem to the readers' collector.
std::vector<Service> read_services(std::vector<TomlReader> tables);

}  // namespace fangyuan
