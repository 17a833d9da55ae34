// SPDX-License-Identifier: Apache-2.0
#include "geo/io/vector_layer.h"

#include <gtest/gtest.h>
#include <ogr_geometry.h>

#include <filesystem>
#include <fstream>

#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

class VectorLayerTest : public ::testing::Test {
 protected:
  LayerRef write(const std::string& name, const std::string& content) {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << content;
    LayerRef ref;
    ref.path = name;
    ref.resolved = path.string();
    return ref;
  }
  test::TempFolder folder_;
  Frame frame_{"EPSG:4547"};
  Problems problems_;
};

TEST_F(VectorLayerTest, ReadsPointsOfATableByNameUnasked) {
  const LayerRef ref = write("a.csv", "code,经度,纬度\n0410202, 114 ,34.5\n7,,\n");
  const VectorLayer layer = read_vector_layer(ref, frame_, problems_);
  ASSERT_EQ(layer.rows.size(), 2U);
  EXPECT_EQ(layer.rows[0].values[0], "0410202");
  ASSERT_TRUE(layer.rows[0].xy);
  EXPECT_NEAR(layer.rows[0].xy->toPoint()->getX(), 500000, 1e-6);
  EXPECT_EQ(layer.rows[0].lonlat->toPoint()->getY(), 34.5);
  EXPECT_FALSE(layer.rows[1].lonlat);
  EXPECT_FALSE(problems_.has_errors());
}

TEST_F(VectorLayerTest, TellsWhatIsMissing) {
  LayerRef ref;
  ref.path = "nowhere.gpkg";
  ref.resolved = (folder_.path() / "nowhere.gpkg").string();
  read_vector_layer(ref, frame_, problems_);
  EXPECT_TRUE(problems_.has("file-missing"));
  LayerRef bad = write("a.csv", "code,x,y\n1,114,34\n");
  bad.layer = "b";
  read_vector_layer(bad, frame_, problems_);
  EXPECT_TRUE(problems_.has("layer-missing"));
  bad.layer.clear();
  bad.where = "kode = 1";
  read_vector_layer(bad, frame_, problems_);
  EXPECT_TRUE(problems_.has("where-bad"));
  bad.where.clear();
  bad.fields["code"] = "Cod";
  const VectorLayer layer = read_vector_layer(bad, frame_, problems_);
  EXPECT_FALSE(layer.field("code", problems_));
  ASSERT_TRUE(problems_.has("field-missing"));
  EXPECT_NE(problems_.all().back().rule.en.find("code"), std::string::npos);
  EXPECT_FALSE(layer.field("name", problems_));
}

TEST_F(VectorLayerTest, ExtentIsInDegrees) {
  LayerRef ref = write("a.csv", "x,y\n500000,3763000\n501000,3764000\n");
  ref.crs = "EPSG:4547";
  const auto extent = layer_extent(ref, problems_);
  ASSERT_TRUE(extent);
  EXPECT_NEAR(extent->min.lon, 114, 1e-9);
  EXPECT_NEAR(extent->max.lat, 34, 0.1);
}

TEST(ParseAmount, ReadsNumbersAsOfficesWriteThem) {
  const auto n = [](std::int64_t v) { return Amount::from_whole(v); };
  EXPECT_EQ(parse_amount("1,234"), n(1234));
  EXPECT_EQ(parse_amount(" １２３　"), n(123));
  EXPECT_EQ(parse_amount("12 "), n(12));
  EXPECT_EQ(parse_amount("1，234，567"), n(1234567));
  EXPECT_EQ(parse_amount("－5"), n(-5));
  EXPECT_EQ(parse_amount("0.25"), Amount::from_millionths(250'000));
  for (const char* text : {"", "12人", "1,23", ",123", "1,2345", "1e5", "约12", "-", "1.2.3"})
    EXPECT_FALSE(parse_amount(text)) << text;
}

}  // namespace
}  // namespace fangyuan
