// SPDX-License-Identifier: Apache-2.0
// Exemptions that can exempt nobody are told, each once.
#include <gtest/gtest.h>

#include "sim/study/check_exemptions.h"

namespace fangyuan {
namespace {

/// "code@table.field=value" of every warning.
std::vector<std::string> told(const std::vector<GivenExemption>& exemptions) {
  RulePack pack;
  pack.rules.resize(2);
  pack.rules[0].id = "kaifeng-145/SP-44";
  pack.rules[0].exemption = Exemption{{"cemetery_urban"}};
  pack.rules[1].id = "kaifeng-145/SP-43";
  pack.rules[1].query.level = Level::county;
  Units units;
  units.all.resize(2);
  units.all[0].level = Level::county;
  units.all[0].code = "410222";
  units.all[0].name = "甲县";
  units.all[1].level = Level::township;
  units.all[1].code = "410222105";
  units.all[1].name = "四镇";
  Project project;
  project.file = "folder/project.toml";
  project.exemptions = exemptions;
  Problems problems;
  check_exemptions(project, std::span(&pack, 1), units, problems);
  EXPECT_FALSE(problems.has_errors());
  std::vector<std::string> out;
  for (const Problem& p : problems.all()) {
    EXPECT_EQ(p.file, "project.toml");
    out.push_back(p.code + '@' + p.layer + '.' + p.field + '=' + p.value);
  }
  return out;
}

using Told = std::vector<std::string>;

TEST(Exemptions, ThatHoldAreNotTold) {
  EXPECT_EQ(told({{"kaifeng-145/SP-44", "410222105", "号"}, {"kaifeng-145/SP-44", "四镇", "号"}}),
            Told{});
}

TEST(Exemptions, OfAnUnknownRulePackOrUnitAreTold) {
  EXPECT_EQ(told({{"kaifeng-145/SP-4", "四镇", "号"}, {"SP-44", "四镇", "号"}}),
            (Told{"exemption-rule-unknown@exemptions[0].rule=kaifeng-145/SP-4",
                  "exemption-rule-unknown@exemptions[1].rule=SP-44"}));
  EXPECT_EQ(told({{"kaifeng-2023/SP-44", "九镇", "号"}}),
            (Told{"exemption-rule-unknown@exemptions[0].rule=kaifeng-2023/SP-44",
                  "exemption-unit-unknown@exemptions[0].unit=九镇"}));
  // A county is no township.
  EXPECT_EQ(told({{"kaifeng-145/SP-44", "甲县", "号"}}),
            (Told{"exemption-unit-unknown@exemptions[0].unit=甲县"}));
}

TEST(Exemptions, OfARuleThatKnowsNoneAreTold) {
  EXPECT_EQ(told({{"kaifeng-145/SP-43", "410222", "号"}}),
            (Told{"exemption-useless@exemptions[0].rule=kaifeng-145/SP-43"}));
}

}  // namespace
}  // namespace fangyuan
