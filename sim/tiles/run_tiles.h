// SPDX-License-Identifier: Apache-2.0
// fangyuan tiles: a run's layers, and its project's roads, as one file of map tiles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "sim/study/stages.h"

namespace fangyuan {

struct TilesOptions {
  std::filesystem::path run, out;
  std::optional<std::filesystem::path> project;  ///< whose roads are shown, too
  std::vector<std::string> layers;               ///< empty: all there are
  bool force = false;
};

struct TilesSummary {
  std::size_t tiles = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> layers;
};

/// Layers with anything in them: units, circles, gaps, facilities, indicators, cells of
/// coverage.gpkg, and roads. The file appears complete or not at all. Throws InputError
/// (out-not-empty: the file is there and `force` is not given; run-missing, run-unreadable;
/// value-bad: a layer that is not there; those of the project), std::runtime_error.
TilesSummary write_run_tiles(const TilesOptions& options, const Progress& progress);

}  // namespace fangyuan
