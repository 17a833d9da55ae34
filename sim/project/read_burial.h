// SPDX-License-Identifier: Apache-2.0
// The [burial] table of project.toml. Internal to sim/project.
#pragma once

#include "core/burial/settings.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// Reads the table to its end; what is wrong goes to the reader's problems, types that the shipped
/// table lacks (a warning) to `problems`, shown as of `file`.
BurialSettings read_burial(TomlReader& t, const std::string& file, Problems& problems);

}  // namespace fangyuan
