// SPDX-License-Identifier: Apache-2.0
// Vector tiles of layers, made by GDAL and packed into one PMTiles file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

class OGRLayer;

namespace fangyuan {

/// A layer and the zooms at which it is shown.
struct TiledLayer {
  OGRLayer* layer = nullptr;
  std::string name, about;
  int low_zoom = 0, high_zoom = 0;
};

struct TilesRequest {
  std::vector<TiledLayer> layers;  ///< at least one, each with a CRS and a feature
  std::string title;
  std::filesystem::path work;  ///< an empty folder for what GDAL writes; it is left as it was
};

/// Tile by tile what GDAL's MVT driver writes of the layers. How many tiles there are. Throws
/// std::runtime_error saying what went wrong.
std::size_t write_map_tiles(const TilesRequest& request, const std::filesystem::path& file);

}  // namespace fangyuan
