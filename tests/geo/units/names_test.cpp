// SPDX-License-Identifier: Apache-2.0
#include "geo/units/names.h"

#include <gtest/gtest.h>

#include "geo/units/code.h"
#include "geo/units/unit_join.h"

namespace fangyuan {
namespace {

TEST(Names, FoldingLeavesWhatTwoOfficesAgreeOn) {
  EXPECT_EQ(fold_text(" 蘭考縣　東莊鄉（Ａ１） "), "兰考县东庄乡(a1)");
  EXPECT_EQ(fold_text("和平村"), "和平村");
  EXPECT_EQ(fold_text("\xFF\xFE村"), "\xFF\xFE村");
}

TEST(Names, NumeralsBecomeDigits) {
  EXPECT_EQ(fold_numerals("第十一社区"), "第11社区");
  EXPECT_EQ(fold_numerals("第二十社区"), "第20社区");
  EXPECT_EQ(fold_numerals("一〇一队"), "101队");
  EXPECT_EQ(fold_numerals("二百零五团"), "205团");
  EXPECT_EQ(fold_numerals("第1社区"), "第1社区");
}

TEST(Names, GenericTermsOfTheSameKindAreOne) {
  const std::vector<NameParts> community{{"和平", "社区"}}, village{{"和平", "村"}};
  for (const auto* name :
       {"和平社区", "和平居委会", "和平社区居委会", "和平社区居民委员会", "和平居民委员会"})
    EXPECT_EQ(name_parts(name), community) << name;
  for (const auto* name : {"和平村", "和平村委会", "和平行政村"})
    EXPECT_EQ(name_parts(name).front(), village[0]) << name;
  // 周村村 or 周村.
  EXPECT_EQ(name_parts("周村村委会"), (std::vector<NameParts>{{"周村", "村"}, {"周", "村"}}));
  EXPECT_EQ(name_parts("周村村"), (std::vector<NameParts>{{"周村", "村"}}));
  EXPECT_EQ(name_parts("北书店街道办事处"), (std::vector<NameParts>{{"北书店", "街道"}}));
  EXPECT_EQ(name_parts("村"), (std::vector<NameParts>{{"村", ""}}));
}

TEST(Codes, EverySpellingOfACodeIsOne) {
  const auto text = [](const char* code, Level level) { return normal_code(code, level).text; };
  EXPECT_EQ(text("4102", Level::prefecture), "410200");
  EXPECT_EQ(text("410200000000", Level::prefecture), "410200");
  EXPECT_EQ(text(" 410 202 ", Level::county), "410202");
  EXPECT_EQ(text("410202.0", Level::county), "410202");
  EXPECT_EQ(text("'410202000", Level::county), "410202");
  EXPECT_EQ(text("４１０２０２００１０００", Level::township), "410202001");
  EXPECT_EQ(text("4.10202E+5", Level::county), "410202");
  EXPECT_EQ(text("KF-示范区", Level::county), "KF-示范区");
}

TEST(Codes, CodesOfAnotherDepthOrWithALostEndAreFlagged) {
  EXPECT_FALSE(normal_code("410202001", Level::county).fits_level);
  EXPECT_FALSE(normal_code("410202", Level::village).fits_level);
  EXPECT_TRUE(normal_code("4.10202E+11", Level::village).lost_digits);
  EXPECT_FALSE(normal_code("4.10202001001E+11", Level::village).lost_digits);
  EXPECT_EQ(normal_code("4.10202001001E+11", Level::village).text, "410202001001");
}

TEST(Codes, PrefixesAndClassesFollowTheStandards) {
  EXPECT_EQ(child_prefix("410200", Level::prefecture), "4102");
  EXPECT_EQ(child_prefix("110000", Level::prefecture), "11");
  EXPECT_EQ(child_prefix("410202", Level::county), "410202");
  EXPECT_FALSE(child_prefix("X1", Level::county));
  EXPECT_EQ(class_from_code("410225", Level::county), "县");
  EXPECT_EQ(class_from_code("410281", Level::county), "县级市");
  EXPECT_EQ(class_from_code("410202001", Level::township), "街道");
  EXPECT_EQ(class_from_code("410202200", Level::township), "乡");
  EXPECT_EQ(class_from_code("410202001201", Level::village), "村");
  EXPECT_EQ(class_from_name("兰考县", Level::county), "县");
  EXPECT_EQ(class_from_name("城乡一体化示范区", Level::county), "功能区");
  EXPECT_EQ(class_from_name("朱仙回族乡", Level::township), "民族乡");
  EXPECT_EQ(class_from_name("开封市", Level::prefecture), "地级市");
}

// Two counties with a village 和平村 each, a management unit, and a township.
struct JoinTest : testing::Test {
  Units units;
  UnitId add(Tree tree, Level level, const char* code, const char* name, UnitId parent = {}) {
    const UnitId id(units.all.size());
    Unit u;
    u.tree = tree;
    u.level = level;
    u.code = code;
    u.name = name;
    u.parent = parent;
    units.all.push_back(u);
    if (units.layers.empty() || units.layers.back().tree != tree ||
        units.layers.back().level != level)
      units.layers.push_back({tree, level, {}});
    units.layers.back().units.push_back(id);
    return id;
  }
  UnitId dragon, drum, first, second, third, shared, shared_management;
  void SetUp() override {
    dragon = add(Tree::legal, Level::county, "410202", "龙亭区");
    drum = add(Tree::legal, Level::county, "410204", "鼓楼区");
    shared = add(Tree::legal, Level::county, "410205", "双名区");
    first = add(Tree::legal, Level::village, "410202001201", "和平村", dragon);
    second = add(Tree::legal, Level::village, "410204001201", "和平村", drum);
    third = add(Tree::legal, Level::village, "410204001202", "第一社区", drum);
    shared_management = add(Tree::management, Level::county, "410205", "双名区");
  }
};

TEST_F(JoinTest, ANameInTwoPlacesIsAmbiguousUntilAUnitAboveIsNamed) {
  const UnitJoin join(units, Level::village, JoinBy::name);
  EXPECT_EQ(join.find("和平村").kind, JoinAnswer::Kind::ambiguous);
  EXPECT_EQ(join.find("和平村委会", "鼓楼区").unit, second);
  EXPECT_EQ(join.find("和平村", "410202").unit, first);
  EXPECT_EQ(join.find("龙亭区和平村").unit, first);
  EXPECT_EQ(join.find("鼓楼和平村").unit, second);
  EXPECT_EQ(join.find("某某市鼓楼区和平村").unit, second);
  EXPECT_EQ(join.find("龙亭区第一社区").kind, JoinAnswer::Kind::unknown);
  EXPECT_EQ(join.find("第1社区居委会").unit, third);
  EXPECT_EQ(join.find("第一").unit, third);
  EXPECT_EQ(join.find("和平社区").kind, JoinAnswer::Kind::unknown);
  EXPECT_EQ(join.find("　").kind, JoinAnswer::Kind::no_key);
}

TEST_F(JoinTest, CodesJoinInAnySpellingAndAnUnknownOneNamesTheUnitAbove) {
  const UnitJoin join(units, Level::village, JoinBy::code);
  EXPECT_EQ(join.find("410202001201.0").unit, first);
  const auto unknown = join.find("410204999999");
  EXPECT_EQ(unknown.kind, JoinAnswer::Kind::unknown);
  EXPECT_EQ(unknown.above, drum);
}

TEST_F(JoinTest, WhatBothTreesHaveIsTheLegalUnit) {
  EXPECT_EQ(UnitJoin(units, Level::county, JoinBy::name).find("双名区").unit, shared);
  EXPECT_EQ(UnitJoin(units, Level::county, JoinBy::code).find("410205000000").unit, shared);
}

}  // namespace
}  // namespace fangyuan
