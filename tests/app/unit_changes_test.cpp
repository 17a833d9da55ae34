// SPDX-License-Identifier: Apache-2.0
// Changes of units in a scenario: against runs of a prefecture drawn so from the start, and what is
// refused.
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/app/small_prefecture.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;

const char* const kTables[] = {"coverage.csv", "units.csv", "facilities.csv", "indicators.csv"};

std::map<std::string, std::string> tables(const SmallPrefecture& p, const std::string& out) {
  std::map<std::string, std::string> all;
  for (const char* name : kTables) all[name] = read_file(p.root() / out / name);
  return all;
}

/// The first line in which two tables differ; empty: none.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream in_a(a), in_b(b);
  std::string line_a, line_b;
  for (;;) {
    const bool more_a = static_cast<bool>(std::getline(in_a, line_a));
    const bool more_b = static_cast<bool>(std::getline(in_b, line_b));
    if (!more_a && !more_b) return "";
    if (more_a != more_b || line_a != line_b) return line_a + "\n" + line_b;
  }
}

std::string edit(const std::string& lines) { return "[[edits]]\n" + lines + "\n"; }

const std::string kThree = R"(units = ["410222101204", "410222101205", "410222101206"])";

struct Pair {
  const char* name;
  std::string scenario;
  std::function<void(SmallPrefecture&)> by_hand;
};

void to_township(SmallPrefecture& p, std::initializer_list<const char*> villages,
                 const std::string& township) {
  for (const char* code : villages) p.village(code).township = township;
}

class SameAsDrawn : public testing::TestWithParam<Pair> {};

TEST_P(SameAsDrawn, TablesAreEqualAndNotTheBaselines) {
  SmallPrefecture p;
  const Outcome base = p.run();
  ASSERT_EQ(base.exit, 0) << base.err;
  const auto baseline = tables(p, "out");
  const Outcome with = p.run(GetParam().scenario);
  ASSERT_EQ(with.exit, 0) << with.err;
  const auto scenario = tables(p, "out");
  SmallPrefecture drawn;
  GetParam().by_hand(drawn);
  drawn.write();
  const Outcome hand = drawn.run();
  ASSERT_EQ(hand.exit, 0) << hand.err;
  const auto by_hand = tables(drawn, "out");
  for (const char* name : kTables)
    EXPECT_EQ(first_difference(scenario.at(name), by_hand.at(name)), "") << name;
  EXPECT_NE(scenario, baseline);
}

const Pair kPairs[] = {
    {"Reclass", edit("kind = \"reclass_unit\"\nunit = \"甲镇\"\nclass = \"街道\""),
     [](SmallPrefecture& p) {
       p.township("410222101").unit_class = "街道";
       p.township("410222101").name = "甲街道";
     }},
    {"FormerNamesAreUnderstood",
     edit("kind = \"rename_unit\"\nunit = \"乙乡\"\nname = \"新乡\"") +
         edit("kind = \"reclass_unit\"\nunit = \"甲镇\"\nclass = \"街道\"\ncode = "
              "\"410222003\"") +
         edit("kind = \"move_line\"\nunit = \"410222101\"\nto = \"乙乡\"\nground = [[114.31, "
              "34.79], [114.31, 34.84], [114.323, 34.84], [114.323, 34.79]]"),
     [](SmallPrefecture& p) {
       p.township("410222101") = {"410222003", "甲街道", "街道", "410222"};
       p.township("410222201").name = "新乡";
       for (auto& v : p.villages)
         if (v.township == "410222101") v.township = v.column == 1 ? "410222201" : "410222003";
     }},
    {"TransferWithinACounty", edit("kind = \"transfer_units\"\n" + kThree + "\nto = \"乙乡\""),
     [](SmallPrefecture& p) {
       to_township(p, {"410222101204", "410222101205", "410222101206"}, "410222201");
     }},
    {"TransferAcrossCounties",
     edit("kind = \"transfer_units\"\nunits = [\"大王村\", \"杏园村\"]\nto = \"丙镇\""),
     [](SmallPrefecture& p) {
       to_township(p, {"410222201204", "410222201205"}, "410223101");
     }},
    {"Merge",
     edit("kind = \"merge_units\"\nunits = [\"甲镇\"]\nto = \"乙乡\"\nname = \"乙镇\"\n"
          "class = \"镇\"\ncode = \"410222102\""),
     [](SmallPrefecture& p) {
       for (auto& v : p.villages)
         if (v.township == "410222101" || v.township == "410222201") v.township = "410222102";
       p.townships.erase(p.townships.begin());
       p.townships.front() = {"410222102", "乙镇", "镇", "410222"};
     }},
    {"SplitByVillages",
     edit("kind = \"split_unit\"\nunit = \"甲镇\"\n" + kThree +
          "\nname = \"戊乡\"\nclass = \"乡\"\ncode = \"410222200\""),
     [](SmallPrefecture& p) {
       p.townships.push_back({"410222200", "戊乡", "乡", "410222"});
       to_township(p, {"410222101204", "410222101205", "410222101206"}, "410222200");
     }},
    {"TwoSplits",
     edit("kind = \"split_unit\"\nunit = \"甲镇\"\nunits = [\"白庄村\"]\nname = \"戊镇\"\n"
          "code = \"410222102\"") +
         edit("kind = \"split_unit\"\nunit = \"甲镇\"\nunits = [\"石桥村\"]\nname = \"己乡\"\n"
              "class = \"乡\"\ncode = \"410222202\""),
     [](SmallPrefecture& p) {
       p.townships.push_back({"410222102", "戊镇", "镇", "410222"});
       p.townships.push_back({"410222202", "己乡", "乡", "410222"});
       to_township(p, {"410222101204"}, "410222102");
       to_township(p, {"410222101206"}, "410222202");
     }},
    {"Rename", edit("kind = \"rename_unit\"\nunit = \"白庄村\"\nname = \"大白庄村\""),
     [](SmallPrefecture& p) { p.village("410222101204").name = "大白庄村"; }},
    {"LineByGround",  // drawn beyond the line and the outline
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nground = [[114.31, 34.79], "
          "[114.31, 34.84], [114.323, 34.84], [114.323, 34.79]]"),
     [](SmallPrefecture& p) {
       to_township(p, {"410222101204", "410222101205", "410222101206"}, "410222201");
     }},
    {"LineByLine",
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nline = [[114.32, 34.80], [114.31, "
          "34.80], [114.31, 34.81], [114.31, 34.82], [114.31, 34.83], [114.32, 34.83]]"),
     [](SmallPrefecture& p) {
       to_township(p, {"410222101204", "410222101205", "410222101206"}, "410222201");
     }},
    {"LineAtTheLowestLevelMovesTheHigherOnes",  // a village's ground is exchanged whole for another
     edit("kind = \"transfer_units\"\nunits = [\"大王村\"]\nto = \"丙镇\"") +
         edit("kind = \"transfer_units\"\nunits = [\"410222201205\"]\nto = \"乙乡\"") +
         edit("kind = \"transfer_units\"\nunits = [\"北关村\"]\nto = \"乙乡\""),
     [](SmallPrefecture& p) { to_township(p, {"410223101201"}, "410222201"); }},
};

INSTANTIATE_TEST_SUITE_P(Edits, SameAsDrawn, testing::ValuesIn(kPairs),
                         [](const auto& of) { return of.param.name; });

TEST(UnitChanges, BeforeItsDayAChangeChangesNothing) {
  SmallPrefecture p;
  const std::string change =
      edit("kind = \"reclass_unit\"\nunit = \"甲镇\"\nclass = \"街道\"\non = 2026-03-01");
  p.replace("project.toml", "date = 2026-03-01", "date = 2026-02-28");
  ASSERT_EQ(p.run().exit, 0);
  const auto baseline = tables(p, "out");
  const Outcome before = p.run(change);
  ASSERT_EQ(before.exit, 0) << before.err;
  EXPECT_EQ(tables(p, "out"), baseline);
  EXPECT_TRUE(Json::parse(read_file(p.out() / "changes.json"))["edits"][0]["pending"]);
  const Outcome on_the_day = p.run("[scenario]\ndate = 2026-03-01\n" + change);
  ASSERT_EQ(on_the_day.exit, 0) << on_the_day.err;
  EXPECT_NE(read_file(p.out() / "units.csv"), baseline.at("units.csv"));
}

struct Refused {
  const char* name;
  std::string scenario;
  const char* code;
  const char* says;
};

class Refusals : public testing::TestWithParam<Refused> {};

TEST_P(Refusals, AreToldAndNothingIsWritten) {
  SmallPrefecture p;
  const Outcome run = p.run(GetParam().scenario);
  EXPECT_EQ(run.exit, 2) << run.out;
  EXPECT_NE(run.err.find("error " + std::string(GetParam().code) + " "), std::string::npos)
      << run.err;
  EXPECT_NE(run.err.find(GetParam().says), std::string::npos) << run.err;
  EXPECT_FALSE(std::filesystem::exists(p.out()));
}

const Refused kRefused[] = {
    // 114.319997 is 0.27 m west of the line, 34.8 N.
    {"LineThatStopsShort",
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nline = [[114.3199967, 34.805], "
          "[114.315, 34.805], [114.315, 34.825], [114.32, 34.825]]"),
     "edit-gap", "0.3"},
    {"GroundThatStopsShort",
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nground = [[114.31, 34.79], "
          "[114.31, 34.84], [114.3199967, 34.84], [114.3199967, 34.79]]"),
     "edit-gap", "0.3"},
    {"TooFewPoints",
     edit("kind = \"move_line\"\nunit = \"白庄村\"\nto = \"410222101205\"\n"
          "ground = [[114.31, 34.82], [114.32, 34.82]]"),
     "value-bad", "ground"},
    // It stays joined to the rest of the village, and no face tells it.
    {"StripAlongTheOutline",
     edit("kind = \"move_line\"\nunit = \"白庄村\"\nto = \"410222101205\"\n"
          "ground = [[114.315, 34.8000027], [114.315, 34.82], [114.33, 34.82], "
          "[114.33, 34.8000027]]"),
     "edit-gap", "0.3"},
    {"TearsAChild",
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nground = [[114.315, 34.79], "
          "[114.315, 34.84], [114.323, 34.84], [114.323, 34.79]]"),
     "edit-tears", "410222101204"},
    {"TearsTheUnit",
     edit("kind = \"transfer_units\"\nunits = [\"410222201202\", \"大王村\"]\nto = \"丙镇\""),
     "edit-tears", "410222201"},
    {"LeavesAnEnclave", edit("kind = \"transfer_units\"\nunits = [\"东村\"]\nto = \"乙乡\""),
     "edit-tears", "410222201"},
    {"TakesAll",
     edit("kind = \"transfer_units\"\nunits = [\"410222101201\", \"410222101202\", "
          "\"410222101203\", \"410222101204\", \"410222101205\", \"410222101206\"]\nto = \"乙乡\""),
     "edit-tears", "410222101"},
    {"UnitThatAnEarlierEditRemoved",
     edit("kind = \"merge_units\"\nunits = [\"甲镇\"]\nto = \"乙乡\"") +
         edit("kind = \"rename_unit\"\nunit = \"甲镇\"\nname = \"戊镇\""),
     "edit-removed", "edits[0]"},
    {"TwoNames",
     edit("kind = \"rename_unit\"\nunit = \"410222101\"\nname = \"戊镇\"") +
         edit("kind = \"rename_unit\"\nunit = \"410222101\"\nname = \"己镇\""),
     "edit-contradiction", "edits[0]"},
    {"CodeTaken",
     edit("kind = \"reclass_unit\"\nunit = \"甲镇\"\nclass = \"乡\"\ncode = \"410222201\""),
     "code-taken", "乙乡"},
    {"ToItself", edit("kind = \"transfer_units\"\nunits = [\"甲镇\"]\nto = \"甲镇\""), "edit-loop",
     "410222101"},
    {"WrongLevel", edit("kind = \"transfer_units\"\nunits = [\"东村\"]\nto = \"甲县\""),
     "edit-level", "东村"},
    {"AlreadyThere", edit("kind = \"transfer_units\"\nunits = [\"东村\"]\nto = \"甲镇\""),
     "edit-no-effect", "410222101"},
    {"Ambiguous", edit("kind = \"rename_unit\"\nunit = \"和平村\"\nname = \"和乐村\""),
     "edit-ambiguous", "410222101205"},
    {"Unknown", edit("kind = \"rename_unit\"\nunit = \"甲乡\"\nname = \"和乐乡\""), "edit-unknown",
     "乡"},
    {"RingCrosses",
     edit("kind = \"move_line\"\nunit = \"甲镇\"\nto = \"乙乡\"\nground = [[114.31, 34.80], "
          "[114.32, 34.82], [114.32, 34.80], [114.31, 34.82]]"),
     "edit-ring", ""},
    {"ClassUnknown", edit("kind = \"reclass_unit\"\nunit = \"甲镇\"\nclass = \"城\""), "value-bad",
     "class"},
};

INSTANTIATE_TEST_SUITE_P(Edits, Refusals, testing::ValuesIn(kRefused),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace fangyuan::test
