// SPDX-License-Identifier: Apache-2.0
// Reading gazetteers, good and bad, and what records say about one another.
#include "geo/names/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "geo/names/check_names.h"
#include "geo/names/name_scopes.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

struct Read {
  Gazetteer gazetteer;
  Problems problems;
};

class Gazetteers : public testing::Test {
 protected:
  Read read(const std::string& csv, std::map<std::string, std::string> fields = {},
            std::map<std::string, std::string> types = {}) {
    const auto file = folder_.path() / "地名.csv";
    std::ofstream(file, std::ios::binary) << csv;
    NamesSource s;
    s.ref.path = "地名.csv";
    s.ref.resolved = file.string();
    s.ref.fields = std::move(fields);
    s.types = std::move(types);
    Read out;
    out.gazetteer = read_gazetteer(std::vector{s}, frame_, out.problems);
    return out;
  }
  NameReport check(const Gazetteer& g, const char* date = "2025-12-31") {
    Problems problems;
    NameCheckOptions options;
    options.date = *parse_date(date);
    return check_names(g, find_scopes(g, {}, problems), {}, PlaceReadings::shipped(), options);
  }
  static std::size_t count(const NameReport& r, NameRule rule) {
    return static_cast<std::size_t>(
        std::count_if(r.findings.begin(), r.findings.end(),
                      [&](const NameFinding& f) { return f.rule == rule; }));
  }

  TempFolder folder_;
  Frame frame_{"EPSG:4547"};
};

TEST_F(Gazetteers, ColumnsAreFoundByTheirUsualHeadersAndSaid) {
  const auto r = read(
      "标准名称,地名类别,地名代码,所在政区,罗马字母拼写,地名状态,保护级别,启用日期,经度,纬度\n"
      "柳林镇,镇,410221100,410221,Liǔlín Zhèn,标准,市级,2010年5月,114.3,34.8\n"
      "白庄村,行政村,410221100201,,,历史,,2001-01-01,,\n");
  ASSERT_EQ(r.gazetteer.names.size(), 2U);
  const PlaceName& n = r.gazetteer.names[0];
  EXPECT_EQ(n.name, "柳林镇");
  EXPECT_EQ(n.name_class, NameClass::township);
  EXPECT_EQ(n.code, "410221100");
  EXPECT_EQ(n.roman, "Liǔlín Zhèn");
  EXPECT_EQ(n.protection, "市级");
  ASSERT_TRUE(n.place);
  EXPECT_NEAR(n.place->lonlat.lon, 114.3, 1e-9);
  EXPECT_EQ(to_string(*n.valid_from), "2010-05-01");
  EXPECT_EQ(r.gazetteer.names[1].status, NameStatus::historic);
  EXPECT_TRUE(r.problems.has("field-guessed"));
  EXPECT_FALSE(r.problems.has_errors());
}

TEST_F(Gazetteers, WithoutTypesTheEndingsSayWhatNamesAreAndTheCodeIsTheCountys) {
  const auto r = read(
      "地名,代码\n周口店镇,410222\n密云水库,410222\n解放路,410222\n太湖,410222\n"
      "五福嘉园,410222\n李庄村,410222\n通许县,410222\n鼓楼区,410204\n五福小区,410222\n"
      "黄龙风景区,410222\n开封,410200\n双河,410222100\n柳林,410222100201\n"
      "城关镇,410222100000\n周口店,410222\n");
  std::vector<NameClass> classes;
  for (const PlaceName& n : r.gazetteer.names) classes.push_back(n.name_class);
  EXPECT_EQ(classes,
            (std::vector<NameClass>{NameClass::township, NameClass::facility, NameClass::street,
                                    NameClass::natural, NameClass::estate, NameClass::village,
                                    NameClass::county, NameClass::county, NameClass::estate,
                                    NameClass::other, NameClass::county, NameClass::natural,
                                    NameClass::village, NameClass::township, NameClass::other}));
  std::size_t told = 0;
  for (const Problem& p : r.problems.all())
    if (p.code == "name-type-guessed") {
      ++told;
      EXPECT_EQ(p.count, 15U);
      EXPECT_NE(p.rule.zh.find("县级以上行政区划 3"), std::string::npos) << p.rule.zh;
    }
  EXPECT_EQ(told, 1U);
  EXPECT_EQ(count(check(r.gazetteer), NameRule::code_twice), 0U);
  EXPECT_FALSE(read("地名,类别\n甲村,村\n").problems.has("name-type-guessed"));
}

TEST_F(Gazetteers, GenericTermsHaveOneReading) {
  const auto r = read(
      "地名,类别\n西安市,市\n厦门市,市\n番禺区,区\n柳林社区,社区\n月光小区,小区\n乐村,"
      "行政村\n");
  const auto report = check(r.gazetteer);
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_TRUE(report.names[i].reading.certain) << r.gazetteer.names[i].name;
  EXPECT_FALSE(report.names[5].reading.certain) << "乐 lè or yuè";
}

TEST_F(Gazetteers, EnglishHeadersAndOwnTypes) {
  const auto r = read("name,type,code,roman_alphabet_spelling\n人民路,马路牙子,410202,Rénmín Lù\n",
                      {}, {{"马路牙子", "street"}});
  ASSERT_EQ(r.gazetteer.names.size(), 1U);
  EXPECT_EQ(r.gazetteer.names[0].name_class, NameClass::street);
  EXPECT_EQ(r.gazetteer.names[0].roman, "Rénmín Lù");
}

TEST_F(Gazetteers, AllProblemsAreToldAtOnceAndNothingIsLost) {
  const auto r = read(
      "地名,类别,状态,启用日期,废止日期\n"
      "甲村,行政村,标准,昨天,\n"
      "乙村,奇怪的类别,标准,2010-01-01,\n"
      "丙村,行政村,不知道,2010-01-01,2009-01-01\n"
      ",行政村,标准,,\n"
      "合计,,,,\n"
      "丁村,行政村,标准,,\n");
  for (const char* code : {"date-text", "name-type-unknown", "name-status-bad", "date-order",
                           "name-empty", "totals-row"})
    EXPECT_TRUE(r.problems.has(code)) << code;
  EXPECT_EQ(r.gazetteer.names.size(), 4U);
  EXPECT_EQ(r.gazetteer.inputs.at(0).features,
            r.gazetteer.inputs.at(0).used + r.gazetteer.inputs.at(0).rejected);
}

TEST_F(Gazetteers, WithoutANameColumnItIsAnError) {
  EXPECT_TRUE(read("甲,乙\n1,2\n").problems.has("names-column-missing"));
  EXPECT_TRUE(read("地名\n甲村\n", {{"name", "标准地名"}}).problems.has("field-missing"));
  EXPECT_TRUE(read("地名,类别\n甲村,村\n", {}, {{"村", "villlage"}}).problems.has("name-type-bad"));
  EXPECT_TRUE(read("").problems.has_errors() || read("").gazetteer.names.empty());
}

TEST_F(Gazetteers, HostileNamesAreFindingsNotCrashes) {
  std::string longest;
  for (int i = 0; i < 20000; ++i) longest += "长";
  const auto r = read(
      "地名,类别,罗马字母拼写,读音\n"
      "😀👨‍👩‍👧路,街路巷,,\n"
      "\xF0\x9F\x8F\x98,住宅区,\xCC\x81\xCC\x81,\n"
      "长长长长长长长长长长长长长长长长路,街路巷,chang,chang2\n" +
      longest + "路,街路巷," + longest + ",a\n" +
      "A,其他,,\n-,其他,,\n·,住宅区,,\n村,行政村,,\n镇,镇,,\n'; DROP TABLE--,街路巷,,\n"
      "\"<b>&amp;\",街路巷,,\n=1+1,街路巷,,\n");
  ASSERT_GE(r.gazetteer.names.size(), 10U);
  const auto report = check(r.gazetteer);
  EXPECT_GE(count(report, NameRule::symbols), 3U);
  EXPECT_GE(count(report, NameRule::spelling_letters), 2U);
  EXPECT_EQ(report.names.size(), r.gazetteer.names.size());
}

TEST_F(Gazetteers, ProtectedNamesNeedTheirProcedure) {
  const std::string head = "编号,地名,类别,代码,保护级别,拟用名,批准文号,启用日期,废止日期,状态\n";
  // PN-4: on the register, not changed without the legal procedure.
  EXPECT_EQ(count(check(read(head + "1,书店街,街路巷,410202,省级,财富街,,,,\n").gazetteer),
                  NameRule::protected_rename),
            1U);
  EXPECT_EQ(
      count(check(read(head + "1,书店街,街路巷,410202,省级,财富街,汴政〔2025〕1号,,,\n").gazetteer),
            NameRule::protected_rename),
      0U);
  EXPECT_EQ(count(check(read(head + "1,书店街,街路巷,410202,,财富街,,,,\n").gazetteer),
                  NameRule::protected_rename),
            0U);
  const std::string old = "1,书店街,街路巷,410202,省级,,,1990-01-01,2024-12-31,历史\n";
  EXPECT_EQ(
      count(check(read(head + old + "1,财富街,街路巷,410202,,,,2025-01-01,,标准\n").gazetteer),
            NameRule::protected_rename),
      1U);
  EXPECT_EQ(
      count(check(read(head + old + "1,财富街,街路巷,410202,,,汴政〔2025〕1号,2025-01-01,,标准\n")
                      .gazetteer),
            NameRule::protected_rename),
      0U);
}

TEST_F(Gazetteers, OnlyNamesInForceAreCompared) {
  const auto g = read(
                     "地名,类别,代码,启用日期,废止日期\n"
                     "柳林镇,镇,410221100,2000-01-01,2020-12-31\n"
                     "柳林镇,镇,411523100,2021-01-01,\n")
                     .gazetteer;
  EXPECT_EQ(count(check(g), NameRule::same_name), 0U);
  EXPECT_EQ(check(g).not_in_force, 1U);
  const auto both = read(
                        "地名,类别,代码,启用日期,废止日期\n"
                        "柳林镇,镇,410221100,2000-01-01,2021-01-01\n"
                        "柳林镇,镇,411523100,2021-01-01,\n")
                        .gazetteer;
  EXPECT_EQ(count(check(both, "2021-01-01"), NameRule::same_name), 1U);
}

TEST_F(Gazetteers, TheSameVillageRegisteredTwiceIsNoDuplicate) {
  const auto g = read(
                     "地名,类别,代码,所在政区\n白庄村,21610,410221100201,410221100\n"
                     "白庄村村民委员会,27610,410221100201,410221100\n")
                     .gazetteer;
  const auto report = check(g);
  EXPECT_EQ(count(report, NameRule::registered_twice), 1U);
  EXPECT_EQ(count(report, NameRule::same_name), 0U);
}

TEST_F(Gazetteers, WhatCannotBeComparedIsCounted) {
  const auto report = check(read("地名,类别\n白庄村,行政村\n柳林镇,镇\n").gazetteer);
  EXPECT_EQ(count(report, NameRule::scope_unknown), 2U);
  EXPECT_EQ(report.uncompared[static_cast<std::size_t>(NameClass::village)], 1U);
}

TEST_F(Gazetteers, CodesDatesSignsAndPatrols) {
  const auto report = check(read("地名,类别,代码,标志设置,巡检日期\n"
                                 "白庄村,行政村,410221100201,是,2024-12-31\n"
                                 "黑庄村,行政村,410221100201,否,\n"
                                 "红庄村,行政村,410221100203,是,2025-02-01\n")
                                .gazetteer);
  EXPECT_EQ(count(report, NameRule::code_twice), 1U);
  EXPECT_EQ(count(report, NameRule::sign_missing), 1U);
  EXPECT_EQ(count(report, NameRule::patrol_due), 1U);  // the day a year later counts
  EXPECT_EQ(report.signs.rows.size(), 3U);
}

TEST_F(Gazetteers, SignsAreCountedByCountyAndClassAndTheirPatrolsFallDue) {
  const auto r = read(
      "地名,类别,代码,所在政区,标志设置,巡检日期\n"
      "白庄村,行政村,410221100201,,是,2024-12-31\n"  // due on the day of the report
      "黑庄村,行政村,410221100202,,否,\n"
      "红庄村,行政村,410221100203,,损坏,2025-06-01\n"
      "青庄村,行政村,410221100204,,2,2025-02-28\n"  // two signs; due within three months
      "蓝庄村,行政村,410221100205,,完好,2025-11-30\n"
      "绿庄村,行政村,410221100206,,有,\n"
      "紫庄村,行政村,410221100207,,,\n"
      "人民路,街路巷,,410221,可能,\n"  // told, and not counted
      "和平路,街路巷,,410202,无,\n"
      "旧庄村,行政村,410221100208,,否,\n");
  EXPECT_TRUE(r.problems.has("name-sign-unknown"));
  auto g = r.gazetteer;
  g.names.back().status = NameStatus::historic;
  const SignSurvey s = check(g).signs;
  ASSERT_EQ(s.rows.size(), 9U);
  const std::vector<SignState> states{
      SignState::due,      SignState::missing,  SignState::damaged,
      SignState::soon,     SignState::sound,    SignState::no_patrol,
      SignState::not_told, SignState::not_told, SignState::missing};
  for (std::size_t i = 0; i < states.size(); ++i)
    EXPECT_EQ(to_string(s.rows[i].state), to_string(states[i])) << g.names[i].name;
  EXPECT_EQ(to_string(*s.rows[3].due), "2026-02-28");
  // The street of 410221 of which nothing is told makes no row of its own.
  ASSERT_EQ(s.counts.size(), 2U);
  EXPECT_EQ(s.counts[0].county, "410202");
  EXPECT_EQ(s.counts[0].with_sign(), 0U);
  EXPECT_EQ(s.counts[1].county, "410221");
  EXPECT_EQ(s.counts[1].names(), 7U);
  EXPECT_EQ(s.counts[1].told(), 6U);
  EXPECT_EQ(s.counts[1].with_sign(), 5U);
  EXPECT_EQ(count(check(g), NameRule::sign_damaged), 1U);
  // Without patrols being looked for nothing is due.
  for (const SignRow& row : survey_signs(g, *parse_date("2025-12-31"), 0).rows)
    EXPECT_FALSE(row.due);
  // A list that says nothing of signs makes no table.
  EXPECT_TRUE(check(read("地名,类别\n白庄村,行政村\n").gazetteer).signs.rows.empty());
}

TEST_F(Gazetteers, StationsBearTheNameOfTheirPlaceAndDivisionsNotThoseOfFamousFeatures) {
  const auto report = check(read("地名,类别,代码,保护级别\n"
                                 "兰阳县,县,410225,\n柳林镇,镇,410225100,\n"
                                 "柳林站,车站,410225,\n兰阳北站,车站,410225,\n幸福站,车站,410225,\n"
                                 "嵩岳山,山,410225,国家级\n嵩岳镇,镇,410225101,\n")
                                .gazetteer);
  EXPECT_EQ(count(report, NameRule::facility_place), 1U);  // 9(10)
  EXPECT_EQ(count(report, NameRule::famous_name), 1U);     // 9(9)
}

TEST_F(Gazetteers, NamesOnMapsAreTheStandardOnes) {
  const auto g = read(
                     "地名,类别,代码,状态,曾用名\n渔沟街,街路巷,410202,标准,鱼市街\n"
                     "老街,街路巷,410202,历史,\n柳林镇,镇,410225100,标准,\n")
                     .gazetteer;
  Problems problems;
  NameCheckOptions options;
  options.date = *parse_date("2025-12-31");
  const std::vector<MapName> map{
      {"roads", 1, "渔沟街", "", {}, false},        {"roads", 2, "渔溝街", "", {}, false},
      {"roads", 3, "老街", "", {}, false},          {"roads", 4, "鱼市街", "", {}, false},
      {"roads", 5, "无名街", "", {}, false},        {"units", 0, "柳林乡", "410225100", {}, true},
      {"units", 0, "柳林镇", "410225100", {}, true}};
  const auto report =
      check_names(g, find_scopes(g, {}, problems), map, PlaceReadings::shipped(), options);
  EXPECT_EQ(count(report, NameRule::map_variant), 1U);  // Art. 18
  EXPECT_EQ(count(report, NameRule::map_historic), 2U);
  EXPECT_EQ(count(report, NameRule::map_unknown), 1U);
  EXPECT_EQ(count(report, NameRule::unit_name), 1U);
}

TEST_F(Gazetteers, MapsAreHeldAgainstTheStandardWritingAndNotAgainstTheListsFaults) {
  const auto g = read(
                     "地名,类别,代码,状态\n白 庄村,行政村,410221100201,标准\n"
                     "红庄村村民委员会,行政村,410221100202,标准\n"
                     "帝豪花园,住宅区,,不规范\n和平路,街路巷,,待清理\n和平路,街路巷,,标准\n")
                     .gazetteer;
  Problems problems;
  NameCheckOptions options;
  options.date = *parse_date("2025-12-31");
  const auto rules = [&](const char* name) {
    const std::vector<MapName> map{{"map", 1, name, "", {}, false}};
    std::string out;
    for (const NameFinding& f :
         check_names(g, find_scopes(g, {}, problems), map, PlaceReadings::shipped(), options)
             .findings)
      if (f.source == "map") out += std::string(info_of(f.rule).id) + ":" + f.detail.zh;
    return out;
  };
  EXPECT_EQ(rules("白庄村"), "");  // as it ought to be; the list's space is told of the list
  EXPECT_EQ(rules("白莊村"), "map_variant:白莊村 → 白庄村");
  EXPECT_EQ(rules("红庄村"), "");
  EXPECT_EQ(rules("紅庄村"), "map_variant:紅庄村 → 红庄村");
  EXPECT_EQ(rules("帝豪花园"), "map_irregular:帝豪花园：不规范");
  EXPECT_EQ(rules("和平路"), "");  // one of them is the standard name
  EXPECT_EQ(rules("无名路"), "map_unknown:无名路");
}

TEST_F(Gazetteers, LettersKeepTheirSpacesAndSpacesAreTakenOutAsWritten) {
  const auto report = check(read("地名,类别\nBaker Street,街路巷\nＳＯＨＯ 公寓,住宅区\n"
                                 " 大溝 村,行政村\nA座 B座,住宅区\n")
                                .gazetteer);
  std::map<std::string, std::string> spaces, letters;
  for (const NameFinding& f : report.findings) {
    if (f.rule == NameRule::spaces) spaces[std::to_string(f.names[0])] = f.detail.zh;
    if (f.rule == NameRule::letters) letters[std::to_string(f.names[0])] = f.detail.zh;
  }
  const std::map<std::string, std::string> kSpaces{
      {"1", "应为 ＳＯＨＯ公寓"}, {"2", "应为 大沟村"}, {"3", "应为 A座B座"}};
  const std::map<std::string, std::string> kLetters{
      {"0", "Baker Street"}, {"1", "ＳＯＨＯ"}, {"3", "A B"}};
  EXPECT_EQ(spaces, kSpaces);
  EXPECT_EQ(letters, kLetters);
}

}  // namespace
}  // namespace fangyuan::test
