// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/facility_types.h"

#include <gtest/gtest.h>

#include <set>

#include "geo/facilities/field_words.h"
#include "geo/facilities/status_words.h"

namespace fangyuan {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr Date on(int y, unsigned m, unsigned d) { return Date{year(y), month(m), day(d)}; }

TEST(FoldWord, IgnoresWidthBracketsSpacesAndScript) {
  EXPECT_EQ(fold_word("殡仪服务站（中心）"), fold_word("殡仪 服务站(中心)"));
  EXPECT_EQ(fold_word("ＡＢＣ１２"), "abc12");
  EXPECT_EQ(fold_word("蘭考縣兒童之家"), "兰考县儿童之家");
  EXPECT_EQ(fold_word("黨群服務中心"), "党群服务中心");  // the last pair of the table
  EXPECT_EQ(fold_word("“暖夕阳”　专区"), "暖夕阳专区");
  EXPECT_EQ(fold_word("\xff坏"), "\xff坏");  // not UTF-8: kept, never read beyond
  EXPECT_EQ(fold_word("\xe5"), "\xe5");
}

TEST(SnakeCase, IsALetterThenLettersDigitsAndSingleUnderscores) {
  for (const char* good : {"a", "clinic", "care_15", "x2_y"})
    EXPECT_TRUE(is_snake_case(good)) << good;
  for (const char* bad : {"", "_a", "a_", "a__b", "2a", "Clinic", "care-15", "诊所", "a b"})
    EXPECT_FALSE(is_snake_case(bad)) << bad;
}

struct WordCase {
  const char* word;
  const char* type;
  bool guessed;
};

TEST(FacilityTypes, UnderstandsTheWordsOfListsAndPlans) {
  const WordCase cases[] = {
      {"community_care", "community_care", false},
      {"Community Care", "community_care", false},
      {"社区养老服务中心", "community_care", false},
      {"城市社区养老服务中心(站)", "community_care", false},
      {"街道综合养老服务中心", "street_care", false},
      {"街道 综合养老服务设施", "street_care", false},
      {"日间照料中心", "day_care", false},
      {"乡镇敬老院", "township_elderly_home", false},
      {"五保供养服务机构", "township_elderly_home", false},  // its name before 2016
      {"县级特困人员供养服务设施（敬老院）", "county_support_home", false},
      {"区域性养老服务机构(设施)", "regional_care_centre", false},
      {"村级幸福院", "happiness_home", false},
      {"火葬场", "funeral_home", false},
      {"殡仪服务中心（站）", "funeral_service_station", false},
      {"示范性农村公益性公墓", "cemetery_township", false},
      {"公益性公墓", "cemetery_public", false},
      {"公墓", "cemetery", false},
      {"军人公墓", "military_cemetery", false},
      {"收容站", "aid_station", false},
      {"未保站", "minor_protection_station", false},
      {"防疫站", "cdc", false},
      {"诊所", "clinic", false},
      {"中医馆", "tcm_room", false},
      {"clinic", "clinic", false},
      {"村卫生室", "village_clinic", false},
      {"消防救援站", "fire_station", false},
      {"120急救中心", "ambulance_station", false},
      // Not in the table: the longest name that the word ends in, else holds.
      {"鼓楼区民办养老院", "private_care_home", true},
      {"西姜寨乡敬老院", "township_elderly_home", true},
      {"祥符区第二公益性公墓", "cemetery_public", true},
      {"兰考县烈士陵园", "martyrs_cemetery", true},
      {"养老院（二期）", "care_home", true},
      {"敬老院改建的区域养老服务中心", "regional_care_centre", true},
  };
  for (const WordCase& c : cases) {
    const auto m = FacilityTypes::shipped().match(c.word);
    ASSERT_TRUE(m) << c.word;
    EXPECT_EQ(m->id, c.type) << c.word << " by " << m->by;
    EXPECT_EQ(m->guessed, c.guessed) << c.word << " by " << m->by;
  }
}

TEST(FacilityTypes, RefuseWordsThatNameNoTypeAndOfferTheNearest) {
  for (const char* word : {"", "  ", "（）", "摩天轮", "xyz", "care_point"})
    EXPECT_FALSE(type_of(word)) << word;
  const auto near = FacilityTypes::shipped().nearest("社区养老服务中新", 3);
  ASSERT_EQ(near.size(), 3U);
  EXPECT_EQ(near[0], "community_care");
  EXPECT_TRUE(FacilityTypes::shipped().nearest("\x01", 3).empty());
}

TEST(FacilityTypes, EveryNameAliasAndIdLeadsHome) {
  const FacilityTypes& types = FacilityTypes::shipped();
  EXPECT_GE(types.all().size(), 150U);
  for (const FacilityType& t : types.all()) {
    EXPECT_FALSE(t.zh.empty() || t.en.empty() || t.family.empty()) << t.id;
    std::vector<std::string> words = t.aliases;
    words.insert(words.end(), {t.id, t.zh, t.en});
    for (const std::string& w : words) {
      const auto m = types.match(w);
      ASSERT_TRUE(m) << w;
      EXPECT_EQ(m->id, t.id) << w;
      EXPECT_FALSE(m->guessed) << w;
    }
    EXPECT_EQ(types.find(t.id), &t);
  }
}

TEST(FacilityTypes, RefuseABrokenTable) {
  const std::string head = "id,family,zh,en,aliases,source\n";
  const auto parse = [&](const std::string& csv) { return FacilityTypes(csv).all().size(); };
  EXPECT_EQ(parse(head + "a,f,甲,first,乙|丙,\r\n"), 1U);
  EXPECT_THROW(parse("id,zh\n"), std::invalid_argument);
  EXPECT_THROW(parse(head + "A,f,甲,first,,\n"), std::invalid_argument);
  EXPECT_THROW(parse(head + "a,f,甲,first\n"), std::invalid_argument);
  EXPECT_THROW(parse(head + "a,f,甲,first,,\na,f,乙,second,,\n"), std::invalid_argument);
  EXPECT_THROW(parse(head + "a,f,甲,first,,\nb,f,乙,second,（甲）,\n"), std::invalid_argument);
  EXPECT_THROW(parse(head + "a,f,甲,first,（）,\n"), std::invalid_argument);
}

TEST(StatusWords, AreOursOrTheListsOwn) {
  const std::pair<const char*, Status> cases[] = {
      {"planned", Status::planned}, {"规划", Status::planned},
      {"拟建", Status::planned},    {"已批", Status::approved},
      {"在建", Status::building},   {"施工中", Status::building},
      {"已建成", Status::built},    {"已验收", Status::accepted},
      {"in_use", Status::in_use},   {"In use", Status::in_use},
      {"在用", Status::in_use},     {"（正常运营）", Status::in_use},
      {"停用", Status::suspended},  {"关闭", Status::closed},
      {"已注销", Status::closed},   {"已批未建", Status::approved},
  };
  for (const auto& [word, status] : cases) {
    const auto s = status_of(word);
    ASSERT_TRUE(s) << word;
    EXPECT_EQ(*s, status) << word;
  }
  for (const char* bad : {"", "好", "|", "用", "1"}) EXPECT_FALSE(status_of(bad)) << bad;
}

TEST(StatusAsOf, ReadsDatesAgainstTheProjects) {
  const Date today = on(2025, 12, 31);
  const auto at = [&](Status s, std::optional<Date> opened, std::optional<Date> closed) {
    return status_as_of(s, opened, closed, today);
  };
  EXPECT_EQ(at(Status::in_use, {}, {}), Status::in_use);
  EXPECT_EQ(at(Status::in_use, on(2025, 12, 31), {}), Status::in_use);  // opens that day
  EXPECT_EQ(at(Status::in_use, on(2026, 1, 1), {}), Status::planned);   // not yet
  EXPECT_EQ(at(Status::building, on(2026, 1, 1), {}), Status::building);
  EXPECT_EQ(at(Status::in_use, {}, on(2025, 12, 31)), Status::closed);  // shut from that day
  EXPECT_EQ(at(Status::in_use, {}, on(2026, 1, 1)), Status::in_use);
  EXPECT_EQ(at(Status::closed, {}, on(2026, 1, 1)), Status::in_use);  // was open on the date
  EXPECT_EQ(at(Status::closed, {}, {}), Status::closed);
  EXPECT_EQ(at(Status::suspended, on(2020, 1, 1), {}), Status::suspended);
}

TEST(FieldWords, GuessWhatAColumnHolds) {
  const std::pair<const char*, const char*> cases[] = {
      {"编号", "id"},
      {"设施名称", "name"},
      {"类型", "type"},
      {"床位数（张）", "beds"},
      {"护理型床位", "nursing_beds"},
      {"建筑面积(平方米)", "area_m2"},
      {"用地面积（亩）", "land"},
      {"占地面积(㎡)", "land"},
      {"亩", "land"},
      {"所属村代码", "unit"},
      {"Status", "status"},
      {"启用时间", "opened"},
      {"托位数", "places"},
      {"墓穴数", "graves"},
      {"骨灰格位数", "niches"},
      {"已安葬数", "places_used"},
      {"剩余墓穴（个）", "places_left"},
  };
  for (const auto& [header, field] : cases) {
    const auto guess = facility_field_for(header);
    ASSERT_TRUE(guess) << header;
    EXPECT_EQ(guess->field, field) << header;
  }
  for (const char* none : {"", "备注", "经度", "用地面积", "建筑面积（亩）", "面积"})
    EXPECT_FALSE(facility_field_for(none)) << none;
  EXPECT_LT(facility_field_for("所属村代码")->rank, facility_field_for("所属街道")->rank);
}

}  // namespace
}  // namespace fangyuan
