// SPDX-License-Identifier: Apache-2.0
// fangyuan change: 甲镇 becomes a 街道 on 2026-03-01 and three of its villages go to 乙乡.
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/app/small_prefecture.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const char kStory[] = R"([[edits]]
kind  = "reclass_unit"
unit  = "甲镇"
class = "街道"
on    = 2026-03-01

[[edits]]
kind  = "transfer_units"
units = ["白庄村", "410222101205", "石桥村"]
to    = "乙乡"
on    = 2026-03-01
)";

const char* const kFiles[] = {"change.json", "change.gpkg", "change.xlsx", "map_before.svg",
                              "map_after.svg"};

Outcome change(const SmallPrefecture& p, const std::string& scenario) {
  put_file(p.root() / "change.toml", scenario);
  return run_program({"change", p.project().string(), "--scenario",
                      (p.root() / "change.toml").string(), "--out", p.out().string(), "--force"});
}

class ChangeStory : public testing::Test {
 protected:
  void SetUp() override {
    // Written for an earlier day: the change moves the day to its own.
    town_.replace("project.toml", "date = 2026-03-01", "date = 2025-12-31");
    const Outcome run = change(town_, kStory);
    ASSERT_EQ(run.exit, 0) << run.err;
    json_ = Json::parse(read_file(town_.out() / "change.json"));
  }

  const Json& unit(const std::string& code_before) const {
    for (const Json& u : json_["units"])
      if (u["before"]["code"] == code_before) return u;
    throw std::runtime_error("no unit " + code_before);
  }
  const Json& moved() const { return json_["moved"][0]; }

  SmallPrefecture town_;
  Json json_;
};

// Two points per village, n = 2 × (3 × column + row) + 0 or 1: total 100.25 + 13 n, older 20 + n.
// The three villages are column 1: n = 6 … 11.
constexpr double kMovedPeople = 6 * 100.25 + 13 * (6 + 7 + 8 + 9 + 10 + 11);
constexpr double kMovedOlder = 6 * 20 + (6 + 7 + 8 + 9 + 10 + 11);

TEST_F(ChangeStory, PeopleAreaAndSitesMoveAndAddUp) {
  EXPECT_EQ(json_["moved"].size(), 1U);
  EXPECT_EQ(moved()["from"], "410222101");
  EXPECT_EQ(moved()["to"], "410222201");
  EXPECT_EQ(moved()["people"]["total"], kMovedPeople);
  EXPECT_EQ(moved()["people"]["older60"], kMovedOlder);
  std::set<std::string> villages, sites;
  for (const Json& v : moved()["villages"]) villages.insert(v["id"]);
  for (const Json& f : moved()["facilities"]) sites.insert(f["id"]);
  EXPECT_EQ(villages, (std::set<std::string>{"410222101204", "410222101205", "410222101206"}));
  EXPECT_EQ(sites, (std::set<std::string>{"h1", "h2"}));  // h2 has no place, but a village
  EXPECT_TRUE(moved()["estates"].is_null());              // no such layer: 未核
  const Json &x = unit("410222101"), &y = unit("410222201");
  const auto more = [](const Json& u, const char* what) {
    return u["after"][what].get<double>() - u["before"][what].get<double>();
  };
  const auto people = [](const Json& u, const char* side) {
    return u[side]["people"]["total"].get<double>();
  };
  EXPECT_EQ(people(x, "after") - people(x, "before"), -kMovedPeople);
  EXPECT_EQ(people(y, "after") - people(y, "before"), kMovedPeople);
  EXPECT_EQ(more(x, "children"), -3);
  EXPECT_EQ(more(y, "children"), 3);
  EXPECT_NEAR(more(x, "area_m2"), -moved()["area_m2"].get<double>(), 0.01);
  EXPECT_NEAR(more(y, "area_m2"), moved()["area_m2"].get<double>(), 0.01);
  EXPECT_FALSE(json_["conserved"].empty());
  for (const Json& c : json_["conserved"]) EXPECT_EQ(c["before"], c["after"]) << c["what"];
}

TEST_F(ChangeStory, OneTownFewerOneSubdistrictMore) {
  std::map<std::string, int> by_class;
  for (const Json& c : json_["classes"])
    by_class[c["class"]] = c["after"].get<int>() - c["before"].get<int>();
  EXPECT_EQ(by_class["镇"], -1);
  EXPECT_EQ(by_class["街道"], 1);
  EXPECT_EQ(by_class["乡"], 0);
  EXPECT_EQ(by_class["村"], 0);
  const Json& x = unit("410222101");
  EXPECT_EQ(x["before"]["name"], "甲镇");
  EXPECT_EQ(x["after"]["name"], "甲街道");
  EXPECT_EQ(json_["effective"], "2026-03-01");
  EXPECT_EQ(json_["survey_due"], "2027-03-01");
  EXPECT_EQ(json_["edits"][0]["zh"], "甲镇改设街道，自 2026-03-01 起");
  EXPECT_EQ(json_["edits"][1]["zh"],
            "白庄村、和平村（410222101205）、石桥村划归乙乡，自 2026-03-01 起");
  EXPECT_TRUE(json_["markers"].is_null());
}

// Column 1 changes hands: the old line runs along 114.32, the new one along 114.31.
TEST(ChangeMarkers, InsideTheGroundAndOnItsEdgesAreListedWithWhatParts) {
  SmallPrefecture town;
  town.put("界桩.csv",
           "界桩号,界线编号,完好程度,经度,纬度\n"
           "01020001,0102,完好,114.315,34.81\n"
           "01020002,0102,损坏,114.32,34.815\n"
           "01020003,0102,,114.31,34.805\n"
           "01020004,0102,完好,114.35,34.81\n"
           "01020005,0102,完好,,\n");
  const fs::path file = town.project() / "project.toml";
  put_file(file, read_file(file) + "\n[[markers]]\npath = \"界桩.csv\"\n");
  const Outcome run = change(town, kStory);
  ASSERT_EQ(run.exit, 0) << run.err;
  const Json json = Json::parse(read_file(town.out() / "change.json"));
  ASSERT_EQ(json["markers"].size(), 3U) << json["markers"].dump(1);
  const Json &inside = json["markers"][0], &old_line = json["markers"][1],
             &new_line = json["markers"][2];
  EXPECT_EQ(inside["number"], "01020001");
  EXPECT_EQ(old_line["number"], "01020002");
  EXPECT_EQ(old_line["condition"], "损坏");
  EXPECT_EQ(new_line["number"], "01020003");
  // One hundredth and half a hundredth of a degree of longitude at 34.81° N (91.4 km a degree).
  EXPECT_NEAR(inside["off_m"].get<double>(), 457, 2);
  EXPECT_NEAR(old_line["off_m"].get<double>(), 915, 3);
  EXPECT_NEAR(new_line["off_m"].get<double>(), 0, 0.01);
  EXPECT_EQ(json["markers_unplaced"], 1);
  EXPECT_TRUE(json["boundary_lines"].is_null());  // no such layer: 未核
  bool among_inputs = false;
  for (const Json& input : json["inputs"])
    among_inputs = among_inputs || input.dump().find("界桩.csv") != std::string::npos;
  EXPECT_TRUE(among_inputs);
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> map(
      GDALDataset::Open((town.out() / "change.gpkg").c_str(), GDAL_OF_VECTOR));
  ASSERT_TRUE(map);
  OGRLayer* layer = map->GetLayerByName("markers");
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->GetFeatureCount(), 3);
}

// 甲镇 lends its middle column to 乙乡, in one county whose northern line runs along 34.83 and
// whose eastern line along 114.34. Ground of townships moves no county's line; a whole township
// that goes to the other county does.
TEST(ChangeMarkers, LinesOfALevelAboveTheGroundStayAsTheyAre) {
  SmallPrefecture town;
  const auto line = [](const char* id, const char* level, const char* unit, const char* other,
                       const char* course) {
    return std::string(R"({"type":"Feature","properties":{"编号":")") + id + R"(","等级":")" +
           level + R"(","甲方":")" + unit + R"(","乙方":")" + other +
           R"("},"geometry":{"type":"LineString","coordinates":)" + course + "}}";
  };
  town.put("lines.geojson",
           R"({"type":"FeatureCollection","features":[)" +
               line("2201", "", "410222", "外县", "[[114.30,34.83],[114.34,34.83]]") + "," +
               line("2223", "县级", "410222", "410223", "[[114.34,34.80],[114.34,34.83]]") + "," +
               line("0101", "乡级", "甲镇", "410222201", "[[114.32,34.80],[114.32,34.83]]") + "]}");
  town.put("界桩.csv",
           "界桩号,界线编号,经度,纬度\n"
           "2201001Q,2201,114.315,34.83\n"
           "0101001Q,0101,114.32,34.815\n"
           "2223001Q,2223,114.34,34.81\n");
  const fs::path file = town.project() / "project.toml";
  put_file(file, read_file(file) +
                     "\n[[boundary_lines]]\npath = \"lines.geojson\"\nfields = { line = \"编号\", "
                     "level = \"等级\", unit = \"甲方\", other = \"乙方\" }\n"
                     "[[markers]]\npath = \"界桩.csv\"\n");
  const auto listed = [&](const std::string& scenario) {
    const Outcome run = change(town, scenario);
    EXPECT_EQ(run.exit, 0) << run.err;
    const Json json = Json::parse(read_file(town.out() / "change.json"));
    std::map<std::string, bool> adjacent;
    for (const Json& l : json["boundary_lines"]) adjacent[l["id"]] = l["adjacent"];
    for (const Json& m : json["markers"]) {
      adjacent[m["number"]] = m["adjacent"];
      EXPECT_EQ(m["off_m"].is_null(), m["adjacent"].get<bool>());
    }
    return adjacent;
  };
  EXPECT_EQ(listed(kStory),
            (std::map<std::string, bool>{
                {"2201", true}, {"2201001Q", true}, {"0101", false}, {"0101001Q", false}}));
  EXPECT_EQ(listed("[[edits]]\nkind = \"transfer_units\"\nunits = [\"乙乡\"]\nto = \"410223\"\n"),
            (std::map<std::string, bool>{{"2201", false},
                                         {"2223", false},
                                         {"2223001Q", false},
                                         {"0101", false},
                                         {"0101001Q", false}}));
}

TEST_F(ChangeStory, TheCemeteryRuleDropsAndTheStreetCentreRuleBindsAndFails) {
  std::set<std::string> ceases, starts;
  for (const Json& r : json_["rules"]) {
    if (r["code"] != "410222101") continue;
    if (r["change"] == "ceases") {
      ceases.insert(r["rule"]);
      EXPECT_FALSE(r["status_before"].is_null());
    }
    if (r["change"] == "starts") {
      starts.insert(r["rule"]);
      if (r["rule"] == "presence-basics/street-care") {
        EXPECT_EQ(r["status_after"], "overdue");  // due 2025-12-31, and there is none
      }
    }
  }
  EXPECT_TRUE(ceases.contains("presence-basics/cemetery-township")) << json_["rules"].dump(1);
  EXPECT_TRUE(starts.contains("presence-basics/street-care")) << json_["rules"].dump(1);
  EXPECT_FALSE(starts.contains("presence-basics/cemetery-township"));
}

TEST_F(ChangeStory, TheVillagersLoseTheOldCemetery) {
  ASSERT_EQ(json_["entitlement"].size(), 1U) << json_["entitlement"].dump(1);
  const Json& e = json_["entitlement"][0];
  EXPECT_EQ(e["service"], "cemetery");
  EXPECT_EQ(e["unit"], "410222201");
  EXPECT_EQ(e["site_before"], "c1");
  EXPECT_EQ(e["site_after"], "c2");
  EXPECT_EQ(e["people"], kMovedPeople);
}

TEST_F(ChangeStory, ClashesInTheNewTownshipAreNamed) {
  bool found = false;
  for (const Json& n : json_["names"])
    if (n["code"] == "410222101205" && n["other"] == "410222201202") {
      found = true;
      EXPECT_EQ(n["name"], "和平村");
      EXPECT_TRUE(n["same_parent"]);
      EXPECT_TRUE(n["new"]);
      EXPECT_NE(n["article"].get<std::string>().find("第九条"), std::string::npos);
    }
  EXPECT_TRUE(found) << json_["names"].dump(1);
}

TEST_F(ChangeStory, CodesThatHaveToChange) {
  std::set<std::string> codes;
  for (const Json& c : json_["codes"]) codes.insert(c["code"]);
  // The subdistrict leaves the range of towns and takes its villages along; the three follow 乙乡.
  EXPECT_EQ(codes,
            (std::set<std::string>{"410222101", "410222101201", "410222101202", "410222101203",
                                   "410222101204", "410222101205", "410222101206"}));
}

TEST_F(ChangeStory, FilesAreCompleteAndTheSameTwice) {
  std::map<std::string, std::string> first;
  for (const char* name : kFiles) {
    ASSERT_TRUE(fs::exists(town_.out() / name)) << name;
    first[name] = read_file(town_.out() / name);
  }
  GDALAllRegister();
  {
    const std::unique_ptr<GDALDataset> map(GDALDataset::Open(
        (town_.out() / "change.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    ASSERT_TRUE(map);
    EXPECT_EQ(map->GetLayerByName("moved_ground")->GetFeatureCount(), 1);
    // 甲, 乙 and three villages with another parent.
    EXPECT_EQ(map->GetLayerByName("units_before")->GetFeatureCount(), 5);
    EXPECT_EQ(map->GetLayerByName("units_after")->GetFeatureCount(), 5);
    EXPECT_EQ(map->GetLayerByName("moved_facilities")->GetFeatureCount(), 1);
    EXPECT_NE(map->GetLayerByName("layer_styles"), nullptr);
  }
  EXPECT_NE(first["map_after.svg"].find("甲街道"), std::string::npos);
  EXPECT_EQ(first["map_before.svg"].find("甲街道"), std::string::npos);
  EXPECT_NE(first["map_before.svg"].find("至 2026-02-28 止"), std::string::npos);
  // The neighbour that does not change, the old line, north; the scenario's name.
  EXPECT_NE(first["map_after.svg"].find(">丙镇<"), std::string::npos);
  EXPECT_NE(first["map_after.svg"].find(">原界线<"), std::string::npos);
  EXPECT_EQ(first["map_before.svg"].find(">原界线<"), std::string::npos);
  EXPECT_NE(first["map_after.svg"].find(">北<"), std::string::npos);
  EXPECT_NE(first["map_after.svg"].find(">change：变更方案示意图"), std::string::npos);
  ASSERT_EQ(change(town_, kStory).exit, 0);
  for (const char* name : kFiles) EXPECT_EQ(read_file(town_.out() / name), first[name]) << name;
}

TEST_F(ChangeStory, TheRunOnTheChangedUnitsHasTheSameFigures) {
  ASSERT_EQ(town_.run("[scenario]\ndate = 2026-03-01\n" + std::string(kStory), "run").exit, 0);
  const std::string units = read_file(town_.root() / "run" / "units.csv");
  for (const char* code : {"410222101", "410222201"}) {
    const auto& after = unit(code)["after"];
    const std::string area =
        std::to_string(after["area_m2"].get<double>() / 1e6).substr(0, 6);  // km², four places
    EXPECT_NE(units.find(std::string(code) + "," + after["name"].get<std::string>() + "," +
                         after["class"].get<std::string>() + ",410222," + area),
              std::string::npos)
        << units;
  }
}

TEST(Change, StatisticsAreSplitAsPeopleAreAndStreetsOfTheGazetteerCompared) {
  SmallPrefecture p;
  p.replace("project.toml", "[[services]]",
            "[[statistics]]\npath = \"deaths.csv\"\njoin = \"code\"\nlevel = \"township\"\n"
            "columns = { deaths = \"deaths\" }\n\n[[names]]\npath = \"names.csv\"\n\n"
            "[[services]]");
  p.put("deaths.csv", "code,deaths\n410222101,60\n410222201,40\n");
  // On the ground that moves; in the township that takes it; in the one that gives it; elsewhere.
  p.put("names.csv",
        "name,type,lon,lat\n人民路,街路巷,114.3152,34.8152\n人民路,街路巷,114.3252,34.8152\n"
        "光明巷,街路巷,114.3152,34.8052\n光明巷,街路巷,114.3052,34.8152\n"
        "中山路,街路巷,114.3152,34.8052\n中山路,街路巷,114.3452,34.8152\n");
  const Outcome run = change(p, kStory);
  ASSERT_EQ(run.exit, 0) << run.err;
  const Json json = Json::parse(read_file(p.out() / "change.json"));
  // 甲镇 has n = 0 … 11: 2061 people, of whom 1264.5 go: 60 × 1264.5 ÷ 2061 = 36.8, in whole ones.
  EXPECT_EQ(json["moved"][0]["statistics"]["deaths"], 36);
  std::set<std::string> streets;
  for (const Json& n : json["names"])
    if (n["scope"].get<std::string>().find("地名录") != std::string::npos)
      streets.insert(n["name"].get<std::string>() + n["other_parent"].get<std::string>());
  EXPECT_EQ(streets, std::set<std::string>{"人民路乙乡"}) << json["names"].dump(1);
}

TEST(Change, WhatDoesNotHoldYetIsToldAndNotCounted) {
  SmallPrefecture p;
  p.replace("project.toml", "date = 2026-03-01", "date = 2025-12-31");
  const Outcome run = change(p, "[scenario]\ndate = 2026-02-28\n\n" + std::string(kStory));
  ASSERT_EQ(run.exit, 0) << run.err;
  EXPECT_NE(run.err.find("change-pending"), std::string::npos) << run.err;
  EXPECT_NE(run.out.find("尚未生效"), std::string::npos) << run.out;
  const Json json = Json::parse(read_file(p.out() / "change.json"));
  EXPECT_TRUE(json["units"].empty());
  EXPECT_FALSE(json["in_force"]);
  EXPECT_TRUE(json["edits"][0]["pending"]);
  EXPECT_EQ(json["effective"], "2026-03-01");
  EXPECT_TRUE(json["survey_due"].is_null());
}

TEST(Change, ARenamedUnitHasNoSurveyAndItsNameIsLookedAt) {
  SmallPrefecture p;
  const Outcome run = change(p,
                             "[[edits]]\nkind = \"rename_unit\"\nunit = \"410222101\"\nname = "
                             "\"Lihua 镇\"\n[[edits]]\nkind = \"reclass_unit\"\nunit = "
                             "\"410222\"\nclass = \"市辖区\"\n[[edits]]\nkind = \"move_seat\"\n"
                             "unit = \"410222201\"\nat = [114.335, 34.815]\n");
  ASSERT_EQ(run.exit, 0) << run.err;
  const Json json = Json::parse(read_file(p.out() / "change.json"));
  EXPECT_TRUE(json["survey_due"].is_null());
  EXPECT_NE(run.out.find("不涉及界线"), std::string::npos) << run.out;
  // Units by their names, not by codes alone.
  EXPECT_EQ(json["edits"][0]["zh"], "甲镇（410222101）更名为Lihua 镇");
  EXPECT_EQ(json["edits"][2]["zh"], "乙乡（410222201）驻地迁至（114.335000, 34.815000）");
  std::multiset<std::string> kinds;
  for (const Json& n : json["names"]) {
    kinds.insert(n["code"].get<std::string>() + " " + n["kind_en"].get<std::string>());
    EXPECT_TRUE(n["new"]);
  }
  EXPECT_TRUE(kinds.contains("410222 the name is not of its class")) << json["names"].dump(1);
  EXPECT_GE(std::count_if(kinds.begin(), kinds.end(),
                          [](const std::string& k) { return k.starts_with("410222101 "); }),
            1)
      << json["names"].dump(1);
  for (const Json& c : json["codes"])
    if (c["code"] == "410222") {
      EXPECT_NE(c["why"].get<std::string>().find("GB/T 2260"), std::string::npos) << c["why"];
    }
}

TEST(Change, AProtectedNameIsNotGivenUpUnseen) {
  SmallPrefecture p;
  p.replace("project.toml", "[[services]]", "[[names]]\npath = \"names.csv\"\n\n[[services]]");
  p.put("names.csv", "name,type,code,protection\n甲镇,镇,410222101,千年古镇\n乙乡,乡,410222201,\n");
  const Outcome run =
      change(p,
             "[[edits]]\nkind = \"rename_unit\"\nunit = \"甲镇\"\nname = \"戊镇\"\n"
             "[[edits]]\nkind = \"rename_unit\"\nunit = \"乙乡\"\nname = \"己乡\"\n");
  ASSERT_EQ(run.exit, 0) << run.err;
  const Json json = Json::parse(read_file(p.out() / "change.json"));
  ASSERT_EQ(json["names"].size(), 1U) << json["names"].dump(1);
  EXPECT_EQ(json["names"][0]["other_name"], "甲镇");
  EXPECT_EQ(json["names"][0]["scope"], "千年古镇");
}

TEST(Change, RefusesWhatIsNoChangeOfUnitsAndALineThatStopsShort) {
  SmallPrefecture p;
  const Outcome other = change(p, "[[edits]]\nkind = \"close\"\nsite = \"c1\"\n");
  EXPECT_EQ(other.exit, 2);
  EXPECT_NE(other.err.find("edit-not-units"), std::string::npos) << other.err;
  const Outcome gap =
      change(p,
             "[[edits]]\nkind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nline = "
             "[[114.3199967, 34.80], [114.31, 34.80], [114.31, 34.83], [114.32, 34.83]]\n");
  EXPECT_EQ(gap.exit, 2);
  EXPECT_NE(gap.err.find("edit-gap"), std::string::npos) << gap.err;
  EXPECT_NE(gap.err.find("0.30"), std::string::npos) << gap.err;
  EXPECT_NE(gap.err.find("（位置 114.319997, 34.800000）"), std::string::npos) << gap.err;
  EXPECT_FALSE(fs::exists(p.out()));
  // A line 0.4 m inside the old one for its whole length: a strip, told once, with its place.
  const Outcome strip =
      change(p,
             "[[edits]]\nkind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nground = "
             "[[114.3199956, 34.79], [114.33, 34.79], [114.33, 34.84], [114.3199956, 34.84]]\n");
  EXPECT_EQ(strip.exit, 2);
  EXPECT_NE(strip.err.find("ground=410222"), std::string::npos) << strip.err;
  EXPECT_NE(strip.err.find("（位置 114.3199"), std::string::npos) << strip.err;
}

}  // namespace
}  // namespace fangyuan::test
