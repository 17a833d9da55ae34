// SPDX-License-Identifier: Apache-2.0
// The ways in which an OSM file may come: packed, shifted, twice the same way in it.
#include <bzlib.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "geo/crs/datum.h"
#include "tests/geo/roads/osm_text.h"

namespace fangyuan::test {
namespace {

Drawing street() {
  Drawing map(R"(
A B C
  D
)");
  map.way("ABC", "highway=residential");
  map.way("BD", "highway=residential");
  return map;
}

NetworkSource source_of(const std::string& path) {
  NetworkSource source;
  source.ref.path = source.ref.resolved = path;
  return source;
}

Roads read(const NetworkSource& source, Problems& problems) {
  const Frame frame("EPSG:4547");
  return read_roads(std::span(&source, 1), {}, frame, problems);
}

std::string bzip2(std::string text) {
  auto size = static_cast<unsigned>(text.size() + 1000);
  std::string packed(size, '\0');
  EXPECT_EQ(BZ2_bzBuffToBuffCompress(packed.data(), &size, text.data(),
                                     static_cast<unsigned>(text.size()), 9, 0, 0),
            BZ_OK);
  packed.resize(size);
  return packed;
}

TEST(OsmFiles, PackedFilesHoldTheSameRoads) {
  const TempFolder folder;
  const std::string xml = street().xml();
  const std::string bz2 = (folder.path() / "a.osm.bz2").string();
  put_file(bz2, bzip2(xml));
  const std::string gz = (folder.path() / "A.OSM.GZ").string();
  gzFile out = gzopen(gz.c_str(), "wb");
  gzwrite(out, xml.data(), static_cast<unsigned>(xml.size()));
  gzclose(out);
  for (const std::string& path : {bz2, gz}) {
    Problems problems;
    const Roads roads = read(source_of(path), problems);
    EXPECT_EQ(roads.network.edges.size(), 3U) << path;
    EXPECT_FALSE(problems.has_errors()) << path;
    ASSERT_EQ(roads.inputs.size(), 1U);
    EXPECT_EQ(roads.inputs[0].sha256.size(), 64U);
    EXPECT_EQ(roads.inputs[0].used, 2U);
  }
}

TEST(OsmFiles, ATruncatedPackedFileIsAnError) {
  const TempFolder folder;
  const std::string path = (folder.path() / "a.osm.bz2").string();
  const std::string whole = bzip2(street().xml());
  put_file(path, whole.substr(0, whole.size() - 20));
  Problems problems;
  EXPECT_TRUE(read(source_of(path), problems).network.empty());
  EXPECT_TRUE(problems.has("osm-unreadable"));
}

TEST(OsmFiles, AShiftedDatumIsUndone) {
  const Drawing map = street();
  NetworkSource shifted;
  shifted.ref.datum = "gcj02";
  const Network n = map.read(shifted).network;
  ASSERT_EQ(n.vertices.size(), 4U);
  bool found = false;
  for (const Place& v : n.vertices)
    found |= geodesic_mm(v.lonlat, undo_datum(Datum::gcj02, map.at('A'))) < 20;
  EXPECT_TRUE(found);
  EXPECT_FALSE(map.letter_at(n.vertices[0].lonlat).has_value()) << "nothing stays where it was";
}

TEST(OsmFiles, TheExtentIsThatOfTheNodes) {
  const Drawing map = street();
  const TempFolder folder;
  const std::string path = (folder.path() / "a.osm").string();
  put_file(path, map.xml());
  Problems problems;
  const auto extent = network_extent(source_of(path), problems);
  ASSERT_TRUE(extent.has_value());
  EXPECT_NEAR(extent->min.lon, map.at('A').lon, 1e-7);
  EXPECT_NEAR(extent->max.lon, map.at('C').lon, 1e-7);
  EXPECT_NEAR(extent->min.lat, map.at('D').lat, 1e-7);
  EXPECT_NEAR(extent->max.lat, map.at('A').lat, 1e-7);
  EXPECT_FALSE(network_extent(source_of("/nowhere/a.osm.pbf"), problems).has_value());
  EXPECT_TRUE(problems.has("file-missing"));
}

TEST(OsmFiles, AWayThatIsThereTwiceCountsOnce) {
  std::string xml = street().xml();
  const auto begin = xml.find("<way id='1'"), end = xml.find("<way id='2'");
  xml.insert(xml.find("</osm>"), xml.substr(begin, end - begin));
  const TempFolder folder;
  const std::string path = (folder.path() / "a.osm").string();
  put_file(path, xml);
  Problems problems;
  EXPECT_EQ(read(source_of(path), problems).network.edges.size(), 3U);
  EXPECT_TRUE(problems.has("osm-duplicate"));
}

}  // namespace
}  // namespace fangyuan::test
