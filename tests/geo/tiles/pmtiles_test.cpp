// SPDX-License-Identifier: Apache-2.0
// PMTiles: ids by the curve itself, files read back by a reader of our own and tile by tile against
// what GDAL's driver writes.
#include "geo/tiles/pmtiles.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <zlib.h>

#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/tiles/map_tiles.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string gunzip(const std::string& data) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(std::size_t{4} << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

/// Reads a file from the front, as the format's text says.
class Reader {
 public:
  explicit Reader(const fs::path& file) : all_(bytes_of(file)) {
    EXPECT_EQ(all_.substr(0, 8), "PMTiles\x03");
  }
  template <class T>
  T at(std::size_t offset) const {
    T value{};
    std::memcpy(&value, all_.data() + offset, sizeof value);
    return value;
  }
  std::uint64_t section(int which, int part) const {
    return at<std::uint64_t>(8U + 16U * static_cast<unsigned>(which) +
                             8U * static_cast<unsigned>(part));
  }
  std::string metadata() const { return gunzip(all_.substr(section(1, 0), section(1, 1))); }

  /// id → bytes, of every tile.
  std::map<std::uint64_t, std::string> tiles() const {
    std::map<std::uint64_t, std::string> out;
    walk(all_.substr(section(0, 0), section(0, 1)), out);
    return out;
  }
  mutable int directories = 0;
  mutable std::uint64_t entries = 0;

 private:
  void walk(const std::string& packed, std::map<std::uint64_t, std::string>& out) const {
    ++directories;
    const std::string d = gunzip(packed);
    std::size_t p = 0;
    const auto next = [&] {
      std::uint64_t v = 0;
      for (int shift = 0;; shift += 7) {
        const auto c = static_cast<unsigned char>(d.at(p++));
        v |= std::uint64_t{c & 0x7FU} << shift;
        if (c < 0x80) return v;
      }
    };
    const std::uint64_t n = next();
    std::vector<TileEntry> e(n);
    std::uint64_t id = 0;
    for (auto& one : e) one.first = id += next();
    for (auto& one : e) one.run = static_cast<std::uint32_t>(next());
    for (auto& one : e) one.length = static_cast<std::uint32_t>(next());
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint64_t v = next();
      e[i].offset = v == 0 ? e[i - 1].offset + e[i - 1].length : v - 1;
    }
    EXPECT_EQ(p, d.size());
    for (const TileEntry& one : e) {
      const std::uint64_t base = one.run == 0 ? section(2, 0) : section(3, 0);
      const std::string bytes = all_.substr(base + one.offset, one.length);
      if (one.run == 0) {
        walk(bytes, out);
        continue;
      }
      ++entries;
      for (std::uint32_t r = 0; r < one.run; ++r)
        EXPECT_TRUE(out.emplace(one.first + r, bytes).second) << "tile twice";
    }
  }
  std::string all_;
};

TEST(TileId, IsThatOfTheFormatsExamples) {
  EXPECT_EQ(tile_id({0, 0, 0}), 0U);
  EXPECT_EQ(tile_id({1, 0, 0}), 1U);
  EXPECT_EQ(tile_id({1, 0, 1}), 2U);
  EXPECT_EQ(tile_id({1, 1, 1}), 3U);
  EXPECT_EQ(tile_id({1, 1, 0}), 4U);
  EXPECT_EQ(tile_id({2, 0, 0}), 5U);
  EXPECT_EQ(tile_id({12, 3423, 1763}), 19078479U);
}

TEST(TileId, WalksFromNeighbourToNeighbourThroughEveryTile) {
  for (std::uint8_t z = 1; z <= 6; ++z) {
    const std::uint32_t side = 1U << z;
    std::map<std::uint64_t, TileName> by_id;
    for (std::uint32_t x = 0; x < side; ++x)
      for (std::uint32_t y = 0; y < side; ++y) by_id[tile_id({z, x, y})] = {z, x, y};
    ASSERT_EQ(by_id.size(), std::size_t{side} * side);
    EXPECT_EQ(by_id.rbegin()->first - by_id.begin()->first, std::uint64_t{side} * side - 1);
    EXPECT_EQ(tile_id({static_cast<std::uint8_t>(z + 1), 0, 0}), by_id.rbegin()->first + 1);
    for (auto it = std::next(by_id.begin()); it != by_id.end(); ++it) {
      const TileName a = std::prev(it)->second, b = it->second;
      EXPECT_EQ(std::max(a.x, b.x) - std::min(a.x, b.x) + std::max(a.y, b.y) - std::min(a.y, b.y),
                1U);
    }
  }
  EXPECT_LT(tile_id({26, (1U << 26) - 1, (1U << 26) - 1}), std::uint64_t{1} << 53);
}

TEST(Pmtiles, EqualTilesAreThereOnceAndNeighboursShareALine) {
  test::TempFolder folder;
  PmtilesWriter writer;
  // Ids 1, 2, 3 hold the same; 4 another; 5 the first again.
  writer.add({2, 0, 0}, "sea");
  writer.add({1, 1, 0}, "land");
  writer.add({1, 1, 1}, "sea");
  writer.add({1, 0, 0}, "sea");
  writer.add({1, 0, 1}, "sea");
  const fs::path file = folder.path() / "a.pmtiles";
  writer.write(file, {{113.5, 34.1}, {115.5, 35.9}, R"({"vector_layers":[]})"});
  const Reader r(file);
  EXPECT_EQ(r.tiles(), (std::map<std::uint64_t, std::string>{
                           {1, "sea"}, {2, "sea"}, {3, "sea"}, {4, "land"}, {5, "sea"}}));
  EXPECT_EQ(r.entries, 3U);
  EXPECT_EQ(r.at<std::uint64_t>(72), 5U);  // tiles
  EXPECT_EQ(r.at<std::uint64_t>(80), 3U);  // entries
  EXPECT_EQ(r.at<std::uint64_t>(88), 2U);  // contents
  EXPECT_EQ(r.section(3, 1), 7U);          // their bytes
  EXPECT_EQ(r.section(0, 0), 127U);
  EXPECT_EQ(r.at<std::uint8_t>(100), 1);
  EXPECT_EQ(r.at<std::uint8_t>(101), 2);
  EXPECT_EQ(r.at<std::int32_t>(102), 1'135'000'000);
  EXPECT_EQ(r.at<std::int32_t>(114), 359'000'000);
  EXPECT_EQ(r.metadata(), R"({"vector_layers":[]})");
  EXPECT_EQ(fs::file_size(file), r.section(3, 0) + r.section(3, 1));
  PmtilesWriter twice;
  twice.add({1, 0, 0}, "a");
  twice.add({1, 0, 0}, "b");
  EXPECT_THROW(twice.write(file, {}), std::invalid_argument);
  EXPECT_THROW(PmtilesWriter().write(file, {}), std::invalid_argument);
}

TEST(Pmtiles, ManyTilesHaveLeavesAndASmallRoot) {
  test::TempFolder folder;
  PmtilesWriter writer;
  std::map<std::uint64_t, std::string> given;
  constexpr std::uint8_t kZoom = 8;
  for (std::uint32_t x = 0; x < 256; ++x)
    for (std::uint32_t y = 0; y < 256; y += 1 + x % 3) {
      const std::string bytes(1 + (x * 7 + y * 131) % 97, static_cast<char>('a' + (x * y) % 26));
      writer.add({kZoom, x, y}, bytes);
      given[tile_id({kZoom, x, y})] = bytes;
    }
  writer.write(folder.path() / "b.pmtiles", {{-180, -85}, {180, 85}, "{}"});
  const Reader r(folder.path() / "b.pmtiles");
  EXPECT_EQ(r.tiles(), given);
  EXPECT_GT(r.directories, 2);
  EXPECT_LE(r.section(0, 0) + r.section(0, 1), 16384U);
}

/// Two layers in UTM; the same asked of GDAL's driver by itself.
TEST(MapTiles, AreTileByTileThoseOfGdal) {
  GDALAllRegister();
  test::TempFolder folder;
  std::unique_ptr<GDALDataset> data(
      GetGDALDriverManager()->GetDriverByName("Memory")->Create("", 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference utm;
  utm.importFromEPSG(4547);
  utm.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayer* points = data->CreateLayer("points", &utm, wkbPoint);
  OGRFieldDefn name("name", OFTString), count("count", OFTReal);
  points->CreateField(&name);
  points->CreateField(&count);
  for (int i = 0; i < 300; ++i) {
    OGRFeature f(points->GetLayerDefn());
    f.SetField(0, ("地点" + std::to_string(i % 7)).c_str());
    f.SetField(1, i * 0.5);
    OGRPoint p(500'000 + 137.0 * i, 3'850'000 + 911.0 * (i % 31));
    f.SetGeometry(&p);
    ASSERT_EQ(points->CreateFeature(&f), OGRERR_NONE);
  }
  OGRLayer* areas = data->CreateLayer("areas", &utm, wkbPolygon);
  OGRFeature f(areas->GetLayerDefn());
  OGRLinearRing ring;
  for (const auto& [x, y] : {std::pair{0, 0}, {40'000, 0}, {40'000, 28'000}, {0, 28'000}, {0, 0}})
    ring.addPoint(500'000 + x, 3'850'000 + y);
  OGRPolygon polygon;
  polygon.addRing(&ring);
  f.SetGeometry(&polygon);
  ASSERT_EQ(areas->CreateFeature(&f), OGRERR_NONE);

  fs::create_directories(folder.path() / "work");
  const TilesRequest request{.layers = {{points, "points", "", 8, 11}, {areas, "areas", "", 6, 10}},
                             .title = "试验",
                             .work = folder.path() / "work"};
  const std::size_t tiles = write_map_tiles(request, folder.path() / "own.pmtiles");
  EXPECT_TRUE(fs::is_empty(folder.path() / "work"));

  const fs::path theirs = folder.path() / "gdal";
  const char* made[] = {"FORMAT=DIRECTORY", "MINZOOM=6", "MAXZOOM=11", "NAME=试验", nullptr};
  std::unique_ptr<GDALDataset> mvt(GetGDALDriverManager()->GetDriverByName("MVT")->Create(
      theirs.c_str(), 0, 0, 0, GDT_Unknown, const_cast<char**>(made)));
  ASSERT_TRUE(mvt);
  const char* of_points[] = {"MINZOOM=8", "MAXZOOM=11", nullptr};
  const char* of_areas[] = {"MINZOOM=6", "MAXZOOM=10", nullptr};
  ASSERT_TRUE(mvt->CopyLayer(points, "points", const_cast<char**>(of_points)));
  ASSERT_TRUE(mvt->CopyLayer(areas, "areas", const_cast<char**>(of_areas)));
  mvt.reset();
  std::map<std::uint64_t, std::string> given;
  std::set<int> zooms;
  for (const auto& e : fs::recursive_directory_iterator(theirs)) {
    if (e.path().extension() != ".pbf") continue;
    const auto part = [](const fs::path& p) {
      return static_cast<std::uint32_t>(std::stoul(p.stem().string()));
    };
    const auto z = static_cast<std::uint8_t>(part(e.path().parent_path().parent_path()));
    zooms.insert(z);
    given[tile_id({z, part(e.path().parent_path()), part(e.path())})] = bytes_of(e.path());
  }
  EXPECT_EQ(zooms, (std::set<int>{6, 7, 8, 9, 10, 11}));
  const Reader r(folder.path() / "own.pmtiles");
  EXPECT_EQ(r.tiles(), given);
  EXPECT_EQ(tiles, given.size());
  const auto metadata = nlohmann::json::parse(r.metadata());
  ASSERT_EQ(metadata.at("vector_layers").size(), 2U);
  EXPECT_EQ(metadata.at("vector_layers")[0].at("id"), "points");
  EXPECT_EQ(metadata.at("vector_layers")[0].at("fields").at("count"), "Number");
  EXPECT_NEAR(r.at<std::int32_t>(102) / 1e7, 114.0, 0.01);
}

}  // namespace
}  // namespace fangyuan
