// SPDX-License-Identifier: Apache-2.0
// The packs that ship: each reads without a word of complaint, and says where every figure stands.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "core/burial/settings.h"
#include "sim/project/rule_packs.h"

namespace fangyuan {
namespace {

std::vector<RulePack> read(const std::vector<std::string>& names, Problems& problems) {
  return read_rule_packs(names, ".", problems);
}

std::vector<RulePack> all_packs() {
  Problems problems;
  return read(shipped_rule_packs(), problems);
}

const Rule& rule(const std::vector<RulePack>& packs, const std::string& id) {
  for (const RulePack& p : packs)
    for (const Rule& r : p.rules)
      if (r.id == id) return r;
  throw std::out_of_range(id);
}

Amount percent(std::int64_t hundredths) { return Amount::from_millionths(hundredths * 100); }

TEST(ShippedPacks, AreThePlansAndTheStandards) {
  EXPECT_EQ(shipped_rule_packs(),
            (std::vector<std::string>{"benxi-145", "burial-siting", "henan-145", "kaifeng-145",
                                      "kaifeng-2023", "kaifeng-public-service-145", "living-circle",
                                      "presence-basics"}));
}

TEST(ShippedPacks, ReadWithoutErrorOrWarning) {
  for (const std::string& name : shipped_rule_packs()) {
    Problems problems;
    const auto packs = read({name}, problems);
    for (const Problem& p : problems.all())
      ADD_FAILURE() << name << ' ' << p.code << ' ' << p.layer << '.' << p.field << '=' << p.value;
    ASSERT_EQ(packs.size(), 1U) << name;
    EXPECT_EQ(packs[0].id, name);
    EXPECT_GE(packs[0].rules.size() + packs[0].bans.size(), 10U) << name;
  }
}

TEST(ShippedPacks, CiteALineAndAQuoteForEveryFigureOfAPlan) {
  const std::regex line("L[0-9]+(-L[0-9]+)?");
  std::size_t claims = 0;
  for (const RulePack& pack : all_packs()) {
    for (const Rule& r : pack.rules) {
      for (const Claim& c : r.claims) {
        EXPECT_FALSE(c.source.empty() || c.source_line.empty() || c.confidence.empty()) << r.id;
        if (c.source_file.empty()) continue;
        ++claims;
        EXPECT_TRUE(std::regex_match(c.source_line, line)) << r.id << ' ' << c.source_line;
        EXPECT_FALSE(c.quote.empty()) << r.id;
      }
    }
  }
  EXPECT_GE(claims, 250U);
}

TEST(ShippedPacks, MarkTheConsultationDraft) {
  for (const RulePack& pack : all_packs()) {
    EXPECT_EQ(pack.draft, pack.id == "kaifeng-public-service-145") << pack.id;
    if (!pack.draft) continue;
    for (const Rule& r : pack.rules)
      for (const Claim& c : r.claims) {
        EXPECT_TRUE(c.unconfirmed()) << r.id;
        EXPECT_NE(c.source.find("征求意见稿"), std::string::npos) << r.id;
      }
  }
}

/// Of documents that were not read no figure is confirmed: the standards and the siting bans.
TEST(ShippedPacks, PrintWhatWasNotReadAsUnconfirmed) {
  std::size_t confirmed = 0;
  for (const RulePack& pack : all_packs()) {
    for (const SitingBan& ban : pack.bans) EXPECT_TRUE(ban.unconfirmed) << ban.id;
    for (const Rule& r : pack.rules)
      for (const Claim& c : r.claims) {
        EXPECT_TRUE(c.unconfirmed() || !c.source_file.empty()) << r.id;
        confirmed += !c.unconfirmed();
        if (pack.id == "living-circle") {
          EXPECT_TRUE(c.unconfirmed()) << r.id;
        }
      }
  }
  EXPECT_GT(confirmed, 100U);
}

TEST(ShippedPacks, KeepStrictAndNotStrictThirtyApart) {
  const auto packs = all_packs();
  EXPECT_EQ(rule(packs, "kaifeng-145/SP-16").claims[0].comparator, Comparator::at_least);
  EXPECT_EQ(rule(packs, "kaifeng-public-service-145/SP-17").claims[0].comparator,
            Comparator::more_than);
  EXPECT_EQ(rule(packs, "henan-145/HN-A1").claims[0].comparator, Comparator::more_than);
  EXPECT_EQ(rule(packs, "benxi-145/BX-A1").claims[0].comparator, Comparator::at_least);
}

TEST(ShippedPacks, KeepBothNursingShares) {
  const Rule r = rule(all_packs(), "kaifeng-145/SP-26");
  ASSERT_EQ(r.claims.size(), 2U);
  EXPECT_EQ(r.claims[0].base, percent(4390));
  EXPECT_EQ(r.claims[0].attribute, "约束性");
  // 4,540 of 16,582 beds, in the text of the same plan.
  EXPECT_EQ(r.claims[1].base, scaled_nearest(Amount::from_whole(1), Amount::from_whole(4540),
                                             Amount::from_whole(16582)));
  EXPECT_FALSE(r.claims[1].target);
  EXPECT_TRUE(r.claims[1].unconfirmed());
}

TEST(ShippedPacks, BindTheClassesOfThePlansWords) {
  const auto packs = all_packs();
  using Words = std::vector<std::string>;
  EXPECT_EQ(rule(packs, "kaifeng-145/SP-44").query.classes, (Words{"镇", "乡", "民族乡"}));
  EXPECT_EQ(rule(packs, "kaifeng-145/SP-37").query.classes, Words{"街道"});
  EXPECT_EQ(rule(packs, "henan-145/HN-C4").query.classes, (Words{"街道", "镇", "乡", "民族乡"}));
  EXPECT_EQ(rule(packs, "henan-145/HN-C7").query.classes, (Words{"县级市", "县", "自治县"}));
  EXPECT_EQ(rule(packs, "kaifeng-145/SP-43").query.classes, (Words{"县", "自治县"}));
  EXPECT_EQ(rule(packs, "kaifeng-2023/SP-46").query.also, Words{"祥符区"});
  EXPECT_TRUE(rule(packs, "kaifeng-145/SP-44").exemption);
}

TEST(ShippedPacks, KeepWhatContradictsItself) {
  const auto packs = all_packs();
  const auto& station = rule(packs, "henan-145/HN-C14").claims;
  ASSERT_EQ(station.size(), 2U);
  EXPECT_EQ(station[0].target, percent(5000));
  EXPECT_EQ(station[1].target, percent(6000));
  const auto& community = rule(packs, "kaifeng-145/SP-38").claims;
  ASSERT_EQ(community.size(), 2U);
  EXPECT_NE(community[0].due, community[1].due);
  // 132 % is a legal value of facilities per unit.
  EXPECT_EQ(rule(packs, "henan-145/urban-community-2020").claims[0].base, percent(13200));
  EXPECT_EQ(rule(packs, "henan-145/urban-community-2020").metric, RuleMetric::per_unit);
}

bool counts(const Rule& r, const std::string& type) {
  return std::ranges::find(r.query.types, type) != r.query.types.end();
}

TEST(ShippedPacks, LetNoCountysCemeteryMeetTheCitysRule) {
  const auto of_city = BurialSettings{}.types[static_cast<std::size_t>(CemeteryTier::city)];
  std::size_t seen = 0;
  for (const RulePack& pack : all_packs())
    for (const Rule& r : pack.rules) {
      if (r.query.level != Level::prefecture || !r.has_level || !counts(r, "cemetery_city"))
        continue;
      ++seen;
      EXPECT_EQ(r.query.types, of_city) << r.id;
    }
  EXPECT_EQ(seen, 3U);
}

TEST(ShippedPacks, CountAColumbariumWhereThePlansSayBurialOrPlacing) {
  const std::regex placing("安葬（放）|骨灰安放");
  std::size_t seen = 0;
  for (const RulePack& pack : all_packs())
    for (const Rule& r : pack.rules) {
      if (r.metric != RuleMetric::presence || !std::regex_search(r.name, placing)) continue;
      ++seen;
      EXPECT_TRUE(counts(r, "columbarium")) << r.id;
    }
  EXPECT_EQ(seen, 5U);
}

TEST(ShippedPacks, TakeNoOutpatientRoomForARoomOfChineseMedicine) {
  EXPECT_EQ(rule(all_packs(), "kaifeng-public-service-145/SP-78").query.types,
            std::vector<std::string>{"tcm_room"});
}

TEST(ShippedPacks, AskForTheFunctionsThatThePlanNames) {
  const Rule r = rule(all_packs(), "benxi-145/BX-C4");
  EXPECT_EQ(r.query.functions,
            (std::vector<std::string>{"full_day_care", "day_care", "home_visit_care"}));
  EXPECT_NE(r.claims[0].confidence, "A");
}

TEST(ShippedPacks, TakeTheCityProperAsAWhole) {
  const Rule r = rule(all_packs(), "henan-145/HN-P1");
  EXPECT_EQ(r.query.tree, Tree::management);
  EXPECT_EQ(r.query.only, std::vector<std::string>{"市区"});
}

TEST(ShippedPacks, CountAFuneralParkWhereverAFuneralHomeIsAsked) {
  std::size_t seen = 0;
  for (const RulePack& pack : all_packs())
    for (const Rule& r : pack.rules)
      if (counts(r, "funeral_home")) {
        ++seen;
        EXPECT_TRUE(counts(r, "funeral_park")) << r.id;
      }
  EXPECT_GE(seen, 4U);
}

TEST(ShippedPacks, DemandNothingWhereThePlanTellsWhatStood) {
  const auto packs = all_packs();
  for (const char* id : {"SP-68-city", "SP-68-county", "SP-68-township", "SP-68-village",
                         "SP-80-county", "SP-80-tcm"})
    for (const Claim& c : rule(packs, std::string("kaifeng-public-service-145/") + id).claims) {
      EXPECT_FALSE(c.target) << id;
      EXPECT_FALSE(c.target_text.empty()) << id;
    }
}

TEST(ShippedPacks, CoverEachIdByTheRuleThatBearsIt) {
  for (const RulePack& pack : all_packs())
    for (const Rule& r : pack.rules) {
      const std::string id = r.id.substr(r.id.find('/') + 1);
      const bool bears = id.starts_with("SP-") || id.starts_with("HN-") || id.starts_with("BX-");
      EXPECT_EQ(bears, !r.covers.empty()) << r.id;
      if (!bears) continue;
      EXPECT_TRUE(id.starts_with(r.covers[0])) << r.id;
    }
}

}  // namespace
}  // namespace fangyuan
