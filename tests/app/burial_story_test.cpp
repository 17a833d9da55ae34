// SPDX-License-Identifier: Apache-2.0
// The burial story, from project.toml to the files of the run folder: two counties side by side,
// one street, seven townships, their cemeteries in every state, one funeral home.
//
//   |--------------- 甲县 ---------------|---------- 乙县 ----------|
//   | 城关街道 | 东镇 | 西镇 | 南乡 | 北乡 | 安镇 | 宁镇 |    和镇    |
//              48.7亩 33,333.34m² 县级   市级  经营性 已建成  50亩，4万人
#include <fmt/format.h>

#include "tests/app/csv_table.h"
#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

struct Area {
  const char *code, *name, *unit_class, *parent;
  double west, east;
  int people;
};
constexpr Area kCounties[] = {{"410221", "甲县", "县", "4102", 114.10, 114.20, 0},
                              {"410223", "乙县", "县", "4102", 114.20, 114.30, 0}};
constexpr Area kTowns[] = {{"410221001", "城关街道", "街道", "410221", 114.10, 114.12, 30'000},
                           {"410221101", "东镇", "镇", "410221", 114.12, 114.14, 10'000},
                           {"410221102", "西镇", "镇", "410221", 114.14, 114.16, 20'000},
                           {"410221201", "南乡", "乡", "410221", 114.16, 114.18, 8'000},
                           {"410221202", "北乡", "乡", "410221", 114.18, 114.20, 6'000},
                           {"410223101", "安镇", "镇", "410223", 114.20, 114.23, 5'000},
                           {"410223102", "宁镇", "镇", "410223", 114.23, 114.26, 7'000},
                           {"410223103", "和镇", "镇", "410223", 114.26, 114.30, 40'000}};

template <std::size_t N>
std::string outlines(const Area (&areas)[N]) {
  std::string all = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < N; ++i) {
    const Area& a = areas[i];
    // Every area has the corners of its neighbours, as a straight line in degrees is none in
    // metres.
    std::string south, north;
    for (double x = a.west; x < a.east + 0.001; x += 0.01) {
      south += fmt::format("[{:.2f},34.50],", x);
      north.insert(0, fmt::format("[{:.2f},34.60],", x));
    }
    all += fmt::format(
        R"({}{{"type":"Feature","properties":{{"code":"{}","name":"{}","class":"{}","parent":"{}"}},
"geometry":{{"type":"Polygon","coordinates":[[{}{}[{:.2f},34.50]]]}}}})",
        i ? ",\n" : "", a.code, a.name, a.unit_class, a.parent, south, north, a.west);
  }
  return all + "]}\n";
}

std::string people() {
  std::string all = "lon,lat,total\n";
  for (const Area& a : kTowns)
    all += fmt::format("{:.3f},34.551,{}\n", (a.west + a.east) / 2, a.people);
  return all;
}

std::string road() {
  std::string points;
  for (int i = 0; i <= 20; ++i)
    points += fmt::format("{}[{:.2f},34.55]", i ? "," : "", 114.10 + 0.01 * i);
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"class":"primary"},
"geometry":{"type":"LineString","coordinates":[)" +
         points + "]}}]}\n";
}

const char kFacilities[] = R"(id,name,type,status,land_mu,land_m2,lon,lat
g1,东镇公益性公墓,cemetery_township,in_use,48.7,,114.125,34.56
g2,西镇公益性公墓,cemetery_township,in_use,,33333.34,114.145,34.56
g3,甲县公益性公墓,cemetery_county,accepted,100,,114.165,34.56
g4,市公益性公墓,cemetery_city,in_use,200,,114.185,34.56
g5,安镇陵园,cemetery_commercial,in_use,90,,114.215,34.56
g6,宁镇公益性公墓,cemetery_township,built,60,,114.245,34.56
g7,和镇公益性公墓,cemetery_township,in_use,50,,114.275,34.56
h1,乙县殡仪馆,funeral_home,in_use,,,114.205,34.551
)";

const char kProject[] = R"([project]
name = "殡葬"
date = 2025-12-31
rules = ["kaifeng-145", "kaifeng-2023"]

[[boundaries]]
level = "county"
path = "counties.geojson"

[[boundaries]]
level = "township"
path = "towns.geojson"

[[network]]
path = "road.geojson"
fields = { class = "class" }

[[population]]
path = "people.csv"
columns = { total = "total" }

[[facilities]]
path = "sites.csv"

[[statistics]]
path = "deaths.csv"
level = "township"
columns = { deaths = "deaths" }

[[exemptions]]
rule = "kaifeng-145/SP-44"
unit = "南乡"
document = "汴民文〔2022〕15号"

[[exemptions]]
rule = "kaifeng-145/SP-44"
unit = "北乡"

[[services]]
id = "funeral-home-15"
facilities = ["funeral_home"]
mode = "car"
limits_min = [15]
measures = ["network"]

)";

class BurialStory : public testing::Test {
 protected:
  void SetUp() override {
    town_.write("counties.geojson", outlines(kCounties));
    town_.write("towns.geojson", outlines(kTowns));
    town_.write("road.geojson", road());
    town_.write("people.csv", people());
    town_.write("sites.csv", kFacilities);
    // 北乡 has sent in nothing.
    town_.write("deaths.csv",
                "code,deaths\n410221001,200\n410221101,80\n410221102,161\n410221201,70\n"
                "410223101,40\n410223102,58\n410223103,320\n");
  }
  void run(const std::string& burial) {
    town_.write("project.toml", kProject + burial);
    const Outcome outcome = town_.run({"--force", "--lang", "en"});
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    said_ = outcome.err;
    burial_ = burial.empty() ? std::vector<CsvRow>{} : table("burial.csv");
  }
  std::vector<CsvRow> table(const char* file) const { return csv_table(town_.out() / file); }
  CsvRow indicator(const char* rule, const char* code) const {
    return one_row(table("indicators.csv"), {{"rule", rule}, {"code", code}});
  }
  CsvRow at(const char* level, const char* code) const {
    return one_row(burial_, {{"level", level}, {"code", code}});
  }
  CsvRow parameter(const char* id) const {
    return one_row(table("burial_parameters.csv"), {{"parameter", id}});
  }

  SmallTown town_;
  std::string said_;
  std::vector<CsvRow> burial_;
};

bool has(const CsvRow& row, const char* column, std::string_view part) {
  return row.at(column).find(part) != std::string::npos;
}

TEST_F(BurialStory, FiftyMuAreMissedByOnePointThreeAndPassedBySquareMetres) {
  run("[burial]\n");
  const CsvRow east = indicator("kaifeng-145/SP-44", "410221101");
  EXPECT_EQ(east.at("value"), "48.7");
  EXPECT_EQ(east.at("target"), "50");
  EXPECT_EQ(east.at("gap"), "1.3");
  EXPECT_EQ(east.at("gap_unit"), "mu");
  EXPECT_EQ(east.at("status"), "overdue");
  const CsvRow west = indicator("kaifeng-145/SP-44", "410221102");
  EXPECT_EQ(west.at("value"), "50.00001");
  EXPECT_EQ(west.at("status"), "met");

  EXPECT_EQ(at("site", "g1").at("lacks_mu"), "1.3");
  EXPECT_EQ(at("site", "g1").at("least_mu"), "50");
  EXPECT_EQ(at("site", "g2").at("lacks_mu"), "0");
  EXPECT_EQ(at("site", "g2").at("graves"), "13333");
}

TEST_F(BurialStory, AHostTownshipIsExemptOnlyWithADocument) {
  run("[burial]\n");
  const CsvRow south = indicator("kaifeng-145/SP-44", "410221201");
  EXPECT_EQ(south.at("status"), "not_binding");
  EXPECT_TRUE(has(south, "note", "汴民文〔2022〕15号"));
  const CsvRow north = indicator("kaifeng-145/SP-44", "410221202");
  EXPECT_EQ(north.at("status"), "overdue");
  EXPECT_TRUE(has(north, "note", "没有批准文号"));
  EXPECT_NE(said_.find("exemption-no-document"), std::string::npos);

  // The account says likewise: no years for the one, none left for the other.
  const CsvRow exempt = at("township", "410221201");
  EXPECT_EQ(exempt.at("years_left"), "");
  EXPECT_EQ(exempt.at("left"), "");
  EXPECT_TRUE(has(exempt, "note", "汴民文〔2022〕15号"));
  const CsvRow bound = at("township", "410221202");
  EXPECT_EQ(bound.at("left"), "0");
  EXPECT_EQ(bound.at("years_left"), "0");
  EXPECT_EQ(bound.at("short_year"), "2026");
  EXPECT_TRUE(has(bound, "note", "上级公墓 1 处，不计入本级"));
}

TEST_F(BurialStory, StreetsAreNotBoundAndOthersPlacesDoNotCount) {
  run("[burial]\n");
  for (const auto& rows : {table("indicators.csv"), burial_})
    for (const CsvRow& row : rows)
      EXPECT_FALSE(row.at("code") == "410221001" &&
                   (!row.contains("rule") || row.at("rule") == "kaifeng-145/SP-44"));

  const CsvRow commercial = at("site", "g5"), built = at("site", "g6");
  EXPECT_EQ(commercial.at("counts"), "no");
  EXPECT_EQ(commercial.at("tier"), "");
  EXPECT_TRUE(has(commercial, "note", "经营性公墓，不计入"));
  EXPECT_EQ(built.at("counts"), "no");
  EXPECT_TRUE(has(built, "note", "已建成未验收，不计入"));
  for (const char* code : {"410223101", "410223102"}) {
    EXPECT_EQ(indicator("kaifeng-145/SP-44", code).at("status"), "overdue") << code;
    EXPECT_EQ(at("township", code).at("sites"), "0") << code;
    EXPECT_EQ(at("township", code).at("left"), "0") << code;
  }
  // 乙县 has 和镇's alone; 甲县 its townships' and its own, and not the city's.
  EXPECT_EQ(at("county", "410223").at("left"), "13333");
  EXPECT_EQ(at("county", "410221").at("left"), std::to_string(12986 + 13333 + 26666));
  EXPECT_EQ(at("all", "all").at("left"), std::to_string(13333 + 12986 + 13333 + 26666 + 53333));
  EXPECT_EQ(at("all", "all").at("sites"), "5");
}

TEST_F(BurialStory, ACountyIsABlankSpotThoughItsNeighboursHomeIsMinutesOff) {
  run("[burial]\n");
  const CsvRow all = indicator("kaifeng-2023/SP-46", "all");
  EXPECT_EQ(all.at("value"), "1");
  const CsvRow blank = indicator("kaifeng-2023/SP-46", "410221");
  EXPECT_EQ(blank.at("value"), "0");
  EXPECT_NE(blank.at("status"), "met");
  EXPECT_TRUE(has(blank, "note", "空白点；最近的是 乙县殡仪馆"));
  EXPECT_EQ(indicator("kaifeng-2023/SP-46", "410223").at("status"), "met");
  // All of 甲县 gets there within fifteen minutes.
  const CsvRow reach = one_row(table("coverage.csv"), {{"code", "410221"}, {"group", "total"}});
  EXPECT_EQ(reach.at("limit"), "900");
  EXPECT_EQ(reach.at("total"), "74000");
  EXPECT_EQ(reach.at("served"), "74000");
}

TEST_F(BurialStory, FiftyMuLastFortyThousandPeopleEightyTwoYears) {
  run("[burial]\n");
  const CsvRow site = at("site", "g7");
  EXPECT_EQ(site.at("graves"), "13333");
  EXPECT_EQ(site.at("from"), "land");
  const CsvRow town = at("township", "410223103");
  EXPECT_EQ(town.at("people"), "40000");
  EXPECT_EQ(town.at("deaths"), "321.6");
  EXPECT_EQ(town.at("demand"), "160.8");
  EXPECT_EQ(town.at("years_left"), "82.916666");
  // 2026 is the first year of demand; 82 of them are met.
  EXPECT_EQ(town.at("short_year"), "2108");
  EXPECT_EQ(town.at("needed"), "3216");
  EXPECT_EQ(town.at("missing"), "0");
  EXPECT_TRUE(has(town, "note", "已用穴位不知"));
  // 宁镇: 7,000 × 8.04 ‰ × 50 % × 20 places, at 2.5 m².
  EXPECT_EQ(at("township", "410223102").at("missing"), "562.8");
  EXPECT_EQ(at("township", "410223102").at("missing_land_mu"), "2.1105");

  const auto expect = [&](const char* id, const char* value, const char* unit, const char* grade,
                          const char* source) {
    const CsvRow row = parameter(id);
    EXPECT_EQ(row.at("value"), value) << id;
    EXPECT_EQ(row.at("unit"), unit) << id;
    EXPECT_EQ(row.at("grade"), grade) << id;
    EXPECT_TRUE(has(row, "source", source)) << id;
    EXPECT_EQ(row.at("given"), "no") << id;
  };
  expect("township_cemetery_mu", "50", "亩", "A", "每个乡镇至少建成 1 个不少于 50 亩");
  expect("gross_urn_m2", "2.5", "m²", "M 待核对", "泰安");
  expect("death_rate", "8.04", "‰", "B", "国家统计局");
  expect("public_share", "0.5", "1", "B", "DB34/T 4180-2022");
  expect("service_years", "20", "年", "B", "DB34/T 4180-2022");
  // What nothing was reckoned with is not printed.
  for (const CsvRow& row : table("burial_parameters.csv"))
    EXPECT_TRUE(row.at("parameter") != "single_plot_m2" && row.at("parameter") != "niche_m2");
}

TEST_F(BurialStory, AProjectsOwnFiguresCountAndAreNamed) {
  run(R"([burial]
deaths = "deaths"
plots = "shares"

[burial.parameters]
public_share  = { value = 0.6, source = "和县殡葬规划（2024）第 12 页", grade = "A" }
road_share    = { value = 0.3, source = "设计说明" }
service_share = { value = 0.05, source = "设计说明" }
)");
  // 0.5 m² ÷ (1 − 0.4 − 0.3 − 0.05) = 2 m².
  EXPECT_EQ(at("site", "g7").at("graves"), "16666");
  const CsvRow town = at("township", "410223103");
  EXPECT_EQ(town.at("deaths"), "320");
  EXPECT_EQ(town.at("demand"), "192");
  EXPECT_EQ(town.at("years_left"), "86.802083");
  EXPECT_EQ(town.at("short_year"), "2112");
  // 北乡 tells no deaths: nothing is made up for it, nor for its county and the whole.
  for (const auto& row : {at("township", "410221202"), at("county", "410221"), at("all", "all")}) {
    EXPECT_EQ(row.at("demand"), "");
    EXPECT_EQ(row.at("years_left"), "");
    EXPECT_EQ(row.at("short_year"), "");
    EXPECT_TRUE(has(row, "note", "死亡人数没有填全"));
  }
  EXPECT_EQ(at("county", "410223").at("deaths"), "418");
  const CsvRow share = parameter("public_share");
  EXPECT_EQ(share.at("value"), "0.6");
  EXPECT_EQ(share.at("source"), "和县殡葬规划（2024）第 12 页");
  EXPECT_EQ(share.at("grade"), "A");
  EXPECT_EQ(share.at("given"), "yes");
  EXPECT_EQ(parameter("road_share").at("grade"), "K 待核对");
  EXPECT_EQ(parameter("single_plot_m2").at("grade"), "A");
}

TEST_F(BurialStory, TheListsOwnPlacesComeBeforeLand) {
  town_.write("sites.csv",
              "id,name,type,status,land_mu,area_m2,graves,niches,places_used,places_left,lon,lat\n"
              "a,东镇公墓,cemetery_township,in_use,50,,8000,1000,3000,,114.125,34.56\n"
              "b,西镇公墓,cemetery_township,in_use,50,,8000,,,600,114.145,34.56\n"
              "c,南乡骨灰堂,columbarium,in_use,30,500,,,100,,114.165,34.56\n"
              "d,北乡公墓,cemetery_township,in_use,,,,,,,114.185,34.56\n");
  run("[burial]\n");
  EXPECT_EQ(at("site", "a").at("places"), "9000");
  EXPECT_EQ(at("site", "a").at("left"), "6000");
  EXPECT_EQ(at("site", "a").at("from"), "graves+niches");
  EXPECT_EQ(at("site", "b").at("left"), "600");
  EXPECT_EQ(at("site", "b").at("from"), "graves+left");
  // 500 m² ÷ 0.25; the land of a columbarium carries no graves.
  EXPECT_EQ(at("site", "c").at("niches"), "2000");
  EXPECT_EQ(at("site", "c").at("left"), "1900");
  EXPECT_EQ(parameter("niche_m2").at("value"), "0.25");
  EXPECT_EQ(at("site", "d").at("places"), "");
  EXPECT_TRUE(has(at("site", "d"), "note", "穴位不知"));
  EXPECT_EQ(at("township", "410221201").at("left"), "1900");
  const CsvRow north = at("township", "410221202");
  EXPECT_EQ(north.at("left"), "");
  EXPECT_EQ(north.at("years_left"), "");
  EXPECT_EQ(north.at("sites_unknown"), "1");
}

TEST_F(BurialStory, WithoutTheTableNothingIsComputed) {
  run("[burial]\n");
  EXPECT_TRUE(names_in(town_.out()).contains("burial.csv"));
  run("");  // in place of the folder with the account, which is nobody's own file
  EXPECT_FALSE(names_in(town_.out()).contains("burial.csv"));
  EXPECT_FALSE(names_in(town_.out()).contains("burial_parameters.csv"));
}

TEST_F(BurialStory, WithoutCemeteriesOrPeopleItSaysSo) {
  town_.write("sites.csv",
              "id,name,type,status,lon,lat\nh1,乙县殡仪馆,funeral_home,in_use,114.205,34.551\n");
  run("[burial]\n");
  const CsvRow all = at("all", "all");
  EXPECT_EQ(all.at("sites"), "");
  EXPECT_EQ(all.at("left"), "");
  EXPECT_EQ(all.at("years_left"), "");
  EXPECT_TRUE(has(all, "note", "没有提供公益性公墓的清单"));
  EXPECT_EQ(all.at("demand"), "506.52");
}

}  // namespace
}  // namespace fangyuan::test
