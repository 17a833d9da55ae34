// SPDX-License-Identifier: Apache-2.0
// The keys that every layer has, wherever a file names one. Internal to sim.
#pragma once

#include <filesystem>

#include "geo/io/layer_ref.h"
#include "sim/project/toml_reader.h"

namespace fangyuan {

/// path (required), layer, where, datum, crs, axes, fields. Relative paths are relative to
/// `folder`.
LayerRef read_layer(TomlReader& t, const std::filesystem::path& folder);

}  // namespace fangyuan
