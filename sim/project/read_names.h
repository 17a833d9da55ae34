// SPDX-License-Identifier: Apache-2.0
// The tables of place names. Internal to sim/project (it includes toml++).
#pragma once

#include <functional>

#include "sim/project/names_settings.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// `layer` reads path, layer, where, datum, crs, axes and fields of a table.
NamesSettings read_names(TomlReader& root, const std::function<LayerRef(TomlReader&)>& layer);

}  // namespace fangyuan
