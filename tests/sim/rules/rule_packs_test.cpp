// SPDX-License-Identifier: Apache-2.0
#include "sim/project/rule_packs.h"

#include <gtest/gtest.h>

#include "core/rules/indicators.h"
#include "tests/geo/out/temp_folder.h"

namespace fangyuan {
namespace {

class RulePacks : public testing::Test {
 protected:
  std::vector<RulePack> read(std::vector<std::string> names) {
    return read_rule_packs(names, folder_.path(), problems_);
  }
  std::vector<RulePack> read_text(const std::string& text) {
    test::put_file(folder_.path() / "own.toml", text);
    return read({"own.toml"});
  }
  /// "code@table.key=value" of every error.
  std::vector<std::string> errors() const {
    std::vector<std::string> out;
    for (const Problem& p : problems_.all())
      if (p.severity == Severity::error)
        out.push_back(p.code + '@' + p.layer + '.' + p.field + '=' + p.value);
    return out;
  }

  test::TempFolder folder_;
  Problems problems_;
};

constexpr const char* kPack = "[pack]\nid = \"own\"\nname = \"自有\"\n";
constexpr const char* kRule = R"(
[[rules]]
id = "a"
name = "甲"
metric = "presence"
facilities = ["street_care"]
level = "township"
classes = ["街道"]
denominator = "街道"
at_least = { beds = 50 }
status = ["built", "in_use"]
)";
constexpr const char* kClaim = R"(
[[rules.claims]]
base = 0.17
base_year = 2020
target = 1
comparator = ">="
due = 2025-12-31
attribute = "预期性"
source = "规划"
source_line = "L178"
confidence = "A"
)";

TEST_F(RulePacks, TheShippedOneIsReadWholeAndWithoutAWord) {
  const auto packs = read({"presence-basics"});
  EXPECT_TRUE(problems_.all().empty());
  ASSERT_EQ(packs.size(), 1U);
  EXPECT_GE(packs[0].rules.size(), 12U);
  const Rule& street = packs[0].rules[0];
  EXPECT_EQ(street.id, "presence-basics/street-care");
  EXPECT_EQ(street.query.classes, std::vector<std::string>{"街道"});
  ASSERT_EQ(street.claims.size(), 3U);
  EXPECT_EQ(street.claims[0].base->to_string(), "0.17");
  EXPECT_EQ(street.claims[1].modality, "力争");
  const auto beds = std::find_if(packs[0].rules.begin(), packs[0].rules.end(), [](const Rule& r) {
    return r.metric == RuleMetric::supply_demand;
  });
  ASSERT_NE(beds, packs[0].rules.end());
  EXPECT_EQ(beds->need.to_string(), "0.03");
  EXPECT_FALSE(beds->claims[0].target);
}

TEST_F(RulePacks, AProjectsOwnFileIsReadByItsPath) {
  const auto packs = read_text(std::string(kPack) + kRule + kClaim);
  EXPECT_TRUE(problems_.all().empty());
  ASSERT_EQ(packs.size(), 1U);
  const Rule& r = packs[0].rules.at(0);
  EXPECT_EQ(r.id, "own/a");
  EXPECT_EQ(r.query.statuses, (std::vector{Status::built, Status::in_use}));
  ASSERT_EQ(r.query.at_least.size(), 1U);
  EXPECT_EQ(r.query.at_least[0].second.to_string(), "50");
  EXPECT_EQ(to_string(*r.claims[0].due), "2025-12-31");
}

TEST_F(RulePacks, AnUnknownNameIsToldWithTheNearest) {
  EXPECT_TRUE(read({"presence-basic", "nowhere.toml"}).empty());
  EXPECT_EQ(errors(), (std::vector<std::string>{"rules-unknown@project.rules=presence-basic",
                                                "file-missing@.="}));
  EXPECT_NE(problems_.all()[0].rule.en.find("presence-basics"), std::string::npos);
}

TEST_F(RulePacks, TheSamePackTwiceIsAnError) {
  EXPECT_EQ(read({"presence-basics", "presence-basics"}).size(), 1U);
  EXPECT_EQ(errors(), std::vector<std::string>{"rule-duplicate@pack.id=presence-basics"});
}

TEST_F(RulePacks, TextThatIsNoTomlIsToldWithItsLine) {
  read_text("[pack\n");
  ASSERT_EQ(problems_.error_count(), 1U);
  EXPECT_EQ(problems_.all()[0].code, "toml-syntax");
  EXPECT_EQ(problems_.all()[0].file, "own.toml");
}

struct Refusal {
  const char* what;
  std::string text;
  std::string error;
};

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error(from);
  return text.replace(at, from.size(), to);
}

TEST_F(RulePacks, EveryWrongWordIsRefused) {
  const std::string good = std::string(kPack) + kRule + kClaim;
  const Refusal cases[] = {
      {"metric", with(good, "\"presence\"", "\"presense\""), "value-bad@rules[0].metric=presense"},
      {"comparator", with(good, "\">=\"", "\"≥\""), "value-bad@rules[0].claims[0].comparator=≥"},
      {"level", with(good, "\"township\"", "\"town\""), "value-bad@rules[0].level=town"},
      {"class", with(good, "[\"街道\"]", "[\"街\"]"), "value-bad@rules[0].classes=街"},
      {"status", with(good, "\"built\"", "\"build\""), "value-bad@rules[0].status=build"},
      {"attribute", with(good, "\"预期性\"", "\"预计\""),
       "value-bad@rules[0].claims[0].attribute=预计"},
      {"type", with(good, "\"street_care\"", "\"街道中心\""),
       "type-bad@rules[0].facilities=街道中心"},
      {"share", with(good, "target = 1", "target = 100"),
       "value-bad@rules[0].claims[0].target=100"},
      {"negative", with(good, "beds = 50", "beds = -1"), "value-bad@rules[0].at_least.beds=-1"},
      {"key", with(good, "denominator", "denominater"), "key-missing@rules[0].denominator="},
      {"source", with(good, "source = \"规划\"\n", ""), "key-missing@rules[0].claims[0].source="},
      {"claims", std::string(kPack) + kRule, "key-missing@rules[0].claims="},
      {"pack", std::string(kRule) + kClaim, "key-missing@.pack="},
      {"id", good + kRule + kClaim, "rule-duplicate@rules[1].id=a"},
      {"grade", with(good, "\"A\"", "\"Z\""), "value-bad@rules[0].claims[0].confidence=Z"},
      {"above one", with(good, "\">=\"", "\">\""),
       "comparator-impossible@rules[0].claims[0].comparator=>"},
      {"anything", with(with(good, "\">=\"", "\">=\""), "target = 1", "target = 0"),
       "comparator-impossible@rules[0].claims[0].comparator=>="},
      {"base without year", with(good, "base_year = 2020\n", ""),
       "key-missing@rules[0].claims[0].base_year="},
      {"percentage above 100", with(good, "target = 1", "target = \"120%\""),
       "value-bad@rules[0].claims[0].target=1.2"},
      {"text that is no figure", with(good, "target = 1", "target = \"全部\""),
       "value-bad@rules[0].claims[0].target=全部"},
      {"both level and binds",
       with(good, "level = \"township\"", "level = \"township\"\nbinds = \"街道\""),
       "key-useless@rules[0].level="},
      {"no such unit",
       with(with(good, "level = \"township\"\n", ""), "classes = [\"街道\"]", "binds = \"街区\""),
       "value-bad@rules[0].binds=街区"},
      {"a key of another metric", with(good, "at_least", "group = \"total\"\nat_least"),
       "key-unknown@rules[0].group='total'"},
      {"need",
       with(good, "\"presence\"", "\"supply_demand\"\namount = \"beds\"\ngroup = \"total\""),
       "key-missing@rules[0].need="},
  };
  for (const Refusal& c : cases) {
    problems_ = {};
    read_text(c.text);
    const auto told = errors();
    EXPECT_NE(std::find(told.begin(), told.end(), c.error), told.end())
        << c.what << ": " << (told.empty() ? "accepted" : told[0]);
  }
}

TEST_F(RulePacks, TellsEachSlipOnceAndNoSlipThatFollowsFromIt) {
  using Told = std::vector<std::string>;
  const std::string good = std::string(kPack) + kRule + kClaim;
  const std::string units = "level = \"township\"\nclasses = [\"街道\"]\ndenominator = \"街道\"\n";
  const std::pair<std::string, Told> cases[] = {
      {with(good, units, "binds = \"街到\"\n"), {"value-bad@rules[0].binds=街到"}},
      {with(with(good, units, "binds = \"街到\"\n"), "presence", "presense"),
       {"value-bad@rules[0].metric=presense", "value-bad@rules[0].binds=街到"}},
      {with(good, "[\"built\", \"in_use\"]", "[\"inuse\"]"), {"value-bad@rules[0].status=inuse"}},
      {with(good, "[\"street_care\"]", "[\"street_care\", \"street_care\"]"),
       {"value-bad@rules[0].facilities=street_care"}},
      {with(good, "base_year = 2020", "base_year = 2026"),
       {"value-bad@rules[0].claims[0].base_year=2026"}},
  };
  for (const auto& [text, told] : cases) {
    problems_ = {};
    read_text(text);
    EXPECT_EQ(errors(), told);
  }
}

TEST_F(RulePacks, BaseAndTargetHaveOneShape) {
  const std::string rule = R"(
[[rules]]
id = "a"
name = "甲"
metric = "ratio"
amount = "statistic:a"
whole = "statistic:b"
denominator = "全市"
)";
  const std::string text = std::string(kPack) + rule + kClaim;
  read_text(with(with(text, "0.17", "\"43.9%\""), "target = 1", "target = 55"));
  EXPECT_EQ(errors(), std::vector<std::string>{"shape-differs@rules[0].claims[0].base=0.439"});
  problems_ = {};
  const auto packs =
      read_text(with(with(text, "0.17", "\"43.9%\""), "target = 1", "target = \"55%\""));
  EXPECT_TRUE(errors().empty());
  EXPECT_EQ(packs[0].rules[0].claims[0].target->to_string(), "0.55");
  EXPECT_TRUE(packs[0].rules[0].claims[0].is_share);
  problems_ = {};
  read_text(
      with(with(with(text, "ratio", "per_people"), "whole = \"statistic:b\"", "group = \"total\""),
           "target = 1", "target = \"55%\""));
  EXPECT_EQ(errors(), std::vector<std::string>{"shape-differs@rules[0].claims[0].target=%"});
}

TEST_F(RulePacks, EstatesAndAlternativesAreRead) {
  const std::string estates = R"(
[[rules]]
id = "a"
name = "甲"
metric = "estate_share"
facilities = ["community_care"]
minimum = 30
quarter = "new"
denominator = "新建小区"
)";
  const std::string either = R"(
[[rules]]
id = "b"
name = "乙"
metric = "either_or"
binds = "乡镇（街道）"
[[rules.members]]
name = "站"
facilities = ["minor_protection_station"]
[[rules.members]]
name = "专干"
amount = "statistic:officers"
minimum = 2
)";
  const std::string claim = with(kClaim, "base = 0.17\nbase_year = 2020\n", "");
  const auto packs = read_text(std::string(kPack) + estates + claim + either + claim);
  EXPECT_TRUE(problems_.all().empty());
  const auto& rules = packs.at(0).rules;
  EXPECT_EQ(rules.at(0).minimum.to_string(), "30");
  EXPECT_EQ(rules.at(0).per.to_string(), "100");
  EXPECT_EQ(rules.at(0).amount.to_string(), "area_m2");
  EXPECT_EQ(rules.at(0).quarter, QuarterKind::new_built);
  EXPECT_TRUE(rules.at(0).claims[0].is_share);
  ASSERT_EQ(rules.at(1).members.size(), 2U);
  EXPECT_EQ(rules.at(1).members[1].amount.to_string(), "statistic:officers");
  EXPECT_EQ(rules.at(1).members[1].minimum.to_string(), "2");
  EXPECT_EQ(rules.at(1).members[1].query.classes.size(), 4U);
  problems_ = {};
  read_text(std::string(kPack) + with(estates, "minimum = 30\n", "group = \"total\"\n") + claim +
            with(with(either, "amount = \"statistic:officers\"\n", ""),
                 "[[rules.members]]\nname = \"站\"\nfacilities = [\"minor_protection_station\"]\n",
                 "") +
            with(claim, "target = 1", "target = 20"));
  EXPECT_EQ(errors(),
            (std::vector<std::string>{
                "key-missing@rules[0].minimum=", "key-unknown@rules[0].group='total'",
                "key-missing@rules[1].members[0].facilities=",
                "key-unknown@rules[1].members[0].minimum=2",
                "key-missing@rules[1].members=", "value-bad@rules[1].claims[0].target=20"}));
}

TEST_F(RulePacks, WhatAnAmountCountsIsOneOfAFewWords) {
  const std::string text = std::string(kPack) + R"(
[[rules]]
id = "a"
name = "甲"
metric = "total"
amount = "statistic:doctors"
counts = "people"
denominator = "全市"
)" + with(with(kClaim, "0.17", "17"), "target = 1", "target = 20");
  EXPECT_EQ(read_text(text).at(0).rules.at(0).counts, "people");
  EXPECT_TRUE(errors().empty());
  read_text(with(text, "\"people\"", "\"persons\""));
  EXPECT_EQ(errors(), std::vector<std::string>{"value-bad@rules[0].counts=persons"});
  problems_ = {};
  read_text(with(text, "\"statistic:doctors\"", "\"sites\"\nfacilities = [\"clinic\"]"));
  EXPECT_EQ(errors(), std::vector<std::string>{"key-useless@rules[0].counts=people"});
}

TEST_F(RulePacks, TellsAllThatIsWrongAtOnce) {
  std::string text = std::string(kPack) + kRule + kClaim + kRule + kClaim;
  text = with(text, "\"township\"", "\"town\"");
  text = with(text, "\">=\"", "\"≥\"");
  text = with(text, "source = \"规划\"\n", "");
  EXPECT_EQ(read_text(text).size(), 1U);
  EXPECT_EQ(errors(),
            (std::vector<std::string>{
                "value-bad@rules[0].level=town", "value-bad@rules[0].claims[0].comparator=≥",
                "key-missing@rules[0].claims[0].source=", "rule-duplicate@rules[1].id=a"}));
}

TEST_F(RulePacks, SourcesAreNamedOnceAndDraftsAreMarked) {
  const std::string sources =
      "[[sources]]\nid = \"plan\"\nname = \"某规划\"\nfile = \"x.txt\"\ndraft = true\n";
  const std::string text = std::string(kPack) + sources + kRule + kClaim;
  read_text(text);
  EXPECT_EQ(errors(), std::vector<std::string>{"value-bad@rules[0].claims[0].source=规划"});
  problems_ = {};
  const auto packs = read_text(with(text, "source = \"规划\"", "source = \"plan\""));
  EXPECT_TRUE(errors().empty());
  const Claim& c = packs[0].rules[0].claims[0];
  EXPECT_EQ(c.source, "某规划（征求意见稿）");
  EXPECT_EQ(c.source_file, "x.txt");
  EXPECT_TRUE(c.unconfirmed());
}

TEST_F(RulePacks, AnUnknownSnakeCaseTypeIsAWarning) {
  const auto packs =
      read_text(with(std::string(kPack) + kRule + kClaim, "street_care", "streetcare"));
  EXPECT_FALSE(problems_.has_errors());
  EXPECT_TRUE(problems_.has("type-unknown"));
  EXPECT_EQ(packs.size(), 1U);
}

}  // namespace
}  // namespace fangyuan
