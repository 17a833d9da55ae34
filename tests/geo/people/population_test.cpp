// SPDX-License-Identifier: Apache-2.0
#include "geo/people/population.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>

#include "../units/feature_file.h"
#include "geo/people/placement.h"

namespace fangyuan {
namespace {

using namespace test;
const Date kDate{std::chrono::year{2025}, std::chrono::month{12}, std::chrono::day{31}};

struct PopulationTest : testing::Test {
  Folder folder;
  Frame frame{kCrs};
  Problems problems;
  PlacementLand land;

  std::string write(const std::string& name, const std::string& text) {
    return folder.write(name, text);
  }
  Boundaries units(const std::vector<std::pair<Level, std::string>>& layers) {
    std::vector<BoundarySource> sources;
    for (const auto& [level, text] : layers) {
      BoundarySource s;
      s.level = level;
      s.ref.path = std::string(to_string(level)) + ".geojson";
      s.ref.resolved = write(s.ref.path, text);
      sources.push_back(s);
    }
    Problems of_units;
    auto out = read_boundaries(sources, kDate, frame, of_units);
    EXPECT_FALSE(of_units.has_errors());
    return out;
  }
  // Three villages in a row, 1 km wide, the first two in the first township.
  Boundaries three_villages() {
    return units(
        {{Level::township,
          collection({feature(R"("code":"410202001","name":"城东街道")", box(0, 0, 2000, 1000)),
                      feature(R"("code":"410202100","name":"河西镇")", box(2000, 0, 3000, 1000))})},
         {Level::village,
          collection(
              {feature(R"("code":"410202001001","name":"和平社区")", box(0, 0, 1000, 1000)),
               feature(R"("code":"410202001002","name":"第一社区")", box(1000, 0, 2000, 1000)),
               feature(R"("code":"410202100201","name":"和平村")", box(2000, 0, 3000, 1000))})}});
  }
  PopulationSource source(const std::string& name, const std::string& text,
                          std::map<std::string, std::string> columns) {
    PopulationSource s;
    s.ref.path = name;
    s.ref.resolved = write(name, text);
    s.ref.columns = std::move(columns);
    return s;
  }
  Population build(const std::vector<PopulationSource>& sources, const Boundaries& boundaries,
                   double size = 100) {
    return build_cells(sources, boundaries, land, size, frame, problems);
  }
  const Problem* find(const std::string& code) const {
    for (const auto& p : problems.all())
      if (p.code == code) return &p;
    return nullptr;
  }
  static People sum(const std::vector<People>& column) {
    return std::accumulate(column.begin(), column.end(), People());
  }
  static void expect_balanced(const Population& p) {
    for (std::size_t g = 0; g < p.balance.size(); ++g) {
      const auto& b = p.balance[g];
      EXPECT_EQ(b.source, b.placed + b.outside + b.unlocated);
      EXPECT_EQ(b.placed, sum(p.cells.people[g]));
    }
  }
};

People whole(std::int64_t n) { return People::from_whole(n); }

TEST(EvenShare, TheFirstPartsTakeTheRemainderSoThatTheSumIsExact) {
  const auto seven = People::from_millionths(7);
  std::vector<std::int64_t> shares;
  for (std::size_t i = 0; i < 3; ++i) shares.push_back(even_share(seven, 3, i).millionths());
  EXPECT_EQ(shares, (std::vector<std::int64_t>{3, 2, 2}));
}

TEST_F(PopulationTest, NothingGivenIsNobody) {
  const auto p = build({}, Boundaries());
  EXPECT_EQ(p.cells.size(), 0U);
  EXPECT_TRUE(p.balance.empty());
  EXPECT_TRUE(problems.all().empty());
}

TEST_F(PopulationTest, EveryPointIsACellAlsoWithNobodyAndWithoutUnitsAllArePlaced) {
  const auto p = build(
      {source("p.csv", "lon,lat,人口,old\n114.33,34.78,12,3\n114.34,34.78,0,0\n114.35,34.78,7,\n",
              {{"total", "人口"}, {"older60", "old"}})},
      Boundaries());
  ASSERT_EQ(p.cells.size(), 3U);
  EXPECT_EQ(p.cells.groups, (std::vector<std::string>{"total", "older60"}));
  EXPECT_EQ(p.cells.place[1].lonlat, (LonLat{114.34, 34.78}));
  EXPECT_EQ(p.balance[0].placed, whole(19));
  EXPECT_EQ(p.balance[1].placed, whole(3));
  EXPECT_EQ(find("amount-empty")->count, 1U);
  EXPECT_TRUE(p.cells.unit_of.empty());
}

TEST_F(PopulationTest, OneInAHundredOutsideIsARaggedEdge) {
  const auto b = three_villages();
  const auto in = frame.to_lonlat(at(500, 500)), out = frame.to_lonlat(at(500, 5000));
  const auto line = [](LonLat p, const char* n) {
    return std::to_string(p.lon) + "," + std::to_string(p.lat) + "," + n + "\n";
  };
  build({source("p.csv", "lon,lat,n\n" + line(in, "99") + line(out, "1"), {{"total", "n"}})}, b);
  EXPECT_EQ(find("people-outside"), nullptr);
  build({source("q.csv", "lon,lat,n\n" + line(in, "99") + line(out, "1.01"), {{"total", "n"}})}, b);
  EXPECT_NE(find("people-outside"), nullptr);
}

TEST_F(PopulationTest, WhoIsInNoUnitIsOutsideAndWhoHasNoCoordinatesIsUnlocated) {
  const auto b = three_villages();
  const auto in = frame.to_lonlat(at(500, 500)), out = frame.to_lonlat(at(500, 5000));
  const auto text = "lon,lat,n\n" + std::to_string(in.lon) + "," + std::to_string(in.lat) + ",5\n" +
                    std::to_string(out.lon) + "," + std::to_string(out.lat) + ",6.25\n,,8\n";
  const auto p = build({source("p.csv", text, {{"total", "n"}})}, b);
  EXPECT_EQ(p.cells.size(), 1U);
  EXPECT_EQ(p.balance[0].source, *Amount::parse("19.25"));
  EXPECT_EQ(p.balance[0].placed, whole(5));
  EXPECT_EQ(p.balance[0].outside, *Amount::parse("6.25"));
  EXPECT_EQ(p.balance[0].unlocated, whole(8));
  ASSERT_NE(find("people-outside"), nullptr);
  EXPECT_EQ(find("people-outside")->value, "6.25 / 11.25");
  EXPECT_NEAR(find("people-outside")->where->lat, out.lat, 1e-6);
  ASSERT_EQ(p.unmatched.size(), 1U);
  EXPECT_EQ(p.unmatched[0].why, UnmatchedRow::Why::no_place);
  EXPECT_EQ(p.unmatched[0].row, 4U);
  expect_balanced(p);
}

TEST_F(PopulationTest, SumsOfAListAreNobodyMore) {
  const auto text = "名称,lon,lat,n\n甲,114.33,34.78,12\n乙,114.34,34.78,7\n总 计,,,19\n丙,,,4\n";
  const auto p = build({source("p.csv", text, {{"total", "n"}})}, Boundaries());
  EXPECT_EQ(p.balance[0].source, whole(23));
  EXPECT_EQ(p.balance[0].unlocated, whole(4));  // one without a place is one all the same
  ASSERT_NE(find("totals-row"), nullptr);
  EXPECT_EQ(find("totals-row")->value, "总 计");
  ASSERT_EQ(p.unmatched.size(), 1U);
  expect_balanced(p);
}

TEST_F(PopulationTest, TextAndNegativeNumbersInATableAreErrors) {
  build({source("p.csv", "lon,lat,n\n114.3,34.7,12人\n114.3,34.7,-3\n114.3,34.7,4\n",
                {{"total", "n"}})},
        Boundaries());
  ASSERT_NE(find("amount-text"), nullptr);
  EXPECT_EQ(find("amount-text")->value, "12人");
  EXPECT_EQ(find("amount-text")->severity, Severity::error);
  EXPECT_EQ(find("amount-negative")->severity, Severity::error);
}

TEST_F(PopulationTest, AMissingColumnAndATableWithoutPlacesAreErrors) {
  build({source("p.csv", "lon,lat,people\n114.3,34.7,1\n", {{"total", "poeple"}})}, Boundaries());
  ASSERT_NE(find("field-missing"), nullptr);
  EXPECT_NE(find("field-missing")->rule.en.find("people"), std::string::npos);
  build({source("q.csv", "name,people\nx,1\n", {{"total", "people"}})}, Boundaries());
  EXPECT_TRUE(problems.has("people-no-geometry"));
}

TEST_F(PopulationTest, APolygonsCountGoesToTheCentresInItFromNorthWestToSouthEast) {
  const auto p =
      build({source("a.geojson", collection({feature(R"("n":100)", box(0, 0, 300, 200))}),
                    {{"total", "n"}})},
            Boundaries());
  ASSERT_EQ(p.cells.size(), 6U);
  EXPECT_EQ(p.cells.place[0].xy, at(50, 150));
  EXPECT_EQ(p.cells.place[1].xy, at(150, 150));
  EXPECT_EQ(p.cells.place[5].xy, at(250, 50));
  EXPECT_EQ(p.cells.people[0][0].to_string(), "16.666667");
  EXPECT_EQ(p.cells.people[0][4].to_string(), "16.666666");
  EXPECT_EQ(sum(p.cells.people[0]), whole(100));
}

TEST_F(PopulationTest, CentresOnTheOutlineOrInAHoleAreNotInIt) {
  // Corners at (50, 50) … (350, 350) lie on centres; the hole takes the centre (150, 150) away.
  const auto p =
      build({source("a.geojson",
                    collection({feature(
                        R"("n":8)", polygon({{{50, 50}, {350, 50}, {350, 350}, {50, 350}},
                                             {{140, 140}, {140, 160}, {160, 160}, {160, 140}}}))}),
                    {{"total", "n"}})},
            Boundaries());
  ASSERT_EQ(p.cells.size(), 3U);
  EXPECT_EQ(p.cells.place[0].xy, at(150, 250));
  EXPECT_EQ(p.cells.place[1].xy, at(250, 250));
  EXPECT_EQ(p.cells.place[2].xy, at(250, 150));
}

TEST_F(PopulationTest, APolygonSmallerThanACellGetsOneInsideIt) {
  const auto p =
      build({source("a.geojson", collection({feature(R"("n":9)", box(1010, 1010, 1030, 1030))}),
                    {{"total", "n"}})},
            Boundaries());
  ASSERT_EQ(p.cells.size(), 1U);
  EXPECT_GT(p.cells.place[0].xy.x, at(1010, 0).x);
  EXPECT_LT(p.cells.place[0].xy.x, at(1030, 0).x);
  EXPECT_EQ(p.cells.people[0][0], whole(9));
}

PolygonXY box_xy(double x0, double y0, double x1, double y1) {
  return {{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}, {}};
}

TEST_F(PopulationTest, PeopleLiveOnResidentialLandElseEverywhereButWaterAndExclusions) {
  const auto b = three_villages();
  land.residential = {box_xy(100, 100, 300, 200), box_xy(1510, 510, 1530, 530)};
  land.water = {box_xy(2000, 0, 3000, 500)};
  land.exclusions = {box_xy(2000, 500, 2900, 1000)};
  auto table = source("v.csv", "code,n\n410202001001,10\n410202001002,20\n410202100201,30\n",
                      {{"total", "n"}});
  table.join = "code";
  const auto p = build({table}, b);
  std::vector<XY> first, second, third;
  for (std::size_t i = 0; i < p.cells.size(); ++i) {
    const auto& code = b.units[p.cells.unit_of[1][i]].code;
    (code == "410202001001"   ? first
     : code == "410202001002" ? second
                              : third)
        .push_back(p.cells.place[i].xy);
  }
  EXPECT_EQ(first, (std::vector{at(150, 150), at(250, 150)}));
  ASSERT_EQ(second.size(), 1U);  // the home is smaller than a cell: one cell in it
  EXPECT_NEAR(second[0].x, at(1520, 0).x, 10);
  EXPECT_EQ(third, (std::vector{at(2950, 950), at(2950, 850), at(2950, 750), at(2950, 650),
                                at(2950, 550)}));
  expect_balanced(p);
}

TEST_F(PopulationTest, JoinsByNameKnowWhatOfficesWrite) {
  const auto b = three_villages();
  auto table = source("v.csv",
                      "村（社区）,乡镇（街道）,户数\n"
                      "和平社区居委会,,1\n"          // → 和平社区
                      "第1社区,,2\n"                 // → 第一社区
                      "城东街道办事处和平社区,,4\n"  // wrong front spelling, cut at 街道… 办事处
                      "河西镇和平村村民委员会,,8\n"  // → 和平村
                      "和平,,16\n"                   // 社区 or 村: ambiguous
                      "和平,河西镇,32\n"             // → 和平村
                      "没有的村,,64\n"
                      ",,128\n",
                      {{"households", "户数"}});
  table.join = "name";
  const auto p = build({table}, b);
  std::map<std::string, People> by_unit;
  for (std::size_t i = 0; i < p.cells.size(); ++i)
    by_unit[b.units[p.cells.unit_of[1][i]].name] += p.cells.people[0][i];
  EXPECT_EQ(by_unit["和平社区"], whole(1 + 4));
  EXPECT_EQ(by_unit["第一社区"], whole(2));
  EXPECT_EQ(by_unit["和平村"], whole(8 + 32));
  ASSERT_EQ(p.unmatched.size(), 3U);
  EXPECT_EQ(p.unmatched[0].why, UnmatchedRow::Why::ambiguous);
  ASSERT_NE(find("join-unmatched"), nullptr);  // told first of the row that is ambiguous
  EXPECT_NE(find("join-unmatched")->rule.zh.find("乡镇（街道）”是空白"), std::string::npos);
  EXPECT_EQ(p.unmatched[1].key, "没有的村");
  EXPECT_EQ(p.unmatched[2].why, UnmatchedRow::Why::no_key);
  EXPECT_EQ(p.balance[0].unlocated, whole(16 + 64 + 128));
  EXPECT_TRUE(problems.has("join-repeated"));
  EXPECT_TRUE(problems.has("field-guessed"));
  expect_balanced(p);
}

TEST_F(PopulationTest, ACodeThatFindsNoUnitIsChargedToTheUnitAbove) {
  const auto b = three_villages();
  auto table = source("v.csv", "code,n\n410202001777,10\n410202001002000,5\n", {{"total", "n"}});
  table.join = "code";
  const auto p = build({table}, b);
  const auto township = b.units.layers[0].units[0];
  EXPECT_EQ(p.unlocated_of[0][township.index()], whole(10));
  EXPECT_EQ(p.balance[0].placed, whole(5));
  EXPECT_EQ(find("join-unit-unlisted")->count, 2U);
}

TEST_F(PopulationTest, AJoinedUnitKeepsItsPeopleThoughAnotherCoversIt) {
  const auto b = units(
      {{Level::village,
        collection({feature(R"("code":"410202001001","name":"大村")", box(0, 0, 1000, 1000)),
                    feature(R"("code":"410202001002","name":"小村")", box(200, 200, 400, 400))})}});
  auto table = source("v.csv", "code,n\n410202001002,7\n", {{"total", "n"}});
  table.join = "code";
  const auto p = build({table}, b);
  for (const auto id : p.cells.unit_of[0]) EXPECT_EQ(b.units[id].name, "小村");
  EXPECT_EQ(p.balance[0].placed, whole(7));
}

TEST_F(PopulationTest, SeveralLayersOfOneGroupAddUp) {
  const auto b = three_villages();
  auto table = source("v.csv", "code,n\n410202001001,10\n", {{"total", "n"}});
  table.join = "code";
  const auto p =
      build({table, source("a.geojson", collection({feature(R"("n":5.5)", box(0, 0, 200, 200))}),
                           {{"total", "n"}})},
            b);
  EXPECT_EQ(p.balance[0].placed, *Amount::parse("15.5"));
  EXPECT_EQ(p.cells.groups.size(), 1U);
  expect_balanced(p);
}

TEST_F(PopulationTest, AJoinWithoutThatLevelIsAnError) {
  auto table = source("v.csv", "code,n\n410202001001,10\n", {{"total", "n"}});
  table.join = "code";
  build({table}, Boundaries());
  EXPECT_TRUE(problems.has("join-no-level"));
}

// Writes a GeoTIFF; values by band, row by row.
std::string raster(const std::string& path, int width, int height,
                   const std::array<double, 6>& transform, const char* crs,
                   const std::vector<std::vector<float>>& bands, std::optional<double> nodata) {
  GDALAllRegister();
  auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  auto* data = driver->Create(path.c_str(), width, height, static_cast<int>(bands.size()),
                              GDT_Float32, nullptr);
  auto copy = transform;
  data->SetGeoTransform(copy.data());
  OGRSpatialReference srs;
  srs.SetFromUserInput(crs);
  if (*crs != 0) data->SetSpatialRef(&srs);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    auto* band = data->GetRasterBand(static_cast<int>(b) + 1);
    if (nodata) band->SetNoDataValue(*nodata);
    auto values = bands[b];
    EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, width, height, values.data(), width, height,
                             GDT_Float32, 0, 0, nullptr),
              CE_None);
  }
  GDALClose(data);
  return path;
}

TEST_F(PopulationTest, RastersGiveACellPerPixelWithPeopleWhateverTheirCrsAndGarbage) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  PopulationSource s;
  s.ref.path = "p.tif";
  s.ref.resolved =
      raster(folder / "p.tif", 4, 2, {114.30, 0.01, 0, 34.80, 0, -0.01}, "EPSG:4326",
             {{-9999, 10, 0, nan, 1.5F, -3, 2e9F, 8}, {-9999, 4, 5, 1, 0, 0, 0, 3}}, -9999);
  s.ref.columns = {{"total", "1"}, {"older60", "2"}};
  const auto p = build({s}, Boundaries());
  // Pixels with people in some group: (1,0), (2,0), (3,0), (0,1), (3,1).
  ASSERT_EQ(p.cells.size(), 5U);
  EXPECT_NEAR(p.cells.place[0].lonlat.lon, 114.315, 1e-12);
  EXPECT_NEAR(p.cells.place[0].lonlat.lat, 34.795, 1e-12);
  EXPECT_EQ(p.balance[0].placed, *Amount::parse("19.5"));
  EXPECT_EQ(p.balance[1].placed, whole(13));
  EXPECT_EQ(find("raster-nan")->count, 1U);
  ASSERT_TRUE(find("raster-nan")->where);
  EXPECT_NEAR(find("raster-nan")->where->lon, 114.335, 1e-9);
  EXPECT_NEAR(find("raster-nan")->where->lat, 34.795, 1e-9);
  EXPECT_EQ(find("raster-negative")->count, 1U);
  EXPECT_NEAR(find("raster-negative")->where->lat, 34.785, 1e-9);
  EXPECT_EQ(find("raster-absurd")->count, 1U);
  EXPECT_FALSE(problems.has_errors());
  EXPECT_EQ(p.inputs[0].sha256.size(), 64U);
  EXPECT_EQ(p.inputs[0].features, 7U);
  EXPECT_EQ(p.inputs[0].used, 5U);
  EXPECT_EQ(p.inputs[0].rejected, 3U);
}

TEST_F(PopulationTest, ARasterInTheProjectsCrsKeepsItsCoordinatesUnrounded) {
  PopulationSource s;
  s.ref.path = "p.tif";
  const auto corner = at(0, 200);
  s.ref.resolved = raster(folder / "p.tif", 2, 2, {corner.x, 100, 0, corner.y, 0, -100}, kCrs,
                          {{1, 2, 3, 4}}, std::nullopt);
  s.ref.columns = {{"total", "1"}};
  const auto b = three_villages();
  const auto p = build({s}, b);
  ASSERT_EQ(p.cells.size(), 4U);
  EXPECT_EQ(p.cells.place[0].xy, at(50, 150));
  EXPECT_EQ(p.cells.place[3].xy, at(150, 50));
  EXPECT_EQ(p.balance[0].placed, whole(10));
}

TEST_F(PopulationTest, APixelFarFromTheStudyIsOutsideLikeOneBesideIt) {
  const auto b = three_villages();
  const auto corner = frame.to_lonlat(at(-20'000, 20'000));
  PopulationSource s;
  s.ref.path = "p.tif";
  const int side = 400;
  s.ref.resolved =
      raster(folder / "p.tif", side, side, {corner.lon, 0.001, 0, corner.lat, 0, -0.001},
             "EPSG:4326", {std::vector<float>(side * side, 0.5F)}, std::nullopt);
  s.ref.columns = {{"total", "1"}};
  const auto p = build({s}, b);
  People expected;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      if (b.locate(1, frame.to_xy(
                          {corner.lon + (column + 0.5) * 0.001, corner.lat - (row + 0.5) * 0.001})))
        expected += *Amount::parse("0.5");
  EXPECT_GT(expected, whole(10));
  EXPECT_EQ(p.balance[0].placed, expected);
  EXPECT_EQ(p.balance[0].source, whole(side * side / 2));
  expect_balanced(p);
}

TEST_F(PopulationTest, AVillagesPolygonKeepsItsTotalThoughBordersRunThroughCentres) {
  // Borders at odd halves of the cell size, so that centres lie on them.
  std::vector<std::string> features;
  for (int i = 0; i < 9; ++i)
    features.push_back(feature(
        R"("name":"村","code":"41020200120)" + std::to_string(i) + R"(","n":)" +
            std::to_string(100 + i),
        box(50 + 350 * (i % 3), 50 + 350 * (i / 3), 400 + 350 * (i % 3), 400 + 350 * (i / 3))));
  const auto b = units({{Level::village, collection(features)}});
  const auto p = build({source("v.geojson", collection(features), {{"total", "n"}})}, b);
  std::vector<People> totals(9);
  for (std::size_t i = 0; i < p.cells.size(); ++i)
    totals[p.cells.unit_of[0][i].index()] += p.cells.people[0][i];
  for (int i = 0; i < 9; ++i) EXPECT_EQ(totals[static_cast<std::size_t>(i)], whole(100 + i));
}

TEST_F(PopulationTest, ARasterWithoutCrsOrWithoutTheBandIsAnError) {
  PopulationSource s;
  s.ref.path = "p.tif";
  s.ref.resolved =
      raster(folder / "p.tif", 1, 1, {114.3, 0.01, 0, 34.8, 0, -0.01}, "", {{1}}, std::nullopt);
  s.ref.columns = {{"total", "1"}};
  build({s}, Boundaries());
  ASSERT_NE(find("crs-missing"), nullptr);
  EXPECT_NE(find("crs-missing")->rule.en.find("EPSG:4326"), std::string::npos);
  s.ref.columns = {{"total", "7"}};
  build({s}, Boundaries());
  EXPECT_TRUE(problems.has("band-missing"));
}

TEST_F(PopulationTest, NobodyIsLostWhateverThePolygons) {
  std::mt19937 random(7);
  const auto uniform = [&](double a, double b) {
    return std::uniform_real_distribution(a, b)(random);
  };
  const auto b = three_villages();
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> features;
    People given;
    for (int i = 0; i < 12; ++i) {
      // Stars around a random centre, some crossing themselves, many beyond the units.
      Points star;
      const double x = uniform(-500, 3500), y = uniform(-500, 1500);
      const int corners = 3 + static_cast<int>(uniform(0, 9));
      for (int k = 0; k < corners; ++k)
        star.emplace_back(x + uniform(-300, 300), y + uniform(-300, 300));
      const auto n = *Amount::parse(std::to_string(uniform(0, 5000)));
      given += n;
      features.push_back(feature("\"n\":\"" + n.to_string() + '"', polygon({star})));
    }
    land.residential.clear();
    for (int i = 0; i < round % 5; ++i) {
      const double x = uniform(0, 3000), y = uniform(0, 1000);
      land.residential.push_back(box_xy(x, y, x + uniform(1, 400), y + uniform(1, 400)));
    }
    Problems ignored;
    const auto p = build_cells(std::vector{source("r" + std::to_string(round) + ".geojson",
                                                  collection(features), {{"total", "n"}})},
                               b, land, 100, frame, ignored);
    EXPECT_FALSE(ignored.has_errors());
    EXPECT_EQ(p.balance[0].source, given);
    expect_balanced(p);
  }
}

TEST(CentreGrid, AgreesWithAskingEveryCentre) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> corner(0, 40);
  for (int round = 0; round < 300; ++round) {
    // Corners on multiples of half a cell: many centres lie on edges and corners.
    PolygonXY p;
    const int corners = 3 + round % 8;
    for (int k = 0; k < corners; ++k)
      p.outer.push_back({corner(random) * 5.0, corner(random) * 5.0});
    p.outer.push_back(p.outer.front());
    const auto area = std::span(&p, 1);
    const PolygonIndex index(area);
    std::vector<Centre> expected;
    for (std::int64_t r = 25; r >= -2; --r)
      for (std::int64_t c = -2; c <= 25; ++c)
        if (index.side(centre_point({r, c}, 10)) == Side::inside) expected.push_back({r, c});
    EXPECT_EQ(centres_inside(area, 10), expected);
    const CentreMask mask(area, 10);
    for (std::int64_t r = -2; r <= 25; ++r)
      for (std::int64_t c = -2; c <= 25; ++c)
        EXPECT_EQ(mask.has({r, c}), index.side(centre_point({r, c}, 10)) == Side::inside);
  }
}

TEST_F(PopulationTest, PortoAlegresHexagonsAreAllPlaced) {
  const std::string path = std::string(FANGYUAN_SHARED_DATA) + "/porto-alegre/poa_hexgrid.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const Frame utm("EPSG:31982");
  PopulationSource s;
  s.ref.path = s.ref.resolved = path;
  s.ref.columns = {{"total", "population"}};
  const auto p = build_cells(std::vector{s}, Boundaries(), {}, 100, utm, problems);
  EXPECT_EQ(p.cells.size(), 1227U);
  EXPECT_EQ(p.balance[0].placed, p.balance[0].source);
  EXPECT_FALSE(problems.has_errors());
}

}  // namespace
}  // namespace fangyuan
