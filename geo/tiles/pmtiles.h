// SPDX-License-Identifier: Apache-2.0
// PMTiles, version 3: many map tiles in one file that is read by byte ranges.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/place.h"

namespace fangyuan {

struct TileName {
  std::uint8_t z = 0;
  std::uint32_t x = 0, y = 0;
  friend bool operator==(const TileName&, const TileName&) = default;
};

/// The format's number of a tile: those of all lower zooms come first, then the place on the
/// Hilbert curve of its own. REQUIRES: z ≤ 26; x, y < 2^z.
std::uint64_t tile_id(TileName t);

/// One line of a directory: `run` tiles from `first` on hold the same `length` bytes at `offset`
/// into the tiles; of a leaf directory `run` is 0, and the bytes are in the leaves.
struct TileEntry {
  std::uint64_t first = 0;
  std::uint32_t run = 1;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
};

/// A directory as its bytes, before compression. REQUIRES: ascending, no entry empty.
std::string directory_bytes(const std::vector<TileEntry>& entries);

/// What is said of all tiles.
struct TileSet {
  LonLat low, high;      ///< what the tiles show
  std::string metadata;  ///< a JSON object; with "vector_layers"
};

/// Tiles that were given as they are, compressed by gzip, into one file: clustered (in the order of
/// their ids), equal ones once, neighbours that are equal in one entry.
///
///   PmtilesWriter writer;
///   writer.add({8, 210, 101}, bytes);  …  writer.write("run.pmtiles", set);
class PmtilesWriter {
 public:
  /// In any order, each tile once. Keeps the bytes. REQUIRES: not empty.
  void add(TileName name, std::string gzipped_mvt);
  std::size_t size() const { return tiles_.size(); }
  /// Throws std::runtime_error when it cannot be written, std::invalid_argument when a tile was
  /// given twice or there is none.
  void write(const std::filesystem::path& file, const TileSet& set);

 private:
  struct Tile {
    std::uint64_t id = 0;
    std::uint8_t z = 0;
    std::string bytes;
  };
  std::vector<Tile> tiles_;
};

}  // namespace fangyuan
