// SPDX-License-Identifier: Apache-2.0
// fangyuan names as a user starts it: exit codes, what is printed, what is left on the disk.
#include <gtest/gtest.h>

#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

constexpr const char* kTable = "\n[[names]]\npath = \"地名.csv\"\n";
constexpr const char* kNames =
    "地名,类别,代码,罗马字母拼写\n柳林镇,镇,410221100,Liǔlín "
    "Zhèn\n柳林镇,镇,411523100,Liulinzhen\n";

Outcome names(const SmallTown& town, std::vector<std::string> more = {},
              Program::Limits limits = {}) {
  std::vector<std::string> arguments{"names", town.project().string(), "--out",
                                     town.out().string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments, limits);
}

TEST(NamesProgram, FindingsAreResults) {
  SmallTown town;
  town.append("project.toml", kTable);
  town.write("地名.csv", kNames);
  const Outcome done = names(town, {"--lang", "zh"});
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_NE(done.out.find("重名: 确定 1"), std::string::npos) << done.out;
  for (const char* file : {"names.xlsx", "names.json", "names.gpkg"})
    EXPECT_TRUE(std::filesystem::exists(town.out() / file)) << file;
  const Outcome again = names(town);
  EXPECT_EQ(again.exit, 2);
  EXPECT_NE(again.err.find("error out-not-empty"), std::string::npos) << again.err;
  EXPECT_EQ(names(town, {"--force"}).exit, 0);
  // The run reads the same project and does not mind its names.
  EXPECT_EQ(town.run({"--force"}).exit, 0);
}

TEST(NamesProgram, BadInputIsExitTwoAndWritesNothing) {
  SmallTown town;
  const Outcome none = names(town, {"--lang", "en"});
  EXPECT_EQ(none.exit, 2);
  EXPECT_NE(none.err.find("error names-missing"), std::string::npos) << none.err;
  town.append("project.toml", kTable);
  const Outcome gone = names(town);
  EXPECT_EQ(gone.exit, 2);
  EXPECT_NE(gone.err.find("error file-missing"), std::string::npos) << gone.err;
  town.write("地名.csv", "地名,启用日期,状态\n甲村,某日,某态\n");
  const Outcome bad = names(town);
  EXPECT_EQ(bad.exit, 2);
  for (const char* code : {"error date-text", "error name-status-bad"})
    EXPECT_NE(bad.err.find(code), std::string::npos) << bad.err;
  EXPECT_FALSE(std::filesystem::exists(town.out()));
}

TEST(NamesProgram, AFullDiskFailsAndLeavesNothing) {
  SmallTown town;
  town.append("project.toml", kTable);
  town.write("地名.csv", kNames);
  const Outcome full = names(town, {}, {.file_bytes = 4096});
  EXPECT_EQ(full.exit, 1) << full.err;
  EXPECT_FALSE(std::filesystem::exists(town.out() / "names.json"));
}

}  // namespace
}  // namespace fangyuan::test
