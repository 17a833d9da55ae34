// SPDX-License-Identifier: Apache-2.0
// The scenario files that ship: whole, and each edit with the line of the plan that it is from.
#include <gtest/gtest.h>

#include "sim/scenario/scenario.h"
#include "sim/siting/site_request.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

TEST(ReadyScenarios, AreWholeAndSayWhatTheyRestOn) {
  std::size_t files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(FANGYUAN_SOURCE_DIR) / "scenarios")) {
    const fs::path path = entry.path();
    const fs::path room = path.parent_path().filename();
    if (path.extension() != ".toml" || room == "rules" || room == "requests") continue;
    ++files;
    SCOPED_TRACE(path.string());
    Problems problems;
    const Scenario scenario = read_scenario({&path, 1}, problems);
    EXPECT_TRUE(problems.all().empty());
    EXPECT_FALSE(scenario.edits.empty());
    for (const Edit& edit : scenario.edits) {
      EXPECT_FALSE(edit.source.empty()) << edit.where;
      EXPECT_FALSE(describe(edit).zh.empty());
      EXPECT_FALSE(describe(edit).en.empty());
    }
  }
  EXPECT_GE(files, 3U);
}

TEST(ReadyRequests, AreWhole) {
  std::size_t files = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(FANGYUAN_SOURCE_DIR) / "scenarios/requests")) {
    ++files;
    SCOPED_TRACE(entry.path().string());
    Problems problems;
    const SiteRequest request = read_site_request(entry.path(), problems);
    EXPECT_TRUE(problems.all().empty());
    EXPECT_FALSE(request.candidates.empty());
  }
  EXPECT_GE(files, 1U);
}

}  // namespace
}  // namespace fangyuan
