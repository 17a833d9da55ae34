// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/run/run.h"

namespace fangyuan {
namespace {

TEST(TellSkipped, NamesTheServiceTheLimitAndWhatIsMissing) {
  Study study;
  study.project.file = "/somewhere/project.toml";
  study.project.services.resize(2);
  study.project.services[1].id = "beds";
  const std::vector<TooManyPairs> skipped{{ServiceId(1U), "1800", true, 20'000'000},
                                          {ServiceId(1U), "3600", false, 80'000'000}};
  Problems problems;
  tell_skipped(study, skipped, problems);
  ASSERT_EQ(problems.all().size(), 2U);
  EXPECT_FALSE(problems.has_errors());
  const std::string filling = to_line(problems.all()[0], Language::en);
  EXPECT_NE(filling.find("filling-too-large project.toml:services[1]:best_filling=beds 1800"),
            std::string::npos)
      << filling;
  EXPECT_NE(filling.find("20000000"), std::string::npos) << filling;
  EXPECT_EQ(problems.all()[1].code, "access-too-large");
}

}  // namespace
}  // namespace fangyuan
