// SPDX-License-Identifier: Apache-2.0
// The synthetic prefecture, judged by reading its files back.
#include "data/sample/sample.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <regex>
#include <set>
#include <sstream>

#include "core/base/problem.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

fs::path folder(const std::string& name) {
  return fs::temp_directory_path() / ("fangyuan-sample-" + std::to_string(getpid()) + "-" + name);
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Open {
  explicit Open(const fs::path& file) {
    GDALAllRegister();
    data.reset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
    if (!data) throw std::runtime_error("cannot open " + file.string());
  }
  OGRLayer& layer(const char* name) {
    OGRLayer* l = data->GetLayerByName(name);
    if (!l) throw std::runtime_error(std::string("no layer ") + name);
    return *l;
  }
  GDALDatasetUniquePtr data;
};

using XYPair = std::pair<double, double>;
using Segment = std::pair<XYPair, XYPair>;

/// Every ring segment of a layer in its drawn direction, with how often it occurs.
std::map<Segment, int> ring_segments(OGRLayer& layer) {
  std::map<Segment, int> out;
  for (auto& feature : layer)
    for (const auto* polygon : *feature->GetGeometryRef()->toMultiPolygon())
      for (const auto* ring : *polygon)
        for (int k = 0; k + 1 < ring->getNumPoints(); ++k)
          ++out[{{ring->getX(k), ring->getY(k)}, {ring->getX(k + 1), ring->getY(k + 1)}}];
  return out;
}

double area_of(OGRLayer& layer) {
  double sum = 0;
  for (auto& feature : layer) sum += feature->GetGeometryRef()->toMultiPolygon()->get_Area();
  return sum;
}

/// One small prefecture for all tests that only read it.
class Sample : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    SampleOptions options;
    options.out = folder("small");
    options.people = 430'000;
    summary_ = write_sample(options);
    root_ = options.out;
  }
  static void TearDownTestSuite() { fs::remove_all(root_); }
  static fs::path root_;
  static SampleSummary summary_;
};
fs::path Sample::root_;
SampleSummary Sample::summary_;

TEST_F(Sample, HasTheSameBytesForTheSameSeedAndOthersForAnother) {
  SampleOptions options;
  options.people = 430'000;
  options.out = folder("again");
  write_sample(options);
  const auto other = folder("other");
  for (const auto& entry : fs::directory_iterator(root_)) {
    const auto name = entry.path().filename();
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(options.out / name)) << name;
  }
  options.out = other;
  options.seed = 2;
  write_sample(options);
  for (const char* name : {"units.gpkg", "roads.gpkg", "land.gpkg", "facilities.gpkg"})
    EXPECT_NE(bytes_of(root_ / name), bytes_of(other / name)) << name;
  fs::remove_all(folder("again"));
  fs::remove_all(other);
}

TEST_F(Sample, TilesTheSameGroundAtEveryLevelWithSharedVertices) {
  Open units(root_ / "units.gpkg");
  const double whole = area_of(units.layer("prefecture"));
  for (const char* level : {"county", "township", "village"})
    EXPECT_NEAR(area_of(units.layer(level)), whole, 1e-3) << level;
  const auto prefecture = ring_segments(units.layer("prefecture"));
  const auto village = ring_segments(units.layer("village"));
  for (const auto& [segment, count] : village) {
    EXPECT_EQ(count, 1);
    const bool shared = village.contains({segment.second, segment.first});
    const bool rim =
        prefecture.contains(segment) || prefecture.contains({segment.second, segment.first});
    EXPECT_NE(shared, rim);
  }
  for (const char* level : {"county", "township", "management"})
    for (const auto& [segment, count] : ring_segments(units.layer(level)))
      EXPECT_TRUE(village.contains(segment) || village.contains({segment.second, segment.first}))
          << level;
}

TEST_F(Sample, HasValidOutlinesOneOfThemWithAnEnclaveInAnother) {
  Open units(root_ / "units.gpkg");
  int parts = 0, holes = 0;
  for (const char* level : {"prefecture", "county", "management", "township", "village"})
    for (auto& feature : units.layer(level)) {
      EXPECT_TRUE(feature->GetGeometryRef()->IsValid()) << level;
      if (std::string(level) != "county") continue;
      const auto* multi = feature->GetGeometryRef()->toMultiPolygon();
      parts += multi->getNumGeometries() > 1;
      for (const auto* polygon : *multi) holes += polygon->getNumInteriorRings();
    }
  EXPECT_GE(parts, 1);
  EXPECT_GE(holes, 1);
}

TEST_F(Sample, HasCodesOfTheStandardsFormAndNamesOnceInTheirCounty) {
  Open units(root_ / "units.gpkg");
  std::map<std::string, std::set<std::string>> codes;
  std::set<std::pair<std::string, std::string>> names;
  const auto read = [&](const char* layer, const std::regex& form, std::size_t parent_digits) {
    for (auto& f : units.layer(layer)) {
      const std::string code = f->GetFieldAsString("code");
      EXPECT_TRUE(std::regex_match(code, form)) << code;
      EXPECT_TRUE(codes[layer].insert(code).second) << code;
      EXPECT_TRUE(names.emplace(code.substr(0, 6) + layer, f->GetFieldAsString("name")).second)
          << code;
      EXPECT_EQ(std::string(f->GetFieldAsString("parent")).substr(0, parent_digits),
                code.substr(0, parent_digits));
    }
  };
  read("county", std::regex("4170(0[2-6]|2[1-4])"), 4);
  read("management", std::regex("417071"), 4);
  read("township", std::regex("\\d{6}[0-2]\\d\\d"), 6);
  read("village", std::regex("\\d{9}[0-3]\\d\\d"), 9);
  EXPECT_EQ(codes["county"].size() + codes["management"].size(), 10U);
  EXPECT_EQ(codes["village"].size(), summary_.villages);
  for (auto& f : units.layer("township")) {
    const int number = std::stoi(std::string(f->GetFieldAsString("code")).substr(6));
    const std::string c = f->GetFieldAsString("class");
    EXPECT_EQ(c, number < 100 ? "街道" : number < 200 ? "镇" : "乡");
  }
}

TEST_F(Sample, CountsPeopleExactly) {
  Open units(root_ / "units.gpkg");
  std::map<std::string, std::int64_t> sum;
  for (auto& f : units.layer("village")) {
    std::int64_t parts = 0;
    for (const char* group : {"age0_2", "age3_5", "age6_14", "working", "older60"})
      parts += f->GetFieldAsInteger64(group);
    EXPECT_EQ(parts, f->GetFieldAsInteger64("total"));
    EXPECT_LE(f->GetFieldAsInteger64("older80"), f->GetFieldAsInteger64("older65"));
    EXPECT_GT(f->GetFieldAsInteger64("households"), 0);
    for (const char* group : {"total", "older60"}) sum[group] += f->GetFieldAsInteger64(group);
  }
  EXPECT_EQ(sum["total"], 430'000);
  EXPECT_EQ(sum["older60"], 93'000);
}

/// The numbers of pieces and of different vertices of the roads, tracks among them or not.
std::pair<std::size_t, std::size_t> pieces_and_vertices(OGRLayer& layer, bool with_tracks) {
  std::map<XYPair, std::size_t> id;
  std::vector<std::size_t> root;
  const auto find = [&](std::size_t k) {
    while (root[k] != k) k = root[k] = root[root[k]];
    return k;
  };
  for (auto& f : layer) {
    if (!with_tracks && std::string(f->GetFieldAsString("class")) == "track") continue;
    const auto* line = f->GetGeometryRef()->toLineString();
    std::size_t before = 0;
    for (int k = 0; k < line->getNumPoints(); ++k) {
      const auto [it, fresh] = id.emplace(XYPair{line->getX(k), line->getY(k)}, root.size());
      if (fresh) root.push_back(it->second);
      if (k > 0) {
        EXPECT_NE(before, it->second) << "a zero-length piece";
        root[find(before)] = find(it->second);
      }
      before = it->second;
    }
  }
  std::set<std::size_t> pieces;
  for (std::size_t k = 0; k < root.size(); ++k) pieces.insert(find(k));
  return {pieces.size(), root.size()};
}

TEST_F(Sample, HasRoadsInOnePieceThatJoinAtSharedVertices) {
  Open roads(root_ / "roads.gpkg");
  const auto [pieces, vertices] = pieces_and_vertices(roads.layer("roads"), true);
  EXPECT_EQ(pieces, 1U);
  EXPECT_EQ(vertices, summary_.road_vertices);
  std::set<std::string> classes;
  for (auto& f : roads.layer("roads")) classes.insert(f->GetFieldAsString("class"));
  for (const char* c : {"motorway", "motorway_link", "trunk", "primary", "secondary", "tertiary",
                        "residential", "service", "track"})
    EXPECT_TRUE(classes.contains(c)) << c;
}

TEST_F(Sample, NeedsNoFarmTrackToReachAVillage) {
  Open roads(root_ / "roads.gpkg");
  EXPECT_EQ(pieces_and_vertices(roads.layer("roads"), false).first, 1U);
}

TEST_F(Sample, HasNoCrossingWithoutAVertexInCommonButUnderViaducts) {
  Open roads(root_ / "roads.gpkg");
  // Segments by 200 m square, so that only neighbours are compared.
  std::map<std::pair<int, int>, std::vector<Segment>> squares;
  for (auto& f : roads.layer("roads")) {
    if (std::string(f->GetFieldAsString("bridge")) == "yes") continue;
    const auto* line = f->GetGeometryRef()->toLineString();
    for (int k = 0; k + 1 < line->getNumPoints(); ++k) {
      const Segment s{{line->getX(k), line->getY(k)}, {line->getX(k + 1), line->getY(k + 1)}};
      const auto [x0, x1] = std::minmax(s.first.first, s.second.first);
      const auto [y0, y1] = std::minmax(s.first.second, s.second.second);
      for (int i = static_cast<int>(x0 / 200); i <= static_cast<int>(x1 / 200); ++i)
        for (int j = static_cast<int>(y0 / 200); j <= static_cast<int>(y1 / 200); ++j)
          squares[{i, j}].push_back(s);
    }
  }
  const auto side = [](const XYPair& a, const XYPair& b, const XYPair& p) {
    return (b.first - a.first) * (p.second - a.second) -
           (b.second - a.second) * (p.first - a.first);
  };
  std::set<std::pair<Segment, Segment>> crossings;
  for (const auto& [square, list] : squares)
    for (std::size_t p = 0; p < list.size(); ++p)
      for (std::size_t q = p + 1; q < list.size(); ++q) {
        const auto& [a, b] = list[p];
        const auto& [c, d] = list[q];
        if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0)
          crossings.emplace(list[p], list[q]);
      }
  EXPECT_EQ(crossings.size(), 0U);
}

TEST(SampleSize, IsThePlansAtFullSize) {
  SampleOptions options;
  options.out = folder("full");
  const SampleSummary s = write_sample(options);
  fs::remove_all(options.out);
  EXPECT_EQ(s.counties, 10U);
  EXPECT_EQ(s.townships, 122U);
  EXPECT_EQ(s.villages, 2566U);
  EXPECT_EQ(s.people, 4'300'000);
  EXPECT_EQ(s.older60, 930'000);
  EXPECT_EQ(s.beds, 20'308);
  EXPECT_GE(s.road_vertices, 250'000U);
}

TEST(SampleSize, IsRefusedOutsideItsRange) {
  SampleOptions options;
  options.out = folder("refused");
  for (const std::int64_t people : {-1L, 0L, 42'999L, 50'000'001L}) {
    options.people = people;
    EXPECT_THROW(write_sample(options), InputError) << people;
  }
  EXPECT_FALSE(fs::exists(options.out));
}

TEST(SampleSize, KeepsItsStructureWhenSmall) {
  SampleOptions options;
  options.out = folder("tiny");
  options.people = kSampleLeastPeople;
  const SampleSummary s = write_sample(options);
  EXPECT_EQ(s.counties, 10U);
  EXPECT_EQ(s.people, kSampleLeastPeople);
  Open units(options.out / "units.gpkg");
  EXPECT_EQ(units.layer("county").GetFeatureCount(), 9);
  EXPECT_EQ(units.layer("management").GetFeatureCount(), 1);
  fs::remove_all(options.out);
}

}  // namespace
}  // namespace fangyuan
