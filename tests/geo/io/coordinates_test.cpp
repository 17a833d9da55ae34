// SPDX-License-Identifier: Apache-2.0
// Coordinates as offices have them: the likely reading is told, never silently taken.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "geo/crs/coordinate_text.h"
#include "geo/crs/datum.h"
#include "geo/crs/likely_reading.h"
#include "tests/geo/io/layer_fixture.h"

namespace fangyuan::test {
namespace {

TEST(ReadCoordinate, KnowsTheWaysPeopleWriteDegrees) {
  const double want = 114 + 18.0 / 60 + 25.5 / 3600;
  for (const char* text :
       {"114°18′25.5″", "114-18-25.5", "114:18:25.5", "114度18分25.5秒", "E114 18 25.5",
        "E114°18'25.5\"", "114°18'25.5''", "１１４°１８′２５．５″", "东经114°18′25.5″",
        "114° 18' 25.5\" E", " 114º18’25.5” "}) {
    const auto read = read_coordinate(text);
    ASSERT_TRUE(read) << text;
    EXPECT_NEAR(read->value, want, 1e-12) << text;
    EXPECT_TRUE(read->sexagesimal);
  }
  EXPECT_NEAR(read_coordinate("8°36'W")->value, -8.6, 1e-12);
  EXPECT_NEAR(read_coordinate("-8°36′")->value, -8.6, 1e-12);
  EXPECT_NEAR(read_coordinate("34°48.6′")->value, 34.81, 1e-12);
}

TEST(ReadCoordinate, KnowsPlainNumbers) {
  for (const auto& [text, value] :
       std::vector<std::pair<const char*, double>>{{"114.3071", 114.3071},
                                                   {"-8.61", -8.61},
                                                   {"+34", 34},
                                                   {"38500000.25", 38500000.25},
                                                   {"114.3°", 114.3},
                                                   {"114.3度", 114.3},
                                                   {"114.3E", 114.3},
                                                   {"3.8e6", 3.8e6}}) {
    const auto read = read_coordinate(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->value, value);
    EXPECT_FALSE(read->sexagesimal);
  }
}

TEST(ReadCoordinate, RefusesTheRest) {
  for (const char* text :
       {"", "-", "不详", "114°60′", "114°18′60″", "1 234 567", "114 18", "inf", "nan", "114,3",
        "114°18.5′25″", "200°1′1″", "1-2", "E", "2020-05-06x", "W-8°36′", "114°18′25.5″7"})
    EXPECT_FALSE(read_coordinate(text)) << text;
}

TEST(ReadCoordinate, SurvivesMutations) {
  std::mt19937_64 random(7);
  const std::vector<std::string> seeds = {"114°18′25.5″", "114-18-25.5", "E114 18 25.5",
                                          "东经114度18分25.5秒", "38500000.25"};
  const std::string marks = "0123456789.-: dEWNSe'\"\xC2\xB0\xE2\x80\xB2";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = seeds[random() % seeds.size()];
    for (std::uint64_t k = 1 + random() % 4; k > 0 && !text.empty(); --k) {
      if (random() % 2 == 0)
        text[random() % text.size()] = marks[random() % marks.size()];
      else
        text.erase(random() % text.size(), 1);
    }
    if (const auto read = read_coordinate(text)) {
      ASSERT_TRUE(std::isfinite(read->value)) << text;
      if (read->sexagesimal) {
        ASSERT_LE(std::fabs(read->value), 181) << text;
      }
    }
    const auto amount = parse_amount(text);
    if (amount) {
      ASSERT_EQ(parse_amount(amount->to_string()), amount) << text;
    }
  }
}

TEST(LikelyReading, GoesByMagnitude) {
  EXPECT_EQ(likely_reading({114.3, 34.8}), (LikelyReading{Looks::degrees, false, 0}));
  EXPECT_EQ(likely_reading({34.8, 114.3}), (LikelyReading{Looks::degrees, true, 0}));
  EXPECT_EQ(likely_reading({38500000, 3860000}), (LikelyReading{Looks::zone_grid, false, 38}));
  EXPECT_EQ(likely_reading({3860000, 38500000}), (LikelyReading{Looks::zone_grid, true, 38}));
  EXPECT_EQ(likely_reading({510000, 3860000}), (LikelyReading{Looks::plain_grid, false, 0}));
  EXPECT_EQ(likely_reading({12725000, 4139000}).looks, Looks::web_mercator);
  EXPECT_EQ(likely_reading({1e9, 5}).looks, Looks::other);
  EXPECT_EQ(likely_reading({NAN, 5}).looks, Looks::other);
  EXPECT_EQ(proposed_crs({Looks::zone_grid, false, 38}), "EPSG:4526");
  EXPECT_EQ(proposed_crs({Looks::zone_grid, false, 20}), "EPSG:4498");
  EXPECT_EQ(without_prefix(38), "EPSG:4547");
}

class CoordinatesTest : public LayerTest {
 protected:
  static XY xy(const Row& row) { return {row.xy->toPoint()->getX(), row.xy->toPoint()->getY()}; }
};

TEST_F(CoordinatesTest, AProposalForAMissingPrjIsMadeAndNotTaken) {
  const auto ref = write_shapefile(
      "red.shp",
      {{"POLYGON ((38500000 3860000,38501000 3860000,38501000 3861000,38500000 3860000))", "a", 1}},
      "");
  const VectorLayer layer = read(ref);
  EXPECT_TRUE(layer.rows.empty());
  const Problem p = problem("crs-missing");
  EXPECT_EQ(p.severity, Severity::error);
  EXPECT_NE(p.rule.zh.find("CGCS2000 38 带"), std::string::npos) << p.rule.zh;
  EXPECT_NE(p.rule.zh.find("crs = \"EPSG:4526\""), std::string::npos);
  LayerRef accepted = ref;
  accepted.crs = "EPSG:4526";
  Problems none;
  const VectorLayer placed = read_vector_layer(accepted, frame_, none);
  EXPECT_TRUE(none.all().empty());
  OGREnvelope box;
  placed.rows.at(0).xy->getEnvelope(&box);
  EXPECT_NEAR(box.MinX, 500000, 1e-5);
}

TEST_F(CoordinatesTest, ATableOfEastingsNeedsItsCrs) {
  read(write("a.csv", "name,X,Y\n甲,3860000,38500000\n乙,3861000,38501000\n"));
  const Problem p = problem("crs-missing");
  EXPECT_NE(p.rule.en.find("crs = \"EPSG:4526\" and axes = \"yx\""), std::string::npos)
      << p.rule.en;
  problems_ = {};
  LayerRef ref = ref_to("a.csv");
  ref.crs = "EPSG:4526";
  ref.axes = "yx";
  const VectorLayer layer = read(ref);
  EXPECT_TRUE(problems_.all().empty()) << told();
  EXPECT_NEAR(xy(layer.rows.at(0)).x, 500000, 1e-5);
  EXPECT_NEAR(xy(layer.rows.at(0)).y, 3860000, 1e-5);
}

TEST_F(CoordinatesTest, AZonePrefixAgainstTheDeclaredCrsIsTold) {
  LayerRef ref = write("a.csv", "x,y\n38500000,3860000\n");
  ref.crs = "EPSG:4547";
  read(ref);
  EXPECT_NE(problem("zone-prefix").rule.en.find("EPSG:4526"), std::string::npos);
  problems_ = {};
  ref = write("b.csv", "x,y\n500000,3860000\n");
  ref.crs = "EPSG:4526";
  read(ref);
  EXPECT_NE(problem("zone-prefix").rule.en.find("EPSG:4547"), std::string::npos);
  problems_ = {};
  ref = write("c.csv", "x,y\n3860000,500000\n");
  ref.crs = "EPSG:4547";
  read(ref);
  EXPECT_NE(problem("axes-swapped").rule.en.find("axes = \"yx\""), std::string::npos);
}

TEST_F(CoordinatesTest, DegreesAgainstAMetricCrsAndTheReverseAreTold) {
  LayerRef ref = write_shapefile("a.shp", {{"POINT (114.3 34.8)", "a", 1}}, "EPSG:4547");
  read(ref);
  EXPECT_EQ(problem("crs-mismatch").severity, Severity::error);
  EXPECT_NE(problem("crs-mismatch").rule.en.find("EPSG:4490"), std::string::npos);
  problems_ = {};
  read(write_shapefile("c.shp", {{"POINT (-51.2 -30)", "a", 1}}, "EPSG:32722"));
  EXPECT_NE(problem("crs-mismatch").rule.en.find("EPSG:4326"), std::string::npos);
  problems_ = {};
  // A single row among metres: a slip of that row.
  read(write_shapefile(
      "d.shp", {{"POINT (114.3 34.8)", "a", 1}, {"POINT (500000 3860000)", "b", 1}}, "EPSG:4547"));
  EXPECT_EQ(problem("crs-mismatch").severity, Severity::warning);
  problems_ = {};
  ref = write_shapefile("b.shp", {{"POINT (500000 3860000)", "a", 1}}, "EPSG:4490");
  read(ref);
  const Problem p = problem("crs-mismatch");
  EXPECT_EQ(p.severity, Severity::error);
  EXPECT_NE(p.rule.en.find("EPSG:4547"), std::string::npos) << p.rule.en;
}

TEST_F(CoordinatesTest, SingleSwappedRowsAreNamedOnceAndAsWhatTheyAre) {
  const VectorLayer layer = read(write("a.csv",
                                       "名称,经度,纬度\n甲,114.30,34.80\n乙,34.79,114.31\n"
                                       "丙,114.32,34.81\n丁,,\n戊,0,0\n己,不详,34\n庚,114,\n"));
  EXPECT_EQ(layer.rows.size(), 7U);
  const Problem swapped = problem("axes-swapped");
  EXPECT_EQ(swapped.value, "3 乙");
  EXPECT_EQ(swapped.severity, Severity::warning);
  EXPECT_FALSE(layer.rows[1].xy);
  EXPECT_NE(swapped.rule.en.find("without coordinates"), std::string::npos) << swapped.rule.en;
  EXPECT_EQ(swapped.rule.en.find("used as written"), std::string::npos) << swapped.rule.en;
  EXPECT_FALSE(problems_.has("coordinates-impossible")) << told();
  EXPECT_EQ(problem("coordinates-zero").value, "6 戊");
  EXPECT_EQ(problem("coordinates-text").value, "7 己");
  EXPECT_EQ(problem("coordinates-half").value, "8 庚");
  EXPECT_TRUE(layer.rows[0].xy && layer.rows[2].xy);
  for (const std::size_t i : {3U, 4U, 5U, 6U}) EXPECT_FALSE(layer.rows[i].lonlat);
}

TEST_F(CoordinatesTest, SwappedRowsInTheFarWestAreSeenByTheirNeighbours) {
  // 39 N 76 E is a place on earth also the other way round.
  std::string text = "name,lon,lat\n";
  for (int i = 0; i < 20; ++i)
    text +=
        std::to_string(i) + ",7" + std::to_string(5 + i % 3) + ".1,39." + std::to_string(i) + "\n";
  text += "other way,39.4,76.0\n";
  const VectorLayer layer = read(write("a.csv", text));
  EXPECT_EQ(problem("axes-swapped").value, "22 other way");
  ASSERT_TRUE(layer.rows[20].lonlat);
  EXPECT_EQ(layer.rows[20].lonlat->toPoint()->getX(), 39.4);  // as written
}

TEST_F(CoordinatesTest, AWholeSwappedTableIsProposedOnce) {
  LayerRef ref = write("a.csv", "x,y\n34.8,114.3\n34.7,114.2\n");
  read(ref);
  const Problem p = problem("axes-swapped");
  EXPECT_EQ(p.count, 2U);
  EXPECT_NE(p.rule.zh.find("axes = \"yx\""), std::string::npos);
  EXPECT_EQ(p.rule.zh.find("按原值使用"), std::string::npos);  // there is no such place
  EXPECT_FALSE(problems_.has("coordinates-impossible")) << told();
  problems_ = {};
  ref.axes = "yx";
  EXPECT_TRUE(read(ref).rows[1].xy);
  EXPECT_TRUE(problems_.all().empty()) << told();
}

TEST_F(CoordinatesTest, DegreesMinutesSecondsAreReadAndTold) {
  const VectorLayer layer =
      read(write("a.csv", "id,lon,lat\n1,114°18′00″,34度48分0秒\n2,114.3,34.8\n"));
  EXPECT_EQ(problem("dms").value, "2 1");
  EXPECT_NEAR(xy(layer.rows[0]).x, xy(layer.rows[1]).x, 1e-6);
  EXPECT_NEAR(xy(layer.rows[0]).y, xy(layer.rows[1]).y, 1e-6);
}

TEST_F(CoordinatesTest, DatumsAreUndoneForAnyGeometryAndAnyCrs) {
  const LonLat truth{114.3, 34.8};
  const LonLat shifted = shift_datum(Datum::gcj02, truth);
  const XY metres = frame_.to_xy(shifted);
  LayerRef degrees = write("a.csv", "lon,lat\n" + std::to_string(shifted.lon) + "," +
                                        std::to_string(shifted.lat) + "\n");
  LayerRef grid = write_shapefile("b.shp",
                                  {{"LINESTRING (" + std::to_string(metres.x) + " " +
                                        std::to_string(metres.y) + ",500000 3860000)",
                                    "a", 1}},
                                  "EPSG:4547");
  degrees.datum = grid.datum = "gcj02";
  const VectorLayer a = read(degrees), b = read(grid);
  const auto* point = a.rows.at(0).lonlat->toPoint();
  EXPECT_LT(geodesic_mm(truth, {point->getX(), point->getY()}), 100);  // six decimals
  OGRPoint first;
  b.rows.at(0).lonlat->toLineString()->getPoint(0, &first);
  EXPECT_LT(geodesic_mm(truth, {first.getX(), first.getY()}), 1);
  b.rows.at(0).xy->toLineString()->getPoint(0, &first);
  const XY want = frame_.to_xy(truth);
  EXPECT_NEAR(first.getX(), want.x, 1e-3);
  EXPECT_NEAR(first.getY(), want.y, 1e-3);
}

TEST_F(CoordinatesTest, KeepsProjectedCoordinatesAsRead) {
  const VectorLayer layer =
      read(write_shapefile("a.shp", {{"POINT (512345.678 3861234.567)", "a", 1}}, "EPSG:4547"));
  EXPECT_EQ(xy(layer.rows.at(0)).x, 512345.678);
  EXPECT_EQ(xy(layer.rows.at(0)).y, 3861234.567);
}

TEST_F(CoordinatesTest, AnOldDatumIsTold) {
  LayerRef ref = write("a.csv", "x,y\n500000,3860000\n");
  ref.crs = "EPSG:2383";  // Xian 1980, 114 E
  EXPECT_TRUE(read(ref).rows.at(0).xy) << told();
  EXPECT_EQ(problem("datum-approximate").severity, Severity::warning);
}

TEST_F(CoordinatesTest, AColumnThatNamesTheDatumIsTold) {
  LayerRef ref = write("a.csv",
                       "id,lon,lat,坐标系\na,114.3,34.8,CGCS2000\nb,114.4,34.8,高德\n"
                       "c,114.5,34.8,GCJ-02\nd,,,高德\ne,114.5,34.9,百度\n");
  read(ref);
  ASSERT_EQ(problems_.all().size(), 2U) << told();
  EXPECT_EQ(problems_.all()[0].code, "datum-rows");
  EXPECT_EQ(problems_.all()[0].value, "gcj02");
  EXPECT_EQ(problems_.all()[0].count, 2U);
  EXPECT_EQ(problems_.all()[1].value, "bd09");
  problems_ = {};
  read(write("b.csv", "id,lon,lat,坐标系\na,114.3,34.8,高德\n"));
  EXPECT_EQ(problem("datum-suspect").value, "gcj02");
  problems_ = {};
  ref.datum_given = true;
  read(ref);
  EXPECT_TRUE(problems_.all().empty()) << told();
}

TEST_F(CoordinatesTest, CommercialOutlinesLoadAndTheirFieldsGiveThemAway) {
  for (const auto& [file, units] : std::vector<std::pair<std::string, std::size_t>>{
           {"kaifeng/410200.geojson", 9U}, {"benxi/210500.geojson", 6U}}) {
    LayerRef ref;
    ref.path = file;
    ref.resolved = std::string(FANGYUAN_SHARED_DATA) + "/" + file;
    if (!std::filesystem::exists(ref.resolved)) GTEST_SKIP() << "no " << ref.resolved;
    const VectorLayer layer = read(ref);
    ASSERT_EQ(layer.rows.size(), units);
    for (const Row& row : layer.rows) EXPECT_TRUE(row.xy);
    EXPECT_EQ(problem("datum-suspect").value, "gcj02");
    problems_ = {};
    ref.datum_given = true;
    read(ref);
    EXPECT_TRUE(problems_.all().empty()) << told();
    EXPECT_EQ(layer.rows[0].values[*layer.find_column("adcode")]->size(), 6U);
  }
  EXPECT_FALSE(problems_.has_errors()) << told();
}

}  // namespace
}  // namespace fangyuan::test
