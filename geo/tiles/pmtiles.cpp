// SPDX-License-Identifier: Apache-2.0
#include "geo/tiles/pmtiles.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

#include "geo/out/output_file.h"

namespace fangyuan {
namespace {

constexpr std::size_t kHeaderBytes = 127;
/// Header and root directory are read with the first 16 KiB.
constexpr std::size_t kMostRootBytes = 16384 - kHeaderBytes;

std::string gzipped(std::string_view data) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, 9, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string out(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib cannot finish");
  return out;
}

void varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>((value & 0x7F) | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

template <class T>
void little(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFF);
}

struct Directories {
  std::string root, leaves;  ///< compressed
};

/// The whole in the root if it fits, else leaves so large that the root does.
Directories directories_of(const std::vector<TileEntry>& entries) {
  Directories d{gzipped(directory_bytes(entries)), {}};
  for (std::size_t size = 4096; d.root.size() > kMostRootBytes; size *= 2) {
    d.leaves.clear();
    std::vector<TileEntry> root;
    for (std::size_t i = 0; i < entries.size(); i += size) {
      const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(i);
      const auto count = static_cast<std::ptrdiff_t>(std::min(size, entries.size() - i));
      const std::string leaf = gzipped(directory_bytes({begin, begin + count}));
      root.push_back(
          {entries[i].first, 0, d.leaves.size(), static_cast<std::uint32_t>(leaf.size())});
      d.leaves += leaf;
    }
    d.root = gzipped(directory_bytes(root));
  }
  return d;
}

std::int32_t e7(double degrees) { return static_cast<std::int32_t>(std::lround(degrees * 1e7)); }

struct Counts {
  std::uint64_t tiles = 0, entries = 0, contents = 0, tile_bytes = 0;
  std::uint8_t low_zoom = 0, high_zoom = 0;
};

std::string header_of(const Directories& d, std::size_t metadata_bytes, const Counts& counts,
                      const TileSet& set) {
  constexpr std::uint8_t kClustered = 1, kGzip = 2, kVectorTiles = 1;
  std::string out = "PMTiles\x03";
  std::uint64_t at = kHeaderBytes;
  for (const std::uint64_t length : {std::uint64_t{d.root.size()}, std::uint64_t{metadata_bytes},
                                     std::uint64_t{d.leaves.size()}, counts.tile_bytes}) {
    little(out, at);
    little(out, length);
    at += length;
  }
  little(out, counts.tiles);
  little(out, counts.entries);
  little(out, counts.contents);
  for (const std::uint8_t one :
       {kClustered, kGzip, kGzip, kVectorTiles, counts.low_zoom, counts.high_zoom})
    little(out, one);
  for (const double degrees : {set.low.lon, set.low.lat, set.high.lon, set.high.lat})
    little(out, e7(degrees));
  little(out, counts.low_zoom);  // of the centre
  little(out, e7((set.low.lon + set.high.lon) / 2));
  little(out, e7((set.low.lat + set.high.lat) / 2));
  return out;
}

}  // namespace

std::uint64_t tile_id(TileName t) {
  // (4^z − 1) ÷ 3 tiles have a lower zoom.
  std::uint64_t id = ((std::uint64_t{1} << (2 * t.z)) - 1) / 3;
  std::uint64_t x = t.x, y = t.y;
  for (std::uint64_t side = (std::uint64_t{1} << t.z) / 2; side > 0; side /= 2) {
    const bool right = (x & side) != 0, lower = (y & side) != 0;
    id += side * side * ((right ? 3U : 0U) ^ (lower ? 1U : 0U));
    x &= side - 1;
    y &= side - 1;
    if (lower) continue;
    if (right) {
      x = side - 1 - x;
      y = side - 1 - y;
    }
    std::swap(x, y);
  }
  return id;
}

std::string directory_bytes(const std::vector<TileEntry>& entries) {
  std::string out;
  varint(out, entries.size());
  std::uint64_t last = 0;
  for (const TileEntry& e : entries) {
    varint(out, e.first - last);
    last = e.first;
  }
  for (const TileEntry& e : entries) varint(out, e.run);
  for (const TileEntry& e : entries) varint(out, e.length);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool follows =
        i > 0 && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
    varint(out, follows ? 0 : entries[i].offset + 1);
  }
  return out;
}

void PmtilesWriter::add(TileName name, std::string gzipped_mvt) {
  tiles_.push_back({tile_id(name), name.z, std::move(gzipped_mvt)});
}

void PmtilesWriter::write(const std::filesystem::path& file, const TileSet& set) {
  if (tiles_.empty()) throw std::invalid_argument("no tiles");
  std::ranges::sort(tiles_, {}, &Tile::id);
  struct Content {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
  };
  std::unordered_map<std::string_view, Content> known;  // of bytes that tiles_ holds
  std::vector<std::string_view> contents;               // in the order in which they are written
  std::vector<TileEntry> entries;
  Counts counts{.tiles = tiles_.size(), .low_zoom = 255};
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    const Tile& t = tiles_[i];
    if (i > 0 && t.id == tiles_[i - 1].id) throw std::invalid_argument("a tile was given twice");
    counts.low_zoom = std::min(counts.low_zoom, t.z);
    counts.high_zoom = std::max(counts.high_zoom, t.z);
    const auto [it, is_new] = known.try_emplace(
        t.bytes, Content{counts.tile_bytes, static_cast<std::uint32_t>(t.bytes.size())});
    if (is_new) {
      contents.push_back(t.bytes);
      counts.tile_bytes += t.bytes.size();
    }
    if (!entries.empty() && entries.back().offset == it->second.offset &&
        entries.back().first + entries.back().run == t.id)
      ++entries.back().run;
    else
      entries.push_back({t.id, 1, it->second.offset, it->second.length});
  }
  counts.entries = entries.size();
  counts.contents = contents.size();
  const Directories directories = directories_of(entries);
  const std::string metadata = gzipped(set.metadata);
  OutputFile out(file);
  out.write(header_of(directories, metadata.size(), counts, set));
  out.write(directories.root);
  out.write(metadata);
  out.write(directories.leaves);
  for (const std::string_view bytes : contents) out.write(bytes);
  out.close();
}

}  // namespace fangyuan
