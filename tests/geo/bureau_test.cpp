// SPDX-License-Identifier: Apache-2.0
// The bureau's folder and the shifted outlines, read back with the project's own readers.
#include "data/sample/bureau.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <map>
#include <set>

#include "data/sample/sample.h"
#include "geo/crs/datum.h"
#include "geo/crs/frame.h"
#include "geo/io/vector_layer.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;
using Fault = BureauFacility::Fault;

fs::path folder(const std::string& name) {
  return fs::temp_directory_path() / ("fangyuan-bureau-" + std::to_string(getpid()) + "-" + name);
}

VectorLayer read(const fs::path& file, const std::string& layer = "") {
  LayerRef ref;
  ref.path = ref.resolved = file.string();
  ref.layer = layer;
  const Frame frame("EPSG:4547");
  Problems problems;
  VectorLayer out = read_vector_layer(ref, frame, problems);
  for (const auto& p : problems.all())
    EXPECT_NE(p.severity, Severity::error) << to_line(p, Language::en);
  return out;
}

std::string value(const VectorLayer& layer, const Row& row, const char* column) {
  const auto c = layer.find_column(column);
  if (!c) throw std::runtime_error(std::string("no column ") + column);
  return row.values[*c].value_or("");
}

class Bureau : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = folder("full");
    truth_ = write_bureau({root_, 4'300'000, 1, false});
  }
  static void TearDownTestSuite() { fs::remove_all(root_); }
  static fs::path root_;
  static BureauTruth truth_;
};
fs::path Bureau::root_;
BureauTruth Bureau::truth_;

TEST_F(Bureau, KeepsTheNumbersThatTheIssueNames) {
  EXPECT_EQ(truth_.facilities.size(), 362U);
  EXPECT_EQ(truth_.gcj02_rows.size(), 40U);
  EXPECT_EQ(truth_.swapped_rows.size(), 6U);
  EXPECT_EQ(truth_.unlocated_rows.size(), 62U);
  EXPECT_EQ(truth_.beds, 20'308);
  EXPECT_EQ(truth_.older60 * 3 / 100, 27'900);
  EXPECT_GT(truth_.streets_without.size(), 0U);
  EXPECT_LT(truth_.streets_without.size(), truth_.streets.size());
}

TEST_F(Bureau, HasUnitsInGbkWithCodesAsNumbers) {
  const auto counties = read(root_ / "县区.shp");
  const auto townships = read(root_ / "乡镇街道.shp");
  const auto villages = read(root_ / "村社区.shp");
  EXPECT_EQ(counties.rows.size(), 9U);
  EXPECT_EQ(townships.rows.size(), 122U);
  EXPECT_EQ(villages.rows.size(), 2566U);
  std::set<std::string> names;
  for (const auto& row : counties.rows) names.insert(value(counties, row, "名称"));
  EXPECT_TRUE(names.contains("云阙区"));
  for (const auto& row : villages.rows) EXPECT_EQ(value(villages, row, "区划代码").size(), 12U);
  std::set<std::string> classes;
  for (const auto& row : townships.rows) classes.insert(value(townships, row, "类别"));
  EXPECT_EQ(classes, (std::set<std::string>{"街道", "镇", "乡"}));
}

TEST_F(Bureau, HasEveryVillageOnceInATableWithoutGeometry) {
  const auto table = read(root_ / "各村人口.xlsx");
  ASSERT_EQ(table.rows.size(), 2566U);
  std::int64_t people = 0, older = 0, households = 0;
  std::set<std::string> codes;
  std::size_t spaced = 0, variants = 0;
  for (const auto& row : table.rows) {
    EXPECT_EQ(row.lonlat, nullptr);
    people += std::stoll(value(table, row, "总人口"));
    older += std::stoll(value(table, row, "60岁以上人口"));
    households += std::stoll(value(table, row, "户数"));
    std::string code = value(table, row, "村代码");
    spaced += code.find(' ') != std::string::npos;
    std::erase(code, ' ');
    EXPECT_EQ(code.size(), 12U) << code;
    EXPECT_TRUE(codes.insert(code).second);
    variants += value(table, row, "名称").find("委") != std::string::npos;
  }
  EXPECT_EQ(people, truth_.people);
  EXPECT_EQ(people, 4'300'000);
  EXPECT_EQ(older, 930'000);
  EXPECT_EQ(households, truth_.households);
  EXPECT_GT(spaced, 10U);
  EXPECT_GT(variants, 500U);
}

TEST_F(Bureau, WritesEachRowWithTheFaultThatTheTruthSays) {
  // Not with the project's reader, which proposes to put some of it right.
  GDALAllRegister();
  const GDALDatasetUniquePtr data(
      GDALDataset::Open((root_ / "养老设施.xlsx").c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(data, nullptr);
  OGRLayer& sheet = *data->GetLayer(0);
  ASSERT_EQ(sheet.GetFeatureCount(), 362);
  const auto villages = read(root_ / "村社区.shp");
  std::map<std::string, const OGRGeometry*> outline;
  for (const auto& row : villages.rows)
    outline[value(villages, row, "区划代码")] = row.lonlat.get();
  std::int64_t beds = 0;
  std::size_t k = 0;
  for (auto& feature : sheet) {
    const BureauFacility& f = truth_.facilities[k++];
    EXPECT_STREQ(feature->GetFieldAsString("名称"), f.name.c_str());
    EXPECT_EQ(feature->GetFieldAsString("所属村（社区）代码"), f.village_code);
    beds += feature->GetFieldAsInteger64("床位数");
    if (f.fault == Fault::unlocated) {
      EXPECT_FALSE(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("经度")));
      EXPECT_FALSE(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("纬度")));
      continue;
    }
    double lon = feature->GetFieldAsDouble("经度"), lat = feature->GetFieldAsDouble("纬度");
    if (f.fault == Fault::swapped) std::swap(lon, lat);
    const auto in_own_village = [&](LonLat p) {
      const OGRPoint point(p.lon, p.lat);
      return outline.at(f.village_code)->Contains(&point);
    };
    EXPECT_EQ(in_own_village({lon, lat}), f.fault != Fault::gcj02) << f.row;
    const LonLat undone =
        f.fault == Fault::gcj02 ? undo_datum(Datum::gcj02, {lon, lat}) : LonLat{lon, lat};
    EXPECT_TRUE(in_own_village(undone)) << f.row;
    EXPECT_LT(geodesic_mm(undone, {f.lon, f.lat}), 5) << f.row;
  }
  EXPECT_EQ(beds, 20'308);
}

TEST(SmallBureau, HasTheSameFaultsAndRoadsWhereAskedFor) {
  const auto root = folder("small");
  const BureauTruth truth = write_bureau({root, 430'000, 7, true});
  EXPECT_EQ(truth.gcj02_rows.size(), 40U);
  EXPECT_EQ(truth.unlocated_rows.size(), 62U);
  EXPECT_EQ(truth.beds, 2'031);
  EXPECT_GT(read(root / "道路.gpkg").rows.size(), 1000U);
  fs::remove_all(root);
}

TEST(ShiftedOutlines, LieBesideTheTrueOnesByTheShift) {
  const auto root = folder("outlines");
  fs::create_directories(root);
  std::map<Datum, VectorLayer> layers;
  for (const Datum d : {Datum::as_declared, Datum::gcj02, Datum::bd09}) {
    OutlineOptions options;
    options.file = root / (std::string(to_string(d)) + ".gpkg");
    options.datum = d;
    write_sample_outlines(options);
    layers.emplace(d, read(options.file, "county"));
  }
  const auto corner = [](const VectorLayer& layer) {
    OGRPoint p;
    layer.rows[0].lonlat->toMultiPolygon()->getGeometryRef(0)->getExteriorRing()->getPoint(0, &p);
    return LonLat{p.getX(), p.getY()};
  };
  const LonLat real = corner(layers.at(Datum::as_declared));
  for (const Datum d : {Datum::gcj02, Datum::bd09}) {
    const LonLat there = corner(layers.at(d));
    EXPECT_GT(geodesic_mm(real, there), 100'000);
    EXPECT_LT(geodesic_mm(real, undo_datum(d, there)), 2);
  }
  fs::remove_all(root);
}

}  // namespace
}  // namespace fangyuan
