// SPDX-License-Identifier: Apache-2.0
// What init makes of small folders; whatever it writes must be a project that is read.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sim/init/propose_project.h"
#include "sim/project/project.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

class Init : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  /// Areas beside one another; properties as JSON.
  void put_areas(const std::string& name, const std::vector<std::string>& properties,
                 double west_end = 114.0) const {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t k = 0; k < properties.size(); ++k) {
      const std::string west = std::to_string(west_end + 0.01 * static_cast<double>(k)),
                        east = std::to_string(west_end + 0.01 * static_cast<double>(k + 1));
      text += (k ? "," : "") + (R"({"type":"Feature","properties":)" + properties[k]) +
              R"(,"geometry":{"type":"Polygon","coordinates":[[[)" + west + ",34],[" + east +
              ",34],[" + east + ",34.01],[" + west + ",34.01],[" + west + R"(,34]]]}})";
    }
    put(name, text + "]}");
  }
  /// Proposes, writes, reads back.
  Project project() {
    Problems problems;
    text_ = propose_project(root_, problems);
    std::ofstream(root_ / "project.toml") << text_;
    return read_project(root_, problems);
  }
  bool says(const std::string& part) const { return text_.find(part) != std::string::npos; }

  fs::path root_ =
      fs::temp_directory_path() / ("fangyuan-init-" + std::to_string(getpid()) + "-" +
                                   testing::UnitTest::GetInstance()->current_test_info()->name());
  std::string text_;
};

TEST_F(Init, TellsLevelsByCodesAndTreesByClasses) {
  put_areas("a.geojson", {R"({"dm":"x","代码":"410202","名称":"甲区","类别":"市辖区"})",
                          R"({"dm":"y","代码":"410221","名称":"乙县","类别":"县"})"});
  put_areas("b.geojson", {R"({"代码":"410202001","名称":"丙街道"})"});
  put_areas("c.geojson", {R"({"代码":"410202001001","名称":"丁社区"})"});
  put_areas("d.geojson", {R"({"代码":"410271","名称":"城乡一体化示范区","类别":"功能区"})"});
  const Project p = project();
  ASSERT_EQ(p.boundaries.size(), 4U);
  EXPECT_EQ(p.boundaries[0].level, Level::county);
  EXPECT_EQ(p.boundaries[0].ref.fields.at("class"), "类别");
  EXPECT_EQ(p.boundaries[1].level, Level::township);
  EXPECT_EQ(p.boundaries[2].level, Level::village);
  EXPECT_EQ(p.boundaries[3].tree, Tree::management);
  EXPECT_EQ(p.boundaries[3].ref.path, "d.geojson");
}

TEST_F(Init, TellsLevelsByNamesWhereThereAreNoCodes) {
  put_areas("街道.geojson", {R"({"名称":"甲街道"})", R"({"名称":"乙镇"})"});
  const Project p = project();
  ASSERT_EQ(p.boundaries.size(), 1U);
  EXPECT_EQ(p.boundaries[0].level, Level::township);
  EXPECT_EQ(p.boundaries[0].ref.fields, (std::map<std::string, std::string>{{"name", "名称"}}));
}

TEST_F(Init, TakesAreasWithOtherCodesAsUnits) {
  put_areas("kreise.geojson",
            {R"({"code":"900001","name":"Nord"})", R"({"code":"900002","name":"Ost"})"}, 10.0);
  put_areas(
      "orte.geojson",
      {R"({"code":"A1","name":"a"})", R"({"code":"A2","name":"b"})", R"({"code":"B1","name":"c"})"},
      10.0);
  put("people.csv", "code,population\nA1,10\nA2,20\nB1,30\n");
  const Project p = project();
  ASSERT_EQ(p.boundaries.size(), 2U) << text_;
  EXPECT_EQ(p.boundaries[0].level, Level::county);
  EXPECT_EQ(p.boundaries[0].ref.path, "kreise.geojson");
  EXPECT_EQ(p.boundaries[1].level, Level::township);
  ASSERT_EQ(p.population.size(), 1U) << text_;
  EXPECT_EQ(p.population[0].level, Level::township);
  EXPECT_FALSE(says("gcj02"));  // not in Germany
  put_areas("市.geojson", {R"({"代码":"410202","名称":"甲区"})"});
  ASSERT_EQ(project().boundaries.size(), 1U);
  EXPECT_TRUE(says("# [[boundaries]]"));
  EXPECT_TRUE(says("gcj02"));
}

TEST_F(Init, KnowsEsriGrids) {
  put("pop.asc",
      "ncols 2\nnrows 2\nxllcorner 114\nyllcorner 34\ncellsize 0.01\nNODATA_value -9\n1 2\n3 4\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 1U);
  EXPECT_EQ(p.population[0].ref.path, "pop.asc");
  EXPECT_TRUE(says("\n# crs = \"EPSG:4326\"\n")) << text_;
}

TEST_F(Init, JoinsAtTheFinestNamesOfAHeaderOfTwoRows) {
  put_areas("街道.geojson", {R"({"代码":"410202001","名称":"城关镇"})"});
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"城关村"})",
                           R"({"代码":"410202001002","名称":"乙村"})"});
  put("人口.csv",
      "各村人口一览表,,,,\n乡镇（街道）名称,村（居）名称,人口（人）,,户数\n,,合计,其中：60岁及以上,"
      "\n"
      "城关镇,城关村,100,20,40\n城关镇,乙村,200,30,60\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 1U) << text_;
  EXPECT_EQ(p.population[0].level, Level::village);
  EXPECT_EQ(p.population[0].ref.fields,
            (std::map<std::string, std::string>{{"name", "村（居）名称"},
                                                {"parent", "乡镇（街道）名称"}}));
  EXPECT_EQ(p.population[0].ref.columns,
            (std::map<std::string, std::string>{{"total", "人口（人）合计"},
                                                {"older60", "人口（人）其中：60岁及以上"},
                                                {"households", "户数"}}));
}

TEST_F(Init, JoinsTablesByCodeOrByName) {
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"甲社区"})",
                           R"({"代码":"410202001201","名称":"乙村"})"});
  put("按代码.csv", "村代码,总人口,60岁以上人口\n410202001001,100,20\n410202001201,80,30\n");
  put("按名称.csv", "村名,户数\n甲社区居委会,40\n乙村村委会,30\n");
  put("死亡.csv", "代码,死亡人数\n410202001001,3\n410202001201,4\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 2U);
  for (const PopulationSource& s : p.population) {
    EXPECT_EQ(s.level, Level::village);
    EXPECT_EQ(s.join, s.ref.path == "按代码.csv" ? "code" : "name");
  }
  ASSERT_EQ(p.statistics.size(), 1U);
  EXPECT_EQ(p.statistics[0].ref.columns.at("deaths"), "死亡人数");
}

TEST_F(Init, DoesNotCountPeopleTwice) {
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"甲社区","总人口":100})"});
  put("人口.csv", "代码,总人口\n410202001001,100\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 1U);
  EXPECT_TRUE(says("# [[population]]"));
}

TEST_F(Init, KnowsOlderPeopleByEveryUsualHeader) {
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"甲社区"})"});
  for (const char* header :
       {"60周岁以上人口", "60周岁及以上", "60周岁以上老年人", "60岁以上人口数", "60+", "60岁+",
        "60周岁（含）及以上人口", "其中：60岁及以上", "≥60岁", "老年人口（60周岁及以上）",
        "６０岁以上老年人口数", "60岁以上（人）", "人口（人）其中：60岁及以上"}) {
    put("人口.csv", "代码,总人口," + std::string(header) + "\n410202001001,100,20\n");
    const Project p = project();
    ASSERT_EQ(p.population.size(), 1U) << header;
    const auto& columns = p.population[0].ref.columns;
    ASSERT_TRUE(columns.contains("older60")) << header;
    EXPECT_EQ(columns.at("older60"), header);
  }
}

TEST_F(Init, ListsTheNumbersThatItLeavesAside) {
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"甲社区"})"});
  put("人口.csv",
      "序号,代码,名称,人口数,60岁以上占比,60岁以上男性,死亡人数,65周岁及以上\n"
      "1,410202001001,甲社区,100,0.2,9,3,15\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 1U);
  EXPECT_EQ(p.population[0].ref.columns,
            (std::map<std::string, std::string>{{"total", "人口数"}, {"older65", "65周岁及以上"}}));
  EXPECT_TRUE(says("没有用到的数字列：60岁以上占比、60岁以上男性；")) << text_;
  ASSERT_EQ(p.statistics.size(), 1U);  // of the same table
}

TEST_F(Init, ReadsListsOfFacilitiesAndProposesServicesAndRules) {
  put("机构.csv",
      "名称,类型,经度,纬度,床位数\n甲,社区养老服务中心,114.001,34.001,10\n"
      "乙,村里的幸福院,114.002,34.002,20\n丙,造船厂,114.003,34.003,0\n");
  put("社区卫生服务站.csv", "名称,经度,纬度\n丁,114.004,34.004\n");
  const Project p = project();
  ASSERT_EQ(p.facilities.size(), 2U);
  const FacilitySource& list = p.facilities[0].type.empty() ? p.facilities[0] : p.facilities[1];
  EXPECT_EQ(list.ref.fields.at("x"), "经度");
  EXPECT_EQ(list.ref.fields.at("beds"), "床位数");
  EXPECT_EQ(list.types.at("村里的幸福院"), "happiness_home");
  EXPECT_TRUE(says("“造船厂”"));
  EXPECT_EQ(p.rules, std::vector<std::string>{"presence-basics"});
  ASSERT_FALSE(p.services.empty());
  EXPECT_EQ(p.services[0].id, "care-15");
  EXPECT_EQ(p.services[0].group, "total");
}

TEST_F(Init, TakesTheFinestUnitOfAFacilityCodesFirst) {
  put_areas("街道.geojson", {R"({"代码":"410202001","名称":"城关镇"})"});
  put_areas("村.geojson", {R"({"代码":"410202001001","名称":"城关村"})",
                           R"({"代码":"410202001002","名称":"乙村"})"});
  const auto unit_of = [&](const std::string& header, const std::string& a, const std::string& b) {
    put("幸福院.csv", "名称,经度,纬度," + header + "\n甲院,114.001,34.001," + a +
                          "\n乙院,114.002,34.002," + b + "\n");
    return project().facilities.at(0).ref.fields.at("unit");
  };
  EXPECT_EQ(unit_of("所在乡镇,所在村（社区）代码", "城关镇,410202001001", "城关镇,410202001002"),
            "所在村（社区）代码");
  EXPECT_EQ(unit_of("所在乡镇,所在行政村", "城关镇,城关村", "城关镇,乙村"), "所在行政村");
  EXPECT_EQ(unit_of("行政村,村编码", "城关村,410202001001", "乙村,410202001002"), "村编码");
  EXPECT_EQ(unit_of("所在乡镇,所在村", "城关镇,不明村", "城关镇,未知村"), "所在乡镇");
}

TEST_F(Init, FindsFacilitiesThatPeopleTablesCount) {
  put("hexgrid.csv",
      "id,lon,lat,population,schools,jobs,healthcare\na,114.001,34.001,10,0,1214,0\n"
      "b,114.002,34.002,20,2,0,1\nc,114.003,34.003,30,1,7.5,0\n");
  put("points_of_interest.csv", "id,lat,lon\nmarket,34.001,114.002\ntownhall,34.002,114.003\n");
  const Project p = project();
  ASSERT_EQ(p.population.size(), 1U);
  ASSERT_EQ(p.facilities.size(), 2U);
  EXPECT_EQ(p.facilities[0].type, "school");
  EXPECT_EQ(p.facilities[0].ref.where, "\"schools\" > 0");
  EXPECT_EQ(p.facilities[1].type, "clinic");
  EXPECT_TRUE(says("“healthcare”列像各点的设施数：大于 0 的 1 行"));
  EXPECT_TRUE(says("# path = \"points_of_interest.csv\""));
  EXPECT_FALSE(says("# points_of_interest.csv："));  // not among what is unknown
  ASSERT_EQ(p.services.size(), 2U);
  EXPECT_EQ(p.services[0].name, "教育设施（步行 15 分钟）");
  EXPECT_EQ(p.services[1].name, "医疗卫生设施（步行 15 分钟）");
}

TEST_F(Init, DraftsAServiceForPlacesOfNoKnownKind) {
  put("people.csv", "id,lon,lat,population\na,114.001,34.001,10\n");
  put("places.csv", "name,lat,lon\nmarket,34.001,114.002\ntownhall,34.002,114.003\n");
  const Project p = project();
  ASSERT_EQ(p.facilities.size(), 1U);
  EXPECT_EQ(p.facilities[0].type, "other");
  EXPECT_EQ(p.facilities[0].ref.fields.at("name"), "name");
  ASSERT_EQ(p.services.size(), 1U);
  EXPECT_EQ(p.services[0].name, "其他设施（步行 15 分钟）");
  EXPECT_EQ(p.services[0].group, "total");
}

TEST_F(Init, KnowsRoadsByClassesAndLandByName) {
  put("线.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"等级":"主干路"},)"
      R"("geometry":{"type":"LineString","coordinates":[[114,34],[114.01,34]]}}]})");
  put_areas("水系.geojson", {R"({"n":1})"});
  put_areas("居住用地.geojson", {R"({"n":1})"});
  const Project p = project();
  ASSERT_EQ(p.network.size(), 1U);
  EXPECT_EQ(p.network[0].ref.fields.at("class"), "等级");
  ASSERT_EQ(p.land.size(), 2U);
}

TEST_F(Init, ProposesWhatTheReaderProposesWithoutTakingIt) {
  put("敬老院.csv", "名称,经度,纬度\n甲,34.001,114.001\n乙,34.002,114.002\n丙,34.003,114.003\n");
  const Project p = project();
  ASSERT_EQ(p.facilities.size(), 1U);
  EXPECT_EQ(p.facilities[0].ref.axes, "");
  EXPECT_TRUE(says("\n# axes = \"yx\""));
}

TEST_F(Init, TakesTheYearFromNames) {
  put("敬老院2023年.csv", "名称,经度,纬度\n甲,114.001,34.001\n");
  EXPECT_EQ(to_string(project().date), "2023-12-31");
}

TEST_F(Init, TakesTheDayFromATitleAboveTheHeader) {
  put("敬老院.csv",
      "全市养老机构一览（截至2024年6月30日）,,\n名称,经度,纬度\n甲,114.001,34.001\n乙,114.002,34."
      "002\n");
  EXPECT_EQ(to_string(project().date), "2024-06-30");
  EXPECT_TRUE(says("截至2024年6月30日"));
}

TEST_F(Init, TakesTheLastDayOfAMonthOrAYear) {
  put("敬老院2024-02.csv", "名称,经度,纬度\n甲,114.001,34.001\n");
  EXPECT_EQ(to_string(project().date), "2024-02-29");
  put("表.csv", "2025年末各村人口,\n名称,人口\n甲村,10\n乙村,20\n");
  EXPECT_EQ(to_string(project().date), "2025-12-31");
}

TEST_F(Init, DoesNotTakeTheYearsThatAPlanPlansFor) {
  put("规划（2023—2099年）.csv", "名称,经度,纬度\n甲,114.001,34.001\n");
  EXPECT_EQ(to_string(project().date), "2023-12-31");
}

TEST_F(Init, SaysWhatTheColumnsGiveAwayOfTheDatum) {
  put_areas("区县.geojson", {R"({"adcode":"410202","name":"甲区","childrenNum":0,"center":"x"})",
                             R"({"adcode":"410203","name":"乙区","childrenNum":0,"center":"y"})"});
  project();
  EXPECT_TRUE(says("# datum-suspect"));
  EXPECT_TRUE(says("\n# datum = \"gcj02\"\n"));
  EXPECT_FALSE(says("若坐标取自高德"));
}

TEST_F(Init, ListsWhatItDoesNotKnow) {
  put("敬老院.csv", "名称,经度,纬度\n甲,114.001,34.001\n");
  put("通知.docx", "text");
  put("坏.gpkg", "no database");
  put("杂.csv", "甲,乙\n1,2\n");
  put("说\"明\".csv", "甲,乙\n1,2\n");
  project();
  for (const char* name : {"# 通知.docx", "# 坏.gpkg", "# 杂.csv"}) EXPECT_TRUE(says(name)) << name;
}

TEST_F(Init, WritesNamesThatTomlMustEscape) {
  put("a \"敬老院\".csv", "名称,经度,纬度,床位数\n甲,114.001,34.001,5\n");
  EXPECT_EQ(project().facilities.at(0).ref.path, "a \"敬老院\".csv");
}

TEST_F(Init, RefusesFoldersWithNothingInThem) {
  Problems problems;
  EXPECT_THROW(propose_project(root_, problems), InputError);
  EXPECT_THROW(propose_project(root_ / "none", problems), InputError);
}

}  // namespace
}  // namespace fangyuan
