// SPDX-License-Identifier: Apache-2.0
// The tables of lines and markers. Internal to sim/project (it includes toml++).
#pragma once

#include <functional>

#include "sim/project/line_settings.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// `layer` reads path, layer, where, datum, crs, axes and fields of a table.
LineSettings read_line_settings(TomlReader& root,
                                const std::function<LayerRef(TomlReader&)>& layer);

}  // namespace fangyuan
