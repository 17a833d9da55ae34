// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/read_facilities.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "core/coverage/presence.h"
#include "geo/crs/datum.h"
#include "tests/geo/facilities/facility_fixture.h"

namespace fangyuan {
namespace {

using namespace test;

TEST_F(FacilityTest, ATableGivesSitesWithTypeStateAmountsAndUnits) {
  FacilitySource s =
      table("care.csv",
            "编号,名称,类型,状态,床位,护理,用地面积（亩）,x,y\n"
            "a1,城东中心,街道综合养老服务中心,在用,50,30,1.5," +
                xy(100, 100) + "\na2,西姜敬老院,敬老院,在建,\"1,200\",,," + xy(1500, 500) + '\n');
  s.ref.fields = {
      {"id", "编号"},   {"name", "名称"},         {"type", "类型"},          {"status", "状态"},
      {"beds", "床位"}, {"nursing_beds", "护理"}, {"land", "用地面积（亩）"}};
  const FacilityTable t = read(s);
  EXPECT_TRUE(errors().empty());
  ASSERT_EQ(t.all.size(), 2U);
  const Facility& a = t.all[0];
  EXPECT_EQ(a.id, "a1");
  EXPECT_EQ(a.name, "城东中心");
  EXPECT_EQ(a.type, "street_care");
  EXPECT_EQ(a.status, Status::in_use);
  EXPECT_EQ(a.amounts.at("beds").to_string(), "50");
  EXPECT_EQ(a.amounts.at("land_mu").to_string(), "1.5");
  EXPECT_EQ(a.amounts.at("land_m2").to_string(), "1000");
  EXPECT_EQ(a.amounts.count("land"), 0U);
  EXPECT_EQ(unit_code(a, 0), "410202");
  EXPECT_EQ(unit_code(a, 1), "410202001");
  EXPECT_EQ(a.source, "care.csv");
  EXPECT_EQ(a.row, 2U);  // the line of the file
  const Facility& b = t.all[1];
  EXPECT_EQ(b.type, "township_elderly_home");
  EXPECT_EQ(b.status, Status::building);
  EXPECT_EQ(b.amounts.at("beds").to_string(), "1200");
  EXPECT_EQ(b.amounts.count("nursing_beds"), 0U);  // empty is absent, never 0
  EXPECT_EQ(unit_code(b, 1), "410202200");
  EXPECT_EQ(t.located, 2U);
  ASSERT_TRUE(told("amount-empty"));
  ASSERT_EQ(t.inputs.size(), 1U);
  EXPECT_EQ(t.inputs[0].features, 2U);
  EXPECT_EQ(t.inputs[0].used, 2U);
}

TEST_F(FacilityTest, RowsOfSumsAreNotAmongTheEmptyAmounts) {
  FacilitySource s = table(
      "care.csv", "名称,类型,床位,护理,x,y\n甲院,敬老院,50,30," + xy(100, 100) + "\n合计,,50,,,\n");
  s.ref.fields = {{"name", "名称"}, {"type", "类型"}, {"beds", "床位"}, {"nursing_beds", "护理"}};
  read(s);
  EXPECT_TRUE(told("totals-row"));
  EXPECT_FALSE(told("amount-empty"));
}

TEST_F(FacilityTest, OurOwnColumnNamesAreFoundUnasked) {
  const FacilityTable t =
      read(table("a.csv", "id,name,type,beds,x,y\n7,甲,clinic,3," + xy(1, 1) + '\n'));
  ASSERT_EQ(t.all.size(), 1U);
  EXPECT_EQ(t.all[0].id, "7");
  EXPECT_EQ(t.all[0].amounts.at("beds").to_string(), "3");
  EXPECT_TRUE(problems_.all().empty());
}

TEST_F(FacilityTest, AColumnOfThatNameMayBeRefused) {
  FacilitySource s = table("a.csv", "type,status,beds,x,y\nclinic,paved,many," + xy(1, 1) + '\n');
  read(s);
  EXPECT_EQ(errors(), (std::vector<std::string>{"amount-text", "status-bad"}));
  s.ref.fields = {{"status", ""}, {"beds", ""}};
  const FacilityTable t = read(s);
  EXPECT_TRUE(problems_.all().empty());
  EXPECT_EQ(t.all.at(0).status, Status::in_use);
  EXPECT_TRUE(t.all[0].amounts.empty());
}

TEST_F(FacilityTest, RealHexagonsWithHealthCareAreSites) {
  const std::string path = std::string(FANGYUAN_SHARED_DATA) + "/porto-alegre/poa_hexgrid.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  FacilitySource s;
  s.ref.path = s.ref.resolved = path;
  s.ref.where = "healthcare > 0";
  s.type = "clinic";
  s.ref.fields = {{"sites", "healthcare"}};
  const Frame frame("EPSG:32722");
  problems_ = {};
  const FacilityTable t = read_facilities(std::span(&s, 1), kDate, nullptr, frame, problems_);
  EXPECT_TRUE(errors().empty());
  ASSERT_FALSE(t.all.empty());
  EXPECT_EQ(t.located, t.all.size());
  for (const Facility& f : t.all) EXPECT_GE(f.amounts.at("sites"), Amount::from_whole(1)) << f.id;
  RecordProperty("sites", static_cast<int>(t.all.size()));
}

TEST_F(FacilityTest, AWorkbookReadsLikeATable) {
  GDALAllRegister();
  const std::string path = folder_ / "list.xlsx";
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
  ASSERT_NE(driver, nullptr);
  {
    const GDALDatasetUniquePtr book(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* sheet = book->CreateLayer("设施", nullptr, wkbNone, nullptr);
    for (const char* column : {"名称", "类型", "所属", "启用"}) {
      OGRFieldDefn defn(column, OFTString);
      ASSERT_EQ(sheet->CreateField(&defn), OGRERR_NONE);
    }
    OGRFieldDefn land("占地面积(平方米)", OFTReal);
    ASSERT_EQ(sheet->CreateField(&land), OGRERR_NONE);
    OGRFeature row(sheet->GetLayerDefn());
    row.SetField(0, "西姜寨乡公墓");
    row.SetField(1, "示范性农村公益性公墓");
    row.SetField(2, "410202200");
    row.SetField(3, "2021/06/30");
    row.SetField(4, 33333.34);
    ASSERT_EQ(sheet->CreateFeature(&row), OGRERR_NONE);
  }
  FacilitySource s;
  s.ref.path = "list.xlsx";
  s.ref.resolved = path;
  s.ref.fields = {{"name", "名称"},
                  {"type", "类型"},
                  {"unit", "所属"},
                  {"opened", "启用"},
                  {"land", "占地面积(平方米)"}};
  const FacilityTable t = read(s);
  EXPECT_TRUE(errors().empty());
  ASSERT_EQ(t.all.size(), 1U);
  EXPECT_EQ(t.all[0].type, "cemetery_township");
  EXPECT_EQ(t.all[0].amounts.at("land_m2").to_string(), "33333.34");
  EXPECT_EQ(t.all[0].amounts.at("land_mu").to_string(), "50.00001");
  EXPECT_EQ(t.all[0].id, "设施-2");
  EXPECT_EQ(t.unlocated, 1U);
  EXPECT_EQ(unit_code(t.all[0], 1), "410202200");
}

TEST_F(FacilityTest, TypesComeFromTheProjectThenTheTableThenTheWord) {
  FacilitySource s =
      table("a.csv", "type,x,y\n驿站," + xy(1, 1) + "\n城东诊所," + xy(2, 1) + "\ncare_point," +
                         xy(3, 1) + "\ncare_point," + xy(4, 1) + '\n');
  s.types = {{"驿 站", "社区养老服务中心"}};
  const FacilityTable t = read(s);
  ASSERT_EQ(t.all.size(), 4U);
  EXPECT_EQ(t.all[0].type, "community_care");
  EXPECT_EQ(t.all[1].type, "clinic");
  EXPECT_EQ(t.all[2].type, "care_point");
  EXPECT_TRUE(errors().empty());
  ASSERT_TRUE(told("type-guessed"));
  EXPECT_EQ(told("type-guessed")->value, "城东诊所");
  ASSERT_TRUE(told("type-unknown"));
  EXPECT_EQ(told("type-unknown")->count, 2U);
}

TEST_F(FacilityTest, OneTypeMayHoldForAWholeLayer) {
  FacilitySource s = table(
      "a.csv", "type,kind,x,y\nwhatever 1,社区卫生服务站," + xy(1, 1) + "\n9,," + xy(2, 1) + '\n');
  s.type = "诊所";
  EXPECT_EQ(read(s).all[0].type, "clinic");  // a column that only happens to be called type
  EXPECT_TRUE(problems_.all().empty());
  s.ref.fields["type"] = "kind";  // the row's own word first
  const FacilityTable t = read(s);
  EXPECT_EQ(t.all[0].type, "community_health_station");
  EXPECT_EQ(t.all[1].type, "clinic");
}

TEST_F(FacilityTest, OneSiteMayHaveSeveralFunctions) {
  FacilitySource s = table("a.csv",
                           "type,functions,x,y\n"
                           "社工站,\"慈善工作站、未保站;社工站\"," +
                               xy(1, 1) + "\n卫生院/敬老院,," + xy(2, 1) + "\n鼓楼区 民办养老院,," +
                               xy(3, 1) + '\n');
  const FacilityTable t = read(s);
  ASSERT_EQ(t.all.size(), 3U);
  EXPECT_EQ(t.all[0].type, "social_work_station");
  EXPECT_EQ(t.all[0].functions,
            (std::vector<std::string>{"charity_station", "minor_protection_station"}));
  EXPECT_EQ(t.all[1].type, "township_health_centre");
  EXPECT_EQ(t.all[1].functions, std::vector<std::string>{"township_elderly_home"});
  EXPECT_EQ(t.all[2].type, "private_care_home");
  EXPECT_TRUE(t.all[2].functions.empty());
}

TEST_F(FacilityTest, StatesAreReadAgainstTheProjectsDate) {
  FacilitySource s = table("a.csv",
                           "type,status,opened,closed,x,y\n"
                           "clinic,,,," +
                               xy(1, 1) + "\nclinic,在用,2026-03-01,," + xy(2, 1) +
                               "\nclinic,在用,2020年5月,2024-01-01," + xy(3, 1) + "\nclinic,,,," +
                               xy(4, 1) + '\n');
  const FacilityTable t = read(s);
  ASSERT_EQ(t.all.size(), 4U);
  EXPECT_EQ(t.all[0].status, Status::in_use);
  EXPECT_EQ(t.all[1].status, Status::planned);
  EXPECT_EQ(t.all[2].status, Status::closed);
  ASSERT_TRUE(told("status-empty"));
  EXPECT_EQ(told("status-empty")->count, 2U);
  ASSERT_TRUE(told("status-by-date"));
  EXPECT_TRUE(errors().empty());
}

struct BadRow {
  const char* what;
  std::string text;
  const char* code;
};

TEST_F(FacilityTest, EveryBadRowIsRefusedAndNamed) {
  const std::string p = xy(1, 1);
  const BadRow cases[] = {
      {"unknown Chinese type", "type,x,y\n摩天轮," + p + '\n', "type-bad"},
      {"empty type", "name,type,x,y\n甲,," + p + '\n', "type-empty"},
      {"no type at all", "name,x,y\n甲," + p + '\n', "type-missing"},
      {"unknown state", "type,status,x,y\nclinic,不错," + p + '\n', "status-bad"},
      {"text in a number", "type,beds,x,y\nclinic,约50," + p + '\n', "amount-text"},
      {"words behind a number", "type,beds,x,y\nclinic,50张," + p + '\n', "amount-text"},
      {"negative amount", "type,beds,x,y\nclinic,-1," + p + '\n', "amount-negative"},
      {"no date", "type,opened,x,y\nclinic,去年," + p + '\n', "date-text"},
      {"no such day", "type,opened,x,y\nclinic,2025-02-30," + p + '\n', "date-text"},
      {"closed before opened", "type,opened,closed,x,y\nclinic,2024-01-02,2024-01-01," + p + '\n',
       "date-order"},
      {"one id twice", "id,type,x,y\na,clinic," + p + "\na,clinic," + xy(500, 1) + '\n',
       "id-duplicate"},
  };
  for (const BadRow& c : cases) {
    read(table("bad.csv", c.text));
    ASSERT_EQ(errors(), std::vector<std::string>{c.code}) << c.what;
    const Problem& told_problem = *told(c.code);
    EXPECT_EQ(told_problem.file, "bad.csv") << c.what;
    EXPECT_FALSE(told_problem.rule.zh.empty() || told_problem.rule.en.empty()) << c.what;
  }
}

TEST_F(FacilityTest, AWrongTypeOfTheProjectIsRefusedOnce) {
  FacilitySource s = table("a.csv", "x,y\n" + xy(1, 1) + '\n' + xy(2, 2) + '\n');
  s.type = "摩天轮";
  EXPECT_TRUE(read(s).all.empty());
  EXPECT_EQ(errors(), std::vector<std::string>{"type-bad"});
}

struct LandCase {
  const char* key;
  const char* header;
  const char* mu;  // of the value 30; null: refused
};

TEST_F(FacilityTest, LandIsReadInMuSquareMetresAndHectares) {
  const LandCase cases[] = {
      {"land", "用地面积（亩）", "30"},
      {"land", "占地面积(平方米)", "0.045"},
      {"land", "用地面积/公顷", "450"},
      {"land", "用地㎡", "0.045"},
      {"land", "用地面积", nullptr},
      {"land_mu", "用地面积", "30"},
      {"land_mu", "亩数", "30"},
      {"land_mu", "占地面积（㎡）", nullptr},
      {"land_m2", "用地面积（亩）", nullptr},
      {"land_m2", "面积", "0.045"},
      {"land_ha", "面积", "450"},
      {"land", "面积（万平方米）", "450"},
  };
  for (const LandCase& c : cases) {
    FacilitySource s =
        table("a.csv", std::string("type,") + c.header + ",x,y\ncemetery,30," + xy(1, 1) + '\n');
    s.ref.fields[c.key] = c.header;
    const FacilityTable t = read(s);
    if (!c.mu) {
      EXPECT_EQ(errors(), std::vector<std::string>{"land-unit"}) << c.key << c.header;
      continue;
    }
    ASSERT_EQ(t.all.size(), 1U) << c.key << c.header;
    EXPECT_EQ(t.all[0].amounts.at("land_mu").to_string(), c.mu) << c.key << c.header;
    EXPECT_TRUE(t.all[0].amounts.count("land_m2")) << c.key << c.header;
  }
}

TEST_F(FacilityTest, FloorAreaInAnotherUnitIsRefused) {
  FacilitySource s = table("a.csv", "type,建筑面积（亩）,x,y\nclinic,1," + xy(1, 1) + '\n');
  s.ref.fields["area_m2"] = "建筑面积（亩）";
  read(s);
  EXPECT_EQ(errors(), std::vector<std::string>{"land-unit"});
}

TEST_F(FacilityTest, SuspiciousAmountsAreToldAndKept) {
  const FacilityTable t =
      read(table("a.csv",
                 "type,beds,nursing_beds,land_mu,land_m2,x,y\n"
                 "care_home,10,20,3,5000," +
                     xy(1, 1) + "\ncare_home,10,5,3,2000," + xy(300, 1) + '\n'));
  ASSERT_EQ(t.all.size(), 2U);
  ASSERT_TRUE(told("beds-differ"));
  ASSERT_TRUE(told("land-differs"));
  EXPECT_EQ(t.all[0].amounts.at("land_m2").to_string(), "5000");
  EXPECT_EQ(problems_.all().size(), 2U);  // the second row agrees
}

TEST_F(FacilityTest, RowsWithoutCoordinatesStayAndCountForTheirUnit) {
  FacilitySource s = table("a.csv",
                           "name,type,unit,x,y\n"
                           "甲,street_care,410202001,,\n"
                           "乙,street_care,西姜寨乡,,\n"
                           "丙,street_care,无名乡,,\n"
                           "丁,clinic,," +
                               xy(1, 1) + '\n');
  const FacilityTable t = read(s);
  EXPECT_EQ(t.located, 1U);
  EXPECT_EQ(t.unlocated, 3U);
  EXPECT_EQ(unit_code(t.all[0], 1), "410202001");
  EXPECT_EQ(unit_code(t.all[0], 0), "410202");  // and the units above
  EXPECT_EQ(unit_code(t.all[1], 1), "410202200");
  EXPECT_EQ(unit_code(t.all[2], 1), "");
  ASSERT_TRUE(told("unit-unknown"));
  std::set<std::string> named;
  for (const Problem& p : problems_.all())
    if (p.code == "facility-unlocated") named.insert(p.value);
  EXPECT_EQ(named, (std::set<std::string>{"甲", "乙", "丙"}));
  PresenceQuery q;
  q.types = {"street_care"};
  q.classes = {"街道"};
  const Presence p = count_presence(boundaries_.units, t.all, q);
  EXPECT_EQ(p.units.size(), 1U);
  EXPECT_EQ(p.with_any, 1U);
  EXPECT_EQ(p.units[0].unlocated, 1U);
}

TEST_F(FacilityTest, AListWithoutAnyCoordinatesIsToldInOneLine) {
  const FacilityTable t = read(table("a.csv", "name,type\n甲,clinic\n乙,clinic\n"));
  EXPECT_EQ(t.unlocated, 2U);
  ASSERT_EQ(problems_.all().size(), 1U);
  EXPECT_EQ(problems_.all()[0].code, "facility-unlocated");
  EXPECT_EQ(problems_.all()[0].count, 2U);
}

TEST_F(FacilityTest, SitesOutsideEveryUnitServeButCountForNone) {
  const FacilityTable t =
      read(table("a.csv", "name,type,x,y\n海上,clinic," + xy(9000, 500) + '\n'));
  EXPECT_EQ(t.located, 1U);
  EXPECT_EQ(t.outside, 1U);
  EXPECT_FALSE(t.all[0].unit_of[1]);
  ASSERT_TRUE(told("facility-outside"));
  EXPECT_TRUE(told("facility-outside")->where);
  EXPECT_NE(told("facility-outside")->rule.en.find("row 2"), std::string::npos);
}

TEST_F(FacilityTest, GeometryWinsOverTheUnitFieldWhichIsTold) {
  const FacilityTable t =
      read(table("a.csv", "type,unit,x,y\nclinic,410202200," + xy(100, 500) + "\nclinic,鼓楼区," +
                              xy(200, 500) + "\nclinic,城东街道," + xy(300, 500) + '\n'));
  EXPECT_EQ(unit_code(t.all[0], 1), "410202001");
  EXPECT_EQ(t.all[0].given_unit, "410202200");
  std::size_t differ = 0;
  for (const Problem& p : problems_.all()) differ += p.code == "unit-differs" ? 1U : 0U;
  EXPECT_EQ(differ, 1U);  // the county's name and the right township agree
  EXPECT_TRUE(told("unit-differs")->where);
}

TEST_F(FacilityTest, RowsThatFitTheirUnitInAnotherDatumAreNamedSo) {
  // Some 500–700 m off to the east and south-east: from 城东街道 into 西姜寨乡.
  std::string text = "id,type,unit,lon,lat\n";
  for (int i = 0; i < 6; ++i) {
    const LonLat p = shift_datum(Datum::gcj02, frame_.to_lonlat(at(800, 500 + 60 * i)));
    text += fmt::format("g{},clinic,410202001,{:.8f},{:.8f}\n", i, p.lon, p.lat);
  }
  const LonLat right = frame_.to_lonlat(at(1900, 500));
  text += fmt::format("w,clinic,410202001,{:.8f},{:.8f}\n", right.lon, right.lat);
  // One that is sound, since undone it would lie elsewhere, and one that names no unit.
  const LonLat sound = frame_.to_lonlat(at(100, 500));
  text += fmt::format("s,clinic,410202001,{:.8f},{:.8f}\n", sound.lon, sound.lat);
  text += fmt::format("n,clinic,,{:.8f},{:.8f}\n", sound.lon, sound.lat);
  FacilitySource s = table("a.csv", text);
  s.ref.crs = "EPSG:4326";
  read(s);
  std::vector<std::string> gcj;
  for (const Problem& p : problems_.all())
    if (p.code == "unit-differs" && p.rule.zh.find("GCJ-02") != std::string::npos)
      gcj.push_back(p.rule.en.substr(0, 5));
  EXPECT_EQ(gcj, (std::vector<std::string>{"row 2", "row 3", "row 4", "row 5", "row 6", "row 7"}));
  ASSERT_TRUE(told("rows-shifted"));
  EXPECT_EQ(told("rows-shifted")->value, "GCJ-02");
  EXPECT_EQ(told("rows-shifted")->count, 6U);
  EXPECT_NE(told("rows-shifted")->rule.en.find("g0、g1、g2"), std::string::npos);
  EXPECT_NE(told("rows-shifted")->rule.en.find("of 9 rows with coordinates only 7 (78 %)"),
            std::string::npos)
      << told("rows-shifted")->rule.en;
}

TEST_F(FacilityTest, RowsJustOverABorderAreNoShiftedDatum) {
  // 40 rows a few metres on the wrong side, on the west side and on the east side of the border:
  // undoing GCJ-02 (to the north-west) fits half of them, and so does any other direction.
  std::string text = "type,unit,x,y\n";
  for (int i = 0; i < 20; ++i) {
    text += "clinic,410202001," + xy(1003, 400 + 10 * i) + '\n';
    text += "clinic,410202200," + xy(997, 400 + 10 * i) + '\n';
  }
  read(table("a.csv", text));
  EXPECT_TRUE(told("unit-differs"));
  EXPECT_FALSE(told("rows-shifted"));
}

TEST_F(FacilityTest, SameNameWithinFiftyMetresIsTold) {
  const FacilityTable t =
      read(table("a.csv", "name,type,x,y\n城东 诊所,clinic," + xy(100, 100) + "\n城东诊所,clinic," +
                              xy(149, 100) + "\n城东诊所,clinic," + xy(300, 100) +
                              "\n别处诊所,clinic," + xy(100, 100) + '\n'));
  EXPECT_EQ(t.all.size(), 4U);
  std::vector<const Problem*> doubles;
  for (const Problem& p : problems_.all())
    if (p.code == "facility-duplicate") doubles.push_back(&p);
  ASSERT_EQ(doubles.size(), 1U);
  EXPECT_NE(doubles[0]->rule.en.find("row 3"), std::string::npos);
  EXPECT_NE(doubles[0]->rule.en.find("row 2"), std::string::npos);
  EXPECT_TRUE(doubles[0]->where);
}

TEST_F(FacilityTest, DuplicatesAreFoundAcrossLayers) {
  read({table("a.csv", "id,name,type,x,y\n1,甲,clinic," + xy(100, 100) + '\n'),
        table("b.csv", "id,name,type,x,y\n2,甲,clinic," + xy(100, 110) + '\n')});
  ASSERT_TRUE(told("facility-duplicate"));
  EXPECT_EQ(told("facility-duplicate")->file, "b.csv");
}

TEST_F(FacilityTest, IdsAreMadePrefixedAndStable) {
  const std::vector<FacilitySource> sources{
      table("a.csv", "id,type,x,y\n1,clinic," + xy(1, 1) + "\n,clinic," + xy(2, 1) + "\n3,clinic," +
                         xy(3, 1) + '\n'),
      table("b.csv", "id,type,x,y\n1,clinic," + xy(1, 500) + "\n4,clinic," + xy(2, 500) + '\n'),
      table("c.csv", "type,x,y\nclinic," + xy(1, 900) + '\n')};
  const FacilityTable t = read(sources);
  std::vector<std::string> ids;
  for (const Facility& f : t.all) ids.push_back(f.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"a:1", "a-3", "3", "b:1", "4", "c-2"}));
  EXPECT_EQ(t.all[0].name, "a:1");  // a missing name is the id
  EXPECT_TRUE(told("id-prefixed"));
  EXPECT_TRUE(errors().empty());
}

TEST_F(FacilityTest, APolygonKeepsItsHolesAndGetsAPointInside) {
  FacilitySource s =
      drawn("park.geojson",
            {feature(R"("id":"p")", polygon({{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                                             {{10, 10}, {90, 10}, {90, 90}, {10, 90}}}))});
  s.type = "park";
  const FacilityTable t = read(s);
  ASSERT_EQ(t.all.size(), 1U);
  const Facility& f = t.all[0];
  EXPECT_EQ(f.outline.size(), 5U);
  ASSERT_EQ(f.holes.size(), 1U);
  const XY p{f.place->xy.x - at(0, 0).x, f.place->xy.y - at(0, 0).y};
  EXPECT_TRUE(p.x > 0 && p.x < 100 && p.y > 0 && p.y < 100);
  EXPECT_FALSE(p.x > 10 && p.x < 90 && p.y > 10 && p.y < 90) << "in the hole";
}

TEST_F(FacilityTest, EntrancesComeWithTheOutlineOrFromALayerOfTheirOwn) {
  FacilitySource s =
      drawn("school.geojson",
            {feature(R"("id":"p")", R"({"type":"GeometryCollection","geometries":[)" +
                                        box(0, 0, 100, 100) + ',' + point(50, 0) + "]}"),
             feature(R"("id":"q")", box(200, 0, 300, 100))});
  s.type = "school";
  FacilitySource doors =
      table("doors.csv", "of,x,y\nq," + xy(200, 50) + "\nq," + xy(300, 50) + '\n');
  doors.ref.fields["entrance_of"] = "of";
  const FacilityTable t = read({s, doors});
  EXPECT_TRUE(errors().empty());
  ASSERT_EQ(t.all.size(), 2U);
  EXPECT_EQ(t.all[0].outline.size(), 5U);
  ASSERT_EQ(t.all[0].entrances.size(), 1U);
  EXPECT_NEAR(t.all[0].entrances[0].xy.x, at(50, 0).x, 1e-6);
  EXPECT_EQ(t.all[1].entrances.size(), 2U);
  EXPECT_EQ(t.inputs[1].used, 2U);
}

TEST_F(FacilityTest, AnEntranceOfNobodyIsRefused) {
  FacilitySource doors = table("doors.csv", "of,x,y\nq," + xy(200, 50) + "\np,,\n");
  doors.ref.fields["entrance_of"] = "of";
  read(doors);
  EXPECT_EQ(errors(), (std::vector<std::string>{"entrance-bad", "entrance-bad"}));
}

TEST_F(FacilityTest, RedLinesAndPartsAndCrossedRingsAreUnderstoodAndOpenLinesNot) {
  const auto line = [](const std::string& coordinates) {
    return R"({"type":"LineString","coordinates":)" + coordinates + '}';
  };
  FacilitySource s = drawn(
      "a.geojson",
      {feature(R"("id":"red")", line(ring({{0, 0}, {50, 0}, {50, 50}}))),
       feature(R"("id":"bow")", polygon({{{100, 0}, {200, 100}, {200, 0}, {100, 100}}})),
       feature(R"("id":"two")", R"({"type":"MultiPolygon","coordinates":[[)" +
                                    ring({{300, 0}, {310, 0}, {310, 10}, {300, 10}}) + "],[" +
                                    ring({{400, 0}, {500, 0}, {500, 100}, {400, 100}}) + "]]}")});
  s.type = "cemetery";
  FacilityTable t = read(s);
  EXPECT_TRUE(errors().empty());
  ASSERT_EQ(t.all.size(), 3U);
  EXPECT_EQ(t.all[0].outline.size(), 4U);
  ASSERT_TRUE(told("ring-repaired"));
  ASSERT_TRUE(told("facility-parts"));
  EXPECT_GT(t.all[2].place->xy.x, at(400, 0).x);  // in the larger part

  FacilitySource open =
      drawn("b.geojson", {feature(R"("id":"open")", line("[[530000,3850000],[530100,3850000]]"))});
  open.type = "cemetery";
  read(open);
  EXPECT_EQ(errors(), std::vector<std::string>{"facility-geometry"});
}

TEST_F(FacilityTest, LongListsOfProblemsAreCutAndCounted) {
  std::string text = "type,beds,x,y\n";
  for (int i = 0; i < 250; ++i) text += "clinic,viele," + xy(i, 1) + '\n';
  read(table("a.csv", text));
  std::uint64_t rows = 0;
  for (const Problem& p : problems_.all()) rows += p.count;
  EXPECT_EQ(problems_.all().size(), 201U);
  EXPECT_EQ(rows, 250U);
  EXPECT_EQ(problems_.error_count(), 201U);
}

TEST_F(FacilityTest, WithoutUnitsEverythingElseStands) {
  with_units_ = false;
  const FacilityTable t =
      read(table("a.csv", "type,unit,x,y\nclinic,410202001," + xy(1, 1) + '\n'));
  EXPECT_EQ(t.located, 1U);
  EXPECT_EQ(t.outside, 0U);
  EXPECT_TRUE(t.all[0].unit_of.empty());
  EXPECT_TRUE(problems_.all().empty());
}

}  // namespace
}  // namespace fangyuan
