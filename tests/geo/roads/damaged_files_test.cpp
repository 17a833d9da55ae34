// SPDX-License-Identifier: Apache-2.0
// Files that are cut off, scrambled or something else: an error, never a crash.
#include <cpl_vsi.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/io/xml_input.hpp>
#include <random>
#include <string>

#include "geo/roads/line_words.h"
#include "tests/geo/roads/osm_text.h"

namespace fangyuan::test {
namespace {

/// Reads bytes as if they were a file of this name.
Roads read_bytes(const std::string& name, std::string bytes, const Frame& frame,
                 Problems& problems) {
  const std::string path = "/vsimem/damaged/" + name;
  VSIFCloseL(VSIFileFromMemBuffer(path.c_str(), reinterpret_cast<GByte*>(bytes.data()),
                                  bytes.size(), FALSE));
  NetworkSource source;
  source.ref.path = name;
  source.ref.resolved = path;
  Roads roads = read_roads(std::span(&source, 1), {}, frame, problems);
  VSIUnlink(path.c_str());
  return roads;
}

std::string sample_xml() {
  Drawing map(R"(
A B C D
E F G H
I J K L
)");
  map.node('B', "barrier=bollard access=yes");
  map.way("ABCD", "highway=residential oneway=yes oneway:bicycle=no");
  map.way("BFJ", "highway=footway");
  map.way("EFGHE", "highway=service access=private foot=yes");
  map.way("IJ", "waterway=river");
  map.way("KLHGK", "natural=water");
  map.multipolygon("5 outer", "natural=water");
  return map.xml();
}

std::string sample_layer() {
  return R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"class":"主干路","oneway":"FT","speed_kmh":"40","modes":"walk,car"},
"geometry":{"type":"LineString","coordinates":[[114.0,34.8],[114.001,34.8],[114.002,34.801]]}},
{"type":"Feature","properties":{"class":"path","oneway":"","speed_kmh":"","modes":""},
"geometry":{"type":"MultiLineString","coordinates":[[[114.001,34.8],[114.001,34.802]]]}}]})";
}

std::string mutated(std::string bytes, std::mt19937& random) {
  const auto below = [&random](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (std::size_t changes = 1 + below(4); changes > 0 && bytes.size() > 2; --changes) {
    const std::size_t at = below(bytes.size());
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.erase(at, 1 + below(20));
        break;
      case 2:
        bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(30)));
        break;
      case 3:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      default:
        bytes.resize(std::max<std::size_t>(at, 1));
        break;
    }
  }
  return bytes;
}

void expect_sound(const Roads& roads) {
  const Network& n = roads.network;
  for (const Edge& e : n.edges) {
    ASSERT_LT(e.u.index(), n.vertices.size());
    ASSERT_LT(e.v.index(), n.vertices.size());
    ASSERT_NE(e.u, e.v);
    ASSERT_GE(e.shape_count, 2U);
    ASSERT_EQ(n.shape_mm[e.first_shape + e.shape_count - 1], e.length_mm);
  }
  for (const auto& use : n.use) ASSERT_EQ(use.size(), n.edges.size());
}

TEST(DamagedRoads, ScrambledOsmXmlNeverCrashes) {
  const Frame frame("EPSG:4547");
  const std::string xml = sample_xml();
  std::mt19937 random(1);
  std::size_t read = 0, refused = 0;
  for (int i = 0; i < 4000; ++i) {
    Problems problems;
    expect_sound(read_bytes("a.osm", mutated(xml, random), frame, problems));
    ++(problems.has_errors() ? refused : read);
  }
  EXPECT_GT(read, 50U) << "the mutations are too harsh to test the rules";
  EXPECT_GT(refused, 50U);
}

// Not compressed, so that a changed byte reaches the decoder and is not caught by a checksum.
std::string plain_pbf(const std::string& xml) {
  const TempFolder folder;
  const std::string path = (folder.path() / "plain.osm.pbf").string();
  osmium::io::Reader reader(osmium::io::File(xml.data(), xml.size(), "osm"));
  osmium::io::Writer writer(osmium::io::File(path, "pbf,pbf_compression=none"));
  while (osmium::memory::Buffer buffer = reader.read()) writer(std::move(buffer));
  writer.close();
  reader.close();
  return read_file(path);
}

TEST(DamagedRoads, ScrambledPlainPbfNeverCrashes) {
  const Frame frame("EPSG:4547");
  const std::string pbf = plain_pbf(sample_xml());
  Problems none;
  ASSERT_EQ(read_bytes("a.osm.pbf", pbf, frame, none).inputs.at(0).rejected, 0U);
  ASSERT_FALSE(none.has_errors());
  std::mt19937 random(5);
  std::size_t read = 0, refused = 0;
  for (int i = 0; i < 4000; ++i) {
    Problems problems;
    expect_sound(read_bytes("a.osm.pbf", mutated(pbf, random), frame, problems));
    ++(problems.has_errors() ? refused : read);
  }
  EXPECT_GT(read, 50U);
  EXPECT_GT(refused, 50U);
}

TEST(DamagedRoads, ScrambledLineLayersNeverCrash) {
  const Frame frame("EPSG:4547");
  const std::string json = sample_layer();
  std::mt19937 random(2);
  std::size_t read = 0, refused = 0;
  for (int i = 0; i < 3000; ++i) {
    Problems problems;
    expect_sound(read_bytes("a.geojson", mutated(json, random), frame, problems));
    ++(problems.has_errors() ? refused : read);
  }
  EXPECT_GT(read, 50U);
  EXPECT_GT(refused, 50U);
}

TEST(DamagedRoads, ScrambledWordsNeverCrash) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = mutated("步行，walk;car、ebike", random);
    modes_of(text);
    road_class_of(text);
    oneway_of(text);
  }
}

TEST(DamagedRoads, EveryTruncationOfAnOsmFileIsAnErrorWithACode) {
  const Frame frame("EPSG:4547");
  const std::string xml = sample_xml();
  for (std::size_t size = 1; size + 8 < xml.size(); size += 97) {
    Problems problems;
    const Roads roads = read_bytes("a.osm", xml.substr(0, size), frame, problems);
    EXPECT_TRUE(problems.has("osm-unreadable")) << size;
    EXPECT_TRUE(roads.network.empty());
  }
}

TEST(DamagedRoads, AnEmptyFileATextAndAMissingOneAreErrors) {
  const Frame frame("EPSG:4547");
  for (const char* name : {"a.osm", "a.osm.pbf", "a.osm.bz2", "a.osm.gz", "a.o5m"}) {
    Problems problems;
    read_bytes(name, "this is a note, not a map\n", frame, problems);
    EXPECT_TRUE(problems.has("osm-unreadable")) << name;
    Problems empty;
    read_bytes(name, " ", frame, empty);
    EXPECT_TRUE(empty.has_errors()) << name;
  }
  NetworkSource source;
  source.ref.path = "nowhere.osm.pbf";
  source.ref.resolved = "/nowhere/nowhere.osm.pbf";
  Problems problems;
  read_roads(std::span(&source, 1), {}, frame, problems);
  EXPECT_TRUE(problems.has("file-missing"));
}

TEST(DamagedRoads, WhereDoesNotApplyToOsm) {
  Drawing map("A B");
  map.way("AB", "highway=residential");
  NetworkSource source;
  source.ref.where = "highway = 'primary'";
  Problems problems;
  map.read(problems, source);
  EXPECT_TRUE(problems.has("osm-where"));
}

TEST(DamagedRoads, AnOsmFileWithoutRoadsIsAnError) {
  Drawing map("A B");
  map.way("AB", "building=yes");
  Problems problems;
  map.read(problems);
  EXPECT_TRUE(problems.has("roads-empty"));
}

class DamagedPbf : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = std::string(FANGYUAN_SHARED_DATA) + "/porto-alegre/poa_osm.pbf";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "shared data is not here: " << path;
    bytes_ = read_file(path);
  }
  std::string bytes_;
};

TEST_F(DamagedPbf, ATruncatedPbfIsAnErrorWithACode) {
  const Frame frame("EPSG:32722");
  for (const std::size_t size :
       {std::size_t{3}, std::size_t{40}, std::size_t{1000}, bytes_.size() / 2, bytes_.size() - 1}) {
    Problems problems;
    const Roads roads = read_bytes("a.osm.pbf", bytes_.substr(0, size), frame, problems);
    EXPECT_TRUE(problems.has("osm-unreadable")) << size;
    EXPECT_TRUE(roads.network.empty()) << size;
  }
}

TEST_F(DamagedPbf, AScrambledPbfNeverCrashes) {
  const Frame frame("EPSG:32722");
  std::mt19937 random(4);
  for (int i = 0; i < 30; ++i) {
    std::string bytes = bytes_;
    for (int k = 0; k < 3; ++k)
      bytes[std::uniform_int_distribution<std::size_t>(0, bytes.size() - 1)(random)] ^= 0x15;
    Problems problems;
    expect_sound(read_bytes("a.osm.pbf", bytes, frame, problems));
  }
}

}  // namespace
}  // namespace fangyuan::test
